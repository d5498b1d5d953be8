"""The result fragment: hostile, huge and broken results, all told in words and none of them markup."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.web.templating import render

HOSTILE = "<script>alert(1)</script>"
DIGEST = "sha256:" + "ab" * 32
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLOCK = {"secs": 1767225601, "nanos": 500_000_000, "counter": 0, "node_id": HOSTILE}


def call(outcome: str | None, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "output": None, "arm": None, "hlc": None, "error": None, "explanation": None, "traceback": [],
        "wasm_backtrace": None, "logs": [], "metrics": [], "state_changes": [], "stdout": "", "stderr": "",
        "truncated": False, "reinitialised": False, "duration_us": 1_700, "outcome": outcome,
        "check": None,
    }  # fmt: skip
    return empty | more


def message(payload: str, encoding: str = "text", **more: Any) -> dict[str, Any]:
    return {
        "variant": "message", "topic": HOSTILE, "payload": payload, "payload_encoding": encoding,
        "content_type": None, "user_properties": [[HOSTILE, HOSTILE]], "timestamp": CLOCK, "schema": None, **more,
    }  # fmt: skip


def shown(*results: dict[str, Any], **more: Any) -> str:
    init = {"ok": True, **call(None)}
    report = {
        "id": "r1", "lane": "artifact", "artifact": DIGEST, "project": "temperature", "revision": 2, "kind": "map",
        "api_version": "1.1.0", "status": "completed", "error": None, "init": init, "results": list(results),
        "state": [], "memory_bytes": 2**20, "timings": {}, "truncated": False, "created": NOW, "finished": NOW,
    }  # fmt: skip
    return render("result/result.html", report=report | more, project_head=2)


def test_nothing_of_a_result_is_markup() -> None:
    text = shown(
        call(
            "output",
            output=message(HOSTILE),
            error=HOSTILE,
            explanation=HOSTILE,
            logs=[{"level": HOSTILE, "context": HOSTILE, "message": HOSTILE}],
            metrics=[{"name": HOSTILE, "kind": "counter", "value": HOSTILE, "labels": [[HOSTILE, HOSTILE]]}],
            state_changes=[{"operation": "set", "key": HOSTILE, "value": HOSTILE, "value_encoding": "text"}],
            stdout=HOSTILE,
            stderr=HOSTILE,
            traceback=[{"path": f'"{HOSTILE}', "line": 3, "function": HOSTILE, "text": HOSTILE}],
            wasm_backtrace=HOSTILE,
        ),
        state=[{"key": HOSTILE, "value": HOSTILE, "encoding": "text"}],
        error={"title": HOSTILE, "detail": HOSTILE},
    )
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 15


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (call("passed"), "The message passes on."),
        (call("dropped"), "The message is dropped."),
        (call("arm", arm="True"), "Arm True"),
        (call("delayed", hlc=CLOCK), "The message moves to 2026-01-01T00:00:01.5Z."),
        (call("trap", explanation="Look here.", error="KeyError: 1"), "Look here."),
        (call("passed", reinitialised=True), "A trapped instance was replaced"),
        (call("output_limit", explanation="Too much.", truncated=True), "went over its output limit"),
        (call("delayed", hlc=CLOCK | {"secs": 2**64 - 1}), "18446744073709551615 seconds after 1970"),
    ],
)
def test_every_outcome_is_told_in_words(result: dict[str, Any], says: str) -> None:
    assert says in shown(result)


def test_json_is_set_out_beside_the_text_as_it_is() -> None:
    text = shown(call("output", output=message('{"temperature":37.8}')))
    assert "{\n  &#34;temperature&#34;: 37.8\n}" in text
    assert "{&#34;temperature&#34;:37.8}" in text
    assert "7b 22 74 65 6d 70" in text


@pytest.mark.parametrize("payload", ["[" * 100_000, '{"a": "\\ud800"}', "\x00\x1b[31m", "9" * 5_000, ""])
def test_a_payload_that_is_hard_to_show_is_shown(payload: str) -> None:
    text = shown(call("output", output=message(payload)))
    assert "\x00" not in text
    assert "\x1b" not in text
    text.encode()


def test_bytes_are_shown_in_hexadecimal() -> None:
    assert "ff fe 00" in shown(call("output", output={"variant": "bytes", "bytes": "//4A", "encoding": "base64"}))


def test_a_huge_output_is_cut_and_the_whole_offered() -> None:
    text = shown(
        call(
            "output",
            output=message("x" * 3_000_000),
            logs=[{"level": "info", "context": "c", "message": "m"}] * 9_000,
            stdout="y" * 900_000,
        )
    )
    assert len(text) < 300_000
    assert 'href="/api/v1/runs/r1"' in text
    assert "The first 200 of 9000 lines" in text


def test_only_the_first_of_many_results_are_shown() -> None:
    text = shown(*[call("passed")] * 1_000)
    assert text.count("<article") == 10
    assert "The first 10 of 1000 results" in text


def test_an_init_that_failed_is_the_result() -> None:
    text = shown(status="failed", init={"ok": False, **call(None, explanation="init answered false.")})
    assert "Refused to start" in text
    assert "init answered false." in text


def test_a_stopped_run_says_why_and_keeps_what_came_before() -> None:
    error = {"code": "run_time_limit", "title": "The run was stopped", "detail": "It took more than 120 s."}
    text = shown(call("passed"), status="stopped", error=error)
    assert "It took more than 120 s." in text
    assert "The message passes on." in text


def test_an_older_result_says_so() -> None:
    assert "This result is for revision 1; the project is at revision 2." in shown(call("passed"), revision=1)
    assert 'id="result-stale" hidden' in shown(call("passed"))


def test_a_line_of_the_traceback_leads_to_the_file() -> None:
    frame = {"path": "parts/a b.py", "line": 12, "function": "process", "text": "x"}
    text = shown(call("trap", explanation="Look.", traceback=[frame], wasm_backtrace="wasm frames"))
    assert 'href="/projects/temperature?file=parts/a%20b.py#parts/a%20b.py:12"' in text
    assert text.index("Look.") < text.index("process") < text.index("wasm frames")


def test_a_run_of_no_project_links_to_no_file() -> None:
    frame = {"path": "a.py", "line": 12, "function": "", "text": ""}
    text = shown(call("trap", explanation="Look.", traceback=[frame]), project=None, revision=None)
    assert "data-line-link" not in text
    assert "a.py:12" in text


def test_a_failure_that_a_check_knows_leads_to_the_problems() -> None:
    text = shown(call("trap", explanation="Look.", error="TypeError: no", check="process-parameters"))

    assert "<code>process-parameters</code>" in text
    assert 'href="/projects/temperature/check"' in text
    assert "/check" not in shown(call("trap", explanation="Look.", check="process-parameters"), project=None)
