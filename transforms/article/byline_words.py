"""The words around names in bylines: "by", reporter, titles, ages, workplaces, in many languages."""

# ruff: noqa: E501 - lists of words, a line for each group of languages

import regex

from transforms.phrases import phrases

_SEPARATED = r"\s*+(?:[:：／/]\s*+|(?<=\s))"
# "By", "text", "author", "reporter", with a colon or a space behind.
PREFIX = regex.compile(
    r"^(?:(?:written|reported|posted|published|compiled|edited|words|story|text|report|analysis|interview|"
    r"a guest post) by|by|reporter|reporting|words|author|authors|correspondent|"
    r"(?:ein (?:gast)?(?:beitrag|bericht|kommentar|interview) |verfasst |geschrieben )?von|vom|text|autor(?:in|en|innen)?|"
    r"(?:(?:écrit|rédigé|publié|propos recueillis|recueilli) )?par|auteure?s?|texte|"
    r"(?:escrit[oa] |publicad[oa] |redactad[oa] )?por|autor(?:a|es|as)?|redactor[a]?|texto|redacción|reportagem|"
    r"(?:a cura |testo |scritto )?(?:di|da)|autore|autrice|testo|"
    r"(?:geschreven )?door|tekst|"
    r"(?:skriv(?:en|et) )?(?:av|af)|foto og tekst|tekst og foto|journalist|"
    r"teksti|kirjoittaja|toimittaja|kirjutas|autorid?|"
    r"autors?|teksts|autorius|parengė|"
    r"przez|autor(?:ka|zy)|opracował[a]?|"
    r"autoři|autori|napsala?|napísala?|redaktor(?:ka)?|"
    r"írta|szerző|riporter|tudósító|"
    r"de|autori?i?|"
    r"shkruan|autorë?|"
    r"piše|napisala?|priredila?|avtor(?:ica)?|pripravila?|пише|аутор|автор(?:ы|и|ка)?|"
    r"пишет|текст|корреспондент|подготовил[а]?|кореспондент|підготував|підготувала|пише|от|репортер|"
    r"γράφ(?:ει|ουν)(?: (?:ο|η|οι))?|του|της|των|από(?: (?:τον|την|τη))?|συντάκτ(?:ης|ρια)|"
    r"ρεπορτάζ|κείμενο|επιμέλεια|"
    r"yazan|haber|muhabir|yazar|hazırlayan|müəllif|muallif|"
    r"teks|penulis|oleh|laporan|pewarta|tác giả|bài viết|thực hiện|"
    r"imeandikwa na|mwandishi|qoraa|waxaa qoray|daga|deur|eftir|höfundur|autoria|"
    r"מאת|כתב|כתבה|כתבת|צילום|"
    r"كتبت?|بقلم|تحرير|إعداد|تقرير|المحرر|الكاتب|مراسل|نویسنده|به قلم|گزارش|خبرنگار|تحریر|رپورٹ|لیکوال|"
    r"लेखक|रिपोर्ट|रिपोर्टर|संवाददाता|द्वारा|लेखन|प्रतिनिधि|প্রতিবেদক|লেখক|প্রতিবেদন|எழுதியவர்|రచయిత|"
    r"ავტორი|հեղինակ)" + _SEPARATED + r"|"
    # Scripts without spaces write the name at once.
    r"^(?:(?:本[报報台社刊]|新[华華]社|中新社|央[视視]|特[约約派]|实习|見習|[见見]习)?(?:记者|記者)|作者|撰文|撰稿|编辑|編輯|责编|責編|采写|"
    r"取材|執筆|筆者|聞き手|글|취재|작성자?|기자|โดย|ผู้เขียน|ผู้สื่อข่าว|รายงานโดย|รายงาน)"
    r"\s*+(?:[・:：／/]\s*+)?(?=\S)|^文\s*+[:：／/]\s*+|^文\s++",
    regex.IGNORECASE,
)
# Prefixes that names begin with too: De Vries, Di Maria, Da Silva.
PARTICLE = regex.compile(r"^(?:de|di|da|av|af|от)\s", regex.IGNORECASE)
# Before a full name, a particle in small letters means "by" ("di Mario Rossi"); av, af and от also with a capital.
BY_PARTICLE = regex.compile(r"^(?:de|di|da|[Aa]v|[Aa]f|от|От)\s\p{Lu}\p{Ll}+\s\p{Lu}")
# Jr., III and the like belong to the name before them, also behind a comma.
GENERATION = regex.compile(r"(?:,|(?<!\s))\s++(?P<name>[JS]r\.?|I{2,3}|IV)(?=\s*+(?:[,;|/]|\Z))")
AND = regex.compile(
    r"(?<!\s)\s++(?:(?P<particle>y|e|i|a)|and|und|et|og|och|en|ja|oraz|и|й|і|та|ve|və|va|dan|și|un|ir|és|dhe|"
    r"και|και τον|και την|and|&|\+|with|with|mit|con|avec|و|और|ও)\s++(?<!\bvon\s+und\s+(?=zu\s))",
    regex.IGNORECASE,
)
# From here to its end a name is a role, a workplace, or an address: the word that has the @ begins it.
ROLE = regex.compile(
    r"(?<=\S)\s*(?:(?:선임|인턴|수습|전문|객원)?기자|특파원|논설위원|앵커|記者|记者|編集委員|特派員|論説委員|支局長|通讯员|"
    r"ผู้สื่อข่าว|संवाददाता|रिपोर्टर|द्वारा|írta)(?:\s외\s?\p{N}+명)?\Z|"
    r"(?:[(\[<（]|\s[-–—|]\s|(?<!\S)\S[^\s@]*+@\S|\s@\w).*",
    regex.IGNORECASE | regex.DOTALL,
)
WORKPLACE = regex.compile(r"\s(?:in|from|of|for|aus|à|bei|für|nach)\s(?:the\s|der\s|die\s)?\p{Lu}")
# An abbreviated title is no end of a sentence.
TITLE = regex.compile(
    r"(?<!\S)(?:\p{Lu}\p{Ll}{1,4}\.(?:-\p{Lu}\p{Ll}{1,4}\.)?|(?:univ|prof|dr|doc|ing|mgr|inż|hab|habil|med|phil|iur|jur|"
    r"mult|akad|проф|акад|доц|канд|lic|arch|avv|dott|don|sir|dame|lord|lady|rabbi|imam|JUDr|MUDr|PhDr|RNDr|ThDr|MVDr|"
    r"PaedDr|PharmDr|DDr|DI|MMag)\.?|h\.\s?c\.)(?=\s|$)"
)
# Ages without a figure: an hour ago, yesterday, just now.
AGO = regex.compile(
    r"(?i)\A(?:just now|yesterday|today|gestern|heute|gerade eben|aujourd['’]hui|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|"
    r"vandaag|igår|idag|i går|i dag|eilen|tänään|wczoraj|dziś|včera|dnes|tegnap|вчера|сегодня|вчора|сьогодні|dün|bugün|"
    r"kemarin|hari ini|hôm qua|χθες|σήμερα|أمس|اليوم|אתמול|היום|昨天|今天|昨日|今日|어제|오늘|刚刚|たった今|방금)\Z|"
    r"\A(?:vor (?:einer?|einem|wenigen)|il y a|hace (?:un|una|unos)|há (?:um|uma)|منذ|לפני|πριν|за)\s|"
    r"(?-i:\s(?:ago|AGO|fa|atrás|geleden|sedan|siden|sitten|temu|назад|тому|önce|əvvəl|lalu|trước|ezelőtt|prije|पहले|আগে))\Z"
)
NUMBER = regex.compile(
    r"(?<![^\s\p{Han}\p{Hiragana}\p{Hangul}\p{Thai}(])\p{N}+(?:[:.]\p{N}+)?(?![\p{Latin}])"
)
# Broadcasters and newspapers are called so: France 24, Canal 13, 20 Minutes.
NUMBERED_OUTLET = regex.compile(r"\A(?:\p{Lu}[\p{L}'’.]*+(?: \p{Lu}[\p{L}'’.]*+)? \p{N}{1,3}|20 \p{L}+)\Z")
ROLE_WORD = regex.compile(
    r"(?i)\b(?:editor|correspondent|reporter|writer|chief|redakteur(?:in)?|redaktion|korrespondent(?:in)?|journalist(?:in|e)?|"
    r"professor(?:in)?|director|university|contributor|columnist|analyst|fotograf|photo|foto|image|©|bureau|desk|staff|"
    r"rédact\p{L}*|envoyée?|redactor[a]?|corresponsal|redazione|giornalista|inviat[oa]|redação|repórter|jornalista|"
    r"verslaggever|redactie|redaktör|toimittaja|redaktor|dziennikarz|redakce|szerkesztő\p{L}*|корреспондент|редактор|"
    r"редакция|кореспондент|редакція|muhabir\p{L}*|editör\p{L}*|συντάκτ\p{L}*|ανταποκριτ\p{L}*)\b"
)
# Names have capitals, but for short words such as van and della.
COMMON_WORD = regex.compile(r"(?<!\S)\p{Ll}{6,}")
# Cities and countries of two words and more: after a comma they say where somebody works.
PLACE = phrases("places")
