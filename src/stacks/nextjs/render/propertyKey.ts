import type { Code } from '../../../codegen/render/code';
import { ts, tsString } from '../../../codegen/render/typescript';

/** Names that no variable can have; as properties they stand after a point. */
const RESERVED = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super
  switch this throw true try typeof var void while with yield arguments eval`.split(/\s+/),
);

export const isReservedVariable = (name: string): boolean => RESERVED.has(name);

/** A name before the colon of a property: quoted where it is no identifier. */
export function propertyKey(name: string): Code {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? ts`${name}` : tsString(name);
}
