"""The state store without its import."""

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, found, map_with

CODE = "state-store-unloaded"
USE = "imports.state_store.get(b'x', None)"


def test_it_is_an_error_and_the_import_is_added() -> None:
    source = map_with("from map_impl import imports", USE)
    assert found(CODE, source) == [(PROCESS_LINE, "error")]
    mended = checking.fixed(source, code=CODE)
    assert mended == map_with("from map_impl import imports\nfrom map_impl.imports import state_store", USE)
    assert found(CODE, mended) == []


def test_any_import_of_it_will_do() -> None:
    assert found(CODE, map_with("import map_impl.imports.state_store\nfrom map_impl import imports", USE)) == []
    helper = {"helper.py": "from map_impl.imports import state_store\n"}
    assert found(CODE, map_with("from map_impl import imports\nimport helper", USE), files=helper) == []


def test_the_other_interfaces_are_there() -> None:
    use = "imports.logger.log(imports.logger.Level.INFO, 'a', 'b')\nimports.metrics.add_to_counter"
    assert found(CODE, map_with("from map_impl import imports", use)) == []
    assert found(CODE, map_with("", "self.imports.state_store.get(b'x')")) == []
