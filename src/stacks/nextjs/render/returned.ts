import type { Code } from '../../../codegen/render/code';
import { tsParens } from '../../../codegen/render/typescript';

/** JSX after `return`: on the same line when it fits, else in round brackets. */
export const returned = (element: Code): Code => tsParens(element);
