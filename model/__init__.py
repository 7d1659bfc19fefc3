"""The words everyone speaks: plain frozen values, standard library only."""

from model.archive_import import ArchiveImport
from model.article import Article, LanguageCall, LanguageVote, PublishedBasis, VoteMethod
from model.entry import Entry, EntryState
from model.errors import (
    ConfigurationError,
    ParallaxError,
    PermanentError,
    TransientError,
)
from model.event import Event, EventMember
from model.feed import Feed, FeedKind, FeedState, FeedStatus
from model.fetch import Fetch, Outcome, TargetKind
from model.host import Host, RetryAfterScope, RobotsStatus
from model.mention import Mention
from model.outlet import Outlet, OutletKind
from model.page import Page
from model.rejection import Rejection, Stage
from model.run import Run, RunStatus
from model.syndication import Relation, SyndicationMember

__all__ = [
    "ArchiveImport",
    "Article",
    "ConfigurationError",
    "Entry",
    "EntryState",
    "Event",
    "EventMember",
    "Feed",
    "FeedKind",
    "FeedState",
    "FeedStatus",
    "Fetch",
    "Host",
    "LanguageCall",
    "LanguageVote",
    "Mention",
    "Outcome",
    "Outlet",
    "OutletKind",
    "Page",
    "ParallaxError",
    "PermanentError",
    "PublishedBasis",
    "Rejection",
    "Relation",
    "RetryAfterScope",
    "RobotsStatus",
    "Run",
    "RunStatus",
    "Stage",
    "SyndicationMember",
    "TargetKind",
    "TransientError",
    "VoteMethod",
]
