"""The pages of the sample as HTML: four styles of article, and the pages that are not articles."""

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape

from sample.stories import Extra, Site, Story

Phrases = Mapping[str, str]
_RIGHT_TO_LEFT = {"ar"}
_TEASERS = 4
_LEAD = 110


def article(story: Story, others: Sequence[Story], phrases: Phrases) -> str:
    """The page of a story, in the style of its outlet."""
    style = _STYLES[story.site.style % len(_STYLES)]
    head, text = style(story)
    return _document(story.site, story.title, head, text + _sidebar(others[:_TEASERS], phrases), phrases)


def other(page: Extra, stories: Sequence[Story], phrases: Phrases) -> str:
    """Return a page that is not an article; home and index pages link to the outlet's stories."""
    text = _EXTRAS[page.kind](page, stories)
    return _document(page.site, page.title or page.site.name, "", text, phrases)


def _structured(story: Story) -> tuple[str, str]:
    """A style that gives date and authors in JSON-LD."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.site.name},
        "mainEntityOfPage": story.url,
    }
    safe = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    head = f'<script type="application/ld+json">{safe}</script>\n{_canonical(story)}'
    return head, _body(story, _byline(story))


def _meta(story: Story) -> tuple[str, str]:
    """A style that gives the date in a meta element only."""
    head = (
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(story.title)}">\n'
        f'<meta property="article:published_time" content="{story.published.isoformat()}">\n'
        f'<meta property="article:section" content="{escape(story.section)}">\n'
    )
    return head + _canonical(story), _body(story, _byline(story))


def _timed(story: Story) -> tuple[str, str]:
    """A style that gives the date in a time element only."""
    moment = story.published
    shown = f'<p class="date"><time datetime="{moment.isoformat()}">{moment:%Y-%m-%d %H:%M}</time></p>\n'
    return _canonical(story), _body(story, _byline(story) + shown)


def _bare(story: Story) -> tuple[str, str]:
    """A style that leaves the date to the feed."""
    return "", _body(story, _byline(story))


_STYLES: tuple[Callable[[Story], tuple[str, str]], ...] = (_structured, _meta, _timed, _bare)


def _home(page: Extra, stories: Sequence[Story]) -> str:
    teasers = "".join(
        f"<section><h2>{_link(story)}</h2><p>{escape(story.paragraphs[0][:_LEAD])}…</p></section>\n"
        for story in stories
    )
    return f"<main><h1>{escape(page.site.name)}</h1>\n{teasers}</main>\n"


def _index(page: Extra, stories: Sequence[Story]) -> str:
    return f"<main><h1>{escape(page.title or '')}</h1>\n{_list(stories)}</main>\n"


def _gallery(page: Extra, _stories: Sequence[Story]) -> str:
    figures = "".join(
        f'<figure><img src="/photo/{number}.jpg" alt=""><figcaption>{escape(line)}</figcaption></figure>\n'
        for number, line in enumerate(page.lines, start=1)
    )
    return f"<main><h1>{escape(page.title or '')}</h1>\n{figures}</main>\n"


def _wall(page: Extra, _stories: Sequence[Story]) -> str:
    return f'<main class="wall">{"".join(f"<p>{escape(line)}</p>" for line in page.lines)}</main>\n'


_EXTRAS: dict[str, Callable[[Extra, Sequence[Story]], str]] = {
    "home": _home,
    "index": _index,
    "gallery": _gallery,
    "consent": _wall,
    "error": _wall,
}


def _document(site: Site, title: str, head: str, text: str, phrases: Phrases) -> str:
    direction = ' dir="rtl"' if site.language in _RIGHT_TO_LEFT else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(site.declared)}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)} | {escape(site.name)}</title>\n{_feed(site)}{head}</head>\n<body>\n"
        f'<header><p class="site">{escape(site.name)}</p>\n<nav><ul><li><a href="/">{escape(phrases["home"])}'
        f'</a></li></ul></nav></header>\n{text}<footer><p class="cookies">{escape(phrases["cookies"])}</p>'
        "</footer>\n</body>\n</html>\n"
    )


def _feed(site: Site) -> str:
    form = "atom" if site.feed.endswith("atom.xml") else "rss"
    return f'<link rel="alternate" type="application/{form}+xml" href="{escape(site.feed)}">\n'


def _canonical(story: Story) -> str:
    return f'<link rel="canonical" href="{escape(story.url)}">\n'


def _body(story: Story, byline: str) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)
    return f"<main><article>\n<h1>{escape(story.title)}</h1>\n{byline}{paragraphs}</article></main>\n"


def _byline(story: Story) -> str:
    names = ", ".join(f'<span class="author">{escape(name)}</span>' for name in story.authors)
    return f'<p class="byline">{names}</p>\n' if names else ""


def _sidebar(stories: Sequence[Story], phrases: Phrases) -> str:
    return f'<aside class="sidebar"><h2>{escape(phrases["more"])}</h2>\n{_list(stories)}</aside>\n'


def _list(stories: Sequence[Story]) -> str:
    return f"<ul>{''.join(f'<li>{_link(story)}</li>' for story in stories)}</ul>\n"


def _link(story: Story) -> str:
    return f'<a href="{escape(story.url)}">{escape(story.title)}</a>'
