"""the packages chosen for a set of requirements."""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('package_set',
    sa.Column('key', sa.String(length=71), nullable=False),
    sa.Column('requirements', sa.JSON(), nullable=False),
    sa.Column('index', sa.String(length=2000), nullable=False),
    sa.Column('lock', sa.Text(), nullable=False),
    sa.Column('versions', sa.JSON(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('archive', sa.String(length=71), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_package_set'))
    )


def downgrade() -> None:
    op.drop_table('package_set')
