"""Where the interface definitions lie: ``schema/wit/<API version>/`` at the project's top level."""

from pathlib import Path

WIT = Path(__file__).resolve().parents[2] / "schema" / "wit"
