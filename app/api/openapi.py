"""The description of the JSON interface, behind the same door as the interface itself."""

from typing import Any

from fastapi import APIRouter, Request

router = APIRouter(tags=["description"])


@router.get("/openapi.json")
def openapi(request: Request) -> dict[str, Any]:
    """This document."""
    description: dict[str, Any] = request.app.openapi()
    return description
