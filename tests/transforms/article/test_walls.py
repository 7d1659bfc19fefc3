"""Pages that ask for consent, in many languages, and the news about cookies and consent."""

import pytest

from model import Field, Page, Statement, Witness
from transforms.article.page_kinds import why_no_article

# ruff: noqa: E501 - walls are shown as they are
URL = "http://news.example/2026/story"
LISTED = "Lighthouse stays open until 2036"
# A heading and the text of a wall; the heading is that of the page.
WALLS = {
    "af": "Ons gee om vir jou privaatheid|Ons en ons vennote gebruik koekies om advertensies te wys. Aanvaar alles om toestemming te gee, of weier.",
    "am": "የእርስዎን ግላዊነት እናከብራለን|እኛ እና አጋሮቻችን ኩኪዎችን እንጠቀማለን። ሁሉንም ተቀበል የሚለውን በመጫን ፈቃድ ይሰጣሉ። ማስታወቂያ ለማሳየት የግል መረጃ እንጠቀማለን።",
    "ar": "نحن نهتم بخصوصيتك|نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لعرض إعلانات مخصصة. بالنقر على قبول الكل فإنك توافق على معالجة بياناتك.",
    "az": "Məxfiliyiniz bizim üçün vacibdir|Biz və tərəfdaşlarımız reklam göstərmək üçün kukilərdən istifadə edirik. Hamısını qəbul et düyməsi ilə razılığınızı bildirirsiniz.",
    "bg": "Грижим се за вашата поверителност|Ние и нашите партньори използваме бисквитки за персонализирани реклами. Приемам всички означава вашето съгласие.",
    "bn": "আপনার গোপনীয়তা আমাদের কাছে গুরুত্বপূর্ণ|আমরা ও আমাদের অংশীদাররা কুকি ব্যবহার করি। সব গ্রহণ করুন চাপলে আপনি সম্মতি দেন।",
    "bs": "Vaša privatnost nam je važna|Mi i naši partneri koristimo kolačiće za prikaz oglasa. Klikom na Prihvati sve dajete saglasnost.",
    "ca": "Ens importa la teva privacitat|Nosaltres i els nostres socis fem servir galetes per mostrar publicitat. Acceptar tot vol dir donar el consentiment.",
    "cs": "Vážíme si vašeho soukromí|Spolu s partnery ukládáme soubory cookie a zpracováváme osobní údaje. Souhlas udělíte tlačítkem Přijmout vše, nebo jej můžete odmítnout.",
    "da": "Vi passer på dit privatliv|Vi og vores partnere bruger cookies til annoncer. Tryk på Accepter alle for at give samtykke, eller afvis.",
    "de": "Ihre Privatsphäre|Mit Ihrer Einwilligung speichern wir und unsere Partner Cookies auf Ihrem Endgerät. Sie können zustimmen oder ablehnen.",
    "el": "Σεβόμαστε το απόρρητό σας|Εμείς και οι συνεργάτες μας χρησιμοποιούμε cookies για διαφημίσεις. Με την Αποδοχή όλων δίνετε τη συγκατάθεσή σας.",
    "en": "Before you go on|We and 77 partners would like to store cookies on your device. Your consent can be withdrawn. Reject all, or accept all.",
    "es": "Cuidamos tu privacidad|Nosotros y nuestros socios guardamos cookies para mostrarte publicidad. Al aceptar das tu consentimiento.",
    "et": "Hoolime sinu privaatsusest|Meie ja meie partnerid kasutame küpsiseid reklaami näitamiseks. Nõustun kõigega tähendab nõusolekut.",
    "fa": "حریم خصوصی شما برای ما مهم است|ما و شرکای ما از کوکی برای تبلیغات استفاده می‌کنیم. با پذیرش همه رضایت خود را اعلام می‌کنید.",
    "fi": "Yksityisyytesi on meille tärkeää|Me ja kumppanimme käytämme evästeitä mainontaan. Hyväksy kaikki antaaksesi suostumuksen.",
    "fr": "Votre vie privée|Nos partenaires et nous déposons des cookies pour des publicités personnalisées. Vous pouvez accepter ou retirer votre consentement.",
    "gl": "A túa privacidade|Nós e os nosos socios usamos cookies para amosar publicidade. Ao aceptar dás o teu consentimento.",
    "ha": "Muna kula da sirrinku|Mu da abokan huldarmu muna amfani da cookies don nuna talla. Danna Amince da duka don ba da yarda.",
    "he": "הפרטיות שלך חשובה לנו|אנחנו והשותפים שלנו משתמשים בעוגיות כדי להציג פרסומות. לחיצה על מסכים נותנת את הסכמתך.",
    "hi": "आपकी गोपनीयता हमारे लिए अहम है|हम और हमारे भागीदार विज्ञापन दिखाने के लिए कुकीज़ का इस्तेमाल करते हैं। सभी स्वीकार करें दबाकर आप सहमति देते हैं।",
    "hr": "Cijenimo vašu privatnost|Mi i naši partneri spremamo kolačiće radi oglasa. Prihvaćam sve znači da dajete suglasnost.",
    "hu": "Fontos számunkra az adatvédelem|Mi és partnereink sütiket tárolunk hirdetések megjelenítéséhez. Az Elfogadom gombbal hozzájárul ehhez, de el is utasíthatja.",
    "id": "Kami menghargai privasi Anda|Kami dan mitra kami memakai cookie untuk iklan. Dengan menekan Setuju, Anda memberi persetujuan.",
    "is": "Okkur er annt um persónuvernd|Við og samstarfsaðilar okkar notum vafrakökur fyrir auglýsingar. Með því að velja Samþykkja allt veitir þú samþykki.",
    "it": "La tua privacy|Noi e terze parti selezionate usiamo cookie per mostrarti pubblicità. Accetta per dare il consenso, oppure rifiuta.",
    "ja": "プライバシーの設定|当社と提携企業は広告のためにクッキーを使用します。「同意する」を押すと個人データの利用に同意したものとみなします。",
    "ka": "ჩვენ ვაფასებთ თქვენს კონფიდენციალურობას|ჩვენ და ჩვენი პარტნიორები ვიყენებთ ქუქიებს რეკლამისთვის. ვეთანხმები ნიშნავს თქვენს თანხმობას.",
    "kk": "Біз сіздің құпиялығыңызды құрметтейміз|Біз және серіктестеріміз жарнама үшін cookie файлдарын сақтаймыз. Барлығын қабылдау — келісім беру.",
    "ko": "개인정보 설정|당사와 파트너는 맞춤형 광고를 위해 쿠키를 사용합니다. 모두 동의를 누르면 개인정보 처리에 동의하게 됩니다.",
    "ky": "Купуялуулугуңуз маанилүү|Биз жана өнөктөштөрүбүз жарнама үчүн cookie файлдарын колдонобуз. Баарын кабыл алуу — макулдук берүү.",
    "lt": "Mums svarbus jūsų privatumas|Mes ir mūsų partneriai naudojame slapukus reklamai rodyti. Sutinku su viskuo reiškia jūsų sutikimą.",
    "lv": "Jūsu privātums mums ir svarīgs|Mēs un mūsu partneri izmantojam sīkdatnes reklāmai. Piekrītu visam nozīmē jūsu piekrišanu.",
    "mk": "Ја почитуваме вашата приватност|Ние и нашите партнери користиме колачиња за огласи. Прифати ги сите за да дадете согласност.",
    "mr": "तुमची गोपनीयता महत्त्वाची आहे|आम्ही आणि आमचे भागीदार जाहिराती दाखवण्यासाठी कुकीज वापरतो. स्वीकारा दाबून तुम्ही संमती देता.",
    "ms": "Kami menghormati privasi anda|Kami dan rakan kami menggunakan kuki dan cookie untuk iklan. Terima semua bermakna anda bersetuju.",
    "my": "သင့်ကိုယ်ရေးကိုယ်တာကို လေးစားပါသည်|ကျွန်ုပ်တို့နှင့် မိတ်ဖက်များသည် ကြော်ငြာပြရန် ကွတ်ကီးများ သုံးပါသည်။ အားလုံးလက်ခံ ကို နှိပ်ပါက သဘောတူပါသည်။",
    "nb": "Vi bryr oss om personvernet ditt|Vi og samarbeidspartnerne våre bruker informasjonskapsler til annonser. Godta alle for å gi samtykke.",
    "ne": "तपाईंको गोपनीयता हाम्रा लागि महत्त्वपूर्ण छ|हामी र हाम्रा साझेदारहरू विज्ञापन देखाउन कुकीहरू प्रयोग गर्छौं। सबै स्वीकार गरेर सहमति दिनुहोस्।",
    "nl": "Wij geven om je privacy|Wij en onze partners plaatsen cookies voor advertenties. Ga je akkoord, dan geef je toestemming; weigeren kan ook.",
    "pl": "Szanujemy Twoją prywatność|My i nasi partnerzy zapisujemy pliki cookie, aby pokazywać reklamy. Akceptuję oznacza zgodę, którą można wycofać.",
    "ps": "ستاسو محرمیت موږ ته مهم دی|موږ او زموږ شریکان د اعلانونو لپاره کوکیز کاروو. ټول ومنئ او خپله رضا وښایئ.",
    "pt": "A sua privacidade|Nós e os nossos parceiros usamos cookies para anúncios. Ao aceitar dá o seu consentimento.",
    "ro": "Respectăm confidențialitatea ta|Noi și partenerii noștri folosim module cookie pentru publicitate. Accept toate înseamnă consimțământul tău.",
    "ru": "Мы заботимся о вашей конфиденциальности|Мы и наши партнёры используем файлы cookie для рекламы. Нажимая Принять всё, вы даёте согласие.",
    "si": "අපි ඔබේ පෞද්ගලිකත්වය අගයමු|අපි සහ අපගේ හවුල්කරුවන් දැන්වීම් සඳහා කුකීස් භාවිත කරමු. සියල්ල පිළිගන්න එබීමෙන් ඔබ කැමැත්ත දෙයි.",
    "sk": "Vážime si vaše súkromie|My a naši partneri ukladáme súbory cookie na zobrazenie reklamy. Súhlas udelíte tlačidlom, alebo ho odmietnete.",
    "sl": "Cenimo vašo zasebnost|Mi in naši partnerji uporabljamo piškotke za oglase. S klikom na Sprejmi vse dajete soglasje.",
    "so": "Waxaan ixtiraamnaa sirtaada|Annaga iyo shurakadayadu waxaan isticmaalnaa cookies si aan xayeysiis u muujinno. Aqbal dhammaan si aad ogolaansho u bixiso.",
    "sq": "Kujdesemi për privatësinë tuaj|Ne dhe partnerët tanë përdorim cookie për reklama. Pranoj të gjitha do të thotë pëlqim.",
    "sr": "Поштујемо вашу приватност|Ми и наши партнери користимо колачиће за огласе. Прихвати све значи да дајете сагласност.",
    "sv": "Vi värnar om din integritet|Vi och våra partners använder kakor för annonser. Godkänn alla för att ge ditt samtycke.",
    "sw": "Tunajali faragha yako|Sisi na washirika wetu tunatumia vidakuzi na cookies kuonyesha matangazo. Kubali yote ili kutoa idhini.",
    "ta": "உங்கள் தனியுரிமை முக்கியம்|நாங்களும் எங்கள் கூட்டாளர்களும் விளம்பரங்களுக்காக குக்கீகளைப் பயன்படுத்துகிறோம். ஏற்கிறேன் என்றால் ஒப்புதல் அளிக்கிறீர்கள்.",
    "te": "మీ గోప్యత మాకు ముఖ్యం|మేము మరియు మా భాగస్వాములు ప్రకటనల కోసం కుకీలను ఉపయోగిస్తాము. అంగీకరిస్తే మీరు సమ్మతి ఇస్తారు.",
    "th": "เราให้ความสำคัญกับความเป็นส่วนตัวของคุณ|เราและพันธมิตรใช้คุกกี้เพื่อแสดงโฆษณา กดยอมรับทั้งหมดเพื่อให้ความยินยอม หรือปฏิเสธได้",
    "tr": "Gizliliğiniz bizim için önemli|Biz ve ortaklarımız reklam için çerez kullanıyoruz. Kabul et derseniz rıza vermiş olursunuz, isterseniz reddedin.",
    "uk": "Ми дбаємо про вашу конфіденційність|Ми та наші партнери зберігаємо файли cookie для реклами. Прийняти все означає дати згоду.",
    "ur": "ہمیں آپ کی رازداری عزیز ہے|ہم اور ہمارے شراکت دار اشتہارات کے لیے کوکیز استعمال کرتے ہیں۔ سب قبول کریں دبا کر آپ رضامندی دیتے ہیں۔",
    "uz": "Maxfiyligingiz biz uchun muhim|Biz va hamkorlarimiz reklama uchun cookie fayllaridan foydalanamiz. Hammasini qabul qilish rozilik berish demakdir.",
    "vi": "Chúng tôi tôn trọng quyền riêng tư của bạn|Chúng tôi và đối tác dùng cookie để hiển thị quảng cáo. Nhấn Chấp nhận tất cả là bạn đồng ý, hoặc từ chối.",
    "zh-Hans": "我们重视您的隐私|我们和合作伙伴使用 Cookie 展示广告。点击全部接受即表示您同意处理个人数据，您也可以拒绝。",
    "zh-Hant": "我們重視您的隱私|我們和合作夥伴使用 Cookie 顯示廣告。點選全部接受即表示您同意處理個人資料，您也可以拒絕。",
}
PROSE = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years. Repairs begin in May, "
    "and they are paid for by the town, the region and a fund of private donors who asked for no thanks at all."
)
DIALOG = WALLS["en"].replace("|", "\n")


