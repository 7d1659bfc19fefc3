"""English names of languages and countries, for readers who do not know their codes."""

from babel import Locale, UnknownLocaleError

_ENGLISH = Locale("en")
UNKNOWN = "unknown"


def language_name(tag: str | None) -> str:
    """Return the name of a BCP 47 tag, such as `Chinese (Simplified)`; one without a name stays as it is."""
    if tag is None:
        return UNKNOWN
    named: str | None = _ENGLISH.languages.get(tag)
    if named is not None:
        return named
    try:
        return Locale.parse(tag, sep="-").get_display_name(_ENGLISH) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def country_name(code: str | None) -> str:
    """Return the name of an ISO 3166 country; a code without a name stays as it is."""
    return UNKNOWN if code is None else _ENGLISH.territories.get(code, code)
