"""Who wrote an article, from bylines as pages write them."""

from collections.abc import Iterable

import regex

from model import Entry, Field, Page, Witness
from transforms.article.headline import words
from transforms.text import clean_line

_PREFIX = regex.compile(
    r"^(?:(?:written|reported|posted|words|story|text)\s+by|by|von|vom|par|por|de|di|da|door|av|af|przez|"
    r"autor(?:en|es|ka|a)?|auteurs?|autore|author|skriven av|пише|пишет|haber|foto og tekst|tekst|text|texte|"
    r"texto|testo|текст|автор(?:ы)?|"
    r"yazan|teks|penulis|oleh|reporter|記者|记者|文|撰文|מאת|كتبت?|بقلم)\s*+(?:[:：]\s++|(?<=\s))",
    regex.IGNORECASE,
)
_JOINED = regex.compile(
    r"(?:(?<!\s)\s++)?[,;|/、，·•]\s*+|"
    r"(?<!\s)\s++(?:and|und|et|y|e|og|och|en|ja|i|oraz|a|и|та|ve|dan|&|with|mit)\s++",
    regex.IGNORECASE,
)
# From here to its end a name is a role, or an address: the word that has the @ begins it.
_ROLE = regex.compile(
    r"(?:기자|특파원|인턴기자|記者|记者|編集委員)\Z|(?:[(\[<（]|\s[-–—|]\s|(?<!\S)\S[^\s@]*+@\S|\s@\w).*",
    regex.IGNORECASE | regex.DOTALL,
)
_ADDRESS = regex.compile(r"https?:|^[(/]|www\.")
_DOMAIN = regex.compile(r"^[\w-]+\.[a-z]{2,}$", regex.IGNORECASE)
_LETTERS = regex.compile(r"\p{L}{2}|\p{Script=Han}")
_NO_NAME = regex.compile(
    r"@|\d{3}|\p{L}{3}[.!?](?:\s|$)|^(?:admin|administrator|editor|editorial|staff|web ?master|redazione web|"
    r"unknown|anonymous|null|none|undefined|updated?|published|share|follow|comments?)$",
    regex.IGNORECASE,
)
_ROLE_WORD = regex.compile(
    r"(?i)\b(?:editor|correspondent|reporter|writer|chief|redakteur|redaktion|korrespondent|journalist|"
    r"professor|director|university|contributor|columnist|analyst|fotograf|photo|foto|image|©)\b"
)
_LONGEST_NAME, _MOST_WORDS, _MOST_NAMES = 80, 6, 12
_TRUSTED = (
    Witness.JSON_LD, Witness.META, Witness.MICRODATA, Witness.SCRIPT, Witness.LINK, Witness.BYLINE,
)  # fmt: skip


def authors(page: Page, entry: Entry) -> tuple[tuple[str, ...], Witness | None]:
    """Return the names of an article's authors and their source: the most trusted one that names anybody.

    The name of the site itself is dropped where the same source names others, or where JSON-LD or a meta
    element does.
    """
    sites = {words(said.value) for said in page.about(Field.SITE)}
    named = {witness: names(_said_by(page, witness)) for witness in _TRUSTED}
    named[Witness.FEED] = names(entry.authors)
    others = {
        witness: tuple(name for name in given if words(name) not in sites) for witness, given in named.items()
    }
    for witness in (Witness.JSON_LD, Witness.META):
        if others[witness]:
            return others[witness], witness
    return next(
        ((others[witness] or given, witness) for witness, given in named.items() if given), ((), None)
    )


def _said_by(page: Page, witness: Witness) -> Iterable[str]:
    return (statement.value for statement in page.about(Field.AUTHOR) if statement.witness is witness)


def names(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines, each once, without "By", roles, addresses and links."""
    by_words: dict[str, str] = {}
    for byline in bylines:
        for name in _names(clean_line(byline, 500)):
            by_words.setdefault(words(name), name)
    return tuple(list(by_words.values())[:_MOST_NAMES])


def _names(byline: str) -> Iterable[str]:
    if _ADDRESS.search(byline):
        return
    for number, part in enumerate(_JOINED.split(_PREFIX.sub("", byline))):
        # Twice, because an address may come after a role.
        name = _ROLE.sub("", _ROLE.sub("", _PREFIX.sub("", f"{part} ").strip()).strip()).strip(" .,:;|-–—•")
        # After the first name, a part may be a role or a workplace.
        if _is_name(name) and not (number and (_ROLE_WORD.search(name) or _DOMAIN.search(name))):
            yield name


def _is_name(name: str) -> bool:
    if not _LETTERS.search(name) or len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS:
        return False
    return not _NO_NAME.search(name)
