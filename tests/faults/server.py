"""A server that breaks HTTP at will: raw sockets on loopback, a host an address, a log of every request.

Each host has one behaviour, so that a fault stays with its host. `serving` runs it in a thread.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Headers = dict[str, str]


@dataclass(slots=True, kw_only=True)
class Request:
    """One request, and when its connection was opened, it came and its answer ended (monotonic seconds)."""

    host: str
    path: str
    headers: Headers
    came_at: float
    open_count: int
    ended_at: float = 0.0


Behaviour = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class FaultServer:
    """The hosts, by address, with what each does; `log` is in the order of arrival."""

    behaviours: Mapping[str, Behaviour]
    port: int = 0
    log: list[Request] = field(default_factory=list)
    open_counts: Counter[str] = field(default_factory=Counter)
    worst_counts: Counter[str] = field(default_factory=Counter)

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    def catalog(self, named: Iterable[tuple[str, str]]) -> str:
        """Return the catalog of outlets, given as pairs of their id and host, each with one feed."""
        return "".join(
            f'[[outlet]]\nid = "{name}"\nfeeds = ["{self.url(host, "/feed.xml")}"]\n\n'
            for name, host in named
        )

    def asked(self, host: str) -> list[Request]:
        return [request for request in self.log if request.host == host]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        self.open_counts[host] += 1
        self.worst_counts[host] = max(self.worst_counts[host], self.open_counts[host])
        try:
            while not writer.is_closing():
                request = self._request(host, await reader.readuntil(b"\r\n\r\n"))
                self.log.append(request)
                try:
                    await self.behaviours[host](request, writer)
                    await writer.drain()
                finally:
                    request.ended_at = time.monotonic()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass
        finally:
            self.open_counts[host] -= 1
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    def _request(self, host: str, head: bytes) -> Request:
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        return Request(
            host=host,
            path=first.split(" ")[1],
            headers={name.lower(): value for name, _, value in (line.partition(": ") for line in lines)},
            came_at=time.monotonic(),
            open_count=self.open_counts[host],
        )


@contextmanager
def serving(behaviours: Mapping[str, Behaviour]) -> Iterator[FaultServer]:
    """Serve the hosts (loopback addresses) from a thread, all on one port."""
    server, ready, loop = FaultServer(behaviours), threading.Event(), asyncio.new_event_loop()
    stopped = asyncio.Event()

    async def run() -> None:
        hosts = list(behaviours)
        first = await asyncio.start_server(server.serve, hosts[0], 0, backlog=256)
        server.port = first.sockets[0].getsockname()[1]
        others = [
            await asyncio.start_server(server.serve, host, server.port, backlog=256) for host in hosts[1:]
        ]
        ready.set()
        await stopped.wait()
        for one in [first, *others]:
            one.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(10)
        loop.close()


def response(body: bytes, content_type: str, status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole response; names of `headers` are written with hyphens."""
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{named}\r\n"
    return head.encode("latin-1") + body
