"""Decimals of any length, exact on every database."""

from decimal import Decimal, localcontext
from typing import Any

from sqlalchemy import Dialect, Numeric, String
from sqlalchemy.types import TypeDecorator, TypeEngine


class ExactDecimal(TypeDecorator[Decimal]):
    """Numeric where the database has it; on SQLite digits that sort like the numbers."""

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "sqlite":
            return self.impl_instance
        return dialect.type_descriptor(String(self.precision + 1))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | Decimal | None:
        if value is None or dialect.name != "sqlite":
            return value
        # Counted from the lowest number, so that no sign is left.
        with localcontext(prec=2 * self.precision):
            units = int(value.scaleb(self.scale)) + 10**self.precision
        return str(units).zfill(self.precision + 1)

    def process_result_value(self, value: str | Decimal | None, dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        with localcontext(prec=2 * self.precision):
            return Decimal(int(value) - 10**self.precision).scaleb(-self.scale)
