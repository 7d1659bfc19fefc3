"""Parts of one story share words, in any script; other stories hardly do."""

import pytest

from extractors.pages.shared_words import content_of

STORIES = {
    "inflected": (
        "Городской совет решил оставить открытым маяк на старой пристани.",
        "Смотрители маяка со старой пристанью благодарят за это городские власти и совет.",
        "Мельница снова работает после весеннего наводнения.",
    ),
    "without spaces": (
        "港町の古い灯台は今後も公開されると町議会が決めた。",
        "灯台の修理費は町議会が来年度の予算で支払う。",
        "洪水で止まった水車小屋が春から営業を再開する。",
    ),
    "with joined endings": (
        "항구의 오래된 등대를 계속 개방하기로 의회가 결정했다.",
        "등대는 내년에 수리하며 비용은 의회에서 부담한다.",
        "홍수로 멈춘 방앗간이 봄부터 다시 문을 연다.",
    ),
    "with vowel signs": (
        "पुराना प्रकाशस्तंभ खुला रहेगा, नगरपालिका ने फैसला किया।",
        "प्रकाशस्तंभ की मरम्मत का खर्च नगरपालिका देगी।",
        "बाढ़ के बाद पनचक्की फिर चलने लगी, किसान खुश हैं।",
    ),
    "from right to left": (
        "قرر المجلس إبقاء المنارة القديمة مفتوحة للزوار.",
        "يدفع المجلس تكاليف ترميم المنارة القديمة.",
        "عادت الطاحونة إلى العمل بعد الفيضان الأخير.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_part_shares_more_words_than_another_story(name: str) -> None:
    own, part, other = map(content_of, STORIES[name])
    assert len(part & own) >= 2
    assert len(other & own) == 0
