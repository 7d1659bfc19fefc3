"""What commands show at a terminal: nothing of the web controls it, and every line fits."""

from pathlib import Path

import pytest

from tests.pipeline.command_line import parallax
from tests.pipeline.related_texts import RelatedText, relate_and_publish, settings_in
from tests.pipeline.terminal import at_terminal, obeyed, without_own_codes
from warehouse import open_writer
from warehouse.database.publishing import publish

pytestmark = pytest.mark.slow

HOSTILE = "A\x1b[2J\x1b]0;owned\x07\x9b31mB\u202egnp\u2066C\u200fD\x08\x00E\r\nF"
HOSTILE_URL = "https://a.example/1\x1b]8;;https://evil.example\x1b\\\u202e"
TEXTS = [RelatedText(number=1, happening=1), RelatedText(number=2, happening=1, hour=1)]
EVENT = TEXTS[0].article_id
FAILED = """
INSERT INTO "fetch" BY NAME
SELECT gen_random_uuid() AS fetch_id, 'r' AS run_id, 'feed' AS target_kind, $url AS url, 'a.example' AS host,
    now() AS requested_at, 1 AS elapsed_ms, 'permanent_failure' AS outcome, $text AS error
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which whatever comes from the web is hostile."""
    data = tmp_path_factory.mktemp("hostile")
    settings = settings_in(data)
    relate_and_publish(settings, TEXTS)
    assert (
        parallax(
            data, "events", "pin", "https://a.example/2", EVENT, "--note", HOSTILE.replace("\0", "")
        ).returncode
        == 0
    )
    with open_writer(settings.warehouse_paths) as connection:
        for statement in (
            "UPDATE article SET title = $text",
            "UPDATE event SET title = $text",
            "UPDATE event_title SET title = $text",
            "UPDATE outlet SET name = $text, owner = $text",
        ):
            connection.execute(statement, {"text": HOSTILE})
        connection.execute("UPDATE article SET url = $url WHERE url LIKE '%/1'", {"url": HOSTILE_URL})
        connection.execute(
            "INSERT INTO feed (feed_id, outlet_id, url, status, failure_count) "
            "VALUES ('f', 'a', $url, 'failing', 1)",
            {"url": HOSTILE_URL},
        )
        connection.execute(FAILED, {"url": HOSTILE_URL, "text": HOSTILE})
    publish(settings.warehouse_paths)
    (data / "outlets.toml").write_text('[[outlet]]\nid = "a"\nfeeds = ["https://a.example/rss"]\n')
    return data


@pytest.mark.parametrize(
    "arguments",
    [
        ("sql", "SELECT title, url, articles FROM event_summary, article LIMIT 3"),
        ("sql", "FROM outlet", "--format", "csv"),
        ("sql", "FROM article", "--format", "record"),
        ("sql", f"SELECT 1 AS \"{HOSTILE.replace(chr(0), '')}\""),
        ("sql", "SELECT error('\x1b[2J\u202e')"),
        ("search", "Text"),
        ("explain", "https://a.example/2"),
        ("explain", EVENT),
        ("explain", "https://a.example/\x1b[2J"),
        ("events", "list"),
        ("events", "split", EVENT, "https://a.example/2", "--dry-run"),
        ("events", "split", EVENT, "\x1b[2J\u202e", "--dry-run"),
        ("feeds", "list"),
        ("feeds", "add", "\x1b[2J\u202e"),
        ("erase", "a", "--dry-run"),
        ("tables", "\x1b[2J\u202e"),
        ("\x1b[2J\u202e",),
        ("sql", "--format", "\x1b[2J\u202e", "SELECT 1"),
    ],
)  # fmt: skip
def test_nothing_of_the_web_controls_the_terminal(hostile: Path, arguments: tuple[str, ...]) -> None:
    more = {"PARALLAX_CATALOG": str(hostile / "outlets.toml")}
    _, shown = at_terminal(hostile, *arguments, columns=200, **more)
    assert shown
    assert obeyed(shown) == []


def test_a_wrong_setting_cannot_control_it_either(tmp_path: Path) -> None:
    code, shown = at_terminal(tmp_path, "tables", PARALLAX_PROXY="x\x1b[2J\u202e")
    assert code == 2
    assert "PARALLAX_PROXY='x\\x1b[2J\\u202e'" in shown
    assert obeyed(shown) == []


def test_a_link_leads_to_the_whole_url(hostile: Path) -> None:
    url = "https://a.example/" + "x" * 100
    _, shown = at_terminal(hostile, "sql", f"SELECT '{url}' AS url")
    assert f"\x1b]8;;{url}\x1b\\" in shown
    shown = without_own_codes(shown)
    assert url not in shown
    assert "https://a.example/" in shown


def test_no_codes_where_the_terminal_knows_none(hostile: Path) -> None:
    _, shown = at_terminal(
        hostile, "sql", "SELECT 'https://a.example/' AS url, 'हिन्दी' AS t, 1 AS n", TERM="dumb"
    )
    assert "\x1b" not in shown
