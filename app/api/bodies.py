"""Bodies that are plain bytes."""

from typing import Annotated, Any

from fastapi import Depends, Request

BYTES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def _raw(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_raw)]
