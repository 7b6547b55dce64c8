import { py, pyBlocks, pyGroup, pyImport } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import type { FastapiProject } from './project';

/** A column type for decimals with more digits than SQLite's floating point keeps. */
export function renderExactDecimal(project: FastapiProject): string {
  const decimal = pyImport('decimal', 'Decimal');
  const dialect = pyImport('sqlalchemy', 'Dialect');
  const body = pyBlocks([
    py`
      class ExactDecimal(${pyImport('sqlalchemy.types', 'TypeDecorator')}[${decimal}]):
          """Numeric where the database has it; on SQLite digits that sort like the numbers."""

          impl = ${pyImport('sqlalchemy', 'Numeric')}
          cache_ok = True

          def __init__(self, precision: int, scale: int) -> None:
              super().__init__(precision, scale)
              self.precision = precision
              self.scale = scale

          def load_dialect_impl${pyGroup('(', [py`self`, py`dialect: ${dialect}`], ')')} -> ${pyImport('sqlalchemy.types', 'TypeEngine')}[${pyImport('typing', 'Any')}]:
              if dialect.name != "sqlite":
                  return self.impl_instance
              return dialect.type_descriptor(${pyImport('sqlalchemy', 'String')}(self.precision + 1))

          def process_bind_param${pyGroup('(', [py`self`, py`value: ${decimal} | None`, py`dialect: ${dialect}`], ')')} -> str | ${decimal} | None:
              if value is None or dialect.name != "sqlite":
                  return value
              # Counted from the lowest number, so that no sign is left.
              with ${pyImport('decimal', 'localcontext')}(prec=2 * self.precision):
                  units = int(value.scaleb(self.scale)) + 10**self.precision
              return str(units).zfill(self.precision + 1)

          def process_result_value${pyGroup('(', [py`self`, py`value: str | ${decimal} | None`, py`dialect: ${dialect}`], ')')} -> ${decimal} | None:
              if value is None or isinstance(value, ${decimal}):
                  return value
              with ${pyImport('decimal', 'localcontext')}(prec=2 * self.precision):
                  return ${decimal}(int(value) - 10**self.precision).scaleb(-self.scale)
    `,
  ]);
  return pyModule(body, {
    width: project.width,
    firstParty: project.firstParty,
    docstring: 'Decimals of any length, exact on every database.',
  });
}
