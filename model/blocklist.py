"""What was erased for good and may not come in again."""

from dataclasses import dataclass
from enum import StrEnum


class ErasedKind(StrEnum):
    """What a key names: one page, an outlet, or the domain of an erased outlet."""

    URL = "url"
    OUTLET = "outlet"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocklist:
    """Everything that was erased: ids of URLs (made like ids of articles), ids of outlets, and domains."""

    urls: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def united(self, other: "Blocklist") -> "Blocklist":
        """Return what either of two lists bars."""
        return Blocklist(
            urls=self.urls | other.urls,
            outlets=self.outlets | other.outlets,
            domains=self.domains | other.domains,
        )

    def __bool__(self) -> bool:
        """Say whether anything was erased."""
        return bool(self.urls or self.outlets or self.domains)
