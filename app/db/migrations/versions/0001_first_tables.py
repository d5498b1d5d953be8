"""first tables."""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('artifact',
    sa.Column('digest', sa.String(length=71), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('mode', sa.String(length=20), nullable=False),
    sa.Column('adapter', sa.Boolean(), nullable=False),
    sa.Column('toolchain', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('origin', sa.String(length=20), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_artifact'))
    )
    op.create_table('build',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('project_id', sa.String(length=26), nullable=False),
    sa.Column('project_name', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('revision_id', sa.String(length=26), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=71), nullable=False),
    sa.Column('requested_by', sa.String(length=100), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled', name='build_status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('phase', sa.String(length=20), nullable=True),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('cached', sa.Boolean(), nullable=False),
    sa.Column('artifact_digest', sa.String(length=71), nullable=True),
    sa.Column('diagnostics', sa.JSON(), nullable=False),
    sa.Column('error', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('timings', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_build'))
    )
    with op.batch_alter_table('build', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_build_artifact_digest'), ['artifact_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_build_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_build_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_build_status'), ['status'], unique=False)
        batch_op.create_index('uq_build_key_while_running', ['key'], unique=True, sqlite_where=sa.text("status IN ('running', 'cancelling')"), postgresql_where=sa.text("status IN ('running', 'cancelling')"))

    op.create_table('job_event',
    sa.Column('job_id', sa.String(length=26), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job_id', 'seq', name=op.f('pk_job_event'))
    )
    op.create_table('project',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('head', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project'))
    )
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_name'), ['name'], unique=True)

    op.create_table('source_text',
    sa.Column('digest', sa.String(length=71), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_source_text'))
    )
    op.create_table('studio_note',
    sa.Column('key', sa.String(length=100), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_studio_note'))
    )
    op.create_table('revision',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('project_id', sa.String(length=26), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=71), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_revision_project_id_project'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_revision_project_id_number'))
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_project_id'), ['project_id'], unique=False)

    op.create_table('run',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('lane', sa.String(length=20), nullable=False),
    sa.Column('artifact_digest', sa.String(length=71), nullable=False),
    sa.Column('project_id', sa.String(length=26), nullable=True),
    sa.Column('project_name', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('api_version', sa.String(length=20), nullable=False),
    sa.Column('request', sa.JSON(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'cancelling', 'completed', 'failed', 'stopped', name='run_status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('error', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('timings', sa.JSON(), nullable=False),
    sa.Column('requested_by', sa.String(length=100), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['artifact_digest'], ['artifact.digest'], name=op.f('fk_run_artifact_digest_artifact'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_run'))
    )
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_artifact_digest'), ['artifact_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_run_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_run_status'), ['status'], unique=False)

    op.create_table('revision_file',
    sa.Column('revision_id', sa.String(length=26), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=71), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['digest'], ['source_text.digest'], name=op.f('fk_revision_file_digest_source_text')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_revision_file_revision_id_revision'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('revision_id', 'path', name=op.f('pk_revision_file'))
    )
    with op.batch_alter_table('revision_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_file_digest'), ['digest'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('revision_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revision_file_digest'))

    op.drop_table('revision_file')
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_run_status'))
        batch_op.drop_index(batch_op.f('ix_run_project_id'))
        batch_op.drop_index(batch_op.f('ix_run_artifact_digest'))

    op.drop_table('run')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revision_project_id'))

    op.drop_table('revision')
    op.drop_table('studio_note')
    op.drop_table('source_text')
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_name'))

    op.drop_table('project')
    op.drop_table('job_event')
    with op.batch_alter_table('build', schema=None) as batch_op:
        batch_op.drop_index('uq_build_key_while_running', sqlite_where=sa.text("status IN ('running', 'cancelling')"), postgresql_where=sa.text("status IN ('running', 'cancelling')"))
        batch_op.drop_index(batch_op.f('ix_build_status'))
        batch_op.drop_index(batch_op.f('ix_build_project_id'))
        batch_op.drop_index(batch_op.f('ix_build_key'))
        batch_op.drop_index(batch_op.f('ix_build_artifact_digest'))

    op.drop_table('build')
    op.drop_table('artifact')
