"""collections of payloads, their runs and results."""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('collection',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('cases', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection'))
    )
    with op.batch_alter_table('collection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collection_name_key'), ['name_key'], unique=True)

    op.create_table('case_row',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('collection_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('since', sa.Integer(), nullable=False),
    sa.Column('until', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.String(length=71), nullable=False),
    sa.Column('messages', sa.Text(), nullable=True),
    sa.Column('expect', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('expect_size', sa.BigInteger(), nullable=False),
    sa.Column('expects', sa.Boolean(), nullable=False),
    sa.Column('inputs', sa.Integer(), nullable=False),
    sa.Column('summary', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_case_row_collection_id_collection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_row'))
    )
    with op.batch_alter_table('case_row', schema=None) as batch_op:
        batch_op.create_index('ix_case_row_collection_id_key', ['collection_id', 'key'], unique=False)
        batch_op.create_index('ix_case_row_collection_id_position', ['collection_id', 'position'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_row_digest'), ['digest'], unique=False)

    op.create_table('collection_run',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('collection_id', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('lane', sa.String(length=20), nullable=False),
    sa.Column('artifact_digest', sa.String(length=71), nullable=True),
    sa.Column('sources_digest', sa.String(length=71), nullable=True),
    sa.Column('project_id', sa.String(length=26), nullable=True),
    sa.Column('project_name', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('request', sa.JSON(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'cancelling', 'completed', 'failed', 'stopped', name='collection_run_status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('error', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('timings', sa.JSON(), nullable=False),
    sa.Column('requested_by', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_collection_run_collection_id_collection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_run'))
    )
    with op.batch_alter_table('collection_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collection_run_artifact_digest'), ['artifact_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_collection_run_collection_id'), ['collection_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_collection_run_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_collection_run_status'), ['status'], unique=False)

    op.create_table('collection_version',
    sa.Column('collection_id', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('cases', sa.Integer(), nullable=False),
    sa.Column('change', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_collection_version_collection_id_collection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('collection_id', 'version', name=op.f('pk_collection_version'))
    )
    op.create_table('project_collection',
    sa.Column('project_id', sa.String(length=26), nullable=False),
    sa.Column('collection_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_project_collection_collection_id_collection'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_collection_project_id_project'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('project_id', 'collection_id', name=op.f('pk_project_collection'))
    )
    with op.batch_alter_table('project_collection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_collection_collection_id'), ['collection_id'], unique=False)

    op.create_table('case_result',
    sa.Column('run_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=26), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('duration_us', sa.BigInteger(), nullable=True),
    sa.Column('memory_bytes', sa.BigInteger(), nullable=True),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['collection_run.id'], name=op.f('fk_case_result_run_id_collection_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'key', name=op.f('pk_case_result'))
    )
    with op.batch_alter_table('case_result', schema=None) as batch_op:
        batch_op.create_index('ix_case_result_run_id_position', ['run_id', 'position'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('case_result', schema=None) as batch_op:
        batch_op.drop_index('ix_case_result_run_id_position')

    op.drop_table('case_result')
    with op.batch_alter_table('project_collection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_collection_collection_id'))

    op.drop_table('project_collection')
    op.drop_table('collection_version')
    with op.batch_alter_table('collection_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_run_status'))
        batch_op.drop_index(batch_op.f('ix_collection_run_project_id'))
        batch_op.drop_index(batch_op.f('ix_collection_run_collection_id'))
        batch_op.drop_index(batch_op.f('ix_collection_run_artifact_digest'))

    op.drop_table('collection_run')
    with op.batch_alter_table('case_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_row_digest'))
        batch_op.drop_index('ix_case_row_collection_id_position')
        batch_op.drop_index('ix_case_row_collection_id_key')

    op.drop_table('case_row')
    with op.batch_alter_table('collection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_name_key'))

    op.drop_table('collection')
