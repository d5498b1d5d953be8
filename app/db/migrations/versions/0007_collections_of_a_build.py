"""builds whose collections are still to be asked for, a project's switch for running them on save, staged cases."""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# Never in a batch: that copies the table and drops the old one, and with a project's row goes all that belongs to it.
COLUMNS = {'build': 'collections_due', 'project': 'run_on_save'}


def upgrade() -> None:
    for table, column in COLUMNS.items():
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    is_staged = sa.text('since = until')
    op.create_index('ix_case_row_staged', 'case_row', ['id'], unique=False, sqlite_where=is_staged, postgresql_where=is_staged)


def downgrade() -> None:
    op.drop_index('ix_case_row_staged', table_name='case_row')
    for table, column in COLUMNS.items():
        op.drop_column(table, column)
