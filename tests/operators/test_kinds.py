import pytest

from app.operators.kinds import DEFAULT_API_VERSION, ApiVersion, Kind


def test_the_kinds_and_versions_there_are() -> None:
    assert [str(kind) for kind in Kind] == ["map", "filter", "branch", "accumulate", "delay"]
    assert [str(version) for version in ApiVersion] == ["1.0.0", "1.1.0"]
    assert DEFAULT_API_VERSION == "1.1.0"


@pytest.mark.parametrize("text", ["", "Map", "sink", "map ", "1.1.0"])
def test_no_other_kind_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match="not a valid Kind"):
        Kind(text)


@pytest.mark.parametrize(
    ("kind", "entry_class", "old", "new"),
    [
        ("map", "Map", "(message: data-model) -> data-model", "(message: data-model) -> result<data-model, error>"),
        ("filter", "Filter", "(message: data-model) -> bool", "(message: data-model) -> result<bool, error>"),
        (
            "branch",
            "Branch",
            "(timestamp: hybrid-logical-clock, message: data-model) -> bool",
            "(timestamp: hybrid-logical-clock, message: data-model) -> result<bool, error>",
        ),
        (
            "accumulate",
            "Accumulate",
            "(staged: data-model, message: list<data-model>) -> data-model",
            "(staged: data-model, message: list<data-model>) -> result<data-model, error>",
        ),
        (
            "delay",
            "Delay",
            "(data: data-model, timestamp: hybrid-logical-clock) -> hybrid-logical-clock",
            "(data: data-model, timestamp: hybrid-logical-clock) -> result<hybrid-logical-clock, error>",
        ),
    ],
)
def test_what_a_kind_says_about_itself(kind: str, entry_class: str, old: str, new: str) -> None:
    assert Kind(kind).entry_class == entry_class
    assert Kind(kind).signature(ApiVersion.V1_0_0) == f"process: func{old}"
    assert Kind(kind).signature(ApiVersion.V1_1_0) == f"process: func{new}"
    assert Kind(kind).meaning.endswith(".")
