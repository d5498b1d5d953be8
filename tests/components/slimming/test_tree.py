import pytest

from app.components.malformed import NotAComponent
from app.components.sections import COMPONENT_SECTION
from app.components.slimming.custom import drop
from app.components.slimming.tree import Part, parse, written
from tests.components import writing as w


def test_a_component_is_written_as_it_was_read() -> None:
    assert written(parse(w.operator())) == w.operator()
    assert written(parse(w.component())) == w.component()


def test_sizes_in_long_form_are_written_in_their_shortest() -> None:
    long = w.component(b"\x07\x83\x80\x80\x00\x01\x42\x00")

    assert written(parse(long)) == w.component(w.section(w.TYPE, b"\x01\x42\x00"))


def test_debuggers_sections_go_at_every_depth_and_others_stay() -> None:
    def layer(*inner: bytes) -> bytes:
        notes = [w.custom(".debug_info", b"x" * 500), w.custom("name", b"y"), w.custom("dylink.0")]
        return b"".join([*inner, *notes])

    kept = w.custom("producers", b"\x00") + w.custom("authors", b"us") + w.section(w.CUSTOM, b"\xff")
    module = w.section(w.CORE_MODULE, w.module(kept, layer()))
    top = parse(w.component(layer(w.section(w.COMPONENT_SECTION, w.component(layer(module, kept)))), kept))

    dropped = drop(top)

    clean_module = w.section(w.CORE_MODULE, w.module(kept))
    clean = w.component(w.section(w.COMPONENT_SECTION, w.component(clean_module, kept)), kept)
    assert written(top) == clean
    assert dropped == 3 * (len(".debug_info") + 1 + 500 + len("name") + 1 + 1 + len("dylink.0") + 1)


def test_what_is_cut_off_within_a_section_is_damaged() -> None:
    whole = w.operator()
    ends = {len(w.COMPONENT)}
    for part in parse(whole).parts:
        ends.add(max(ends) + len(written(Part(COMPONENT_SECTION, 0, parts=[part]))) - len(w.COMPONENT))
    assert max(ends) == len(whole)

    for cut in range(len(whole)):
        if cut in ends:  # there it is a shorter component
            assert written(parse(whole[:cut])) == whole[:cut]
            continue
        with pytest.raises(NotAComponent):
            parse(whole[:cut])


def test_nesting_without_end_is_refused() -> None:
    nested = w.component()
    for _ in range(40):
        nested = w.component(w.section(w.COMPONENT_SECTION, nested))

    with pytest.raises(NotAComponent, match="32"):
        parse(nested)
