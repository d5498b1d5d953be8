"""No check speaks about a project from a template."""

import pytest

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from tests.operators.checks import checking


@pytest.mark.parametrize("adapter", [True, False])
@pytest.mark.parametrize("api_version", ApiVersion)
@pytest.mark.parametrize("kind", Kind)
def test_templates_are_right(kind: Kind, api_version: ApiVersion, adapter: bool) -> None:
    files = samples.files(kind, api_version, checking.NAME)
    entry = files.pop(checking.ENTRY)
    assert checking.findings(entry, kind, api_version, adapter=adapter, files=files) == []
