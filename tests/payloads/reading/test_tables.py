"""CSV: rows to payloads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.reading.tables import _escaped, _json
from tests.payloads.reading.support import Imports

TABLE = 'device,temperature,note\nboiler,85.0,"says ""hot"""\ncooler,-3,\n'


def test_without_a_template_a_row_is_an_object_of_its_cells(imports: Imports) -> None:
    got = imports.files({"a.csv": TABLE})

    assert got.names == ["a 1", "a 2"]
    assert got.payloads == [
        '{"device": "boiler", "temperature": 85.0, "note": "says \\"hot\\""}',
        '{"device": "cooler", "temperature": -3, "note": ""}',
    ]


@pytest.mark.parametrize(
    ("cell", "written"),
    [("007", '"007"'), ("1e5", "1e5"), (".5", '".5"'), ("true", "true"), ("True", '"True"'), ("NaN", '"NaN"'),
     ("٣", '"٣"'), ("", '""')],
)  # fmt: skip
def test_only_what_is_a_json_value_goes_without_quotes(cell: str, written: str) -> None:
    assert _json(cell) == written


def test_a_json_template_takes_values_outside_quotes_and_escaped_text_inside(imports: Imports) -> None:
    template = '{"id": "{{device}}/{{ temperature }}", "t": {{temperature}}, "n": {{note}}, "m": "{{note}}"}'
    got = imports.files({"a.csv": TABLE}, template=template, topic="plant/{{device}}")

    assert [json.loads(payload) for payload in got.payloads] == [
        {"id": "boiler/85.0", "t": 85.0, "n": 'says "hot"', "m": 'says "hot"'},
        {"id": "cooler/-3", "t": -3, "n": "", "m": ""},
    ]
    assert [case.messages[0]["topic"] for case in got.cases] == ["plant/boiler", "plant/cooler"]


def test_another_template_takes_cells_as_they_are(imports: Imports) -> None:
    assert imports.text(TABLE, template="<t d='{{device}}'>{{temperature}}</t>").payloads == [
        "<t d='boiler'>85.0</t>",
        "<t d='cooler'>-3</t>",
    ]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_usual_separators_and_cells_over_several_lines(imports: Imports, separator: str) -> None:
    got = imports.files({"a.csv": f'a{separator}b\r\n1{separator}"x\ny"\r\n\r\n'})

    assert got.payloads == ['{"a": 1, "b": "x\\ny"}']


@pytest.mark.parametrize(
    ("table", "template", "sentence"),
    [
        ("", "", "a.csv, line 1: This table is empty. Its first row names the columns."),
        ("a,\n1,2\n", "", "a.csv, line 1: A column has no name. Name every column in the first row."),
        ("a,a\n1,2\n", "", "a.csv, line 1: Two columns have the same name. Name each differently."),
        ("a,b\n1,2\n1\n", "", "a.csv, line 3: This row has 1 cells; the first one names 2 columns."),
        ("a,b\n1,2,3\n", "", "a.csv, line 2: This row has 3 cells; the first one names 2 columns."),
        ('a,b\n1,"2', "", "a.csv, line 2: This is no table (unexpected end of data). Mend the quotes of this row."),
        ("a,b\n1,2\n", "{{c}}", "a.csv, line 1: The template asks for {{c}}, which is no column; there are a, b."),
        ("a,b\n1,2\n", "x" * 70_000, "a.csv: The template has more than the 65,536 characters that are allowed."),
    ],
)
def test_a_broken_table_is_told_with_its_line(imports: Imports, table: str, template: str, sentence: str) -> None:
    got = imports.files({"a.csv": table}, template=template)

    assert (got.cases, got.sentences) == ([], [sentence])


@given(st.text(st.characters(codec="utf-8")))
def test_every_cell_makes_json_inside_quotes_and_outside(cell: str) -> None:
    assert json.loads(f'"{_escaped(cell)}"') == cell
    outside = json.loads(_json(cell))
    assert outside == cell or not isinstance(outside, str)
