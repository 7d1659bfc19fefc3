"""Copies and reports of one template: what agrees between the same words."""

# ruff: noqa: E501 - texts

import pytest

from transforms.copies.agreement import Agreement, agreement

# One template in several languages, filled in for two subjects.
TEMPLATES = {
    "results": """{place} (Data Desk) - {firm} on Tuesday said it earned {a} million marks in the second quarter, \
after {b} million a year ago. Analysts polled for this report had expected {c} million.
Sales rose to {d} million. The firm employs {e} people and is listed in Harbourton. Its shares are little \
changed this year, in line with the wider market.
This report was made by a machine from the filings of the company.""",
    "Wetter": """Die Menschen in {place} können sich am Sonntag auf einen Wechsel aus Sonne und Wolken einstellen, \
teilt der Wetterdienst mit. Die Temperatur steigt auf {a} Grad und sinkt in der Nacht auf {b} Grad.
Der Wind weht mit {c} Kilometern in der Stunde, die Wahrscheinlichkeit für Regen liegt bei {d} Prozent. Auf den \
Straßen am Fluss ist morgens mit Nebel zu rechnen, Fahrer sollten mehr Zeit einplanen.""",
    "météo": """Les habitants de {place} verront dimanche alterner soleil et nuages, selon le service météo. La \
température montera à {a} degrés et descendra à {b} degrés la nuit.
Le vent soufflera à {c} km/h, le risque de pluie est de {d} pour cent. Les conducteurs sont invités à partir plus \
tôt et à se méfier du brouillard près de la rivière.""",
    "天气": "{place}气象台预报,周日多云间晴,最高气温{a}度,夜间最低气温{b}度。风速每小时{c}公里,降雨概率{d}%。"
    "早间河谷有雾,请驾车市民提前出门,注意安全。气象台每天发布三次预报,市民可以通过手机接收预警信息。",
    "मौसम": "{place} में रविवार को धूप और बादल रहेंगे, मौसम विभाग ने कहा। अधिकतम तापमान {a} डिग्री और रात का न्यूनतम तापमान "
    "{b} डिग्री रहेगा। हवा की गति {c} किलोमीटर प्रति घंटा और बारिश की संभावना {d} प्रतिशत है। सुबह नदी के पास कोहरा रह सकता है।",
    "طقس": "يتوقع سكان {place} يوم الأحد أجواء بين الشمس والغيوم، حسب مصلحة الأرصاد. تصل الحرارة إلى {a} درجة "
    "وتنخفض ليلا إلى {b} درجات. تهب الرياح بسرعة {c} كيلومترا في الساعة، واحتمال المطر {d} في المئة.",
}
ONE = {"place": "Osterwick", "firm": "Harl Foods", "a": "14", "b": "6", "c": "22", "d": "35", "e": "2,140"}
TWO = {"place": "Brennau", "firm": "Quill and Sons", "a": "11", "b": "3", "c": "17", "d": "80", "e": "910"}

STORY = """Divers found cracks in two piers of the old Harl bridge at Osterwick on Tuesday, and the council closed \
it to all traffic until spring.
Mayor Ada Brenner said that repairs would cost 4.2 million marks and take 18 weeks. Some 9,300 cars cross the \
bridge on a working day; they have to use the road through Lower Quill, which is 11 kilometres longer.
The bridge was built in 1931 and strengthened in 1978. Engineers of the firm Tamm had warned of the cracks two \
years ago, Councillor Jon Weir said, but the report was not read in the committee.
Shops on the Harl side asked for help with their rents. The council will meet again on 3 December."""
OTHER_STORY = """The Osterwick choir collected 700 marks for the lifeboat at its concert on Sunday evening, \
when Lena Tamm sang for the last time before she moves abroad."""


@pytest.mark.parametrize("name", TEMPLATES)
def test_reports_of_one_template_are_no_copies(name: str) -> None:
    one, two = (TEMPLATES[name].format(**values) for values in (ONE, TWO))
    assert agreement(one, two) is not Agreement.COPY
    assert agreement(two, one) is not Agreement.COPY
    assert agreement(one, f"{one}\nMehr 2026 more") is Agreement.COPY


def test_the_same_town_on_another_day_is_another_version() -> None:
    monday = TEMPLATES["météo"].format(**ONE)
    tuesday = TEMPLATES["météo"].format(**{**TWO, "place": ONE["place"]}).replace("dimanche", "lundi")
    assert agreement(monday, tuesday) is not Agreement.COPY


@pytest.mark.parametrize(
    "copy",
    [
        STORY[: len(STORY) * 6 // 10],
        STORY[len(STORY) // 4 :],
        f"{OTHER_STORY}\n{STORY}",
        f"{STORY}\n{OTHER_STORY}",
        f"{OTHER_STORY}\n{STORY[: len(STORY) * 7 // 10]}\nCopyright 2026 Harl News Agency.",
        STORY.replace("4.2 million marks", "2.1 million euros").replace("18 weeks", "four months"),
        STORY.replace("on Tuesday", "on 17 November").replace("Jon Weir", "Jonathan Weir"),
        STORY.replace("9,300", "9.300").replace("4.2", "4,2"),
        STORY.upper(),
        STORY.replace("\n", " "),
        STORY.replace(
            "Divers found cracks in two piers of the old Harl bridge at Osterwick on Tuesday, and the council closed",
            "The council of Osterwick has shut the Harl bridge after divers came upon cracks in its piers; it closed",
        ),
        "",
    ],
)
def test_a_copy_that_is_cut_extended_or_edited_is_a_copy(copy: str) -> None:
    assert agreement(STORY, copy) is Agreement.COPY
    assert agreement(copy, STORY) is Agreement.COPY


def test_briefs_that_share_only_what_their_publisher_adds_are_other_reports() -> None:
    added = """
The Harl Courier belongs to the Weir family, which prints nine papers between Osterwick and Lower Quill.
Write to the editor at 12 Dock Lane if you have news, a picture or a complaint. We follow the rules of the press \
council and correct what is wrong.
Our letter comes on Saturday mornings with the best of the week. It costs nothing and can be stopped at any time."""
    fire = "Flames destroyed a barn near Brennau before dawn; nobody was hurt, though eleven calves died."
    assert agreement(f"{OTHER_STORY}{added}", f"{fire}{added}") is Agreement.OTHER
    assert agreement(f"{OTHER_STORY}{added}", f"{OTHER_STORY}{added[:200]}") is Agreement.COPY


def test_briefs_in_chinese_that_share_only_what_is_added_are_other_reports() -> None:
    added = (
        "\n本报属于海岸传媒集团,在沿海各镇出版十一份报纸,服务读者已逾百年。如有新闻线索、照片或投诉,请致函总编室。"
        "\n每周日早晨,我们把最好的报道送到您的邮箱,免费订阅,随时可以退订。"
    )
    choir, fire = (
        "海港合唱团星期天举行四十周年音乐会,四位创始人重新登台演唱。",
        "北镇一座船棚昨夜起火,消防员用了三个小时才将火扑灭,无人受伤。",
    )
    assert agreement(choir + added, fire + added) is Agreement.OTHER
    assert agreement(choir + added, choir + added[:60]) is Agreement.COPY


def test_texts_of_marks_alone_are_compared() -> None:
    assert agreement("...", "!!!") is Agreement.COPY
    assert agreement("1 2 3", "1 2 4") is Agreement.COPY
