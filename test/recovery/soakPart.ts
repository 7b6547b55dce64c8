/**
 * `SOAK=1` asks for the full counts. `SOAK=2/3` asks for the second third of those cases that take hours: with a process a
 * core they take less.
 */
const [part = '1', parts = '1'] = (process.env['SOAK'] ?? '1').split('/');

/** Whether the case with this number is one of this process. */
export const isInSoakPart = (index: number): boolean => index % Number(parts) === Number(part) - 1;
