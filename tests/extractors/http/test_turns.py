"""Turns: how long the client waits between two requests to a host or a domain."""

import asyncio
import time
from itertools import pairwise

import pytest

from extractors.http.turns import Closures, TurnRules, Turns


def _ask(
    rules: TurnRules, hosts: list[tuple[str, str]], crawl_delay_s: float | None = None
) -> list[tuple[float, float]]:
    """Return when each turn began and ended, in order; every one takes 20 ms."""
    times: list[tuple[float, float]] = []

    async def one(turns: Turns, host: str, domain: str) -> None:
        async with turns.turn(host, domain, crawl_delay_s) as turn:
            turn.is_used = True
            began = time.monotonic()
            await asyncio.sleep(0.02)
            times.append((began, time.monotonic()))

    async def all_of_them() -> None:
        turns = Turns(rules)
        await asyncio.gather(*(one(turns, *host) for host in hosts))

    asyncio.run(all_of_them())
    return sorted(times)


def _gaps(times: list[tuple[float, float]]) -> list[float]:
    return [later[0] - earlier[1] for earlier, later in pairwise(times)]


SAME = [("a.example", "a.example")] * 4


def test_a_host_is_left_alone_between_two_requests() -> None:
    assert min(_gaps(_ask(TurnRules(host_delay_s=0.05, domain_delay_s=0), SAME))) >= 0.05


def test_hosts_of_one_domain_wait_for_each_other() -> None:
    hosts = [(f"{name}.example.org", "example.org") for name in "abcd"]
    assert min(_gaps(_ask(TurnRules(host_delay_s=0, domain_delay_s=0.05), hosts))) >= 0.05


def test_hosts_of_other_domains_do_not() -> None:
    hosts = [(f"{name}.example", f"{name}.example") for name in "abcd"]
    times = _ask(TurnRules(host_delay_s=5, domain_delay_s=5), hosts)
    assert times[-1][0] < times[0][1], "all at once"


def test_a_crawl_delay_is_kept_up_to_its_cap() -> None:
    rules = TurnRules(host_delay_s=0, domain_delay_s=0, max_crawl_delay_s=0.1)
    assert 0.05 <= min(_gaps(_ask(rules, SAME[:2], crawl_delay_s=0.05))) < 0.1
    assert min(_gaps(_ask(rules, SAME[:2], crawl_delay_s=3_600))) >= 0.1


def test_more_connections_may_be_allowed() -> None:
    rules = TurnRules(host_connection_count=2, host_delay_s=0, domain_connection_count=2, domain_delay_s=0)
    times = _ask(rules, SAME)
    assert times[1][0] < times[0][1]
    assert times[2][0] >= min(times[0][1], times[1][1])


def test_a_turn_in_which_nothing_was_sent_keeps_nobody_waiting() -> None:
    async def work() -> float:
        turns = Turns(TurnRules(host_delay_s=5, domain_delay_s=5))
        async with turns.turn("a", "a", None):
            pass
        began = time.monotonic()
        async with turns.turn("a", "a", None):
            return time.monotonic() - began

    assert asyncio.run(work()) < 1


def test_whoever_is_cancelled_in_line_leaves_no_gap() -> None:
    async def work() -> None:
        turns = Turns(TurnRules(host_delay_s=0, domain_delay_s=0))
        async with turns.turn("a", "a", None):

            async def wait() -> None:
                async with turns.turn("a", "a", None):
                    pass

            waiting = asyncio.create_task(wait())
            await asyncio.sleep(0)
            waiting.cancel()
        async with asyncio.timeout(1), turns.turn("a", "a", None) as turn:
            assert turn.is_last

    asyncio.run(work())


def test_three_lost_connections_close_a_host_and_an_answer_forgives() -> None:
    closures = Closures()
    for has_answered in (False, False, True, False, False):
        closures.note("a", has_answered=has_answered)
    assert closures.why("a") is None
    closures.note("a", has_answered=False)
    assert closures.why("b", "a") == "host_down"
    assert closures.why("b") is None


@pytest.mark.parametrize(("wait_s", "reason"), [(60, "retry_after"), (-1, None)])
def test_a_key_is_closed_for_its_time(wait_s: float, reason: str | None) -> None:
    closures = Closures()
    closures.close("a", wait_s)
    assert closures.why("a") == reason
