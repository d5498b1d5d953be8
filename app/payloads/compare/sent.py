"""The outputs of a case, the last one or all in order, against those that are expected."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.payloads.compare import outputs, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.outputs import Output
from app.payloads.compare.paths import Path, Scope, under
from app.payloads.compare.values import Trail

Json = Mapping[str, Any]


class Sent:
    """What came out of the results of a case; ``messages`` are its inputs as far as they are known.

    ``select`` and ``ignores`` hold for each output. Beginning with output, or with outputs and a number, they are for
    the last one, or for that one of all.
    """

    def __init__(
        self,
        results: Sequence[Json],
        messages: Sequence[Json],
        select: Sequence[Path] | None,
        ignores: Sequence[Path],
    ) -> None:
        given = messages if len(messages) == len(results) else [None] * len(results)
        self._pairs = list(zip(results, given, strict=True))
        self._select, self._ignores = select, ignores

    def compare_last(self, found: Comparison, expected: Json | None) -> None:
        """Compare the output of the last input; with None there is to be none, with {} any will do."""
        result, given = self._pairs[-1]
        is_there = outputs.is_sent(result)
        if is_there and expected is None:
            note = f"No output is expected; the outcome is {result['outcome']}."
            found.add(Trail("output"), None, _payload(outputs.of_result(result, given)), note)
        elif not is_there and expected is not None:
            note = result.get("explanation") or f"The outcome is {result['outcome']}."
            found.add(Trail("output"), texts.json_text(expected), None, note)
        elif not expected:
            found.saw()
        else:
            outputs.compare(found, None, expected, outputs.of_result(result, given), self._scope("output"))

    def compare_all(self, found: Comparison, expected: Sequence[Json]) -> None:
        """Compare the outputs of all inputs, one by one."""
        sent = [outputs.of_result(result, given) for result, given in self._pairs if outputs.is_sent(result)]
        if not expected and not sent:
            found.saw()
        for index in range(max(len(expected), len(sent))):
            if not Scope(None, under(self._ignores, "outputs")).has(str(index)):
                continue
            at = Trail("outputs").into(str(index))
            if index >= len(sent):
                found.add(at, texts.json_text(expected[index]), None, f"Outputs in all: {len(sent):,}.")
            elif index >= len(expected):
                found.add(at, None, _payload(sent[index]), "This output is not expected.")
            elif not expected[index]:
                found.saw()
            else:
                outputs.compare(found, at, expected[index], sent[index], self._scope("outputs", str(index)))

    def _scope(self, *prefix: str) -> Scope:
        select = None if self._select is None else [*self._select, *under(self._select, *prefix)]
        return Scope(select, [*self._ignores, *under(self._ignores, *prefix)])


def _payload(output: Output | None) -> str | None:
    return None if output is None else texts.shown(output.payload.shown)
