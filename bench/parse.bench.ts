import { Parsers } from '../src/codegen/inspect/parsers';
import type { Bench } from './bench';

const MODELS = Array.from(
  { length: 400 },
  (_, index) =>
    `class Model${index}(Base):\n    __tablename__ = "model_${index}"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str] = mapped_column(String(64))\n\n\n`,
).join('');
const COMPONENTS = Array.from(
  { length: 600 },
  (_, index) =>
    `export function Part${index}() {\n  return <Field name="part_${index}" label={t('part')}>{value}</Field>;\n}\n\n`,
).join('');

const kilobytes = (text: string): string => `${Math.round(text.length / 1_000)} KB`;

/** What reading one large file costs. */
export const benches: readonly Bench[] = [
  parsing(
    `parse ${kilobytes(MODELS)} of Python`,
    (parsers, sample) => parsers.python(`# ${sample}\n${MODELS}`).classes.length,
  ),
  parsing(
    `parse ${kilobytes(COMPONENTS)} of TSX`,
    (parsers, sample) => parsers.typescript(`// ${sample}\n${COMPONENTS}`, 'tsx').functions.length,
  ),
];

/** Each sample has a text of its own: equal ones are parsed once. */
function parsing(name: string, read: (parsers: Parsers, sample: string) => number): Bench {
  return {
    name,
    target: null,
    samples: 30,
    warmUps: 5,
    async prepare({ assets }) {
      const parsers = await Parsers.create(assets);
      let samples = 0;
      return {
        run() {
          samples += 1;
          return read(parsers, String(samples)) > 0
            ? Promise.resolve()
            : Promise.reject(new Error('nothing was read'));
        },
        close: () => Promise.resolve(),
      };
    },
  };
}