def _why(page: Page, title: str, listed: str) -> str | None:
    found = why_no_article(page, title, page.text, URL, listed)
    return found.reason if found else None


def _headed(
    text: str, heading: str, *said: Statement, dialogs: str = "", kinds: tuple[str, ...] = ()
) -> Page:
    title = Statement(field=Field.TITLE, witness=Witness.HEADING, value=heading)
    return Page(text=text, statements=(title, *said), dialogs=dialogs, kinds=kinds)


@pytest.mark.parametrize("language", WALLS)
def test_a_wall_in_the_place_of_an_article(language: str) -> None:
    heading, _, text = WALLS[language].partition("|")
    assert _why(_headed(text, heading), heading, LISTED) == "consent_wall"


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "Regulator fines shop over cookies",
            (
                "The regulator fined a shop on Tuesday because its cookies were stored without consent. Its partners learned "
                "personal data of forty thousand customers, and the button to reject all was hidden below the privacy terms. "
                "The shop said that it would ask for consent again and that its vendors had deleted the personal data."
            ),
        ),
        (
            "Gericht kippt Cookie-Regel",
            (
                "Das Gericht in Sundhafen hat am Dienstag die Regel für Cookies aufgehoben. Die Einwilligung der Nutzer sei nicht "
                "frei, weil sie der Werbung zustimmen müssten. Der Datenschutz verlange eine echte Wahl, und personenbezogene "
                "Daten dürften nicht an Partner gehen, sagte die Richterin. Der Verlag will Berufung einlegen."
            ),
        ),
        (
            "На Кипре вводят правила для файлов cookie",
            (
                "Власти Кипра вводят новые правила для файлов cookie. Согласие пользователя придётся спрашивать отдельно, а "
                "партнёры сайтов не получат персональные данные без спроса. Принять правила должны до осени, а штрафы за "
                "нарушение конфиденциальности вырастут втрое, сообщило министерство во вторник вечером."
            ),
        ),
    ],
)
def test_news_about_cookies_is_news(headline: str, text: str) -> None:
    assert _why(_headed(text, headline), headline, headline) is None


