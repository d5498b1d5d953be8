"""A page made of the real base template, macros and bundles, sent with the policy that docs/pages.md states."""

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from app.kit.text import printable, truncate
from app.web import formats
from app.web.project.run_fields import Fields

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
SOURCE = "\nimport json\n\n\ndef convert(value: float) -> float:\n    return value / 2\n"
_HERE = {"path": "oven.py", "line": 6, "column": 12, "severity": "error"}
_ELSEWHERE = {"path": "other.py", "line": 1, "severity": "warning"}
DIAGNOSTICS = [
    {**_HERE, "message": "No <b>value</b>.", "help": "Give one.", "code": "x"},
    {**_ELSEWHERE, "message": "Elsewhere.", "help": None, "code": "y"},
]


def manifest() -> dict[str, str]:
    """Logical name of each bundle -> its path below static/."""
    names: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    return names


def environment() -> Environment:
    """Templates as the server has them: autoescape, `asset`, and an error for what is not defined."""
    folders = [str(ROOT / "templates"), str(Path(__file__).parent / "pages")]
    made = Environment(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined)
    made.globals["asset"] = lambda name: f"/static/{manifest()[name]}"
    made.filters |= {"limit": formats.limit, "cut": truncate, "printable": printable}
    return made


def policy(nonce: str) -> str:
    """The content security policy as docs/pages.md writes it, so that the paper and the test are one."""
    paper = (ROOT / "docs" / "pages.md").read_text()
    stated = re.search(r"^ {4}(default-src .*?)\n\n", paper, re.MULTILINE | re.DOTALL)
    assert stated is not None
    return " ".join(stated[1].split()).replace("{nonce}", nonce)


def workbench(request: Request) -> Response:
    nonce = secrets.token_urlsafe(16)
    values: dict[str, Any] = {"nonce": nonce, "source": SOURCE, "diagnostics": DIAGNOSTICS}
    values["draft"] = request.app.state.drafts.get("oven.py")
    html = environment().get_template("workbench.html").render(values, stream="stream" in request.query_params)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(nonce)})


def run_form(request: Request) -> Response:
    """The test panel's form beside an open file."""
    nonce = secrets.token_urlsafe(16)
    project = {"name": "oven", "api_version": "1.1.0"}
    test = {"fields": Fields(payloads=("{}",), encoding="json"), "limits": {"time_ms": (5_000, 60_000)}}
    kind = request.query_params.get("kind", "map")
    html = (
        environment()
        .get_template("run_panel.html")
        .render(nonce=nonce, source=SOURCE, project=project, test=test, kind=kind)
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(nonce)})


async def run(request: Request) -> Response:
    """Keeps what was sent, a file as its name and bytes."""
    form = await request.form()
    sent = {
        name: value if isinstance(value, str) else (value.filename, await value.read()) for name, value in form.items()
    }
    await form.close()
    request.app.state.saved.append(sent)
    return HTMLResponse("<p>It ran.</p><p data-text-changed hidden>The text has changed.</p>")


async def save(request: Request) -> Response:
    form = await request.form()
    request.app.state.saved.append(dict(form))
    event = {"studio:saved": {"path": "oven.py", "base": "5"}}
    return HTMLResponse("<p>Saved it.</p>", headers={"HX-Trigger": json.dumps(event)})


async def keep(request: Request) -> Response:
    """A draft as the server keeps it."""
    typed = await request.json()
    drafts: dict[str, Any] = request.app.state.drafts
    drafts.pop(typed["path"], None)
    stamp = None if request.method == "DELETE" else secrets.token_hex(4)
    if stamp:
        at = "2026-01-31T12:00:00Z"
        drafts[typed["path"]] = {"text": typed["text"], "base": str(typed["base"]), "stamp": stamp, "at": at}
    return JSONResponse({"stamp": stamp, "moved": False})


def stream(_: Request) -> Response:
    line = environment().from_string('{% from "components/log.html" import log_line %}{{ log_line(n, "streamed") }}')

    def events() -> Iterator[str]:
        for n in range(101, 121):
            yield f"id: {n}\ndata: {line.render(n=n)}\n\n"
        yield "event: done\ndata: end\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


def create_site() -> Starlette:
    site = Starlette(
        routes=[
            Route("/", workbench),
            Route("/save", save, methods=["POST"]),
            Route("/run", run_form),
            Route("/projects/oven/runs", run, methods=["POST"]),
            Route("/projects/oven/drafts", keep, methods=["PUT", "DELETE"]),
            Route("/projects/oven/clash", lambda _: HTMLResponse(""), methods=["POST"]),
            Route("/stream", stream),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )
    site.state.saved, site.state.drafts = [], {}
    return site
