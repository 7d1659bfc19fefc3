"""The dialogs of a page, among them those in which consent platforms ask for consent."""

from itertools import islice
from typing import Any

import regex

from extractors.pages.marks import Marked
from model.limits import MAX_DIALOG_CHARS, MAX_DIALOGS

# Classes and ids of consent platforms and of plugins of content management systems, by their beginnings.
_PLATFORM = regex.compile(
    r"(?:^|\s)(?:onetrust|ot-sdk|optanon|didomi|sp_message|sp-message|sp_choice|usercentrics|uc-(?:banner|center|"
    r"overlay|privacy)|qc-cmp|cybotcookiebot|coibanner|cookieinformation|fc-(?:consent|dialog|message)|cmpbox|"
    r"cmpwrapper|cmplz|iubenda-cs|truste[-_]|trustarc|osano-cm|cky-|cli-(?:modal|bar)|cookie-law-info|klaro(?=\s|$)|klaro-|cc-(?:window|banner)|"
    r"axeptio|tarteaucitron|borlabs-?cookie|termly-|ketch-|evidon-|appconsent|sfbx|consentmanager|cookieconsent|"
    r"cookie[-_]?(?:banner|consent|wall|notice|dialog|layer|modal|bar|popup|overlay|message|policy|hint)|"
    r"consent[-_]?(?:banner|wall|dialog|layer|modal|popup|overlay|manager|page|form|message|screen|box|gate)|"
    r"(?:gdpr|dsgvo|rgpd)[-_]?(?:banner|consent|cookie|wall|notice|popup|overlay|modal|bar)|privacy[-_]?(?:wall|gate|banner|manager|dialog|popup|overlay|message|consent)|moove_gdpr|"
    r"eu-cookie|fides-|sncmp|snigel|ez-cmp|lgcookieslaw|wpcc|wt-cli|truendo|yb-cmp|gravito-|"
    r"clickio-|ppms_cm|efilli|cookiehub|cookiefirst|cookie-?script|secureprivacy|kconsent|zcookie)",
    regex.IGNORECASE,
)
_DIALOG_ROLES = frozenset(("dialog", "alertdialog"))
# Sites note there that a dialog is open.
_WHOLE_PAGE = frozenset(("html", "body", "head"))
_MOST_FOUND = 200


def dialog_text(tree: Any, marked: list[Marked]) -> str:
    """Return the text of a page's dialogs, of the first few, empty where it has none."""
    found = [element for element, marks in marked if _PLATFORM.search(marks)]
    found += list(tree.iter("dialog"))
    found += [element for element in tree.xpath("//*[@role]") if element.get("role").lower() in _DIALOG_ROLES]
    texts: list[str] = []
    left = MAX_DIALOG_CHARS
    for element in _outermost(found)[:MAX_DIALOGS]:
        text = _text(element, left)
        texts.append(text)
        left -= len(text)
    return "\n".join(filter(None, texts))


def _outermost(elements: list[Any]) -> list[Any]:
    """Return the first of the elements that are in none of the others and do not hold an article."""
    first = list(islice(dict.fromkeys(elements), _MOST_FOUND))
    named = {
        element for element in first if element.tag not in _WHOLE_PAGE and element.find(".//article") is None
    }
    return [element for element in first if element in named and named.isdisjoint(element.iterancestors())]


def _text(element: Any, limit: int) -> str:
    """Return the first characters of the text in an element, without that of scripts and styles."""
    parts: list[str] = []
    length = 0
    for part in element.xpath(".//text()[not(parent::script or parent::style)]"):
        if length >= limit:
            break
        parts.append(str(part))
        length += len(part)
    return " ".join("".join(parts).split())[:limit]
