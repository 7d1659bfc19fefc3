"""Elements of SVG as text: everything is escaped, numbers are short, and texts have their direction."""

import html
import re
import unicodedata

# What XML does not allow, and marks that would turn the text around them.
_FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\\ud800-\\udfff\ufffe\uffff]"
)
_WIDE = {"W", "F"}
_NARROW = 0.55  # of the font size, on average
_CUT = "…"

Attribute = str | float | int | None


def escaped(text: str) -> str:
    """Return a text for an element or an attribute; what XML forbids becomes U+FFFD."""
    return html.escape(_FORBIDDEN.sub("\ufffd", text), quote=True)


def element(name: str, content: str = "", /, **attributes: Attribute) -> str:
    """Return an element; `content` is markup already. An underscore at an attribute's end is left out.

    Other underscores become hyphens, and attributes that are None are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else short(value)


def short(number: float) -> str:
    """Return a coordinate with one decimal at most."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_element(text: str, x: float, y: float, side: str = "right", **attributes: Attribute) -> str:
    """Return a text that lies to the `right` or `left` of a point, or in the `middle` of it.

    A text that begins with a right-to-left letter is set from right to left.
    """
    is_rtl = is_right_to_left(text)
    anchor = {"right": "end" if is_rtl else "start", "left": "start" if is_rtl else "end"}.get(side, "middle")
    return element(
        "text",
        escaped(text),
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        direction="rtl" if is_rtl else None,
        **attributes,
    )


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction is written from right to left (as HTML's dir=auto)."""
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in units of its font size `size`."""
    return size * sum(
        1.0 if unicodedata.east_asian_width(letter) in _WIDE else _NARROW
        for letter in text
        if not unicodedata.combining(letter)
    )


def cut(text: str, size: float, room: float) -> str:
    """Return a text that fits into `room`, with an ellipsis where it was cut."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + _CUT, size) > room:
        text = text[:-1]
    return text.rstrip() + _CUT
