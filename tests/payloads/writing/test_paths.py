import pytest

from app.payloads.writing.paths import published_path, published_paths


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("payload", "payload"),
        ("payload.humidity", "payload.humidity"),
        ("payload.items.0.name", "payload.items.0.name"),
        ("topic", "topic"),
        ("content_type", "properties.content-type"),
        ("user_properties", "properties.user-properties"),
        ("user_properties.otel/factoryId", "properties.user-properties.otel/factoryId"),
        ("user_properties.__ts", "properties.user-properties.__ts"),
    ],
)
def test_a_path_in_the_words_of_the_published_tool(path: str, published: str) -> None:
    assert published_path(path) == published


@pytest.mark.parametrize("path", ["", "payload.*", r"payload.a\.b", "hlc", "payload..a", "payload.", "logs.0.message"])
def test_a_path_that_it_has_no_words_for(path: str) -> None:
    assert published_path(path) is None


def test_of_several_those_that_can_be_written_are() -> None:
    assert published_paths(["topic", "payload.*"]) == (["topic"], False)
    assert published_paths(["topic"]) == (["topic"], True)
    assert published_paths([]) == ([], True)
