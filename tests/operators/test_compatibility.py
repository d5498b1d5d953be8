from dataclasses import replace

import pytest

from app.components.reader import ComponentReport, inspect
from app.operators.compatibility import detect, mismatches
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World, all_worlds, world
from tests.components.writing import component, exports, imports
from tests.sandbox.running import probe
from tests.support.built import built
from tests.support.schemas import READS_SCHEMAS

MAP = world(Kind.MAP, ApiVersion.V1_1_0)
OLD_MAP = world(Kind.MAP, ApiVersion.V1_0_0)


def report_for(target: World) -> ComponentReport:
    """What componentize-py's component of a world looks like, as far as names go."""
    wanted = imports("wasi:cli/exit@0.2.0", "wasi:io/streams@0.2.11", *sorted(target.imports))
    return inspect(component(wanted, exports("exports", target.export)))


@pytest.mark.parametrize("target", all_worlds(), ids=lambda target: f"{target.kind}-{target.api_version}")
def test_a_component_fits_its_own_world_only(target: World) -> None:
    report = report_for(target)

    assert mismatches(report, target) == []
    assert detect(report) == [target]


def test_fewer_imports_fit_as_well() -> None:
    assert detect(replace(report_for(MAP), imports=())) == [MAP]


@pytest.mark.parametrize("kind", Kind)
def test_a_component_with_the_schema_registry_is_an_operator_of_the_same_world(kind: Kind) -> None:
    plain, further = (world(kind, ApiVersion.V1_1_0, schema_registry=wanted) for wanted in (False, True))
    report = report_for(further)

    assert mismatches(report, further) == mismatches(report, plain) == []
    assert mismatches(report_for(plain), further) == []
    assert detect(report) == [plain]


def test_the_older_version_has_no_schema_registry() -> None:
    report = report_for(OLD_MAP)
    mixed = replace(report, imports=(*report.imports, "wasm-graph:processor/schema-registry@1.1.0"))

    (reason,) = mismatches(mixed, OLD_MAP)

    assert "built for wasm-graph 1.1.0, not for tinykube-graph 1.0.0" in reason


def test_another_kind_is_named() -> None:
    reasons = mismatches(report_for(world(Kind.FILTER, ApiVersion.V1_1_0)), MAP)

    assert reasons == ["It is a filter operator, not a map operator. Build it for world map-impl."]


def test_another_api_version_is_named() -> None:
    reasons = mismatches(report_for(OLD_MAP), MAP)

    assert len(reasons) == 2
    assert all("built for tinykube-graph 1.0.0" in reason for reason in reasons)
    assert all("API version 1.1.0" in reason for reason in reasons)


def test_an_export_of_one_version_with_an_import_of_the_other() -> None:
    report = report_for(MAP)
    mixed = replace(report, imports=(*report.imports, "tinykube-graph:processor/logger@1.0.0"))

    (reason,) = mismatches(mixed, MAP)

    assert "tinykube-graph:processor/logger@1.0.0" in reason
    assert "built for tinykube-graph 1.0.0, not for wasm-graph 1.1.0" in reason
    assert detect(mixed) == []


@pytest.mark.parametrize(
    ("exported", "said"),
    [
        ((), "exports no interface"),
        (("exports",), "exports no interface"),
        (("wasi:http/incoming-handler@0.2.0",), "It exports wasi:http/incoming-handler@0.2.0, not "),
        (("wasm-graph:processor/map",), "not wasm-graph:processor/map@1.1.0"),
        (("wasm-graph:processor/map@1.1.1",), "not wasm-graph:processor/map@1.1.0"),
        ((MAP.export, "wasi:cli/run@0.2.0"), "Besides wasm-graph:processor/map@1.1.0 it exports wasi:cli/run@0.2.0"),
    ],
)
def test_other_exports_are_refused(exported: tuple[str, ...], said: str) -> None:
    (reason,) = mismatches(replace(report_for(MAP), exports=exported), MAP)

    assert said in reason


@pytest.mark.parametrize(
    "imported",
    [
        "wasi:cli/exit@0.3.0",
        "wasi:cli/exit@0.2.0-rc-2023-11-10",
        "wasi:cli/exit",
        "wasi:cli/exit@0.20.0",
        "wasi:cli@0.2.0",
        "notwasi:cli/exit@0.2.0",
        "wasi:cli/exit@0.2.0\n",
        "evil:host/shell@1.0.0",
        "wasm-graph:processor/schema-registry@1.1.1",
        "wasm-graph:processor/command-invoker@1.1.0",
        "exports",
    ],
)
def test_other_imports_are_refused(imported: str) -> None:
    report = report_for(MAP)

    (reason,) = mismatches(replace(report, imports=(*report.imports, imported)), MAP)

    assert imported in reason
    assert "map operator" in reason


def test_very_many_foreign_imports_make_one_short_sentence() -> None:
    foreign = tuple(f"a:b/c{index}" for index in range(5_000))

    (reason,) = mismatches(replace(report_for(MAP), imports=foreign), MAP)

    assert "and 4995 more" in reason
    assert len(reason) < 300


@pytest.mark.build
def test_a_real_component_is_detected() -> None:
    """tests/e2e/test_templates.py has one of each other kind, and both API versions."""
    assert detect(inspect(probe().read_bytes())) == [MAP]


@pytest.mark.build
def test_a_real_component_with_the_schema_registry_is_detected() -> None:
    target = world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=True)

    report = inspect(built("map", target.wit_folder.name, {"reads.py": READS_SCHEMAS}, "reads").read_bytes())

    assert report.package == target.package
    assert target.imports < set(report.imports)
    assert detect(report) == [MAP]
