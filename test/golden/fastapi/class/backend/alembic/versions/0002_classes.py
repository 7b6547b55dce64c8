"""classes"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("from", sa.Date(), nullable=False),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.Column(
            "mass",
            sa.Numeric(precision=30, scale=9).with_variant(sa.String(length=31), "sqlite"),
            nullable=True,
        ),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column(
            "type",
            sa.Enum("a", "in-stock", name="classtype", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("views >= 0", name=op.f("ck_class_views_min")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_class_category_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["class.id"], name=op.f("fk_class_parent_id")),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["user_account.id"],
            name=op.f("fk_class_teacher_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class")),
        sa.UniqueConstraint("code", name=op.f("uq_class_code")),
        sa.UniqueConstraint("teacher_id", name=op.f("uq_class_teacher_id")),
    )
    with op.batch_alter_table("class", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_class_deleted_at"), ["deleted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_class_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "class_topics",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_class_topics_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["class.id"], name=op.f("fk_class_topics_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", "category_id", name=op.f("pk_class_topics")),
    )
    with op.batch_alter_table("class_topics", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_class_topics_category_id"), ["category_id"], unique=False
        )

    op.create_table(
        "class_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("mark >= 1", name=op.f("ck_class_members_mark_min")),
        sa.CheckConstraint("mark <= 6", name=op.f("ck_class_members_mark_max")),
        sa.ForeignKeyConstraint(
            ["class_id"], ["class.id"], name=op.f("fk_class_members_class_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_class_members_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_members")),
        sa.UniqueConstraint("class_id", "user_id", name=op.f("uq_class_members_class_id_user_id")),
    )
    with op.batch_alter_table("class_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_members_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("class_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_user_session_class_id"), "class", ["class_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_user_session_class_id"), ["class_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_class_id"))
        batch_op.drop_constraint(batch_op.f("fk_user_session_class_id"), type_="foreignkey")
        batch_op.drop_column("class_id")

    with op.batch_alter_table("class_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_members_user_id"))

    op.drop_table("class_members")
    with op.batch_alter_table("class_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_topics_category_id"))

    op.drop_table("class_topics")
    with op.batch_alter_table("class", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_parent_id"))
        batch_op.drop_index(batch_op.f("ix_class_deleted_at"))
        batch_op.drop_index(batch_op.f("ix_class_category_id"))

    op.drop_table("class")
