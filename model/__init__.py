"""The words that every package uses: plain frozen values, standard library only."""

from model.article import (
    Article,
    LanguageCall,
    LanguageVote,
    Mention,
    Precision,
    PublishedBasis,
    VoteMethod,
)
from model.blocklist import Blocklist, ErasedKind
from model.entry import Entry
from model.errors import (
    ConfigurationError,
    DamagedError,
    ParallaxError,
    PermanentError,
    TransientError,
)
from model.feed import Feed, FeedCheck, FeedKind, FeedState, FeedStatus, SitemapsNamed, SitemapState
from model.fetch import Fetch, FetchCause, Outcome, TargetKind
from model.grouping import Correction, CorrectionKind, EventMember, Relation, SyndicationMember
from model.host import Host, RetryAfterScope, RobotsStatus
from model.outlet import Outlet, OutletKind, OutletReading
from model.page import Field, Form, Page, Statement, Witness
from model.rejection import Rejection, RejectionReason, Stage
from model.run import ArchiveImport, Run, RunStatus

__all__ = [
    "ArchiveImport",
    "Article",
    "Blocklist",
    "ConfigurationError",
    "Correction",
    "CorrectionKind",
    "DamagedError",
    "Entry",
    "ErasedKind",
    "EventMember",
    "Feed",
    "FeedCheck",
    "FeedKind",
    "FeedState",
    "FeedStatus",
    "Fetch",
    "FetchCause",
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
    "RejectionReason",
    "Relation",
    "RetryAfterScope",
    "RobotsStatus",
    "Run",
    "RunStatus",
    "SitemapState",
    "SitemapsNamed",
    "Stage",
    "Statement",
    "SyndicationMember",
    "TargetKind",
    "TransientError",
    "VoteMethod",
    "Witness",
]
