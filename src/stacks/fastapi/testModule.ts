import { fileName, moduleAt, type EntityView } from './entityView';

/** Dotted module of the entity's tests. */
export const testModule = ({ project: { tests }, names }: EntityView): string =>
  moduleAt(tests?.folder ?? 'tests', fileName(tests?.pattern ?? 'test_{plural}', names));
