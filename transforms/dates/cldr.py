"""What CLDR says of the dates of a locale, apart from what Babel shares between locales."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from babel.localedata import LocaleDataDict, load

_KEYS = ("months", "day_periods", "date_formats", "datetime_skeletons")


@lru_cache(maxsize=64)
def dates_of(locale: str) -> Any:
    """Return the names and patterns of a locale (`fr_CA`), as Babel's Locale has them under the same keys.

    Babel writes what an alias means for one locale into data that others share, so that they get the words of
    whichever was read first. Here each locale has a copy of its own.
    """
    shared = load(locale)
    return LocaleDataDict({key: deepcopy(shared[key]) for key in _KEYS})
