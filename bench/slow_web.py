"""Many hosts with one feed each and delayed responses, on loopback in a separate process.

Each host is an address of 127.0.0.0/8, so that connections, delays and robots.txt count for each.
"""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

_ITEM = """<item><title>Report {number} from host {host}</title>
<link>http://{host}:{port}/reports/{number}</link><guid>{host}/{number}</guid>
<pubDate>Tue, 06 Jan 2026 {hour:02d}:00:00 GMT</pubDate>
<description>A short account of what was said at meeting {number}, and by whom.</description></item>
"""


def hosts(count: int) -> list[str]:
    """Return that many loopback addresses."""
    return [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(count)]


@contextmanager
def slow_web(names: list[str], latency_s: float, item_count: int) -> Iterator[int]:
    """Serve the hosts in another process until the context ends; yield their port."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_serve, args=(names, latency_s, item_count, theirs), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join()


def _serve(names: list[str], latency_s: float, item_count: int, started: Connection) -> None:
    async def run() -> None:
        server = await asyncio.start_server(_Web(latency_s, item_count).answer, names[:1], 0)
        port = server.sockets[0].getsockname()[1]
        web = _Web(latency_s, item_count)
        others = await asyncio.start_server(web.answer, names[1:], port, backlog=512)
        started.send(port)
        async with server, others:
            await asyncio.Event().wait()

    asyncio.run(run())


class _Web:
    """Responses for every host: robots.txt and one feed."""

    def __init__(self, latency_s: float, item_count: int) -> None:
        self._latency_s = latency_s
        self._item_count = item_count

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        host, port = writer.get_extra_info("sockname")[:2]
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(self._latency_s)
                path = head.split(b" ", 2)[1].decode("latin-1")
                writer.write(self._response(host, port, path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _response(self, host: str, port: int, path: str) -> bytes:
        if path == "/robots.txt":
            return _with_head(200, "text/plain", b"User-agent: *\nDisallow: /private/\n")
        if path != "/feed.xml":
            return _with_head(404, "text/plain", b"no such page")
        items = "".join(
            _ITEM.format(number=number, host=host, port=port, hour=number % 24)
            for number in range(self._item_count)
        )
        feed = f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
        return _with_head(200, "application/rss+xml", feed.encode())


def _with_head(status: int, content_type: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
