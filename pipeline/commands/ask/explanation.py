"""What `parallax explain` prints: why an article or an event is grouped as it is, in words or as JSON."""

import json
from collections.abc import Iterator

from model.counting import counted
from pipeline.commands.dialogue import say
from pipeline.grouping.explain import explain
from pipeline.grouping.explanation import ArticleExplanation, EventExplanation, json_fields
from pipeline.settings import Settings
from transforms.events.corrections import CORRECTED
from warehouse.queries.explaining import ArticleRow, MemberRow


def write_explanation(settings: Settings, subject: str, file_format: str) -> None:
    """Print why an article or event is grouped as it is, as `text` or `json`."""
    found = explain(settings, subject)
    if file_format == "json":
        say(json.dumps(json_fields(found), ensure_ascii=False, indent=1))
        return
    lines = _lines_of_article(found) if isinstance(found, ArticleExplanation) else _lines_of_event(found)
    for line in lines:
        say(line)


def _lines_of_article(found: ArticleExplanation) -> Iterator[str]:
    article, event, comparison = found.article, found.event, found.comparison
    yield f"{article.title}"
    yield f"{article.url}"
    yield f"{article.outlet_id}, {article.language}, {article.published_at.isoformat()}"
    yield ""
    yield _copies(article)
    if event is None:
        yield "It is in no event yet: the next run puts it in one."
        return
    counts = f"{counted(event.article_count, 'article')}, {counted(event.language_count, 'language')}"
    yield f"It is in the event {event.event_id}, “{event.title}” ({counts})."
    yield _membership(article)
    if comparison.nearest:
        yield ""
        yield "The reports nearest to it, each with the probability that both report one event:"
        for one in comparison.nearest:
            place = "" if one.member.event_id == event.event_id else "  (in another event)"
            yield f"{_article_line(one.member, one.probability)}{place}"
    if comparison.probability_now is not None:
        yield ""
        yield f"With the others of its event the probability is {comparison.probability_now} on average."
        yield "What it and the nearest of them have in common, and how much that adds to the log odds:"
        yield from (f"  {one.value:8.2f}  {one.points:+6.2f}  {one.name}" for one in comparison.features)


def _copies(article: ArticleRow) -> str:
    credit = f" It credits {article.agency}." if article.agency else ""
    if article.relation == "original":
        others = (article.copy_count or 1) - 1
        copies = counted(others, "copy", "copies") if others else "no copies"
        return f"It is an original, with {copies}.{credit}"
    if article.relation is None:
        return f"It has not been compared with others yet.{credit}"
    return (
        f"It is a copy ({article.relation}, {article.similarity:.0%} of the shorter text in common) of "
        f"{article.original_url} ({article.original_outlet_id}), and is in the same event.{credit}"
    )


def _membership(article: ArticleRow) -> str:
    subject = "It" if article.relation in {None, "original"} else "Its original"
    if article.method_version == CORRECTED:
        return f"{subject} was put there by hand: see `parallax events list`."
    if article.score == 1.0:
        return f"{subject} was alone at first ({article.method_version}): no other report was near enough."
    return f"{subject} joined with a probability of {article.score:.2f} ({article.method_version})."


def _lines_of_event(found: EventExplanation) -> Iterator[str]:
    event = found.event
    yield f"{event.title}"
    yield f"{event.first_published_at.isoformat()} to {event.last_published_at.isoformat()}"
    articles, outlets = counted(event.article_count, "article"), counted(event.outlet_count, "outlet")
    yield f"{articles} from {outlets} in {counted(event.language_count, 'language')}"
    yield ""
    if len(found.titles) > 1:
        yield from (f"  {language:8}{title}" for language, title in found.titles.items())
        yield ""
    for one in found.corrections:
        note = f" ({one.note})" if one.note else ""
        yield f"Corrected by hand, {one.kind}: {one.url}, {one.anchor_url}{note}"
    yield "Its originals, each with the probability it joined with (1 for one that was alone):"
    yield from (_article_line(one, one.score) for one in found.members)
    if found.tightness is not None:
        yield ""
        yield f"Its originals are one event with a probability of {found.tightness} on average."
    if found.near_events:
        yield "The events nearest to it, each with the probability that both are one:"
        yield from (
            f"  {one.probability:.2f}  {one.event.event_id}  {one.event.title}" for one in found.near_events
        )
    if found.story:
        yield f"Its story, “{found.story[0].story_title}”:"
        yield from (
            f"  {one.position:>4}  {one.event_id}  {one.first_published_at.isoformat()[:10]}  {one.title}"
            for one in found.story
        )


def _article_line(one: MemberRow, figure: float) -> str:
    published = one.published_at.isoformat()[:16]
    return f"  {figure:.2f}  {published}  {one.language:8}{one.outlet_id}: {one.title}"
