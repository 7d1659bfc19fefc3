"""Tables in many scripts as a terminal of 80 and of 120 columns shows them, kept as files.

`python -m tests.reports.screens` writes the files anew: read what has changed before you commit it.
"""

from datetime import UTC, datetime
from pathlib import Path

from model.summary import EventCount, LanguageCount, Summary, Totals
from reports.screen import Screen
from reports.summary import draw_summary
from reports.tables import draw, table_of

FOLDER = Path(__file__).parent / "screens"
WIDTHS = (80, 120)

TITLES = {
    "en": "Harbour bridge reopens after repairs that took two winters longer than planned",
    "ru": "Мост через гавань открыт снова: ремонт длился на две зимы дольше, чем обещали",
    "ar": "إعادة فتح جسر الميناء بعد أعمال ترميم استغرقت شتاءين أكثر من المخطط له",
    "he": "גשר הנמל נפתח מחדש אחרי שיפוצים שנמשכו שני חורפים יותר מהמתוכנן",
    "hi": "बंदरगाह का पुल मरम्मत के बाद फिर खुला, काम तय समय से दो सर्दियाँ ज़्यादा चला",
    "ja": "港の橋が補修を終えて再開、予定より二冬も長い工事となった",
    "zh": "港口大桥修缮后重新开放，工期比原计划多用了两个冬天",
    "th": "สะพานท่าเรือเปิดใช้อีกครั้ง หลังซ่อมแซมนานกว่าแผนสองฤดูหนาว",
    "ko": "항구 다리 보수 마치고 다시 열려, 계획보다 두 겨울 더 걸려",
    "el": "Η γέφυρα του λιμανιού άνοιξε ξανά 👷🏽 ύστερα από επισκευές",
}
_AT = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def rows() -> list[tuple[object, ...]]:
    """Return a row of each script: some cells are wide, some are empty, URLs are long."""
    return [
        (
            language,
            title,
            1234567 * (number + 1),
            f"https://{language}.example/2026/03/14/{'harbour-bridge-' * (number % 4)}opens",
            None if number % 3 == 0 else _AT,
        )
        for number, (language, title) in enumerate(TITLES.items())
    ]


def screens() -> dict[str, str]:
    """Return each screen by the name of its file."""
    columns = ("language", "title", "readers", "url", "published_at")
    summary = Summary(
        totals=Totals(
            entered_count=2,
            loaded_count=1,
            known_count=1,
            rejected_count=0,
            article_count=1,
            original_count=1,
            event_count=12345,
            outlet_count=1,
        ),
        languages=[LanguageCount(language=name, articles=1, originals=1, outlets=1) for name in TITLES],
        events=[
            EventCount(
                title=title, articles=25, originals=21, outlets=23, owners=21, languages=15, countries=19
            )
            for title in TITLES.values()
        ],
    )
    found = {}
    for width in WIDTHS:
        screen = Screen(width=width, height=50)
        found[f"rows-{width}.txt"] = draw(table_of(columns, rows()), screen)
        found[f"prose-{width}.txt"] = draw(
            table_of(columns[:2], [row[:2] for row in rows()], is_wrapped=True), screen
        )
        found[f"summary-{width}.txt"] = draw_summary(summary, screen)
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in screens().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
