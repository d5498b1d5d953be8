"""The result fragment: hostile, huge and broken results, all told in words and none of them markup."""

from collections import Counter
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


def shown(*results: dict[str, Any], messages: list[dict[str, Any]] | None = None, **more: Any) -> str:
    init = {"ok": True, **call(None)}
    report = {
        "id": "r1", "lane": "artifact", "artifact": DIGEST, "project": "temperature", "revision": 2, "kind": "map",
        "api_version": "1.1.0", "status": "completed", "error": None, "init": init, "results": list(results),
        "outcomes": Counter(result["outcome"] for result in results),
        "state": [], "memory_bytes": 2**20, "timings": {}, "truncated": False, "created": NOW, "finished": NOW,
    }  # fmt: skip
    run = {"request": {"messages": messages}} if messages else None
    return render("result/result.html", report=report | more, run=run, project_head=2)


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


def test_several_results_are_a_list_and_the_first_of_many_hold_everything() -> None:
    text = shown(*[call("passed")] * 997, *[call("dropped")] * 3)
    assert text.count("<article") == 10
    assert text.count('class="result-row"') == 100
    assert "997 × Passed on" in text
    assert "3 × Dropped" in text
    assert 'hx-get="/runs/r1/results/11"' in text
    assert 'href="/runs/r1/results/100"' in text
    assert 'hx-get="/runs/r1/results/10"' not in text
    assert "100 of 1,000 results are listed." in text
    assert 'href="/runs/r1/results?after=100"' in text


def test_a_row_says_its_result_in_a_line() -> None:
    text = shown(
        call("trap", error=f"KeyError: {HOSTILE}", explanation="Look."), call("output", output=message("37.8\nmore"))
    )
    assert "KeyError: &lt;script" in text
    assert "37.8 more</code>" in text


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


@pytest.mark.parametrize(("lane", "word"), [("preview", "Preview"), ("artifact", "Built component")])
def test_every_result_says_which_lane_made_it_and_from_what(lane: str, word: str) -> None:
    text = shown(call("passed"), lane=lane)
    assert f"{word}</span>" in text
    assert "Revision 2" in text


def test_a_preview_names_its_sources_and_no_artifact() -> None:
    text = shown(call("passed"), lane="preview", artifact=None, sources_digest="sha256:" + "cd" * 32)
    assert "/artifacts/" not in text
    assert "Sources" in text
    assert "cdcdcdcd" in text
    assert "data-text-changed hidden" in text
    assert "data-text-changed" not in shown(call("passed"))


def test_a_preview_of_text_that_no_revision_has_is_shown() -> None:
    text = shown(call("passed"), lane="preview", artifact=None, revision=None)
    assert "Revision" not in text
    assert 'id="result-stale" hidden' in text


@pytest.mark.parametrize("lane", ["preview", "artifact"])
def test_what_is_to_be_known_of_a_run_is_told(lane: str) -> None:
    text = shown(call("passed"), lane=lane, notes=[f"Sleeps at once. {HOSTILE}"])
    assert "What to know about this run" in text
    assert "Sleeps at once." in text
    assert "<script" not in text


def test_what_a_map_changed_stands_beside_its_output() -> None:
    given = {"topic": "a", "payload": '{"temperature": 212}'}
    text = shown(call("output", output=message('{"temperature": 100.0}')), messages=[given])
    assert "Changes (3)" in text
    assert '<code class="was">212</code>' in text
    assert '<code class="now">100.0</code>' in text
    assert "Changes" not in shown(call("output", output=message("1")))
    assert "Changes" not in shown(call("output", output=message("1")), messages=[{"messages": [given]}])


def test_the_cost_of_a_call_is_told() -> None:
    costs = {"host_us": 400, "host_calls": 1_200, "memory_bytes": 131_072, "calls": 3}
    buffers = {"given": 2, "read": 1, "returned_unread": 1}
    text = shown(call("passed", **costs, buffers=buffers), init={"ok": True, **call(None, memory_bytes=65_536)})
    assert "1.7 ms: 1.3 ms in the operator, 400 µs in the host" in text
    assert "1,200" in text
    assert "it grew by 64.0 KiB in this message" in text
    assert "about 220 bytes" in text
    assert "2 given, read 1 time, 1 returned unread" in text


def test_memory_that_did_not_grow_is_not_explained_and_a_fresh_instance_is_not_compared() -> None:
    flat = shown(call("passed", memory_bytes=5), init={"ok": True, **call(None, memory_bytes=5)})
    assert "about 220 bytes" not in flat
    fresh = shown(call("passed", memory_bytes=9, reinitialised=True), init={"ok": True, **call(None, memory_bytes=5)})
    assert "it grew" not in fresh


def test_a_change_of_state_shows_before_after_version_and_expiry() -> None:
    before = {"value": HOSTILE, "value_encoding": "text", "value_cut": True, "version": CLOCK, "expires": None}
    written = {"operation": "set", "key": "k", "value": "AAE=", "value_encoding": "base64", "value_cut": False,
               "version": CLOCK, "expires": "2026-01-01T01:00:00Z", "before": before}  # fmt: skip
    text = shown(call("passed", state_changes=[written, {"operation": "del", "key": "k", "before": before}]))
    assert "(the beginning)" in text
    assert "(base64)" in text
    assert "expires 2026-01-01T01:00:00Z" in text
    assert "2026-01-01T00:00:01.5Z" in text
    assert ">gone<" in text
    assert "<script" not in text


def test_a_metric_that_was_refused_says_why() -> None:
    metric = {"name": "n", "kind": "counter", "value": 1, "labels": [], "error": f"It is a histogram. {HOSTILE}"}
    text = shown(call("passed", metrics=[metric]))
    assert "It is a histogram." in text
    assert "<script" not in text


def progress(**more: Any) -> str:
    report: dict[str, Any] = {"id": "r1", "lane": "preview", "status": "running", "results": [], "init": None}
    run: dict[str, Any] = {"request": {"messages": [{}] * 1_000}}
    return render("result/progress.html", report=report | more, run=run)


def test_a_run_at_work_says_how_far_it_is() -> None:
    done = progress(init={"ok": True}, results=[call("passed")] * 37)
    assert "37 of 1,000 inputs done" in done
    assert '<progress class="progress" max="1000" value="37"' in done
    assert "sources are being loaded" in progress()
    assert "component is being loaded" in progress(lane="artifact")
    assert "packages of requirements.txt" in progress(phase="packages")
    assert "Waits for the preview" in progress(status="queued", phase="prepare")
    assert "Waits for its turn" in progress(status="queued")
    assert "first of 1,000 inputs" in progress(init={"ok": True})
    assert "Being stopped" in progress(status="cancelling", results=[call("passed")])


def test_sources_that_cannot_be_loaded_say_where() -> None:
    found = {"path": "parts/a b.py", "line": 3, "severity": "error", "message": HOSTILE, "help": None}
    init = {"ok": False, **call("trap", explanation="It cannot be imported."), "stage": "load", "diagnostics": [found]}
    for of_a_message in ("arm", "hlc", "output", "reinitialised"):
        del init[of_a_message]
    text = shown(status="failed", lane="preview", artifact=None, init=init)
    assert "Loading the sources" in text
    assert 'href="/projects/temperature?file=parts/a%20b.py#parts/a b.py:3"' in text
    assert "<script" not in text
