"""A line to a server that can be cut and mended: connections end, and new ones are refused meanwhile."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from urllib.parse import urlsplit

_PIECE_BYTES = 65_536


@dataclass
class Line:
    """Forwards connections from a free port on loopback to a server."""

    host: str
    port: int
    own_port: int = 0
    _listener: socket.socket | None = None
    _open: set[socket.socket] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def through(self, url: str) -> str:
        """Return the URL of the server with this line's address in place of its own."""
        parts = urlsplit(url)
        login, at, _ = parts.netloc.rpartition("@")
        return parts._replace(netloc=f"{login}{at}127.0.0.1:{self.own_port}").geturl()

    def mend(self) -> None:
        """Take connections, on the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.own_port))
        self.own_port = self._listener.getsockname()[1]
        Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def cut(self) -> None:
        """End all connections and take no more."""
        if self._listener is not None:
            # Closing alone would not wake the thread that waits for the next connection.
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection((self.host, self.port))
            except OSError:
                near.close()
                continue
            Thread(target=self._connect, args=[near, far], daemon=True).start()

    def _connect(self, near: socket.socket, far: socket.socket) -> None:
        """Forward what both ends of a connection say, until one of them ends it."""
        with near, far:
            with self._lock:
                self._open |= {near, far}
            back = Thread(target=self._forward, args=[far, near], daemon=True)
            back.start()
            self._forward(near, far)
            back.join()
            with self._lock:
                self._open -= {near, far}

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(_PIECE_BYTES):
                other.sendall(piece)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(url: str) -> Iterator[Line]:
    """Open a line to the server of a URL."""
    parts = urlsplit(url)
    line = Line(parts.hostname or "", parts.port or 0)
    line.mend()
    try:
        yield line
    finally:
        line.cut()
