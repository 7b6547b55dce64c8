import { toAppError } from '../model/appError';
import type { ActiveSpan } from '../ports/activeSpan';

/** Ends a span with the work that it is about. `isFailure` says of what was thrown whether the span failed. */
export async function spanned<T>(
  span: ActiveSpan,
  work: Promise<T>,
  isFailure: (thrown: unknown) => boolean = () => true,
): Promise<T> {
  try {
    const result = await work;
    span.end();
    return result;
  } catch (thrown) {
    span.end(isFailure(thrown) ? toAppError(thrown).code : undefined);
    throw thrown;
  }
}
