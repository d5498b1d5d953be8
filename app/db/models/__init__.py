"""The tables, one family a file. Importing this package registers them all."""

from app.db.models.artifacts import Artifact
from app.db.models.builds import Build, BuildStatus
from app.db.models.collections import (
    CaseResult,
    CaseRow,
    Collection,
    CollectionRun,
    CollectionVersion,
    ProjectCollection,
)
from app.db.models.drafts import Draft, SetAside
from app.db.models.events import JobEvent
from app.db.models.notes import StudioNote
from app.db.models.own_tests import OwnTestResult, OwnTestRun
from app.db.models.packages import PackageSet
from app.db.models.projects import Project, Revision, RevisionFile, SourceText
from app.db.models.runs import Run, RunStatus
from app.db.models.shares import Share

__all__ = [
    "Artifact",
    "Build",
    "BuildStatus",
    "CaseResult",
    "CaseRow",
    "Collection",
    "CollectionRun",
    "CollectionVersion",
    "Draft",
    "JobEvent",
    "OwnTestResult",
    "OwnTestRun",
    "PackageSet",
    "Project",
    "ProjectCollection",
    "Revision",
    "RevisionFile",
    "Run",
    "RunStatus",
    "SetAside",
    "Share",
    "SourceText",
    "StudioNote",
]
