"""Header lines that are none cost themselves alone; what says where a body ends is never guessed."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.http.answer import Answer
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.heads import HeadMender
from extractors.http.turns import TurnRules
from model import Outcome
from model.limits import MAX_DISCARDED_HEADER_LINES

BODY = b"<p>The ferry sails again.</p>"
LENGTH = f"Content-Length: {len(BODY)}"


def _asked(*lines: str, status: str = "HTTP/1.1 200 OK", body: bytes = BODY, piece_bytes: int = 0) -> Answer:
    """Return the answer to a response with these header lines, sent in pieces of so many bytes."""
    raw = "\r\n".join([status, *lines, "", ""]).encode("latin-1") + body
    pieces = [raw[at : at + piece_bytes] for at in range(0, len(raw), piece_bytes)] if piece_bytes else [raw]

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        writer.close()

    async def ask() -> Answer:
        server = await asyncio.start_server(respond, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        limits = Limits(
            user_agent="parallax-test", private_hosts=frozenset(("127.0.0.1",)), total_s=10.0,
            turns=TurnRules(host_delay_s=0.0),
        )  # fmt: skip
        async with server, Client(limits) as client:
            return await client.fetch(f"http://127.0.0.1:{port}/a", obeys_robots=False)

    return asyncio.run(ask())


@pytest.mark.parametrize("piece_bytes", [0, 1, 7])
@pytest.mark.parametrize(
    "line",
    [
        '"X-XSS-Protection: 0"',
        "X Cache Status: HIT",
        "no colon at all",
        ": no name",
        "Schlüssel: Wert",
        "(comment): x",
        "X@Y: z",
        '"folded: line\r\n goes on: here\r\n\tand on',
        "X-Nul: a\x00b",
        LENGTH,
        f"content-length:{len(BODY)}",
        f"Content-Length: {len(BODY)}, {len(BODY)}",
        "Server : with a blank before the colon",
        "\x7f: x",
    ],
)
def test_a_malformed_line_costs_itself_alone(line: str, piece_bytes: int) -> None:
    for lines in ([line, "X-Kept: yes", LENGTH], ["X-Kept: yes", LENGTH, line]):
        answer = _asked(*lines, piece_bytes=piece_bytes)
        assert (answer.outcome, answer.body) == (Outcome.FETCHED, BODY), answer.error
        assert answer.header("X-Kept") == "yes"


@pytest.mark.parametrize(
    "lines",
    [
        [LENGTH, f"Content-Length: {len(BODY) - 1}"],
        [f"Content-Length: {len(BODY)}, {len(BODY) - 1}"],
        [f"Content-Length: +{len(BODY)}"],
        [LENGTH, "Transfer-Encoding: chunked"],
        ["Transfer-Encoding : chunked", LENGTH],
        ["bad line"] * (MAX_DISCARDED_HEADER_LINES + 1),
        ["X: y"] * 1_000,
        ["X: " + "y" * 100_000],
        ['"' + "y" * 100_000],
    ],
)
def test_a_response_whose_end_is_not_clear_or_whose_head_is_endless_stays_refused(lines: list[str]) -> None:
    answer = _asked(*lines)
    assert answer.outcome is not Outcome.FETCHED
    assert answer.body == b""


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        ("HTTP/1.1 200", [LENGTH]),
        ("HTTP/1.0 200 OK", []),
        ("HTTP/1.1 200 OK", [LENGTH, "X: folded\r\n over lines"]),
        ("HTTP/1.1 200 OK", [LENGTH, "Set-Cookie: a=\x01b"]),
        ("HTTP/1.1 200 OK", [LENGTH, "X: caf\xe9"]),
        ("HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\nHTTP/1.1 200 OK", ["bad line", LENGTH]),
    ],
)
def test_what_was_read_before_is_read(status: str, lines: list[str]) -> None:
    assert _asked(*lines, status=status).body == BODY


def test_lines_may_end_without_carriage_returns() -> None:
    raw = HeadMender(1_000).feed(b"HTTP/1.1 200 OK\nbad line\nA: b\n\nbad line\n")
    assert raw == b"HTTP/1.1 200 OK\nA: b\n\nbad line\n"


@given(
    st.lists(
        st.sampled_from([b"A: b", b"x", b"\r\n", b"\n", b" y", b":", b"Content-Length: 3", b"HTTP/1.1 200"])
    ),
    st.integers(1, 5),
)
def test_it_does_not_matter_how_bytes_arrive(parts: list[bytes], piece_bytes: int) -> None:
    raw = b"HTTP/1.1 200 OK\r\n" + b"".join(parts) + b"\r\n\r\n"
    pieces = HeadMender(1_000)
    whole = HeadMender(1_000).feed(raw)
    assert (
        b"".join(pieces.feed(raw[at : at + piece_bytes]) for at in range(0, len(raw), piece_bytes)) == whole
    )
