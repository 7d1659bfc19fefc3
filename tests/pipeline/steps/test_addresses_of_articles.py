"""One article under many addresses, through a run: counted links, refreshes, trackers, upgrades."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from pipeline.settings import read_settings
from tests.faults.faults import rss
from tests.faults.server import Request, response, serving
from tests.pipeline.small_press import rows
from tests.pipeline.steps.test_credentials import one_run
from warehouse import open_writer

PROXY, SITE = "127.0.0.1", "http://gazette.example"
COUNTED = f"http://www.google.com/url?rct=j&amp;url={SITE}/news/old-bridge-stays-open&amp;usg=A"
LINKS = (
    COUNTED,
    f"{SITE}/go?id=1",
    f"{SITE}/news/new-ferry-begins-service",
    f"{SITE}/news/new-ferry-begins-service?ito=1490&amp;ns_mchannel=rss",
    f"{SITE}/news/harbour-wall-is-raised?campaign=77",
)
ARTICLES = [
    f"{SITE}/news/harbour-wall-is-raised",
    f"{SITE}/news/new-ferry-begins-service",
    f"{SITE}/news/old-bridge-stays-open",
    f"{SITE}/news/town-hall-gets-roof",
]
OLD_ID = UUID(int=7)


def page(path: str) -> bytes:
    name = path.rpartition("/")[2].replace("-", " ")
    text = "".join(
        f"<p>Of the {name} the council spoke on day {n}, as it had on days before.</p>" for n in range(9)
    )
    link = f'<link rel="Canonical" href="{path}">'
    return f"<html lang=en><head><title>{name}</title>{link}</head><body><article>{text}".encode()


async def web(request: Request, writer: asyncio.StreamWriter) -> None:
    """Answer as a proxy for every host; the feed differs each time."""
    path = request.path.removeprefix(SITE).partition("?")[0]
    if path == "/feed.xml":
        items = "".join(f"<item><title>A story</title><link>{link}</link></item>" for link in LINKS)
        body = rss(f"<item><link>{SITE}/</link><title>{request.came_at}</title></item>{items}")
        writer.write(response(body.encode(), "application/rss+xml"))
    elif path == "/go":
        writer.write(
            response(b"<meta http-equiv=Refresh content='0; url=/news/town-hall-gets-roof'>", "text/html")
        )
    elif path.startswith("/news/"):
        writer.write(response(page(path), "text/html"))
    else:
        writer.write(response(b"", "text/plain", "404 Not Found"))


@pytest.mark.slow
@pytest.mark.long
def test_each_story_is_one_article_and_stays_it_after_an_upgrade(tmp_path: Path) -> None:
    catalog = tmp_path / "outlets.toml"
    catalog.write_text(f'[[outlet]]\nid = "gazette"\nfeeds = ["{SITE}/feed.xml"]\n', encoding="utf-8")
    with serving({PROXY: web}) as server:
        settings = read_settings(
            {
                "PARALLAX_DATA": str(tmp_path / "data"),
                "PARALLAX_CATALOG": str(catalog),
                "PARALLAX_PROXY": server.url(PROXY, ""),
                "PARALLAX_HOST_DELAY_S": "0",
                "PARALLAX_WORKERS": "1",
            }
        )
        one_run(settings, 0)
        assert [row["url"] for row in rows(settings, "SELECT url FROM article ORDER BY url")] == ARTICLES
        linked = rows(settings, "SELECT count(*) AS n FROM entry WHERE article_id IS NOT NULL")
        assert linked == [{"n": len(LINKS)}]
        assert not any("google" in request.path for request in server.log)

        # An earlier version kept the tracker in the URL of the article.
        with open_writer(settings.warehouse_paths) as connection:
            connection.execute("UPDATE article SET article_id = ? WHERE url LIKE '%ferry%'", [OLD_ID])
            connection.execute(
                "UPDATE entry SET article_id = ?, article_url = url WHERE url LIKE '%ferry%'", [OLD_ID]
            )
        asked = len(server.log)
        one_run(settings, 1)
        assert [request.path for request in server.log[asked:]] == [f"{SITE}/feed.xml"]
        kept = rows(settings, "SELECT DISTINCT article_id FROM entry WHERE url LIKE '%ferry%'")
        assert [UUID(str(row["article_id"])) for row in kept] == [OLD_ID]
