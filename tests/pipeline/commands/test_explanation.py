"""What `parallax explain` prints: in words and as JSON, and nothing that a terminal obeys."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.ask.explanation import write_explanation
from pipeline.settings import Settings
from tests.pipeline.related_texts import RelatedText, relate_and_publish, rows, settings_in, url_of
from tests.pipeline.small_press import ORIGINAL
from transforms.events.pairs import FEATURES
from warehouse import open_writer

pytestmark = pytest.mark.slow

# An escape sequence, a C1 control, bidi and interlinear marks, a byte-order mark.
TITLE = "A\x1b[31m\x9b2J\u202eB\u2066\u061c\u200f\ufff9C\ufffb\ufeff\u2028"
OBEYED = set(TITLE) - set("A[31m2JBC")


@pytest.mark.parametrize("file_format", ["json", "text"])
def test_marks_that_a_terminal_obeys_are_escaped(
    settings: Settings, capsys: pytest.CaptureFixture[str], file_format: str
) -> None:
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("UPDATE article SET title = ?", [TITLE])
        connection.execute("CHECKPOINT")
    shutil.copyfile(settings.writer, settings.published)
    write_explanation(settings, ORIGINAL, file_format)
    printed = capsys.readouterr().out
    assert set(printed) & OBEYED == set()
    assert "\\u202e" in printed
    if file_format == "json":
        assert json.loads(printed)["article"]["title"] == TITLE


# One happening in two languages, another at the same time, and one long after.
TEXTS = [
    RelatedText(number=1, happening=1),
    RelatedText(number=2, happening=1, hour=1, language="fr", outlet="b"),
    RelatedText(number=3, happening=1, hour=2),
    RelatedText(number=4, copy_of=2, hour=3, language="fr"),
    RelatedText(number=11, happening=2, hour=1),
    RelatedText(number=12, happening=2, hour=3),
    RelatedText(number=21, happening=3, hour=500),
]


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = settings_in(tmp_path_factory.mktemp("related"))
    relate_and_publish(settings, TEXTS)
    return settings


def event_of(settings: Settings, number: int) -> str:
    query = f"SELECT event_id FROM event_article WHERE article_id = '{RelatedText(number=number).article_id}'"
    return str(rows(settings, query)[0][0])


def explained(
    settings: Settings, capsys: pytest.CaptureFixture[str], subject: str
) -> tuple[dict[str, Any], str]:
    """Return what is printed about a subject as JSON and in words."""
    write_explanation(settings, subject, "json")
    fields: dict[str, Any] = json.loads(capsys.readouterr().out)
    write_explanation(settings, subject, "text")
    return fields, capsys.readouterr().out


def test_an_article_comes_with_the_reports_nearest_to_it(
    related: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, words = explained(related, capsys, url_of(TEXTS[0]))
    nearest = fields["nearest"]
    assert {one["url"] for one in nearest} == {url_of(TEXTS[at]) for at in (1, 2, 4, 5)}
    assert {one["event_id"] for one in nearest[:2]} == {fields["event"]["event_id"]}
    probabilities = [one["probability"] for one in nearest]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(-1 <= one["cosine"] <= 1 for one in nearest)
    assert nearest[0].keys() == {
        *("url", "title", "outlet_id", "language", "published_at", "score", "method_version", "event_id"),
        *("cosine", "probability"),
    }
    assert tuple(fields["features"]) == tuple(fields["points"]) == FEATURES
    assert 0 < fields["probability_now"] <= 1
    assert words.count("(in another event)") == len(nearest) - 2
    assert f"the probability is {fields['probability_now']} on average" in words
    assert all(name in words for name in FEATURES)


def test_a_copy_is_explained_by_its_original(related: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    of_copy, words = explained(related, capsys, url_of(TEXTS[3]))
    of_original, _ = explained(related, capsys, url_of(TEXTS[1]))
    for name in ("nearest", "features", "points", "probability_now"):
        assert of_copy[name] == of_original[name]
    assert "It is a copy (exact" in words


def test_an_article_far_from_all_others_has_none_near(
    related: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, words = explained(related, capsys, url_of(TEXTS[6]))
    assert (fields["nearest"], fields["features"], fields["points"]) == ([], {}, {})
    assert fields["probability_now"] is None
    assert "no other report was near enough" in words


def test_an_event_is_as_tight_as_it_is_and_comes_with_those_it_nearly_joined(
    related: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, words = explained(related, capsys, event_of(related, 1))
    assert 0 < fields["tightness"] <= 1
    assert [one["url"] for one in fields["members"]] == [url_of(TEXTS[at]) for at in (0, 1, 2)]
    (near,) = fields["near_events"]
    assert near.keys() == {"event_id", "title", "article_count", "probability"}
    assert (near["event_id"], near["article_count"]) == (event_of(related, 11), 2)
    assert near["probability"] < fields["tightness"]
    assert f"one event with a probability of {fields['tightness']} on average" in words
    assert f"{near['probability']:.2f}  {near['event_id']}  {near['title']}" in words


def test_an_event_of_one_text_is_tight_and_far_from_all_others(
    related: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, _ = explained(related, capsys, event_of(related, 21))
    assert (fields["tightness"], fields["near_events"]) == (1, [])


def test_an_event_whose_vectors_have_expired_has_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, TEXTS)
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("DELETE FROM article_vector")
        connection.execute("DELETE FROM article_closeness")
        connection.execute("CHECKPOINT")
    shutil.copyfile(settings.writer, settings.published)
    fields, _ = explained(settings, capsys, event_of(settings, 1))
    assert (fields["members"], fields["tightness"], fields["near_events"]) == ([], None, [])
