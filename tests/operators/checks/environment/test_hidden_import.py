"""Functions that import another module when they are called."""

import pytest

from app.operators.checks.environment.hidden_import import hidden_imports
from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "hidden-import"
NEEDS = [
    ("from datetime import datetime", "datetime.strptime('2024', '%Y')", "_strptime"),
    ("import datetime as dt", "dt.datetime.strptime('2024', '%Y')", "_strptime"),
    ("import time", "time.strptime('2024', '%Y')", "_strptime"),
    ("from collections import Counter", "Counter('aab').most_common(2)", "heapq"),
    ("import statistics", "statistics.mode([1])", "heapq"),
    ("import uuid", "uuid.uuid5(uuid.NAMESPACE_DNS, 'x')", "hashlib"),
    ("import xml.dom.minidom", "xml.dom.minidom.parseString('<a/>')", "xml.dom.expatbuilder"),
    ("import xml.etree.ElementTree as ET", "ET.tostring(ET.fromstring('<a/>'))", "encodings.ascii"),
    ("", "b'x'.decode('cp1252')", "encodings.cp1252"),
    ("", "b'x'.decode(encoding='utf-8-sig')", "encodings.utf_8_sig"),
    ("", "str(b'x', 'windows-1252')", "encodings.cp1252"),
    ("", "b'x'.decode('UTF-16-LE')", "encodings.utf_16_le"),
    ("", "b'x'.decode('l1')", "encodings.latin_1"),
]


@pytest.mark.parametrize(("top", "use", "module"), NEEDS)
def test_it_is_an_error_until_the_module_is_imported(top: str, use: str, module: str) -> None:
    source = map_with(top or "import base64", use)
    assert found(CODE, source, adapter=False) == [(PROCESS_LINE, "error")]
    mended = checking.fixed(source, code=CODE, adapter=False)
    assert mended == map_with(f"{top or 'import base64'}\nimport {module}", use)
    assert checking.fixed(mended, code=CODE, adapter=False) == mended


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("from datetime import datetime", "datetime.fromisoformat('2024-01-01'), datetime.now().strftime('%Y')"),
        ("from collections import Counter", "Counter('aab').most_common(), Counter('a').most_common(None)"),
        ("from collections import Counter\nimport queue", "Counter('aab').most_common(3)"),  # queue loads heapq
        ("import uuid", "uuid.uuid4()"),
        ("import xml.etree.ElementTree as ET", "ET.tostring(ET.fromstring('<a/>'), encoding='unicode')"),
        ("", "b'x'.decode(), b'x'.decode('utf-8'), b'x'.decode('UTF8'), b'x'.decode('latin-1'), b'x'.decode('ascii')"),
        ("", "b'x'.decode('iso-8859-1'), 'x'.encode('utf_16'), b'x'.decode('us-ascii'), b'x'.decode(self.codec)"),
        ("", "self.tokens.encode('hello'), self.tokens.decode('word', 'other')"),
        ("import time, _strptime", "time.strptime('2024', '%Y')"),
        ("import time\nSTART = time.strptime('2024', '%Y')", "time.strptime('2025', '%Y')"),  # loaded by then
        ("", "try:\n    b'x'.decode('cp1252')\nexcept LookupError:\n    pass"),
    ],
)
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use), adapter=False) == []


def test_a_package_may_have_loaded_the_module() -> None:
    source = map_with("import time", "time.strptime('2024', '%Y')")
    assert found(CODE, source, adapter=False, provided=("dateutil",)) == [(PROCESS_LINE, "warning")]


def test_the_sentence_names_call_and_module() -> None:
    one = findings(CODE, map_with("import time", "time.strptime('2024', '%Y')"), adapter=False)[0]
    assert one.message == (
        "time.strptime looks for the module _strptime when it is called, and the component does not hold that module."
    )


@pytest.mark.parametrize(("top", "use", "module"), NEEDS)
def test_the_adapter_loads_the_module(top: str, use: str, module: str) -> None:
    source = map_with(top or "import base64", use)

    assert found(CODE, source) == []
    assert hidden_imports(checking.operator(source)) == [module]


def test_json_may_come_upon_several_encodings() -> None:
    loads = map_with("import json", "json.loads(b'{}')")

    assert "encodings.utf_8_sig" in hidden_imports(checking.operator(loads))
    assert hidden_imports(checking.operator(map_with("import json", "json.dumps({})"))) == []
