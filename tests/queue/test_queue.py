"""What every queue promises; a queue on another engine joins by one more parameter."""

import threading
from collections.abc import Callable, Iterator

import pytest
from structlog.testing import capture_logs

from app.queue.base import Queue
from app.queue.embedded import EmbeddedQueue
from tests.support.polling import until

MakeQueue = Callable[[dict[str, int]], Queue]


def wait_for(event: threading.Event) -> None:
    event.wait(20)


@pytest.fixture(params=[EmbeddedQueue])
def make_queue(request: pytest.FixtureRequest) -> Iterator[MakeQueue]:
    made: list[Queue] = []

    def make(concurrency: dict[str, int]) -> Queue:
        made.append(request.param(concurrency))
        return made[-1]

    yield make
    for queue in made:
        queue.stop(5)


def test_an_id_reaches_the_handler_of_its_job(make_queue: MakeQueue) -> None:
    queue, done = make_queue({"build": 1, "run": 1}), list[tuple[str, str]]()
    queue.start({"build": lambda row: done.append(("build", row)), "run": lambda row: done.append(("run", row))})
    queue.dispatch("build", "a")
    queue.dispatch("run", "b")

    until(lambda: len(done) == 2)
    assert sorted(done) == [("build", "a"), ("run", "b")]


def test_what_was_dispatched_before_the_start_is_delivered_in_order(make_queue: MakeQueue) -> None:
    queue, done = make_queue({"build": 1}), list[str]()
    for row in "abc":
        queue.dispatch("build", row)
    queue.start({"build": done.append})

    until(lambda: len(done) == 3)
    assert done == ["a", "b", "c"]


def test_an_id_may_come_again(make_queue: MakeQueue) -> None:
    queue, done = make_queue({"build": 1}), list[str]()
    queue.start({"build": done.append})
    queue.dispatch("build", "a")
    queue.dispatch("build", "a")

    until(lambda: done == ["a", "a"])


def test_a_handler_that_raises_does_not_end_its_worker(make_queue: MakeQueue) -> None:
    queue, done = make_queue({"build": 1}), list[str]()

    def handle(row: str) -> None:
        if row == "bad":
            raise ZeroDivisionError(row)
        done.append(row)

    with capture_logs() as logs:
        queue.start({"build": handle})
        queue.dispatch("build", "bad")
        queue.dispatch("build", "good")
        until(lambda: done == ["good"])

    assert queue.workers("build") == 1
    assert [(entry["job"], entry["id"]) for entry in logs] == [("build", "bad")]


def test_as_many_at_once_as_there_are_workers_and_no_more(make_queue: MakeQueue) -> None:
    queue, at_work, let_go = make_queue({"build": 2}), list[str](), threading.Event()

    def handle(row: str) -> None:
        at_work.append(row)
        let_go.wait(20)

    queue.start({"build": handle})
    for row in "abc":
        queue.dispatch("build", row)
    until(lambda: len(at_work) == 2)
    assert sorted(at_work) == ["a", "b"]
    let_go.set()
    until(lambda: len(at_work) == 3)


def test_a_long_job_holds_up_no_other_kind_of_job(make_queue: MakeQueue) -> None:
    queue, let_go, done = make_queue({"build": 1, "run": 1}), threading.Event(), list[str]()
    queue.start({"build": lambda _: wait_for(let_go), "run": done.append})
    queue.dispatch("build", "long")
    queue.dispatch("run", "short")

    until(lambda: done == ["short"])
    let_go.set()


def test_workers_are_counted(make_queue: MakeQueue) -> None:
    queue = make_queue({"build": 3, "run": 0})
    assert queue.workers("build") == 0

    queue.start({"build": lambda _: None, "run": lambda _: None})
    assert (queue.workers("build"), queue.workers("run"), queue.workers("unknown")) == (3, 0, 0)

    queue.stop(5)
    assert queue.workers("build") == 0


def test_stopping_waits_for_the_job_in_hand(make_queue: MakeQueue) -> None:
    queue, started, let_go, done = make_queue({"build": 1}), threading.Event(), threading.Event(), list[str]()

    def handle(row: str) -> None:
        started.set()
        let_go.wait(20)
        done.append(row)

    queue.start({"build": handle})
    queue.dispatch("build", "a")
    assert started.wait(20)
    threading.Timer(0.05, let_go.set).start()
    queue.stop(20)

    assert (done, queue.workers("build")) == (["a"], 0)


def test_stopping_takes_no_further_ids(make_queue: MakeQueue) -> None:
    queue, started, let_go, done = make_queue({"build": 1}), threading.Event(), threading.Event(), list[str]()

    def handle(row: str) -> None:
        started.set()
        let_go.wait(20)
        done.append(row)

    queue.start({"build": handle})
    for row in ("in hand", "waiting", "waiting too"):
        queue.dispatch("build", row)
    assert started.wait(20)
    queue.stop(0.01)
    let_go.set()
    until(lambda: queue.workers("build") == 0)

    assert done == ["in hand"]


def test_stopping_does_not_wait_for_ever(make_queue: MakeQueue) -> None:
    queue, started, let_go = make_queue({"build": 1}), threading.Event(), threading.Event()

    def handle(_row: str) -> None:
        started.set()
        let_go.wait(20)

    queue.start({"build": handle})
    queue.dispatch("build", "endless")
    assert started.wait(20)
    queue.stop(0.01)

    assert queue.workers("build") == 1
    let_go.set()


def test_a_queue_that_never_started_can_be_stopped(make_queue: MakeQueue) -> None:
    make_queue({"build": 1}).stop(0)
