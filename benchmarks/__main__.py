"""``python -m benchmarks [--json] [NAME …]``: measure, and print one result a line."""

import argparse
from collections.abc import Callable, Iterator

from benchmarks import adapter, builds, checks, collections, jco, language, page, preview, runs, size, values
from benchmarks.result import Result
from benchmarks.server import Server, serving

Benchmark = Callable[[Server], Iterator[Result]]
# A name covers every result that the measurement gives on the way. Builds come first: runs need an artifact.
BENCHMARKS: dict[str, Benchmark] = {
    "page_weight_kb": page.page_weight_kb,
    "page_interactive_ms": page.page_interactive_ms,
    "check_ms": checks.check_ms,
    "first_completion_ms": language.first_completion_ms,
    "keystroke_to_diagnostics_ms": language.keystroke_to_diagnostics_ms,
    "preview_vs_guide": preview.preview_vs_guide,
    "runs_under_builds_p95": preview.runs_under_builds_p95,
    "typing_under_builds": page.typing_under_builds,
    "build_vs_plain": builds.build_vs_plain,
    "component_size_vs_plain": size.component_size_vs_plain,
    "run_warm_ms": runs.first_and_warm,
    "collection_100_cases_ms": collections.collection_100_cases_ms,
    "adapter_overhead_us": adapter.adapter_overhead_us,
    "message_vs_wasmtime_py": values.values,
    "message_vs_jco": jco.message_vs_jco,
}


def main() -> None:
    """Run the benchmarks that were named, or all of them, against one fresh server."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which ones: {', '.join(BENCHMARKS)}")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    with serving() as server:
        for name in options.names or BENCHMARKS:
            for result in BENCHMARKS[name](server):
                print(result.as_json() if options.json else result, flush=True)


if __name__ == "__main__":
    main()
