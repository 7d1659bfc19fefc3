"""Serve a corpus on loopback: an HTTP forward proxy that answers for every host of it.

`python -m sample.server FOLDER` serves until Ctrl-C.
"""

import argparse
import contextlib
import hashlib
import logging
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from sample.corpus import Corpus, Page, read_corpus
from sample.feeds import FEEDS, newest

_LOG = logging.getLogger(__name__)
_OURS = {"connection", "content-encoding", "content-length", "content-type", "transfer-encoding"}


class Answered(NamedTuple):
    """One request the proxy has answered; `path` includes the query."""

    time: datetime
    host: str
    path: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A running proxy: where it listens and what it has answered so far."""

    proxy_url: str
    log: list[Answered] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Proxy]:
    """Serve a corpus folder from a daemon thread, on a free port unless one is given."""
    with _Server(("127.0.0.1", port), _Handler) as server:
        server.corpus = read_corpus(folder)
        server.proxy = Proxy(proxy_url=f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.proxy
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    corpus: Corpus
    proxy: Proxy
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        # HTTPServer's own method would look up the name of 127.0.0.1.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        _LOG.debug("a request of %s broke off", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        server = cast("_Server", self.server)
        host, path = self._asked()
        answer = _conditional(_answer(server.corpus, host, path), self.headers)
        server.proxy.log.append(Answered(datetime.now(UTC), host, path, int(answer.status)))
        self._send(answer)

    do_HEAD = do_GET  # noqa: N815

    def _asked(self) -> tuple[str, str]:
        absolute = "://" in self.path.partition("?")[0]
        parts = urlsplit(self.path if absolute else f"//{self.headers.get('Host', '')}{self.path}")
        query = f"?{parts.query}" if parts.query else ""
        return parts.hostname or "", f"{parts.path or '/'}{query}"

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        _LOG.debug(format, *args)


def _answer(corpus: Corpus, host: str, path: str) -> _Answer:
    if host not in corpus.hosts:
        return _plain(HTTPStatus.BAD_GATEWAY, f"No host {host} in this corpus.\n")
    if page := corpus.find(f"http://{host}{path}"):
        return _page_answer(page)
    if path in FEEDS:
        return _feed_answer(corpus, host, path)
    return _plain(HTTPStatus.NOT_FOUND, f"No page {path} on {host}.\n")


def _plain(status: HTTPStatus, text: str) -> _Answer:
    return _Answer(status=status, body=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})


def _page_answer(page: Page) -> _Answer:
    given = {name.title(): value for name, value in page.headers.items()}
    kept = {name: value for name, value in given.items() if name.lower() not in _OURS}
    content_type = page.content_type or given.get("Content-Type", "text/html")
    return _Answer(status=page.status, body=page.body(), headers={"Content-Type": content_type, **kept})


def _feed_answer(corpus: Corpus, host: str, path: str) -> _Answer:
    content_type, write = FEEDS[path]
    pages = corpus.listed(host)
    body = write(host, pages).encode()
    headers = {"Content-Type": content_type, "ETag": f'"{hashlib.sha256(body).hexdigest()}"'}
    if changed := newest(pages):
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    return _Answer(status=HTTPStatus.OK, body=body, headers=headers)


def _conditional(answer: _Answer, request: Message) -> _Answer:
    """Turn a response that has validators into a 304 if the client has the same version."""
    etag, changed = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    known, since = request.get("If-None-Match"), request.get("If-Modified-Since")
    if answer.status != HTTPStatus.OK:
        return answer
    fresh = _same_tag(known, etag) if known else _not_newer(changed, since)
    return _Answer(status=HTTPStatus.NOT_MODIFIED, headers=answer.headers) if fresh else answer


def _same_tag(known: str | None, etag: str | None) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in (known or "").split(",")}
    return etag is not None and ("*" in tags or etag.removeprefix("W/") in tags)


def _not_newer(changed: str | None, since: str | None) -> bool:
    if not changed or not since:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False  # a date that cannot be parsed counts as none


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve a folder from the command line until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m sample.server", description="Serve a corpus on loopback."
    )
    parser.add_argument("folder", type=Path, help="a folder with a manifest.jsonl")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on (default: any free one)")
    chosen = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt), serve(chosen.folder, chosen.port) as proxy:
        sys.stdout.write(f"{proxy.proxy_url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
