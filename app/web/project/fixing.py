"""What a fix would change, and carrying it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from app.db.models import Project
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.kit.digests import digest_of
from app.operators.checker import Fixed
from app.operators.diagnostics import Diagnostic
from app.projects import drafts, service
from app.projects.texts import encoded
from app.web.project import forms
from app.web.project.check_view import left_over
from app.web.project.checking import Asked, asked_by, subject_of, typed_of
from app.web.project.diff import FileDiff, files_of
from app.web.project.saving import Clash, clash_of

MOST_LEFT = 20


@dataclass(frozen=True)
class Proposal:
    """A change that is shown before it is made. ``ids`` is None for everything that has a fix."""

    project: Project
    asked: Asked
    base: str
    ids: tuple[str, ...] | None
    fixed: Fixed

    @property
    def files(self) -> list[FileDiff]:
        """The change, file by file."""
        return files_of(self.fixed.diff)

    @property
    def shown(self) -> str:
        """The address of the change, so that nothing else is carried out than what was shown."""
        return digest_of(self.fixed.diff.encode(errors="replace"))

    @property
    def left(self) -> Sequence[Diagnostic]:
        """What is left afterwards, the first of it."""
        return self.fixed.left[:MOST_LEFT]

    @property
    def left_words(self) -> str:
        """What is left afterwards, counted."""
        return left_over(self.fixed.left)


def proposal(studio: Studio, name: str, form: FormData) -> Proposal | Clash:
    """What would be changed, or both texts of an open file that somebody else changed meanwhile.

    Fields: path, base and content as for saving, and ids (one for each finding) or all.
    """
    asked = asked_by(form)
    with reading(studio.engine) as session:
        project = service.get(session, name)
        found = None if asked.content is None else clash_of(session, project, form)
        if found is not None:
            return found
        wanted = subject_of(session, project, asked)
    ids = None if forms.text(form, "all") == "1" else tuple(forms.texts(form, "ids"))
    return Proposal(project, asked, forms.text(form, "base"), ids, studio.checker.fix(wanted, ids))


def carry_out(studio: Studio, made: Proposal) -> tuple[Project, str | None]:
    """Store the change as one revision, with the open file as it was typed.

    Answers the project and the open file's new text. Conflict when the project moved on since the change was made.
    """
    path, content = made.asked.path, made.asked.content
    changes: dict[str, bytes | None] = {changed: encoded(changed, text) for changed, text in made.fixed.files.items()}
    with unit_of_work(studio.engine) as session:
        project = service.get(session, made.project.name)
        for typed, text in typed_of(session, project, made.asked).items():
            changes.setdefault(typed, None if text is None else encoded(typed, text))
        service.change_files(session, project, made.project.head, changes)
        drafts.drop(session, project, path, made.asked.stamp)
        for other in made.asked.unsaved:
            drafts.drop(session, project, other)
    if content is None:
        return project, None
    return project, forms.unix_lines(made.fixed.files.get(path, content))
