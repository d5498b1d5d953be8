"""runs without an artifact, what a run is for, and what slimming a component gave."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('run') as batch_op:
        batch_op.alter_column('artifact_digest', existing_type=sa.String(length=71), nullable=True)
        batch_op.add_column(sa.Column('sources_digest', sa.String(length=71), nullable=True))
        batch_op.add_column(sa.Column('purpose', sa.String(length=20), nullable=False, server_default='run'))
    with op.batch_alter_table('run') as batch_op:
        batch_op.alter_column('purpose', server_default=None)
    with op.batch_alter_table('artifact') as batch_op:
        batch_op.add_column(sa.Column('plain_size', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('slimming', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('artifact') as batch_op:
        batch_op.drop_column('slimming')
        batch_op.drop_column('plain_size')
    op.execute("DELETE FROM run WHERE artifact_digest IS NULL")
    with op.batch_alter_table('run') as batch_op:
        batch_op.drop_column('purpose')
        batch_op.drop_column('sources_digest')
        batch_op.alter_column('artifact_digest', existing_type=sa.String(length=71), nullable=False)
