"""Words for every mistake that the shapes of the interface can tell of; none of them is pydantic's."""

from typing import Annotated, Any, Literal

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from app.api.schemas.common import Strict
from app.api.schemas.projects import NewProject
from app.api.schemas.runs import RunIn
from app.http.mistakes import Mistake, mistakes


class Bounds(Strict):
    name: Annotated[str, Field(max_length=1, pattern="^[a-z]$")] = "a"
    least: Annotated[str, Field(min_length=2)] = "ab"
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    some: Annotated[tuple[int, ...], Field(max_length=2)] = ()
    mode: Literal["one"] = "one"


def found(model: type[BaseModel], body: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(body)
    errors = [{**one, "loc": ("body", *one["loc"])} for one in refused.value.errors()]
    return dict(mistakes(RequestValidationError(errors, body=body), 100))


@pytest.mark.parametrize(
    ("model", "body", "expected"),
    [
        (RunIn, {}, {"messages": "This is missing. Add it."}),
        (RunIn, {"messages": []}, {"messages": "This must have at least one entry."}),
        (RunIn, {"messages": {}}, {"messages": "This must be a list."}),
        (RunIn, {"messages": [{}, "x"]}, {"messages.1": "This must be an object."}),
        (RunIn, {"messages": [{}], "clock": 7}, {"clock": "This must be a string or an object."}),
        (RunIn, {"messages": [{}], "seed": 1.5}, {"seed": "This must be a whole number."}),
        (RunIn, {"messages": [{}], "seed": "x"}, {"seed": "This must be a whole number."}),
        (RunIn, {"messages": [{}], "adapter": "perhaps"}, {"adapter": "This must be true or false."}),
        (RunIn, {"messages": [{}], "configuration": {"a": 1}}, {"configuration.a": "This must be a string."}),
        (RunIn, {"messages": [{}], "limits": {"time_ms": 0}}, {"limits.time_ms": "This must be more than 0."}),
        (RunIn, {"messages": [{}], "measure": {"count": 0}}, {"measure.count": "This must be at least 1."}),
        (RunIn, {"messages": [{}], "measure": {"count": 1 << 40}}, {"measure.count": "This must be at most 10,000."}),
        (NewProject, {"name": "a", "kind": "x"}, {"kind": "This must be map, filter, branch, accumulate or delay."}),
        (
            NewProject,
            {"name": "a", "kind": "map", "nmae": 1},
            {"nmae": "There is no such member here. Correct its name, or leave it out."},
        ),
        (Bounds, {"name": "ab"}, {"name": "This may have 1 character at most. Shorten it."}),
        (Bounds, {"name": "A"}, {"name": "This does not have the form that is asked for here."}),
        (Bounds, {"least": "a"}, {"least": "This must have at least 2 characters."}),
        (Bounds, {"share": "x"}, {"share": "This must be a number."}),
        (Bounds, {"share": 1}, {"share": "This must be less than 1.0."}),
        (Bounds, {"some": [1, 2, 3]}, {"some": "This may have at most 2 entries."}),
        (Bounds, {"mode": "two"}, {"mode": "This must be one."}),
        (Bounds, [], {"": "The body must be a JSON object, sent with Content-Type: application/json."}),
    ],
)
def test_a_mistake_is_told_with_its_place(model: type[BaseModel], body: Any, expected: dict[str, str]) -> None:
    assert found(model, body) == expected


def test_a_limit_of_no_known_name_is_told_by_that_name() -> None:
    ((path, sentence),) = found(RunIn, {"messages": [{}], "limits": {"x": 1}}).items()
    assert path == "limits.x"
    assert sentence.startswith("This must be time_ms, memory_bytes")


def test_every_place_is_told_once_and_no_more_than_wanted() -> None:
    errors = [
        {"type": kind, "loc": ("body", str(number)), "msg": "Input should be valid"}
        for number in range(5)
        for kind in ("string_type", "dict_type")
    ]
    body = {str(number): 1 for number in range(5)}
    told = mistakes(RequestValidationError(errors, body=body), 3)
    assert [mistake.path for mistake in told] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("kind", "loc", "expected"),
    [
        ("missing", ("body",), "The request has no body. Send one."),
        ("json_invalid", ("body", 11), "The body is not valid JSON. Look for a missing quote, comma or bracket near c"),
        ("int_parsing", ("query", "limit"), "limit: This must be a whole number."),
        ("missing", ("query", "with"), "with: This is missing. Add it."),
        ("something_new", ("body", "name"), "name: This is not what is asked for here. GET "),
        ("something_new", ("path", "number"), "number: This is not what is asked for here. GET "),
    ],
)
def test_what_is_not_in_a_body_is_told_too(kind: str, loc: tuple[Any, ...], expected: str) -> None:
    error = {"type": kind, "loc": loc, "msg": "Input should be secret", "input": "secret", "ctx": {}}
    (mistake,) = mistakes(RequestValidationError([error], body={"name": "x"}), 5)
    assert mistake.told.startswith(expected)


def test_the_path_stands_before_the_sentence() -> None:
    assert Mistake("a.b", "This is wrong.").told == "a.b: This is wrong."
    assert Mistake("", "This is wrong.").told == "This is wrong."
