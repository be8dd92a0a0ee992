"""windows of rounds, kept definitions, dated facts of the register, merged schools"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds") as table:
        for name in ("closes", "first", "last"):
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
    with op.batch_alter_table("respondents") as table:
        table.add_column(sa.Column("merged_into", sa.String(20), nullable=False, server_default=""))
    op.create_table(
        "definitions",
        sa.Column("form_id", sa.String(60), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("form_id", "hash"),
    )
    op.create_table(
        "facts",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("academic_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("code", "academic_year", "name"),
    )


def downgrade() -> None:
    op.drop_table("facts")
    op.drop_table("definitions")
    op.drop_column("respondents", "merged_into")
    for name in ("last", "first", "closes"):
        op.drop_column("rounds", name)
