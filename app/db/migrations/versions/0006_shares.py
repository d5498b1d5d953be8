"""shares of collections."""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('share',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('token_digest', sa.String(length=71), nullable=False),
    sa.Column('collection_id', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('run_id', sa.String(length=26), nullable=True),
    sa.Column('artifact_digest', sa.String(length=71), nullable=True),
    sa.Column('revision_id', sa.String(length=26), nullable=True),
    sa.Column('project_name', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('may_copy', sa.Boolean(), nullable=False),
    sa.Column('replay', sa.Boolean(), nullable=False),
    sa.Column('views', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_share_collection_id_collection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share'))
    )
    with op.batch_alter_table('share', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_collection_id'), ['collection_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_share_token_digest'), ['token_digest'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('share', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_token_digest'))
        batch_op.drop_index(batch_op.f('ix_share_collection_id'))

    op.drop_table('share')
