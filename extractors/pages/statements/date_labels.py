"""The words beside a date that say whether it is of the publication or of a change, in many languages."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractors.pages.marks import finder
from model import Field

# Beginnings of words; what follows in the word is its ending.
_UPDATED = (
    "update|last update|modified|edited|revised|amended|aktualisier|geändert|überarbeitet|bearbeitet|"
    "mis à jour|mise à jour|modifié|actualis|màj|actualiza|modificad|última act|atualiza|modificat|"
    "aggiorna|bijgewerkt|gewijzigd|aangepast|uppdatera|ändrad|oppdatert|endret|opdateret|ændret|päivite|"
    "päivity|muokattu|uppfært|aktualizac|aktualizov|zaktualizowan|zmodyfikowan|upraven|změněn|"
    "posodobljen|ažuriran|izmijenjen|izmenjen|osveženo|ажуриран|измењен|actualizat|frissít|frissül|"
    "módosít|обновен|обновл|актуализ|изменен|изменён|оновлен|змінен|абноўлен|ενημέρωσ|ενημερωσ|ενημερώθ|"
    "güncelle|yenilən|diperbarui|diperbaharui|dikemas ?kini|pembaruan|cập nhật|به‌روز|به روز|بروزرسانی|"
    "بهنگام|آخرین ویرایش|עודכן|עדכון|अपडेट|अद्यतन|संशोधित|আপডেট|হালনাগাদ|اپ ڈیٹ|تازہ کاری|புதுப்பிக்க|"
    "నవీకరించ|അപ്ഡേറ്റ|atnaujint|atjaunot|atjaunināt|papildināt|uuendatud|muudetud|განახლ|թարմաց|"
    "përditës|actualitza|eguneratu|na-update|imesasishwa|imehaririwa|yangilan|жаңарт|dinûkirin|шинэчил"
)
_PUBLISHED = (
    "publish|first published|posted|created|issued|veröffentlicht|erschienen|publizier|erstellt|publié|"
    "publi. le|parue? le|mise? en ligne|créé|publicad|creado|criado|pubblicat|gepubliceerd|geplaatst|"
    "verschenen|publicera|publisert|publiceret|offentliggjort|udgivet|julkais|birt |opublikowan|"
    "publikacj|dodan|utworzon|publikován|zveřejněn|vydáno|vytvořen|zverejnen|objavljen|објављен|publicat|"
    "megjelen|közzétéve|publikálva|létrehozva|публик|опублик|размещен|размещён|апублік|δημοσίευ|δημοσιεύ|"
    "δημοσιευ|yayın|yayin|eklenme|yayım|giriş|dərc|diterbitkan|dipublikasi|terbit|tayang|đăng|xuất bản|"
    "פורסם|פרסום|प्रकाशित|प्रकाशन|पब्लिश|প্রকাশ|شائع|வெளியிட|ప్రచురించ|പ്രസിദ്ധീകരിച്ച|paskelbt|"
    "publikuot|publicēt|avaldat|გამოქვეყნ|հրապարակ|publikuar|publicat|argitaratu|imechapishwa|chop etil|"
    "жариялан|нийтэлсэн|weşandin"
)
# Arabic has prefixes, and other scripts have no spaces: a label may begin anywhere in a run of letters.
_UPDATED_ANYWHERE = (
    "تحديث|محدث|تم التعديل|更新|修改|修正|改訂|改订|수정|업데이트|갱신|"
    "อัปเดต|อัพเดต|อัพเดท|ปรับปรุง|แก้ไข|កែប្រែ|ປັບປຸງ|"
    "ပြင်ဆင်|នាំសម័យ"
)
_PUBLISHED_ANYWHERE = (
    "نشر|نُشر|منشور|انتشار|منتشر|公開|掲載|配信|投稿|发布|發布|發佈|发表|發表|刊登|입력|등록|게시|승인|발행|게재|เผยแพร่|โพสต์|ตีพิมพ์|"
    "ផ្សាយ|ເຜີຍແຜ່|ထုတ်ဝေ"
)
_LABEL = regex.compile(
    rf"(?<updated>(?<![\p{{L}}\p{{M}}])(?:{_UPDATED})[\p{{L}}\p{{M}}]*+|{_UPDATED_ANYWHERE})|"
    rf"(?<published>(?<![\p{{L}}\p{{M}}])(?:{_PUBLISHED})[\p{{L}}\p{{M}}]*+|{_PUBLISHED_ANYWHERE})",
    regex.IGNORECASE,
)
# "Zuletzt aktualisiert am Montag, dem": words between a label and its date.
_LONGEST_LABEL = 25
_NUMBER = regex.compile(r"\p{Nd}|[〇零一二三四五六七八九十元](?=[年月日號号])")
_named_updated = finder(
    r"(?:last-?|date-?|time-?)?(?:updated?|modified|mod|edited|revised|changed)(?:-?(?:date|time|on|at|text|label))?|"
    r"aktualisiert|modifie|actualizad[ao]|atualizad[ao]|aggiornat[ao]|guncelleme"
)
_named_published = finder(
    r"(?:date-?|time-?|first-?)?(?:publish\w*|posted|created|pub)(?:-?(?:date|time|on|at|text|label))?|pubdate|"
    r"veroeffentlicht|publicad[ao]|pubblicat[ao]|publie|yayin\w*"
)


class Dated(NamedTuple):
    """A part of a text that may hold a date, and what its label says that it is of; None without one."""

    text: str
    field: Field | None


def dated_parts(text: str) -> Iterator[Dated]:
    """Yield the parts of a text that have numbers, cut where a label begins.

    Where the first label comes behind a date, as Japanese and Korean write it, all labels do.
    """
    labels = list(_LABEL.finditer(text))
    first = labels[0].start() if labels else len(text)
    is_behind = (
        bool(labels) and bool(_NUMBER.search(text[:first])) and not _NUMBER.search(text[labels[-1].end() :])
    )
    if is_behind:
        starts = [0, *(label.end() for label in labels)]
        cut = [(text[start : label.start()], label) for start, label in zip(starts, labels, strict=False)]
    else:
        ends = [*(label.start() for label in labels[1:]), len(text)]
        cut = [(text[label.end() : end], label) for label, end in zip(labels, ends, strict=False)]
        if _NUMBER.search(text[:first]):
            yield Dated(text[:first].strip(), None)
    for part, label in cut:
        if _NUMBER.search(part):
            yield Dated(part.strip(" :|-–—•·,"), _field_of(label))


def label_before(text: str) -> Field | None:
    """Return what the last label of a text says that the date behind it is of, None where there is none."""
    after_numbers = _NUMBER.split(text)[-1]
    last = next(reversed(list(_LABEL.finditer(after_numbers))), None)
    is_near = last is not None and len(after_numbers) - last.end() <= _LONGEST_LABEL
    return _field_of(last) if last and is_near else None


def label_in_names(names: str) -> Field | None:
    """Return what an element's names (class, id, itemprop) say that its date is of, None where nothing."""
    if _named_published(names):
        return Field.PUBLISHED
    return Field.UPDATED if _named_updated(names) else None


def _field_of(label: regex.Match[str]) -> Field:
    return Field.UPDATED if label["updated"] else Field.PUBLISHED
