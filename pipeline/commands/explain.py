"""`parallax explain URL|EVENT`: why an article is where it is, in words or as JSON."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from pipeline.grouping.explain import explain
from pipeline.settings import Settings
from reports.tables import visible
from transforms.events.placing import CORRECTED


def explain_one(settings: Settings, given: str, form: str) -> int:
    """Print why an article or event is as it is."""
    found = explain(settings, given)
    if form == "json":
        sys.stdout.write(f"{json.dumps(found, ensure_ascii=False, indent=1)}\n")
        return 0
    lines = _of_article(found) if "article" in found else _of_event(found)
    sys.stdout.write("".join(f"{visible(line)}\n" for line in lines))
    return 0


def _of_article(found: dict[str, Any]) -> Iterator[str]:
    article, event = found["article"], found["event"]
    yield f"{article['title']}"
    yield f"{article['url']}"
    yield f"{article['outlet_id']}, {article['language']}, {article['published_at']}"
    yield ""
    yield _copies(found["copies"], article["agency"])
    if event is None:
        yield "It is in no event yet: the next run places it."
        return
    counts = f"{event['article_count']} articles, {event['language_count']} languages"
    yield f"It is in the event {event['event_id']}, “{event['title']}” ({counts})."
    yield _membership(event, found["copies"]["relation"])
    if found["nearest"]:
        yield ""
        yield "Nearest to it in the event, by the cosine of their meanings:"
        yield from (_line(one, f"{one['cosine']:.2f}") for one in found["nearest"])
        yield ""
        yield f"Beside all the others it would join with a probability of {found['probability_now']}. What it"
        yield "sees, and what that counts for joining (in log odds):"
        yield from (
            f"  {value:8.2f}  {found['points'][name]:+6.2f}  {name}"
            for name, value in found["features"].items()
        )


def _copies(copies: dict[str, Any], agency: str | None) -> str:
    credit = f" It credits {agency}." if agency else ""
    if copies["relation"] == "original":
        others = (copies["copy_count"] or 1) - 1
        return f"It is an original, with {others} copies.{credit}"
    if copies["relation"] is None:
        return f"It has not been compared with others yet.{credit}"
    return (
        f"It is a copy ({copies['relation']}, {copies['similarity']:.0%} of the shorter text in common) of "
        f"{copies['original_url']} ({copies['original_outlet_id']}), and stands in its event.{credit}"
    )


def _membership(event: dict[str, Any], relation: str | None) -> str:
    it = "It" if relation in {None, "original"} else "What it copies"
    if event["method_version"] == CORRECTED:
        return f"{it} was put there by hand: `parallax events list` says why."
    if event["score"] == 1.0:
        return f"{it} founded the event ({event['method_version']}): nothing before it was near enough."
    return f"{it} joined with a probability of {event['score']:.2f} ({event['method_version']})."


def _of_event(found: dict[str, Any]) -> Iterator[str]:
    event = found["event"]
    yield f"{event['title']}"
    yield f"{event['first_published_at']} to {event['last_published_at']}"
    outlets, languages = event["outlet_count"], event["language_count"]
    yield f"{event['article_count']} articles of {outlets} outlets in {languages} languages"
    yield ""
    if len(found["titles"]) > 1:
        yield from (f"  {language:8}{title}" for language, title in found["titles"].items())
        yield ""
    for one in found["corrections"]:
        note = f" ({one['note']})" if one["note"] else ""
        yield f"Corrected, {one['kind']}: {one['url']}, {one['anchor_url']}{note}"
    yield "Its originals, each with the probability it joined with (the founder's is 1):"
    yield from (_line(one, f"{one['score']:.2f}") for one in found["members"])


def _line(one: dict[str, Any], figure: str) -> str:
    return f"  {figure}  {one['published_at'][:16]}  {one['language']:8}{one['outlet_id']}: {one['title']}"
