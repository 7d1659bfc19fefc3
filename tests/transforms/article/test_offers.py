"""Offers of a subscription where a text breaks off, and news that has their words."""

import pytest

from transforms.article.page_lines import article_lines

# ruff: noqa: E501 - lines of text are shown as they are
FIRST = "The island of Skarvik will have its own radio station from the spring, the council said on Monday after a long debate."
SECOND = (
    "A barn behind the school is to become the studio, and forty people have offered to read the weather."
)
THIRD = (
    "The mast goes up in April if the wind allows it, and the first programme is a concert of the brass band."
)
NEWS = [
    "Teachers were told to keep reading to pupils who cannot sleep on the ferry.",
    "The old recordings are exclusive to members until the jubilee is over.",
    "Anyone who is already a subscriber keeps the old price, the station said.",
    "Visitors have to sign in to read the letters, which lie in a glass case.",
    "A members-only evening raised eleven thousand crowns for the mast.",
    "The service, available to subscribers in the north, has had three owners.",
    "Nur für Abonnenten gibt es im Theater künftig einen eigenen Eingang, sagte die Intendantin.",
    "Wer jetzt weiterlesen lernt, hat es später leichter, sagte die Schulrätin.",
    "Le concert est réservé aux abonnés du théâtre, a précisé la directrice lundi.",
    "La salle de lecture sera réservée à nos abonnés, promet l'association du quartier.",
    "L'anteprima è riservata agli abbonati del teatro, ha detto il direttore.",
    "La sesión de tarde será exclusiva para suscriptores del club, según la alcaldesa.",
    "Los vecinos piden libros para seguir leyendo durante el invierno en la isla.",
    "O canal é exclusivo para assinantes desde março, informou a operadora na segunda.",
    "De zaal is op maandag alleen voor abonnees open, zegt de beheerder.",
    "Matchen visas bara för prenumeranter, meddelade kanalen på måndagen.",
    "Kampen vises kun for abonnenter, opplyser kanalen i en melding.",
    "Konsertti näytetään vain tilaajille, kertoi kanava maanantaina iltapäivällä.",
    "Mecz będzie dostępny tylko dla prenumeratorów stacji, podał rzecznik.",
    "Maç yalnızca abonelere özel kanalda yayımlanacak, dedi yetkililer.",
    "Матч покажут только для подписчиков канала, сообщила пресс-служба.",
    "Концерт транслюватимуть лише для передплатників, повідомила станція.",
    "会員限定の内覧会は三月に開かれ、島の住民およそ二百人が参加する。",
    "有料会員は三割増え、運営会社の売り上げも過去最高となった。",
    "该频道的会员专享节目将于四月上线，公司周一表示。",
    "유료 회원은 석 달 만에 두 배로 늘었다고 회사가 월요일에 밝혔다.",
    "سيكون البث للمشتركين فقط اعتبارا من الربيع، بحسب المحطة.",
]
OFFERS = [
    "Subscribe now to read the full story.",
    "To continue reading, log in or create an account.",
    "Log in to continue reading",
    "Subscribers only",
    "Exclusive to subscribers",
    "This story is available to subscribers only.",
    "You have read your last free article this month.",
    "Are you already a subscriber? Log in",
    "Um weiterzulesen, melden Sie sich bitte an.",
    "Dieser Artikel ist nur für Abonnenten.",
    "Sie sind bereits Abonnent? Hier anmelden",
    "Nur für Abonnenten",
    "Cet article est réservé aux abonnés.",
    "Déjà abonné ? Connectez-vous",
    "Abonnez-vous pour lire la suite",
    "Contenido exclusivo para suscriptores",
    "Para seguir leyendo, suscríbete por un euro al mes.",
    "Sei già abbonato? Accedi",
    "Per continuare a leggere attiva il tuo abbonamento.",
    "Conteúdo exclusivo para assinantes",
    "Já é assinante? Faça login",
    "Dit artikel is alleen voor abonnees.",
    "Lees verder met een abonnement",
    "Den här artikeln är bara för prenumeranter.",
    "Logg inn for å lese hele saken",
    "Artiklen er for abonnenter. Log ind for at læse videre.",
    "Tämä artikkeli on vain tilaajille.",
    "Ten artykuł jest dostępny tylko dla prenumeratorów.",
    "Aby czytać dalej, wykup dostęp.",
    "Tento článek je pouze pro předplatitele.",
    "Ez a cikk csak előfizetőink számára érhető el.",
    "Acest articol este disponibil doar pentru abonați.",
    "Αυτό το άρθρο είναι διαθέσιμο μόνο σε συνδρομητές.",
    "Bu haber abonelere özeldir.",
    "Okumaya devam etmek için üye olun.",
    "Материал доступен только для подписчиков.",
    "Оформите подписку, чтобы читать дальше.",
    "Матеріал доступний лише для передплатників.",
    "この記事は有料会員限定です。",
    "残り1234文字",
    "订阅后可阅读全文",
    "本文为会员专享内容",
    "이 기사는 유료 회원 전용입니다.",
    "구독하시면 기사 전체를 읽으실 수 있습니다.",
    "هذا المقال متاح للمشتركين فقط",
    "הכתבה המלאה למנויים בלבד",
    "पूरी खबर पढ़ने के लिए सब्सक्राइब करें",
    "Artikel ini khusus untuk pelanggan.",
    "Đăng ký để đọc tiếp",
]


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("news", NEWS)
def test_news_about_subscriptions_goes_on(news: str, place: int) -> None:
    lines = [FIRST, SECOND, THIRD]
    lines.insert(place, news)
    found = article_lines("\n".join(lines), (), "")
    assert (found.text.split("\n"), found.is_cut_by_offer) == (lines, False)


@pytest.mark.parametrize("offer", OFFERS)
def test_an_offer_at_the_end_ends_the_text(offer: str) -> None:
    for behind in ("", "\nOne month free, then nine crowns a month, and you can cancel at any time.\nLog in"):
        found = article_lines(f"{FIRST}\n{SECOND}\n{offer}{behind}", (), "")
        assert (found.text, found.is_cut_by_offer) == (f"{FIRST}\n{SECOND}", True)


def test_a_text_that_breaks_off_before_a_mark_for_subscribers_ends_there() -> None:
    broken = "A barn behind the school is to become the studio, and forty people have offered to read the weather, the"
    found = article_lines(f"{FIRST}\n{broken}\nThe full text is available to members of the club", (), "")
    assert (found.text, found.is_cut_by_offer) == (f"{FIRST}\n{broken}", True)


def test_a_quoted_offer_is_news() -> None:
    quoted = "“Subscribe to continue reading” is what visitors of the page see from Monday."
    assert not article_lines(f"{FIRST}\n{SECOND}\n{quoted}", (), "").is_cut_by_offer
