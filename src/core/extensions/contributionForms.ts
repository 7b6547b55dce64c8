/**
 * Says of a value what is wrong with it, `0.id: must be lower case with dashes`; undefined when nothing is. Answers of
 * extensions are checked by zod. What they register is checked by this: it comes while the editor starts, has to be
 * refused at once, and zod is nine tenths of what activation would load.
 */
export type Form = (value: unknown) => string | undefined;

const id: Form = (value) =>
  typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value)
    ? undefined
    : ': must be lower case with dashes, like release-notes';

export const extensionIdForm: Form = (value) =>
  typeof value === 'string' && /^[\w-]+\.[\w-]+$/.test(value) ? undefined : ': must be publisher.name';

const text =
  (least: number, most: number): Form =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most
      ? undefined
      : `: must be a text of ${String(least)} to ${String(most)} characters`;

const flag: Form = (value) => (typeof value === 'boolean' ? undefined : ': must be true or false');

const codeExecutor: Form = (value) =>
  value === 'blueprint' || value === 'both' ? undefined : ': must be blueprint or both';

/** Called on what was given, which may be an instance of a class. */
const method =
  (name: string): Form =>
  (value) =>
    typeof value === 'function' ? undefined : `: must be a function: ${name}(...)`;

const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined ? undefined : form(value);

const list =
  (item: Form, least: number, most: number): Form =>
  (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return `: must be a list of ${String(least)} to ${String(most)}`;
    for (const [index, entry] of value.entries()) {
      const wrong = item(entry);
      if (wrong !== undefined) return at(String(index), wrong);
    }
    return undefined;
  };

const fields =
  (shape: Readonly<Record<string, Form>>, others: 'others refused' | 'others allowed'): Form =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return ': must be an object';
    for (const [key, form] of Object.entries(shape)) {
      // A method may stand in the class of what is given.
      const found: unknown = Reflect.get(value, key);
      const wrong = form(found);
      if (wrong !== undefined) return at(key, wrong);
    }
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(shape, key));
    return others === 'others refused' && unknown !== undefined ? `: has no ${unknown}` : undefined;
  };

function at(key: string, wrong: string): string {
  return wrong.startsWith(':') ? `${key}${wrong}` : `${key}.${wrong}`;
}

const words = optional(list(text(0, 200), 0, 50));
const reference = fields({ name: text(1, 100), text: text(0, 100_000) }, 'others refused');

export const agentsForm = list(
  fields(
    {
      id,
      title: optional(text(1, 200)),
      phase: optional(text(1, 100)),
      capabilities: words,
      inputs: words,
      optionalInputs: words,
      outputs: words,
      critical: optional(flag),
      executor: optional(codeExecutor),
      prompt: text(1, 30_000),
      references: optional(list(reference, 0, 20)),
      execute: optional(method('execute')),
    },
    'others refused',
  ),
  1,
  100,
);

export const verifierForm = fields(
  { id, title: optional(text(1, 100)), verify: method('verify') },
  'others allowed',
);

export const processorForm = fields(
  { id, canProcess: method('canProcess'), process: method('process') },
  'others allowed',
);

export const modelProviderForm = fields({ id, chat: method('chat') }, 'others allowed');
