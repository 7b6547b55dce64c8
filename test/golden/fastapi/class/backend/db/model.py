"""All tables."""

import enum
from datetime import date, datetime
from decimal import Decimal

from pydantic import JsonValue
from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import AuditMixin, Base, SoftDeleteMixin, VersionMixin
from db.exact_decimal import ExactDecimal

metadata = Base.metadata


class Role(enum.StrEnum):
    ADMIN = "admin"
    VIEWER = "viewer"


class User(Base):
    __tablename__ = "user_account"

    username: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role]

    teacher_class: Mapped["Class | None"] = relationship(
        back_populates="teacher", passive_deletes="all"
    )
    members_classes: Mapped[list["ClassMemberLink"]] = relationship(
        back_populates="user", passive_deletes="all"
    )


class UserSession(Base):
    """A signed-in browser. Holds a hash of the cookie, which alone cannot sign anyone in."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class.id"), index=True)

    class_: Mapped["Class | None"] = relationship(back_populates="sessions")


class Category(AuditMixin, SoftDeleteMixin, VersionMixin, Base):
    __tablename__ = "category"
    __table_args__ = (CheckConstraint("sort_order >= 0", name="sort_order_min"),)

    name_en: Mapped[str] = mapped_column(String(64), unique=True)
    name_ar: Mapped[str] = mapped_column(String(64), unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    sort_order: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)

    classes: Mapped[list["Class"]] = relationship(back_populates="category", passive_deletes="all")
    topics_classes: Mapped[list["Class"]] = relationship(
        secondary="class_topics", back_populates="topics", passive_deletes=True
    )


class ClassType(enum.StrEnum):
    A = "a"
    IN_STOCK = "in-stock"


class_topics = Table(
    "class_topics",
    Base.metadata,
    Column("class_id", ForeignKey("class.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "category_id", ForeignKey(Category.id, ondelete="CASCADE"), primary_key=True, index=True
    ),
)


class Class(AuditMixin, SoftDeleteMixin, VersionMixin, Base):
    __tablename__ = "class"
    __table_args__ = (CheckConstraint("views >= 0", name="views_min"),)

    code: Mapped[str] = mapped_column(String(20), unique=True)
    from_: Mapped[date] = mapped_column("from")
    metadata_: Mapped[JsonValue] = mapped_column("metadata", JSON, nullable=False)
    mass: Mapped[Decimal | None] = mapped_column(ExactDecimal(30, 9))
    views: Mapped[int] = mapped_column(BigInteger, default=0)
    type_: Mapped[ClassType] = mapped_column("type", default=ClassType.A)
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("class.id"), index=True)
    teacher_id: Mapped[int | None] = mapped_column(
        ForeignKey(User.id, ondelete="SET NULL"), unique=True
    )

    category: Mapped[Category] = relationship(back_populates="classes")
    parent: Mapped["Class | None"] = relationship(remote_side="Class.id", back_populates="children")
    children: Mapped[list["Class"]] = relationship(back_populates="parent", passive_deletes="all")
    teacher: Mapped[User | None] = relationship(back_populates="teacher_class")
    topics: Mapped[list[Category]] = relationship(
        secondary=class_topics,
        back_populates="topics_classes",
        passive_deletes=True,
        lazy="selectin",
    )
    members: Mapped[list["ClassMemberLink"]] = relationship(
        back_populates="class_",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ClassMemberLink.user_id",
        lazy="selectin",
    )
    sessions: Mapped[list[UserSession]] = relationship(
        back_populates="class_", passive_deletes="all"
    )

    @property
    def topic_ids(self) -> list[int]:
        return sorted(row.id for row in self.topics)


class ClassMemberLink(Base):
    __tablename__ = "class_members"
    __table_args__ = (
        UniqueConstraint("class_id", "user_id"),
        CheckConstraint("mark >= 1", name="mark_min"),
        CheckConstraint("mark <= 6", name="mark_max"),
    )

    class_id: Mapped[int] = mapped_column(ForeignKey(Class.id, ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    mark: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)

    class_: Mapped[Class] = relationship(back_populates="members")
    user: Mapped[User] = relationship(back_populates="members_classes")
