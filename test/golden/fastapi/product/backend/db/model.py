"""All tables."""

import enum
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import AuditMixin, Base, SoftDeleteMixin, VersionMixin

metadata = Base.metadata


class Role(enum.StrEnum):
    ADMIN = "admin"
    VIEWER = "viewer"


class User(Base):
    __tablename__ = "user_account"

    username: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role]


class UserSession(Base):
    """A signed-in browser. Holds a hash of the cookie, which alone cannot sign anyone in."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Category(AuditMixin, SoftDeleteMixin, VersionMixin, Base):
    __tablename__ = "category"
    __table_args__ = (CheckConstraint("sort_order >= 0", name="sort_order_min"),)

    name_en: Mapped[str] = mapped_column(String(64), unique=True)
    name_ar: Mapped[str] = mapped_column(String(64), unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    sort_order: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)

    products: Mapped[list["Product"]] = relationship(
        back_populates="category", passive_deletes="all"
    )


class ProductStatus(enum.StrEnum):
    DRAFT = "draft"
    LIVE = "live"


class Product(AuditMixin, SoftDeleteMixin, VersionMixin, Base):
    __tablename__ = "product"

    name_en: Mapped[str] = mapped_column(String(64))
    name_ar: Mapped[str] = mapped_column(String(64))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    status: Mapped[ProductStatus | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey(Category.id), index=True)

    category: Mapped[Category | None] = relationship(back_populates="products")
