import asyncio
import threading

from app.queue.signals import Signals

LONG_S = 20.0


def is_woken(signals: Signals, job: str, by: object) -> bool:
    """Whether a waiter for ``job`` returns through a hint, given from another thread, and not by its timeout."""

    async def wait() -> bool:
        waiter = asyncio.create_task(signals.wait(job, LONG_S))
        while not signals._waiters:  # noqa: ASYNC110 - there is no event for: somebody waits
            await asyncio.sleep(0)
        assert callable(by)
        threading.Thread(target=by).start()
        done, _ = await asyncio.wait({waiter}, timeout=LONG_S / 2)
        waiter.cancel()
        return bool(done)

    return asyncio.run(wait())


def test_a_hint_from_another_thread_wakes_the_waiter() -> None:
    signals = Signals()

    assert is_woken(signals, "a", lambda: signals.notify("a"))


def test_the_end_of_a_job_wakes_the_waiter_and_is_remembered() -> None:
    signals = Signals()

    assert not signals.has_ended("a")
    assert is_woken(signals, "a", lambda: signals.end("a"))
    assert signals.has_ended("a")
    assert not signals.has_ended("b")


def test_closing_wakes_everyone() -> None:
    signals = Signals()

    assert is_woken(signals, "a", signals.close)
    assert signals.closed


def test_a_hint_about_another_job_wakes_nobody() -> None:
    signals = Signals()

    async def wait() -> bool:
        waiter = asyncio.create_task(signals.wait("a", LONG_S))
        await asyncio.sleep(0)
        signals.notify("b")
        done, _ = await asyncio.wait({waiter}, timeout=0.05)
        waiter.cancel()
        return bool(done)

    assert not asyncio.run(wait())


def test_every_waiter_of_a_job_is_woken() -> None:
    signals = Signals()

    async def wait() -> None:
        waiters = [asyncio.create_task(signals.wait("a", LONG_S)) for _ in range(3)]
        await asyncio.sleep(0)
        signals.notify("a")
        async with asyncio.timeout(LONG_S / 2):
            await asyncio.gather(*waiters)

    asyncio.run(wait())


def test_waiting_ends_by_itself_and_leaves_nothing_behind() -> None:
    signals = Signals()
    asyncio.run(signals.wait("a", 0.001))

    assert not signals._waiters


def test_nobody_waits_once_it_is_closed() -> None:
    signals = Signals()
    signals.close()

    async def wait() -> None:
        async with asyncio.timeout(LONG_S / 2):
            await signals.wait("a", LONG_S)

    asyncio.run(wait())


def test_a_hint_after_the_waiters_loop_has_ended_is_lost_without_harm() -> None:
    signals = Signals()
    loop = asyncio.new_event_loop()
    signals._waiters["a"].add((loop, asyncio.Event()))
    loop.close()

    signals.notify("a")


def test_a_hint_between_listening_and_waiting_is_not_missed() -> None:
    signals = Signals()

    async def wait() -> bool:
        with signals.listening("a") as hint:
            signals.notify("a")
            async with asyncio.timeout(LONG_S / 2):
                await signals.heard(hint, LONG_S)
            return hint.is_set()

    assert asyncio.run(wait())
    assert not signals._waiters


def test_listening_in_vain_ends_with_the_time() -> None:
    signals = Signals()

    async def wait() -> bool:
        with signals.listening("a") as hint:
            await signals.heard(hint, 0.01)
            return hint.is_set()

    assert not asyncio.run(wait())
