"""Budgets: a slow domain or outlet is left alone, nobody pays for another, and the whole has an end."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from extractors.http.answer import Answer
from extractors.http.budgets import BudgetRules
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from model import FetchCause, Outcome
from tests.faults.server import Behaviour, FaultServer, Request, response, serving

SLOW, OTHER, QUICK = "127.0.12.1", "127.0.12.2", "127.0.12.3"
SLOW_S = 0.3
RULES = BudgetRules(slow_request_s=0.1, domain_slow_s=0.5, outlet_slow_s=100)


def answering(wait_s: float) -> Behaviour:
    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path != "/robots.txt":
            await asyncio.sleep(wait_s)
        writer.write(response(b"<p>page</p>", "text/html"))

    return behave


BEHAVIOURS = {SLOW: answering(SLOW_S), OTHER: answering(SLOW_S), QUICK: answering(0)}


def asked(
    rules: BudgetRules, ask: Callable[[Client, FaultServer], Awaitable[list[Answer]]]
) -> tuple[list[Answer], list[str], FaultServer]:
    """Return the answers, who was too slow, and the server."""
    limits = Limits(
        user_agent="Test/1",
        private_hosts=frozenset((SLOW, OTHER, QUICK)),
        turns=TurnRules(host_delay_s=0, domain_delay_s=0),
        budgets=rules,
    )

    async def run(server: FaultServer) -> tuple[list[Answer], list[str]]:
        async with Client(limits) as client:
            answers = await ask(client, server)
            return answers, client.too_slow()

    with serving(BEHAVIOURS) as server:
        return *asyncio.run(run(server)), server


def errors(answers: list[Answer]) -> list[str | None]:
    return [answer.error for answer in answers]


def test_a_slow_domain_is_left_alone_and_others_are_not() -> None:
    async def ask(client: Client, server: FaultServer) -> list[Answer]:
        urls = [server.url(host, f"/{number}") for host in (SLOW, QUICK) for number in range(5)]
        return list(await asyncio.gather(*(client.fetch(url, outlet="a") for url in urls)))

    answers, slow, server = asked(RULES, ask)
    assert errors(answers) == [None, None, *[FetchCause.PUT_OFF] * 3, *[None] * 5]
    assert {answer.outcome for answer in answers[2:5]} == {Outcome.TRANSIENT_FAILURE}
    assert slow == [SLOW]
    assert len(server.asked(SLOW)) == 3


def test_an_outlet_pays_for_pages_wherever_they_are_and_for_nobody_else() -> None:
    rules = BudgetRules(slow_request_s=0.1, outlet_slow_s=0.5)

    async def ask(client: Client, server: FaultServer) -> list[Answer]:
        first = [await client.fetch(server.url(host, "/1"), outlet="a") for host in (SLOW, OTHER)]
        # The host's robots.txt was not asked yet: that "a" may not does not keep "b" from its page.
        outlets = ("a", "b", "a")
        page = server.url(QUICK, "/1")
        return first + list(await asyncio.gather(*(client.fetch(page, outlet=outlet) for outlet in outlets)))

    answers, slow, _ = asked(rules, ask)
    assert errors(answers) == [None, None, FetchCause.PUT_OFF, None, FetchCause.PUT_OFF]
    assert slow == ["a"]


def test_a_page_that_one_outlet_may_not_request_is_not_withheld_from_another() -> None:
    rules = BudgetRules(slow_request_s=0.1, outlet_slow_s=0.5)

    async def ask(client: Client, server: FaultServer) -> list[Answer]:
        first = [await client.fetch(server.url(host, "/1"), outlet="a") for host in (SLOW, OTHER)]
        page = server.url(QUICK, "/1")
        barred = await client.fetch(page, outlet="a", obeys_robots=False)
        return [*first, barred, await client.fetch(page, outlet="b", obeys_robots=False)]

    answers, _, _ = asked(rules, ask)
    assert errors(answers) == [None, None, FetchCause.PUT_OFF, None]
    assert not answers[-1].is_repeat


def test_the_time_for_all_requests_ends_those_in_flight_and_those_that_wait() -> None:
    rules = BudgetRules(all_s=0.5)

    async def ask(client: Client, server: FaultServer) -> list[Answer]:
        urls = [server.url(SLOW, f"/{number}") for number in range(20)]
        return list(await asyncio.gather(*(client.fetch(url) for url in urls)))

    started_s = time.monotonic()
    answers, _, _ = asked(rules, ask)
    assert time.monotonic() - started_s < 2
    assert errors(answers)[:1] == [None]
    assert set(errors(answers)[2:]) == {FetchCause.PUT_OFF}


def test_an_outlet_holds_a_few_connections_only() -> None:
    rules = BudgetRules(outlet_connection_count=1)

    async def ask(client: Client, server: FaultServer) -> list[Answer]:
        urls = [server.url(host, "/1") for host in (SLOW, OTHER)]
        return list(
            await asyncio.gather(*(client.fetch(url, outlet="a", obeys_robots=False) for url in urls))
        )

    answers, _, server = asked(rules, ask)
    assert errors(answers) == [None, None]
    first, second = server.log
    assert second.came_at >= first.came_at + SLOW_S
