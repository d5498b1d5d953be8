"""runs of projects' own tests."""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_test_run',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('project_id', sa.String(length=26), nullable=False),
    sa.Column('project_name', sa.String(length=64), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('sources_digest', sa.String(length=71), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('request', sa.JSON(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'cancelling', 'completed', 'failed', 'stopped', name='own_test_run_status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('error', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('timings', sa.JSON(), nullable=False),
    sa.Column('requested_by', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_test_run'))
    )
    with op.batch_alter_table('own_test_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_test_run_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_own_test_run_status'), ['status'], unique=False)

    op.create_table('own_test_result',
    sa.Column('run_id', sa.String(length=26), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=500), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('duration_us', sa.BigInteger(), nullable=True),
    sa.Column('memory_bytes', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['own_test_run.id'], name=op.f('fk_own_test_result_run_id_own_test_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'position', name=op.f('pk_own_test_result'))
    )


def downgrade() -> None:
    op.drop_table('own_test_result')
    with op.batch_alter_table('own_test_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_test_run_status'))
        batch_op.drop_index(batch_op.f('ix_own_test_run_project_id'))

    op.drop_table('own_test_run')
