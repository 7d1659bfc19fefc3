"""Made-up runs: what they saw of pages whose content follows from their number, as files to load."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from model import (
    Article,
    Entry,
    EventMember,
    Feed,
    Fetch,
    LanguageCall,
    LanguageVote,
    Outcome,
    Outlet,
    PublishedBasis,
    Rejection,
    Relation,
    Run,
    Stage,
    SyndicationMember,
    TargetKind,
    VoteMethod,
)
from pipeline.grouping.overlay import write_grouping
from pipeline.run_lines import write_lines
from transforms.urls import article_id, digest_id
from warehouse import Connection, WarehousePaths
from warehouse.steps import copy_groups
from warehouse.steps.event_memberships import EventChanges
from warehouse.steps.loading import load_run

START = datetime(2026, 1, 6, tzinfo=UTC)
OUTLETS = 3
# What must be equal, but for `entries` where more than one leads to a page.
COUNTS = """
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(DISTINCT article_id) FROM article) AS different,
    (SELECT count(*) FROM article_text) AS texts,
    (SELECT count(*) FROM article_fingerprint) AS fingerprints,
    (SELECT count(*) FROM entry) AS entries,
    (SELECT coalesce(sum(loaded_count), 0)::BIGINT FROM run) AS loaded
"""
LANGUAGES = ("en", "fr", "ru", "zh-Hans")


@dataclass(frozen=True, kw_only=True)
class SeenEntry:
    """An entry seen in a feed: of which page, when, and what became of the page in that run."""

    page: int
    feed: int = 0
    minute: int = 0
    outcome: str = "loaded"

    @property
    def url(self) -> str:
        return f"https://outlet-{self.page % OUTLETS}.example/story/{self.page}"


def paths_in(folder: Path) -> WarehousePaths:
    return WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")


def load(connection: Connection, folder: Path, run_id: str, seen: Iterable[SeenEntry]) -> Run:
    """Load a run that saw these, each entry once, from files in `folder`."""
    return load_run(connection, run_id, START, write_run(folder / run_id, run_id, list(seen)))


def write_run(folder: Path, run_id: str, seen: Sequence[SeenEntry]) -> Mapping[str, list[Path]]:
    """Write what a run brings; return its files by kind."""
    outlets = [
        Outlet(outlet_id=f"outlet-{number}", feeds=(), owner=f"owner-{number // 2}")
        for number in range(OUTLETS)
    ]
    feeds = [_feed(number) for number in range(OUTLETS)]
    read = {entry.page: entry for entry in seen if entry.outcome == "loaded"}
    brought: dict[str, Iterable[object]] = {
        "outlets": outlets,
        "feeds": feeds,
        "fetches": [*(_page(run_id, entry) for entry in read.values()), *_polls(run_id, seen)],
        "entries": [_entry(entry) for entry in seen],
        "rejections": [_rejection(run_id, entry) for entry in seen if entry.outcome != "loaded"],
        "articles": [_article(run_id, entry) for entry in read.values()],
        "hosts": (),
        "imports": (),
    }
    for kind, values in brought.items():
        write_lines(folder / f"{kind}.jsonl", values)
    return {kind: [folder / f"{kind}.jsonl"] for kind in brought}


def relate(connection: Connection) -> None:
    """Place every new article alone in its group, and in the event of its ten neighbours."""
    new = "SELECT article_id FROM article ANTI JOIN event_article USING (article_id) ORDER BY article_id"
    groups = [
        SyndicationMember(
            group_id=str(new_id), article_id=str(new_id), relation=Relation.ORIGINAL, similarity=1
        )
        for (new_id,) in connection.execute(new).fetchall()
    ]
    copy_groups.write_groups(connection, groups, "1", START)
    members = [
        EventMember(
            event_id=groups[number // 10 * 10].group_id,
            article_id=one.article_id,
            score=1,
            method_version="1",
        )
        for number, one in enumerate(groups)
    ]
    central = {member.event_id: [member.event_id] for member in members}
    write_grouping(connection, EventChanges(members=members, central=central), START)


def _feed(number: int) -> Feed:
    return Feed(
        feed_id=f"feed-{number}",
        outlet_id=f"outlet-{number}",
        url=f"https://outlet-{number}.example/feed.xml",
    )


def _entry(entry: SeenEntry) -> Entry:
    seen_at = START + timedelta(minutes=entry.minute)
    return Entry(
        feed_id=f"feed-{entry.feed}",
        entry_id=entry.url,
        outlet_id=f"outlet-{entry.feed}",
        url=entry.url,
        article_url=entry.url,
        title=f"Story {entry.page} at {entry.minute}",
        first_seen_at=seen_at,
        last_seen_at=seen_at,
        attempt_count=1,
    )


def _page(run_id: str, entry: SeenEntry) -> Fetch:
    return _fetch(run_id, TargetKind.PAGE, entry.url, entry.minute)


def _polls(run_id: str, seen: Sequence[SeenEntry]) -> list[Fetch]:
    last = {entry.feed: entry.minute for entry in sorted(seen, key=lambda entry: entry.minute)}
    return [_fetch(run_id, TargetKind.FEED, _feed(feed).url, minute) for feed, minute in last.items()]


def _fetch(run_id: str, kind: TargetKind, url: str, minute: int) -> Fetch:
    return Fetch(
        fetch_id=digest_id(run_id, kind, url),
        run_id=run_id,
        target_kind=kind,
        url=url,
        final_url=url,
        host=url.split("/")[2],
        requested_at=START + timedelta(minutes=minute),
        elapsed_ms=20,
        outcome=Outcome.FETCHED,
        http_status=200,
    )


def _rejection(run_id: str, entry: SeenEntry) -> Rejection:
    return Rejection(
        run_id=run_id,
        stage=Stage.READ,
        key=entry.url,
        reason="no_text",
        detail="",
        feed_id=f"feed-{entry.feed}",
        entry_id=entry.url,
        is_final=entry.outcome == "rejected",
    )


def _article(run_id: str, entry: SeenEntry) -> Article:
    page = entry.page
    language = LANGUAGES[page % len(LANGUAGES)]
    text = f"What was told of story {page}, word for word. " * 12
    votes = [
        LanguageVote(method=method, tag=language, confidence=0.9)
        for method in (VoteMethod.PAGE, VoteMethod.TITLE)
    ]
    return Article(
        article_id=article_id(entry.url),
        outlet_id=f"outlet-{page % OUTLETS}",
        url=entry.url,
        canonical_url=None,
        title=f"Story {page}",
        text=text,
        authors=(f"Author {page % 5}",),
        published_at=START + timedelta(hours=page % 50, minutes=page % 7),
        published_basis=PublishedBasis.PAGE,
        fetched_at=START + timedelta(days=4, minutes=entry.minute),
        fetch_id=digest_id(run_id, TargetKind.PAGE, entry.url),
        language=LanguageCall(tag=language, confidence=0.9, votes=tuple(votes)),
        char_count=len(text),
        extractor_version="1",
        run_id=run_id,
        text_hash=page,
        shingles=tuple(page * 100 + place for place in range(20)),
    )
