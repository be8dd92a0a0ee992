"""what was written and not yet verified, and when a file is to be read once more"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("spreadsheets") as table:
        table.add_column(sa.Column("journal", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("settle_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and take all tabs and marks with the old one.
    op.drop_column("spreadsheets", "settle_at")
    op.drop_column("spreadsheets", "journal")
