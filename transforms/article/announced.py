"""Whether a page holds what the feed announced: the title in the feed, compared with the page."""

import regex

from model import Field, Page, Witness
from transforms.article.headline import words
from transforms.text import UNSPACED_SCRIPTS, content_words

_WORD = regex.compile(rf"[{UNSPACED_SCRIPTS}]{{2}}|[\p{{L}}\p{{M}}]{{4,}}|\p{{N}}{{2,}}")
# Words are compared by their first letters: languages bend the last ones.
_STEM_CHARS = 5
_LEAST_PART = 8
_SAME_SHARE, _SPOKEN_SHARE = 0.6, 0.5
_HEADINGS = (Witness.HEADING, Witness.MICRODATA)


def is_announced(page: Page, listed: str, text: str) -> bool | None:
    """Say whether a page is headed by the title that the feed lists, or its text speaks of the same.

    None where that cannot be said: the feed lists no title that could be compared, or the page shows no
    heading and has that title only for machines.
    """
    stems = _stems(listed)
    if not stems:
        return None
    titles = page.about(Field.TITLE)
    shown = [said.value for said in titles if said.witness in _HEADINGS]
    if _speaks_of(stems, text) or any(_is_same(listed, stems, title) for title in shown):
        return True
    is_kept = not shown and any(_is_same(listed, stems, said.value) for said in titles)
    return None if is_kept else False


def _is_same(listed: str, stems: frozenset[str], title: str) -> bool:
    one, other = words(listed), words(title)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    is_part = len(shorter) >= _LEAST_PART and shorter in longer
    return is_part or len(stems & _stems(title)) >= _SAME_SHARE * len(stems)


def _speaks_of(stems: frozenset[str], text: str) -> bool:
    return len(stems & _stems(text)) >= _SPOKEN_SHARE * len(stems)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM_CHARS] for word in _WORD.findall(content_words(text)))
