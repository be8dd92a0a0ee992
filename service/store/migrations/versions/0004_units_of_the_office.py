"""respondents that are groups of the office beside schools"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("respondents") as table:
        table.add_column(sa.Column("kind", sa.String(10), nullable=False, server_default="school"))


def downgrade() -> None:
    op.execute("DELETE FROM respondents WHERE kind <> 'school'")  # an older program takes all for schools
    op.drop_column("respondents", "kind")
