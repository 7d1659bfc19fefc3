# ruff: noqa: E501 - pages are shown as they are
"""Articles whose text is in a page's scripts."""

import json

import pytest
from lxml import html

from extractors.pages.script_text import script_article

PARAGRAPHS = [
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years.",
    "Repairs begin in May and are paid for by the town, the region and a fund of donors.",
    "Fishermen, teachers and two former keepers spoke for the tower before the vote was taken.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ARTICLE = {"title": "Lighthouse", "author": {"name": "Ann Example"}, "content": BODY}


def _script(text: str, kind: str = "") -> str:
    return f"<html><body><div id='root'></div><script{kind}>{text}</script></body></html>"


@pytest.mark.parametrize(
    "page",
    [
        _script(json.dumps({"props": {"story": ARTICLE}}), " type='application/json' id='__NEXT_DATA__'"),
        _script(f"window.__STATE__ = {json.dumps({'story': ARTICLE})};"),
        _script(f"window.__STATE__ = JSON.parse({json.dumps(json.dumps({'story': ARTICLE}))})"),
        _script(f"var a = 1; var b = [{json.dumps(ARTICLE)}]; run(b);"),
        _script(json.dumps({"blocks": [{"type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]}),
                " type='application/json'"),
        _script(json.dumps({"body": [{"kind": "p", "content": text} for text in PARAGRAPHS]}),
                " type='application/json'"),
        _script("self.__next_f.push(" + json.dumps(
            [1, "5:" + json.dumps(["$", "div", None, {"children": [
                ["$", "p", None, {"children": text}] for text in PARAGRAPHS]}]) + "\n"]) + ")"),
        _script("self.__next_f.push(" + json.dumps([1, f"7:T{len(BODY):x},{BODY}"]) + ")"),
    ],
)  # fmt: skip
def test_the_text_of_a_page_that_scripts_draw(page: str) -> None:
    lines = [line for line in script_article(html.fromstring(page)).text.split("\n") if line.strip()]
    assert lines == PARAGRAPHS


def test_what_stands_beside_the_text_is_kept() -> None:
    found = script_article(html.fromstring(_script(f"window.x = {json.dumps({'a': [ARTICLE]})}")))
    assert found.node["title"] == "Lighthouse"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "function f() { return 1; } " * 50,
        "window.x = {" * 50,
        'window.x = "' + "x" * 5_000,
        json.dumps({"css": "a { color: red; } " * 50}),
        json.dumps({"words": "one two three " * 50}),
        "[" * 10_000,
    ],
)
def test_code_is_no_text(text: str) -> None:
    assert script_article(html.fromstring(_script(text, " type='application/json'"))).text == ""
    assert script_article(html.fromstring(_script(text))).text == ""
