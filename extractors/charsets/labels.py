"""What the name of a charset means, by the WHATWG Encoding Standard: Python's codec for it."""

import codecs
from functools import lru_cache

from chardet.registry import REGISTRY
from w3lib.encoding import resolve_encoding
from webencodings import lookup

from model.limits import MAX_NAME_CHARS

# Where Python's codec of the same name knows fewer characters than the standard.
WIDER = {
    "big5": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859-8": "cp1255",
    "shift_jis": "cp932",
}
_NAMED_OTHERWISE = {
    "ibm866": "cp866",
    "iso-8859-8-i": "cp1255",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
}
# The standard decodes nothing in them; Python knows some of them under their own names.
_NOT_DECODED = frozenset(("replacement", "x-user-defined"))
# Charsets that encode other letters in ASCII bytes: those are valid UTF-8, but mean something else.
SEVEN_BIT = frozenset(("iso2022_jp_ext", "iso2022_kr", "hz"))

# The charset that is usual for a language where none is declared (HTML Standard, 13.2.3.2); windows-1252 for
# all others.
USUAL = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "ru", "sah", "sr", "tg", "tt", "uk"), "cp1251"),
    **dict.fromkeys(("cs", "hr", "sk"), "cp1250"),
    **dict.fromkeys(("hu", "pl", "sl"), "iso8859-2"),
    **dict.fromkeys(("az", "ku", "tr"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("ar", "fa"), "cp1256"),
    "el": "iso8859-7",
    "he": "cp1255",
    "ja": "cp932",
    "ko": "cp949",
    "th": "cp874",
    "vi": "cp1258",
}


@lru_cache(maxsize=1_000)
def codec_of(label: str) -> str | None:
    """Return the codec that a charset's name means on the web, None where it means nothing."""
    label = label[:MAX_NAME_CHARS].strip().strip("\"'").strip()
    found = lookup(label)
    if found is None or found.name in _NOT_DECODED:
        return _further_codec(label)
    return _wide(_NAMED_OTHERWISE.get(found.name) or str(found.name).replace("windows-", "cp"))


def _further_codec(label: str) -> str | None:
    """Return the codec for a name that the standard does not have, but other programs know."""
    other = resolve_encoding(label)
    codec = _wide(other) if other else ""
    # Python's codecs are not all charsets: some unpack, some take the square of a text's length.
    return codec if codec in REGISTRY or codec in SEVEN_BIT else None


def _wide(codec: str) -> str:
    name = codecs.lookup(codec).name
    return WIDER.get(name, name)
