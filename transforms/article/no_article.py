"""Why a page is not an article."""

from dataclasses import dataclass

from model import RejectionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class NoArticle:
    """Why a page is not an article."""

    reason: RejectionReason
    detail: str
