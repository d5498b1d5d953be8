"""Rendering pages and fragments. Autoescape is always on: almost everything shown was typed by somebody."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from app import __version__
from app.kit.digests import short_digest
from app.kit.text import truncate
from app.web import contents, formats, questions, result_view
from app.web.help import prose

TOP = Path(__file__).resolve().parents[2]
TEMPLATES = TOP / "templates"
STATIC = TOP / "static"
MANIFEST = STATIC / "manifest.json"
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")


def page(request: Request, template: str, http_status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page or one fragment of it, as HTML with this response's nonce."""
    text = render(template, nonce=request.state.nonce, request=request, **context)
    return HTMLResponse(text, http_status, headers={"Cache-Control": "no-store", "Vary": "HX-Request"})


def render(template: str, **context: Any) -> str:
    """A template's text without a response around it, for a stream."""
    return _environment().get_template(template).render(**context)


def is_fragment(request: Request) -> bool:
    """Whether htmx asked: then only the changed part is answered."""
    return request.headers.get("hx-request") == "true"


def asset(name: str) -> str:
    """The address of a bundle by its logical name; the file's own name changes with its content."""
    return f"/static/{_manifest()[name]}"


@cache
def module_parts(name: str) -> tuple[str, ...]:
    """The addresses of what a module imports at once, so that a page can ask for all of it together."""
    text = (STATIC / _manifest()[name]).read_text(encoding="utf-8")
    return tuple(f"/static/js/{part}" for part in dict.fromkeys(_IMPORTED.findall(text)))


@cache
def _manifest() -> dict[str, str]:
    manifest: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        asset=asset,
        module_parts=module_parts,
        version=__version__,
        section=None,
        questions=questions,
        result_view=result_view,
    )
    environment.filters.update(
        short_digest=short_digest,
        bytes=formats.size,
        seconds=formats.seconds,
        microseconds=formats.microseconds,
        limit=formats.limit,
        isoformat=datetime.isoformat,
        content=contents.content_of,
        output_content=contents.output_content,
        clock=contents.clock,
        printable=contents.printable_text,
        cut=truncate,
        inline=prose.inline,
        prose=prose.prose,
        json_address=result_view.json_address,
    )
    return environment
