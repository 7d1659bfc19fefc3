"""The words everyone speaks: plain frozen values, standard library only."""

from model.archive_import import ArchiveImport
from model.article import Article, LanguageCall, LanguageVote, Precision, PublishedBasis, VoteMethod
from model.correction import Correction, CorrectionKind
from model.entry import Entry, EntryState
from model.erasure import ErasedKind, Erasures
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
from model.page import Field, Form, Page, Statement, Witness
from model.reading import OutletReading
from model.rejection import Rejection, Stage
from model.run import Run, RunStatus
from model.syndication import Relation, SyndicationMember

__all__ = [
    "ArchiveImport",
    "Article",
    "ConfigurationError",
    "Correction",
    "CorrectionKind",
    "Entry",
    "EntryState",
    "ErasedKind",
    "Erasures",
    "Event",
    "EventMember",
    "Feed",
    "FeedKind",
    "FeedState",
    "FeedStatus",
    "Fetch",
    "Field",
    "Form",
    "Host",
    "LanguageCall",
    "LanguageVote",
    "Mention",
    "Outcome",
    "Outlet",
    "OutletKind",
    "OutletReading",
    "Page",
    "ParallaxError",
    "PermanentError",
    "Precision",
    "PublishedBasis",
    "Rejection",
    "Relation",
    "RetryAfterScope",
    "RobotsStatus",
    "Run",
    "RunStatus",
    "Stage",
    "Statement",
    "SyndicationMember",
    "TargetKind",
    "TransientError",
    "VoteMethod",
    "Witness",
]
