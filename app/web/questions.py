"""What is asked before something is destroyed: by a dialog, and by a page where there is no JavaScript."""

from dataclasses import dataclass

from app.db.models import Artifact, Collection, CollectionRun, Project, Run
from app.kit.digests import short_digest


@dataclass(frozen=True)
class Question:
    """What goes, what stays, and where yes and no lead. ``in_the_way`` says why it cannot be done."""

    title: str
    sentence: str
    action: str
    back: str
    section: str
    confirm: str
    in_the_way: str | None = None


def delete_project(project: Project) -> Question:
    """Before a project goes."""
    return Question(
        title=f"Delete {project.name}?",
        sentence="The project goes with its files and all revisions. Builds and artifacts of it stay.",
        action=f"/projects/{project.name}/delete",
        back=f"/projects/{project.name}",
        section="Projects",
        confirm="Delete the project",
    )


def delete_artifact(artifact: Artifact, in_the_way: str | None = None) -> Question:
    """Before an artifact goes; where something refers to it, the way back leads to what does."""
    return Question(
        title=f"Delete {artifact.name} {short_digest(artifact.digest)}?",
        sentence="The component goes for good. The builds that gave it stay with their logs, and can be built again.",
        action=f"/artifacts/{artifact.digest}/delete",
        back=f"/artifacts/{artifact.digest}#runs" if in_the_way else f"/artifacts/{artifact.digest}",
        section="Artifacts",
        confirm="Delete the artifact",
        in_the_way=in_the_way,
    )


def delete_run(run: Run) -> Question:
    """Before a stored result goes."""
    return Question(
        title="Delete this result?",
        sentence="What the operator was given and what it answered go for good. Its operator stays.",
        action=f"/runs/{run.id}/delete",
        back=f"/runs/{run.id}",
        section="Artifacts",
        confirm="Delete the result",
        in_the_way=None if run.status.is_final else "This run has not ended. Cancel it first.",
    )


def delete_collection(collection: Collection) -> Question:
    """Before a collection goes."""
    return Question(
        title=f"Delete {collection.name}?",
        sentence="It goes for good, with all versions, cases, runs and results. Export it first to keep the cases.",
        action=f"/collections/{collection.id}/delete",
        back=f"/collections/{collection.id}",
        section="Collections",
        confirm="Delete the collection",
    )


def delete_collection_run(run: CollectionRun) -> Question:
    """Before a run of a collection goes."""
    return Question(
        title="Delete this run?",
        sentence="What came of each case goes for good. The cases stay.",
        action=f"/collection-runs/{run.id}/delete",
        back=f"/collection-runs/{run.id}",
        section="Collections",
        confirm="Delete the run",
        in_the_way=None if run.status.is_final else "This run has not ended. Stop it first.",
    )
