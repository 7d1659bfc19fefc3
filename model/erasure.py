"""What was erased for good."""

from dataclasses import dataclass
from enum import StrEnum


class ErasedKind(StrEnum):
    """What a key names: one page, an outlet, or the domain of an erased outlet."""

    URL = "url"
    OUTLET = "outlet"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasures:
    """What must not come back: ids of URLs (as those of articles are made), of outlets, and domains."""

    urls: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.urls or self.outlets or self.domains)
