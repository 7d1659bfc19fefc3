"""Which news agency a text credits, in the usual places and spellings."""

import regex

_AGENCIES = {
    "Reuters": "Reuters", "AFP": "AFP", "dpa": "dpa", "EFE": "EFE",
    "\u0422\u0410\u0421\u0421": "TASS", "TASS": "TASS",
    "Xinhua": "Xinhua", "新华社": "Xinhua", "Associated Press": "AP", "AP": "AP",
    "ANSA": "ANSA",
    "Укрінформ": "Ukrinform", "Kyodo": "Kyodo", "共同通信": "Kyodo", "Yonhap": "Yonhap", "연합뉴스": "Yonhap",
}  # fmt: skip
_CREDIT = regex.compile(
    r"[(\[\p{Pd}]\s*("
    + "|".join(sorted(map(regex.escape, _AGENCIES), key=len, reverse=True))
    + r")\s*[)\]\p{Pd}]"
)


def credited_agency(text: str) -> str | None:
    """Return the agency that a text credits at its beginning or end, None where it credits none."""
    credit = _CREDIT.search(text[:400]) or _CREDIT.search(text[-300:])
    return _AGENCIES[credit[1]] if credit else None
