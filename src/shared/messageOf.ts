/**
 * What was thrown, for people. Not everything is an Error: libraries compiled from C throw plain objects, which
 * `String()` turns into `[object Object]`.
 */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === '' ? thrown.name : thrown.message;
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const message = 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : '';
  if (message !== '') return message;
  const name =
    'name' in thrown && typeof thrown.name === 'string' ? thrown.name : 'a failure without a message';
  const details = Object.entries(thrown)
    .filter(([key, value]) => key !== 'name' && ['string', 'number'].includes(typeof value) && value !== '')
    .map(([key, value]) => `${key} ${String(value)}`);
  return [name, ...details].join(', ');
}
