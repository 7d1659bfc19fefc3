"""A page that its archive cut is an article that is not complete."""

import gzip
from pathlib import Path

import pytest

from extractors.archive.streaming import read_responses
from model import Article
from pipeline.steps.backfill import _page
from pipeline.steps.read import read_one
from transforms.outlets import OutletDirectory

TEXT = "".join(
    f"<p>The council of the harbour town met on day {day} to decide about the old ferry and its pier.</p>"
    for day in range(1, 12)
)
PAGE = f"<!doctype html><html lang='en'><title>The ferry sails again</title><article>{TEXT}</article></html>"


@pytest.mark.parametrize(
    ("said", "http", "body", "is_complete"),
    [
        ("", "", PAGE.encode(), True),
        ("", "Content-Encoding: gzip\r\n", PAGE.encode(), True),
        ("WARC-Truncated: length\r\n", "", PAGE.encode()[:900], False),
        ("WARC-Truncated: disconnect\r\n", "Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode()), False),
        ("", "Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())[:-12], False),
    ],
)
def test_a_page_that_was_cut_is_not_complete(
    tmp_path: Path, said: str, http: str, body: bytes, *, is_complete: bool
) -> None:
    content = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a/1\r\n{said}"
        f"WARC-Date: 2026-01-06T10:00:00Z\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    path = tmp_path / "a.warc"
    path.write_bytes(head.encode() + content + b"\r\n\r\n")
    (response,) = read_responses(path)
    outlet = OutletDirectory([]).found_or_made(response.url)
    article = read_one(tmp_path, _page(path, response, outlet))
    assert isinstance(article, Article), article
    assert article.is_complete == is_complete