def test_the_feed_may_word_the_headline_otherwise() -> None:
    text = (
        f"{PROSE} The council's partners gave their consent, and no personal data leave the lighthouse. " * 2
    )
    assert _why(_headed(text, "Tower saved"), "Tower saved", "Council keeps harbour lighthouse") is None


def test_a_dialog_of_a_consent_platform_is_no_article_whatever_the_page_calls_itself() -> None:
    dated = Statement(field=Field.PUBLISHED, witness=Witness.META, value="2026-03-02")
    page = _headed(DIALOG, LISTED, dated, dialogs=DIALOG, kinds=("NewsArticle",))
    assert _why(page, LISTED, LISTED) == "consent_wall"
    assert _why(_headed("", "", dialogs=DIALOG), "", LISTED) == "consent_wall"


def test_a_dialog_beside_an_article_is_not_in_its_way() -> None:
    for text in (PROSE, f"{DIALOG}\n{PROSE}"):
        dated = Statement(field=Field.PUBLISHED, witness=Witness.META, value="2026-03-02")
        page = _headed(text, LISTED, dated, dialogs=DIALOG, kinds=("NewsArticle",))
        assert _why(page, LISTED, LISTED) is None


def test_a_wall_may_keep_the_title_of_the_article_for_machines() -> None:
    text = WALLS["de"].partition("|")[2] * 3
    kept = Statement(field=Field.TITLE, witness=Witness.TITLE_TAG, value=LISTED)
    assert _why(Page(text=text, statements=(kept,)), LISTED, LISTED) == "consent_wall"


def test_without_a_title_in_the_feed_a_dated_page_is_news() -> None:
    text = (
        "The regulator fined a shop because its cookies were stored without consent, and partners got personal data. "
        * 3
    )
    shown = Statement(field=Field.PUBLISHED, witness=Witness.VISIBLE, value="20 November 2026")
    assert _why(_headed(text, "Shop fined", shown), "Shop fined", "") is None
    assert _why(_headed(text, "Shop fined"), "Shop fined", "") == "consent_wall"
