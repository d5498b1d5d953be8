"""Everything that a run logged, as plain text to keep."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Engine
from starlette.responses import Response, StreamingResponse

from app.db.session import reading
from app.http.deps import Of
from app.http.downloads import attachment
from app.kit.text import printable
from app.runs import service
from app.runs.report import run_stretch

router = APIRouter(prefix="/runs")

AT_ONCE = 200  # results that are held


@router.get("/{run_id}/logs.txt")
def download_logs(run_id: str, studio: Of) -> Response:
    """A line for each entry: the number of the message, or ``init``, then level, context and message."""
    with reading(studio.engine) as session:
        run = service.get(session, run_id)
        name = f"{run.project_name or run.kind}-{run.id}.log.txt"
    headers = {"Content-Disposition": attachment(name), "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_lines(studio.engine, run_id), headers=headers, media_type="text/plain; charset=utf-8")


def _lines(engine: Engine, run_id: str) -> Iterator[str]:
    start, total = 0, 1
    while start < total:
        with reading(engine) as session:
            report = run_stretch(session, service.get(session, run_id), start, AT_ONCE)
        total = len(report["results"])
        if start == 0 and report["init"]:
            yield from _of("init", report["init"])
        for index in range(start, min(start + AT_ONCE, total)):
            yield from _of(str(index + 1), report["results"][index])
        start += AT_ONCE


def _of(number: str, result: dict[str, Any]) -> Iterator[str]:
    """What continues an entry's message on further lines is indented."""
    for entry in result["logs"]:
        message = printable(entry["message"]).replace("\n", "\n    ")
        yield f"{number} {entry['level']} {printable(entry['context'])}: {message}\n"
