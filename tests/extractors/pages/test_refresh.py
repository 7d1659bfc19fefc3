"""Which pages only send their readers on, and where to (HTML standard, shared declarative refresh steps)."""

import time
from datetime import UTC, datetime

import pytest

from extractors.http.answer import Answer
from extractors.http.urls import RequestUrl, request_url
from extractors.pages.refresh import refresh_of, refresh_target
from model import Outcome
from model.limits import MAX_REFRESH_DELAY_S, MAX_REFRESH_PAGE_BYTES

PAGE = "http://gazette.example/links/go?id=7"
META = '<meta http-equiv="refresh" content="0; url=/story">'
STORY = "http://gazette.example/story"
PROSE = "<p>The town council met on Monday night to decide how the old bridge is to be paid for.</p>" * 9
PROSE_JA = "<p>町議会は月曜日の夜に集まり、古い橋の費用をどのように払うかを決めることにした。</p>" * 9

# The content of a refresh, and where it leads.
CONTENTS = [
    ("0; url=/story", STORY),
    ("0;URL='/story'", STORY),
    ('0;url="/story" and more', STORY),
    ("0,/story", STORY),
    ("0 /story", STORY),
    ("  3 ;\n Url\t=\n /story", STORY),
    ("1.5;url=/story", STORY),
    (".5;url=/story", STORY),
    ("0;../story", STORY),
    ("0; url=//gazette.example/story", STORY),
    ("0; url=HTTP://GAZETTE.example:80/story#now", STORY),
    ("0; url=\\story", STORY),
    ("0; url=/nový", "http://gazette.example/nov%C3%BD"),
    ("0; url=http://me:pw@other.example/", "http://other.example/"),
    (f"{MAX_REFRESH_DELAY_S}; url=/story", STORY),
    (f"{MAX_REFRESH_DELAY_S + 1}; url=/story", None),
    ("600; url=/story", None),
    ("0", None),
    ("0;", None),
    ("soon; url=/story", None),
    ("-1; url=/story", None),
    ("0x; url=/story", None),
    ("url=/story", None),
    ("", None),
    ("0; url=javascript:location='/story'", None),
    ("0; url=mailto:desk@gazette.example", None),
    ("0; url=http://", None),
    ("9" * 30_000 + ";/story", None),
]


def page_of(body: str, kind: str | None = "text/html", **headers: str) -> Answer:
    stated = {"Content-Type": kind, **headers} if kind else headers
    return Answer(
        url=PAGE, final_url=PAGE, requested_at=datetime(2026, 1, 6, tzinfo=UTC), elapsed_ms=1,
        outcome=Outcome.FETCHED, status=200, body=body.encode(), headers=tuple(stated.items()),
    )  # fmt: skip


@pytest.mark.parametrize(("content", "target"), CONTENTS)
def test_the_content_of_a_refresh_is_read_as_by_browsers(content: str, target: str | None) -> None:
    base = request_url(PAGE)
    assert isinstance(base, RequestUrl)
    assert refresh_target(content, base) == target


SENT_ON = {
    "alone": META,
    "old": "<HTML><HEAD><META CONTENT='0; URL=/story' HTTP-EQUIV=Refresh></HEAD></HTML>",
    "for readers without scripts": f"<script>location='/x'</script><noscript>{META}</noscript>",
    "in the body": f"<title>Moved</title><body><h1>Moved</h1>{META}",
    "a note": f"{META}<body><p>You are leaving our site. If nothing happens, <a href=/story>go on</a>.",
    "in a frame": f"{META}<header>{PROSE}</header><nav>{PROSE}</nav><p>Wait</p><footer>{PROSE}</footer>",
    "the first to lead anywhere": f"<meta http-equiv=refresh content=''>{META}{META.replace('story', 'x')}",
    "with a base": "<base href=/a/b/><meta http-equiv=refresh content='0;../../story'>",
    "with data": f"{META}<script>window.state = {{'id': 7}}</script>",
}
KEPT = {
    "an article": f"{META}<article>{PROSE}</article>",
    "an article in Japanese": f"{META}<article>{PROSE_JA}</article>",
    "an article in JSON-LD": (
        f'{META}<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "articleBody": "{PROSE}"}}</script>'
    ),
    "an article that goes on after minutes": f"<meta http-equiv=refresh content='300;/story'>{PROSE}",
    "loads itself anew": "<meta http-equiv=refresh content='10'>",
    "in a comment": f"<!-- {META} --><p>Hello",
    "in a template": f"<template>{META}</template>",
    "in a text field": f"<textarea>{META}</textarea>",
    "in a script": f"<script>document.write('{META}')</script>",
    "another header": "<meta http-equiv=content-language content='0;/story'><p>refresh",
    "a feed": f"<?xml version='1.0'?><rss version='2.0'><channel><item>{META}</item></channel></rss>",
    "too large": META + " " * MAX_REFRESH_PAGE_BYTES,
    "nothing": "",
}


@pytest.mark.parametrize("name", SENT_ON)
def test_a_page_without_an_article_sends_on(name: str) -> None:
    assert refresh_of(page_of(SENT_ON[name])) == STORY


@pytest.mark.parametrize("name", KEPT)
def test_other_pages_do_not(name: str) -> None:
    assert refresh_of(page_of(KEPT[name])) is None


def test_a_header_counts_as_the_element_and_before_it() -> None:
    assert refresh_of(page_of("", Refresh="0; url=/story")) == STORY
    assert refresh_of(page_of(META.replace("story", "x"), refresh="0;/story")) == STORY
    assert refresh_of(page_of(PROSE, Refresh="0; url=/story")) is None


@pytest.mark.parametrize("kind", ["application/xml", "text/plain", "application/pdf"])
def test_only_html_sends_on(kind: str) -> None:
    assert refresh_of(page_of(META, kind)) is None
    assert refresh_of(page_of(META, None)) == STORY


@pytest.mark.parametrize(
    "part", ["<p>", "<a>", "<form><p>", "<table>", META, "&", "<", "<!--", "<script>x=[{"]
)
def test_looking_takes_little_time(part: str) -> None:
    started = time.process_time()
    refresh_of(page_of(META + part * ((MAX_REFRESH_PAGE_BYTES - 100) // len(part))))
    assert time.process_time() - started < 3
