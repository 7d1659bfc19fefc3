"""The Link header (RFC 8288)."""

import pytest

from extractors.http.links import links

# A header, and what it links to: target, relations, media type.
HEADERS = [
    ('</f>; rel="alternate"; type="application/rss+xml"', [("/f", "alternate", "application/rss+xml")]),
    ("</a>;rel=canonical", [("/a", "canonical", "")]),
    ("</a> ; REL = Canonical", [("/a", "canonical", "")]),
    ('</a>; rel="next  Canonical"', [("/a", "canonical next", "")]),
    ("</a>; rel=next, </b>; rel=prev", [("/a", "next", ""), ("/b", "prev", "")]),
    ('</a>; title="x, </c>; rel=y"; rel=next, </b>; rel=prev', [("/a", "next", ""), ("/b", "prev", "")]),
    ("</a,b>; rel=next; rel=canonical", [("/a,b", "next", "")]),
    ("</a>; rel=alternate; type=Application/RSS+XML", [("/a", "alternate", "application/rss+xml")]),
    (r'</a>; title="say \"so\""; rel=next', [("/a", "next", "")]),
    ("</nov\xc3\xbd>; rel=next", [("/nový", "next", "")]),
    ("</nov\xfd>; rel=next", [("/nov\xfd", "next", "")]),
    ('</a>; anchor="#part"; rel=canonical', []),
    ("/a; rel=canonical", []),
    ('</a>; rel="canonical', [("/a", "", "")]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("header", "linked"), HEADERS)
def test_what_a_header_links_to(header: str, linked: list[tuple[str, str, str]]) -> None:
    found = [(link.target, " ".join(sorted(link.rels)), link.kind) for link in links((("LINK", header),))]
    assert found == linked


def test_other_headers_link_to_nothing() -> None:
    assert not list(links((("Location", "</a>; rel=canonical"),)))
