"""Every fault of the fault server, one at a time: it ends as an outcome, soon, and in little memory."""

import asyncio
import resource
import time

import pytest

from extractors.feeds import parse_any
from extractors.http.answer import Answer
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from model import Outcome
from tests.faults.faults import FAULTS
from tests.faults.server import serving

pytestmark = pytest.mark.slow

LIMITS = Limits(
    user_agent="Parallax-test/1",
    turns=TurnRules(host_delay_s=0, domain_delay_s=0),
    private_hosts=frozenset(("127.0.0.0/8",)),
    connect_s=2,
    first_byte_s=1,
    total_s=8,
    slow_after_s=1,
)
FETCHED, PASSING, LASTING = Outcome.FETCHED, Outcome.TRANSIENT_FAILURE, Outcome.PERMANENT_FAILURE
# Faults that the feed's reader meets, not the client, are fetched like any feed.
ENDS = {
    "huge": (LASTING, "too_large"),
    "endless": (LASTING, "too_large"),
    "endless_unframed": (LASTING, "too_large"),
    "gzip_bomb": (LASTING, "too_large"),
    "deflate_bomb": (LASTING, "too_large"),
    "broken_gzip": (PASSING, "damaged_encoding"),
    "long_header": (LASTING, "headers_too_large"),
    "many_headers": (LASTING, "headers_too_large"),
    "endless_headers": (LASTING, "headers_too_large"),
    "further_and_further": (PASSING, "too_many_redirects"),
    "to_itself": (PASSING, "redirect_loop"),
    "to_metadata": (Outcome.REFUSED, "private_address"),
    "to_mapped_loopback": (Outcome.REFUSED, "private_address"),
    "to_odd_address": (Outcome.REFUSED, "private_address"),
    "to_a_file": (Outcome.REFUSED, "not_http"),
    "to_nowhere": (LASTING, "invalid_url"),
    "to_a_long_url": (PASSING, "redirect_loop"),
    "silent": (PASSING, "timeout"),
    "drip": (PASSING, "too_slow"),
    "hangs_up": (PASSING, "connection_lost"),
    "resets": (PASSING, "connection_lost"),
    "no_http": (PASSING, "broken_response"),
    "http_09": (PASSING, "broken_response"),
    "cut": (PASSING, "broken_response"),
    "chunk_garbage": (PASSING, "broken_response"),
    "status_999": (LASTING, "http_999"),
    "busy": (PASSING, "http_429"),
    "nonsense_wait": (PASSING, "http_503"),
    "unasked_304": (Outcome.NOT_MODIFIED, None),
    "gone": (LASTING, "http_410"),
    "robots_denies": (Outcome.DISALLOWED, "robots_denied"),
    "robots_fails": (PASSING, "robots_unreachable"),
}
# How many entries a reader finds all the same.
ENTRIES = {
    "quadratic_bomb": range(2),
    "entity_bomb": range(2),
    "html": range(1),
    "empty": range(1),
    "utf_16": range(2),
    "twice_packed": range(1, 2),
    "many_entries": range(2_000, 2_001),
    "impossible_dates": range(3, 4),
    "deep": range(2),
}


def ask(*names: str) -> dict[str, Answer]:
    hosts = {name: f"127.0.7.{number + 1}" for number, name in enumerate(names)}

    async def run(urls: dict[str, str]) -> dict[str, Answer]:
        async with Client(LIMITS) as client:
            answers = await asyncio.gather(*(client.fetch(url) for url in urls.values()))
            return dict(zip(urls, answers, strict=True))

    with serving({host: FAULTS[name] for name, host in hosts.items()}) as server:
        return asyncio.run(run({name: server.url(host, "/feed.xml") for name, host in hosts.items()}))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_as_its_outcome(name: str) -> None:
    started = time.monotonic()
    answer = ask(name)[name]
    assert (answer.outcome, answer.error) == ENDS.get(name, (FETCHED, None))
    assert time.monotonic() - started < 10
    if answer.outcome is FETCHED:
        parsed = parse_any(answer.body, answer.final_url, answer.header("Content-Type"))
        assert len(parsed.items) in ENTRIES.get(name, range(1, 2))
        assert "root:" not in "".join(found.title for found in parsed.items)
    assert time.monotonic() - started < 25, "reading is bounded too"


def test_all_faults_at_once_keep_nobody_waiting_and_little_in_memory() -> None:
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    answers = ask(*FAULTS)
    assert time.monotonic() - started < 30
    assert {name: (answer.outcome, answer.error) for name, answer in answers.items()} == {
        name: ENDS.get(name, (FETCHED, None)) for name in FAULTS
    }
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 250_000
