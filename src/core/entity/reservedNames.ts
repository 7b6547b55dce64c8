/** Names that languages, frameworks or the generated base classes keep for themselves. Sets, since objects inherit names. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Python 3.14 keywords, and soft keywords. */
export const PYTHON_KEYWORDS = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type _`);

export const PYTHON_BUILTINS = words(`
  abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright
  credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help
  hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord
  pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`);

/**
 * Names that annotations and decorators of a class body use: `date: Mapped[date] = mapped_column()` evaluates the second
 * `date` after the first was assigned.
 */
export const PYTHON_CLASS_BODY = words(`
  bool bytes bytearray complex dict float frozenset int list object set str tuple type property classmethod
  staticmethod super print date datetime time timedelta timezone decimal uuid enum relationship mapped_column`);

/** Attributes of SQLAlchemy's declarative base. Dunder names are refused as field names anyway. */
export const SQLALCHEMY_ATTRIBUTES = words('metadata registry awaitable_attrs');

/** Attributes of Pydantic's BaseModel (v2 and its deprecated v1 names); `model_` is a protected prefix besides. */
export const PYDANTIC_ATTRIBUTES = words(`
  copy json schema schema_json dict validate construct from_orm parse_raw parse_obj parse_file update_forward_refs
  fields config`);

/** Columns that generated base classes bring. */
export const MIXIN_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['id', 'the primary key'],
  ['version', 'the counter that finds stale updates'],
  ['created_at', 'an audit field'],
  ['created_by', 'an audit field'],
  ['updated_at', 'an audit field'],
  ['updated_by', 'an audit field'],
  ['deleted_at', 'the mark of a soft deletion'],
  ['deleted_by', 'the mark of a soft deletion'],
]);

/** Names of imports and locals in generated Python modules, so not free for an entity's own variable. */
export const PYTHON_MODULE_LOCALS = words(`
  status request response session db select func router delete update insert settings schemas crud models json csv io
  date datetime time uuid decimal enum typing logging app query api current_user self cls re os sys`);

export const TYPESCRIPT_RESERVED = words(`
  abstract any arguments as async await bigint boolean break case catch class const constructor continue debugger declare
  default delete do else enum eval export extends false finally for from function get if implements import in infer
  instanceof interface is keyof let module namespace never new null number object of package private protected
  public readonly require return set static string super switch symbol this throw true try type typeof undefined
  unique unknown var void while with yield prototype`);

/** Identifiers of generated TypeScript modules and of the platform, so not free for an entity's own variable. */
export const TYPESCRIPT_MODULE_LOCALS = words(`
  fetch window document location history navigator process console request response error event name status page
  params router locale messages form table column columns row rows data item items children key ref props state t z
  context cookies headers toast open close search filter filters sort`);

/** React keeps these props for itself: never spread a record with such a field into JSX. */
export const REACT_PROPS = words('key ref children dangerouslySetInnerHTML');

/** Class names that shadow something which generated Python or TypeScript needs under that name. */
export const RESERVED_CLASS_NAMES = words(`
  True False None Ellipsis NotImplemented Exception BaseException Warning ArithmeticError AssertionError AttributeError
  BufferError EOFError ImportError IndexError KeyError LookupError MemoryError NameError OSError OverflowError
  RuntimeError StopIteration SyntaxError SystemError SystemExit TypeError ValueError UnicodeError UserWarning
  Any Annotated Callable ClassVar Dict Final Generic Iterable Iterator List Literal Mapping NamedTuple Optional Protocol
  Self Sequence Set Tuple Type TypeVar Union Enum StrEnum IntEnum Decimal UUID Uuid Path
  Base BaseModel ConfigDict Field Mapped Column Table ForeignKey Relationship Index Integer String Text Boolean Float
  Numeric Date DateTime Datetime Time LargeBinary Session AsyncSession Select Query Body Depends Header Cookie File Form Request
  Response Router APIRouter HTTPException
  Array Boolean Date Error Function Map Number Object Promise Record Partial Pick Omit Readonly Required Proxy Reflect
  RegExp String Symbol WeakMap Intl JSON Json Math URL Url Blob FormData Headers Event Node Element Window Document
  React Fragment Metadata Link Image Script Button Input Checkbox Dialog Sheet Label Badge`);
