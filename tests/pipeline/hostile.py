# ruff: noqa: E501 - pages are shown as they are
"""Pages made to be slow, by name: each repeats one thing that a reader may take too long over."""

SENTENCE = (
    "The council voted on Tuesday to keep the old lighthouse open for ten more years, and nobody objected. "
)
_PROSE = f"<h1>Lighthouse</h1><article><p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p></article>"


def page(more: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{_PROSE}{more}</body></html>"


def script(text: str, kind: str = "") -> str:
    """Return a page whose article may be in its script."""
    return f"<!doctype html><html><head></head><body><script{kind}>{text}</script></body></html>"


def json_ld(text: str) -> str:
    return script(text, " type='application/ld+json'")


_MARKS = "\u0323\u0301"
_LONG_TEXT = SENTENCE * 4

# Slow by what Parallax does itself.
OURS = {
    "comment ends and spaces": json_ld("-->" + " " * 300_000 + "x"),
    "many comment ends": json_ld("--> " * 400_000 + "x"),
    "line ends in JSON-LD": json_ld("//" + "\n" * 500_000 + "x"),
    "commas and spaces in JSON-LD": json_ld("{" + ("," + " " * 50) * 30_000),
    "unclosed asides in a script": script('x = {"html": "' + "<aside >Text. " * 150_000 + '"}'),
    "unclosed styles in a script": script('x = {"html": "' + "<style>a. b " * 150_000 + '"}'),
    "unclosed tags in a script": script('x = {"html": "' + "<p Some words. " * 150_000 + '"}'),
    "broken flight calls": script("self.__next_f.push([1,x " * 120_000),
    "flight calls": script('self.__next_f.push([1,"1:T5,a. b"])\n' * 20_000),
    "flight rows": script('self.__next_f.push([1,"' + "\\n1:T" + "a" * 40 + '"])' + "2:[" * 300_000),
    "states": script("x = {" * 400_000),
    "equal signs": script("= " * 1_000_000 + "{"),
    "nested lists in a state": script("x = " + "[" * 900 + '"' + _LONG_TEXT * 2_000 + '"' + "]" * 900),
    "articles in JSON-LD": json_ld(
        "[" + ",".join(['{"@type": "NewsArticle", "headline": "A | b", "author": "Ann"}'] * 30_000) + "]"
    ),
    "authors in JSON-LD": json_ld(
        '{"@type": "NewsArticle", "author": [' + ",".join(['{"name": "Ann B"}'] * 80_000) + "]}"
    ),
    "dates in JSON-LD": json_ld(
        "[" + ",".join([f'{{"@type": "NewsArticle", "datePublished": "{n}. maj 20"}}' for n in range(30_000)]) + "]"
    ),
    "nested names": json_ld('{"@type": "NewsArticle", "author": ' + '{"name":' * 900 + '"x"' + "}" * 901),
    "nested images": json_ld('{"@type": "NewsArticle", "image": ' + '{"url":' * 900 + '"x"' + "}" * 901),
    "types": json_ld('{"@type": [' + ",".join([f'"T{n}"' for n in range(100_000)]) + "]}"),
    "shared neighbours": page("<span class=share>a</span>word " * 20_000),
    "captions": page("<figure>x<figcaption>a b c</figcaption>word </figure>" * 15_000),
    "captions of a gallery": page(
        "".join(f"<figure><figcaption>caption {n}</figcaption></figure>" for n in range(15_000)),
        "<script type='application/ld+json'>{\"@type\": \"ImageGallery\"}</script>",
    ),
    "bylines": page("<span class=byline>" + "word " * 40 + "</span>" * 1 + "<span class=byline>a</span>" * 20_000),
    "nested bylines": page("<div class=byline>" * 240 + "<b>word </b>" * 40_000),
    "dates": page("<span class=date>soon, or later</span>" * 20_000),
    "times": page("<time>1 2 3</time>" * 20_000),
    "nested names of boilerplate": page(
        "".join(f"<div class=advert{n}>" for n in range(200)) + "<p>a" * 1_000
    ),
    "descriptions": page(
        "<p>The council voted on something else entirely</p>" * 10_000,
        "".join(f"<meta name=description content='The council voted on {n} {_LONG_TEXT}'>" for n in range(1_500)),
    ),
    "sites": page("", "".join(f"<meta property=og:site_name content='Site {n} - x'>" for n in range(15_000))),
    "titles": page(
        "", "".join(f"<meta property=og:title content='Title {n} - Site {n} | a - b'>" for n in range(15_000))
    ),
    "a title of separators": page("", f"<title>{'a - | ' * 200_000}</title>"),
    "spaces in a title": page("", f"<title>a{'&nbsp;' * 200_000}b</title>"),
    "a table of dashes": page("<p>" + "-" * 100_000 + "x</p>"),
    "bars and spaces": page("<p>|" + " " * 100_000 + "x</p><table><tr><td>" + "&nbsp;" * 100_000 + "x</td></tr></table>"),
    "types of microdata": page("".join(f"<i itemscope itemtype='x/T{n}'>a</i>" for n in range(20_000))),
    "properties": page("<i itemprop='author headline'>Ann</i>" * 20_000),
    "a huge class": page("<div class='" + "date_tarih_" * 300_000 + "'>x</div>"),
    "huge classes": page(("<div class='" + "date_tarih_" * 100 + ".'>x</div>") * 3_000),
    "a huge link": page("<a href='/author" * 1 + "x" * 3_000_000 + "'>a</a>"),
    "a canonical link of hyphens": page("", f"<link rel=canonical href='http://a.example/{'-' * 4_000}'>"),
    "a byline of addresses": page("", f"<meta name=author content='{'a' * 2_000_000}@'>"),
    "combining marks": page(f"<p>a{_MARKS * 250_000}</p>"),
    "combining marks as references": page(f"<p>a{'&#803;&#769;' * 150_000}</p>"),
    "combining marks in runs": page("<p>" + f"a{_MARKS * 14}" * 30_000),
    "combining marks in the text": f"<h1>A title</h1><article><p>{_LONG_TEXT} a{_MARKS * 250_000} {_LONG_TEXT}</p></article>",
    "combining marks behind a reference": f"<h1>A title</h1><p>{_LONG_TEXT} a{'&#803;&#769;' * 120_000} {_LONG_TEXT}</p>",
    "combining marks in a JSON-LD body": json_ld(
        '{"@type": "NewsArticle", "articleBody": "' + _LONG_TEXT + r"\u0323\u0301" * 150_000 + '"}'
    ),
    "combining marks in a state": script('x = {"html": "' + _LONG_TEXT + r"\u0323\u0301" * 150_000 + '"}'),
    "combining marks in a title": page("", f"<title>a{_MARKS * 250_000}</title>"),
    "ligatures": page("<p>" + "\ufdfa " * 100_000),
    "replacement characters": page("<p>" + "a\ufffd\ufffd" * 400_000),
    "link lists": page("<ul>" + "<li><a href=/author/x>Ann</a>" * 20_000),
}  # fmt: skip
