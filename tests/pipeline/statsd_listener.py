"""A StatsD server on loopback: what it is sent, by name and tags."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socket import AF_INET, SO_RCVBUF, SOCK_DGRAM, SOL_SOCKET, socket

_LINE = re.compile(r"(?P<name>[\w.]+)(?P<tags>(?:,\w+=[^,:]+)*):(?P<value>[\d.e+-]+)\|(?P<kind>c|g|ms)")

Received = dict[str, dict[frozenset[str], list[float]]]


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that keeps what arrives, in its buffer, until it is read."""

    socket: socket

    @property
    def variables(self) -> dict[str, str]:
        """The settings of Airflow that send its metrics and ours here."""
        return {
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_HOST": "127.0.0.1",
            "AIRFLOW__METRICS__STATSD_PORT": str(self.socket.getsockname()[1]),
        }

    def received(self) -> Received:
        """Return the values that arrived, by name and by tags (`key=value`)."""
        found: Received = defaultdict(lambda: defaultdict(list))
        for line in self._lines():
            match = _LINE.fullmatch(line)
            assert match, line
            tags = frozenset(match["tags"].split(",")) - {""}
            found[match["name"]][tags].append(float(match["value"]))
        return found

    def _lines(self) -> Iterator[str]:
        self.socket.settimeout(0)
        while True:
            try:
                yield from self.socket.recv(65_535).decode().splitlines()
            except BlockingIOError:
                return


@contextmanager
def statsd_listener() -> Iterator[Listener]:
    with socket(AF_INET, SOCK_DGRAM) as listening:
        listening.setsockopt(SOL_SOCKET, SO_RCVBUF, 1_000_000)
        listening.bind(("127.0.0.1", 0))
        yield Listener(listening)
