"""Names in bylines of many languages: titles, particles, agencies, places, ages, surnames first."""

import pytest

from transforms.article.bylines import names

# Bylines as meta elements and feeds state them, as JSON-LD gives one person, and as pages show them.
STATED: list[tuple[str, tuple[str, ...]]] = [
    ("Sen. Mary Poe", ("Sen. Mary Poe",)),
    ("dr hab. inż. Jan Kos", ("dr hab. inż. Jan Kos",)),
    ("José Ortega y Gasset", ("José Ortega y Gasset",)),
    ("Antoni Puig i Cadafalch", ("Antoni Puig i Cadafalch",)),
    ("Ana López y Juan Pérez", ("Ana López", "Juan Pérez")),
    ("João Silva e Maria Souza", ("João Silva", "Maria Souza")),
    ("Jane Roe, Reuters", ("Jane Roe",)),
    ("Jane Roe/AFP", ("Jane Roe",)),
    ("Reuters", ("Reuters",)),
    ("文在寅", ("文在寅",)),
    ("Jan de Vries", ("Jan de Vries",)),
    ("Yo-Yo Ma", ("Yo-Yo Ma",)),
    ("France 24", ("France 24",)),
    ("Jane Roe.", ("Jane Roe",)),
    ("By Ann Ex, Bo Sample, and Cy Third", ("Ann Ex", "Bo Sample", "Cy Third")),
    ("Ana Ex, Bo Sample, y Cy Third", ("Ana Ex", "Bo Sample", "Cy Third")),
    ("Henry Poe, Jr., and Ann Ex", ("Henry Poe Jr.", "Ann Ex")),
    ("20 Minutes", ("20 Minutes",)),
    ("Ann Ex, Bo Sample", ("Ann Ex", "Bo Sample")),
    ("St. John Smith", ("St. John Smith",)),
    ("Ludwig van der Berg", ("Ludwig van der Berg",)),
    ("박준석 기자 외 1명", ("박준석",)),
]
PERSONS: list[tuple[str, tuple[str, ...]]] = [
    ("Prof. Dr. Hans Meier", ("Prof. Dr. Hans Meier",)),
    ("Rev. John Roe", ("Rev. John Roe",)),
    ("Univ.-Prof. Dr. Eva Klar", ("Univ.-Prof. Dr. Eva Klar",)),
    ("doc. Ing. Petr Malý, CSc.", ("doc. Ing. Petr Malý",)),
    ("José Ortega y Gasset", ("José Ortega y Gasset",)),
    ("Maria Silva e Souza", ("Maria Silva e Souza",)),
    ("Jane Roe and John Doe", ("Jane Roe", "John Doe")),
    ("Le Figaro et AFP", ("Le Figaro et AFP",)),
    ("Felix Berg und Jörg Tal, dpa", ("Felix Berg", "Jörg Tal", "dpa")),
    ("Hans Meier, Berlin", ("Hans Meier",)),
    ("Hans Meier, Bad Homburg", ("Hans Meier",)),
    ("Jane Roe, The Associated Press", ("Jane Roe",)),
    ("dpa", ("dpa",)),
    ("Reuters, AFP", ("Reuters", "AFP")),
    ("dpa, Berlin", ("dpa",)),
    ("De Vries", ("De Vries",)),
    ("Per Olov Hed", ("Per Olov Hed",)),
    ("BR24 Redaktion", ("BR24 Redaktion",)),
    ("Ann Ex, PhD", ("Ann Ex",)),
    ("山田太郎、鈴木花子", ("山田太郎", "鈴木花子")),
    ("Povilas Alek, Mykolo Romerio universiteto profesorius, Lrt.lt", ("Povilas Alek",)),
    ("Martin Luther King Jr.", ("Martin Luther King Jr.",)),
    ("Henry Poe, Jr.", ("Henry Poe Jr.",)),
    ("Henry Poe, III", ("Henry Poe III",)),
    ("Henry Poe, Jr., Political Editor", ("Henry Poe Jr.",)),
    ("Karl von und zu Berg", ("Karl von und zu Berg",)),
    ("Jane Roe | Kelmouth Post", ("Jane Roe",)),
    ("Jane Roe · Kelmouth", ("Jane Roe",)),
    ("di Marta Rossa", ("Marta Rossa",)),
    ("Av Anna Ek", ("Anna Ek",)),
    ("Di Marta Rossa", ("Di Marta Rossa",)),
    ("de la Cruz Ana", ("de la Cruz Ana",)),
    ("Jane Roe, Kelmouth Post", ("Jane Roe",)),
]
SHOWN: list[tuple[str, tuple[str, ...]]] = [
    ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
    ("Hans Meier, Berlin", ("Hans Meier",)),
    ("Hans Meier, New York", ("Hans Meier",)),
    ("Jane Roe | Reuters", ("Jane Roe",)),
    ("Jane Roe | 3 hours ago", ("Jane Roe",)),
    ("3 hours ago | Jane Roe", ("Jane Roe",)),
    ("Jane Roe | an hour ago", ("Jane Roe",)),
    ("Von Anna Bei | vor 3 Stunden", ("Anna Bei",)),
    ("Par Anne Ex | il y a 3 heures", ("Anne Ex",)),
    ("Ana Ros | hace 5 minutos", ("Ana Ros",)),
    ("Анна Прик | 3 часа назад", ("Анна Прик",)),
    ("张三 | 3小时前", ("张三",)),
    ("山田太郎 | 3時間前", ("山田太郎",)),
    ("홍길동 기자 | 3시간 전", ("홍길동",)),
    ("Jane Roe | Nov 20", ("Jane Roe",)),
    ("Jane Roe | 5 min read", ("Jane Roe",)),
    ("作者：张三", ("张三",)),
    ("记者 张三", ("张三",)),
    ("记者张三", ("张三",)),
    ("本报记者 李四", ("李四",)),
    ("文／山田太郎", ("山田太郎",)),
    ("取材：山田太郎", ("山田太郎",)),
    ("取材・山田太郎", ("山田太郎",)),
    ("山田太郎記者", ("山田太郎",)),
    ("글 홍길동", ("홍길동",)),
    ("홍길동 특파원", ("홍길동",)),
    ("โดย สมชาย ใจดี", ("สมชาย ใจดี",)),
    ("ผู้สื่อข่าว: สมชาย ใจดี", ("สมชาย ใจดี",)),
    ("द्वारा राम कुमार", ("राम कुमार",)),
    ("राम कुमार, संवाददाता", ("राम कुमार",)),
    ("लेखक: राम कुमार", ("राम कुमार",)),
    ("Γράφει ο Νίκος Παπάς", ("Νίκος Παπάς",)),
    ("Της Μαρίας Παπά", ("Μαρίας Παπά",)),
    ("Συντάκτης: Νίκος Παπάς", ("Νίκος Παπάς",)),
    ("Írta: Kovács János", ("Kovács János",)),
    ("Szerző: Kovács János", ("Kovács János",)),
    ("بقلم: أحمد علي", ("أحمد علي",)),
    ("كتب أحمد علي", ("أحمد علي",)),
    ("إعداد: أحمد علي", ("أحمد علي",)),
    ("نویسنده: رضا احمدی", ("رضا احمدی",)),
    ("מאת: דני כהן", ("דני כהן",)),
    ("Yazan: Ali Kaya", ("Ali Kaya",)),
    ("Muhabir: Ali Kaya", ("Ali Kaya",)),
    ("Autor: Jan Kos", ("Jan Kos",)),
    ("Oleh Budi Santoso", ("Budi Santoso",)),
    ("Tác giả: Nguyễn Văn A", ("Nguyễn Văn A",)),
    ("Theo Franck", ("Theo Franck",)),
    ("Ann Ex, Bo Sample and Cy Third", ("Ann Ex", "Bo Sample", "Cy Third")),
    ("Ann Ex in Berlin", ("Ann Ex",)),
    ("Updated on Monday. Read more", ()),
    ("Anna and Bo Sample", ("Anna", "Bo Sample")),
    ("By Jane Roe, Staff Writer", ("Jane Roe",)),
    ("Jane Roe for The Kelmouth Post", ("Jane Roe",)),
]


# Surname first, as meta elements and feeds state it and as JSON-LD gives one person; lists look alike.
SURNAME_FIRST: list[tuple[str, tuple[str, ...]]] = [
    ("Doe, Jane", ("Jane Doe",)),
    ("Müller, Hans", ("Hans Müller",)),
    ("MÜLLER, Hans", ("Hans MÜLLER",)),
    ("O'Neil, Pat", ("Pat O'Neil",)),
    ("O’Neil, Pat", ("Pat O’Neil",)),
    ("Smith-Jones, Ann", ("Ann Smith-Jones",)),
    ("Sartre, Jean-Paul", ("Jean-Paul Sartre",)),
    ("McDonald, Ronald", ("Ronald McDonald",)),
    ("Doe, Jane A.", ("Jane A. Doe",)),
    ("Doe, J.", ("J. Doe",)),
    ("Doe, J. A.", ("J. A. Doe",)),
    ("Doe, J.A.", ("J.A. Doe",)),
    ("Meier, Dr. Hans", ("Dr. Hans Meier",)),
    ("von Berg, Hans", ("Hans von Berg",)),
    ("van der Berg, Jan", ("Jan van der Berg",)),
    ("Gogh, Vincent van", ("Vincent van Gogh",)),
    ("Silva, João da", ("João da Silva",)),
    ("Doe, John, Jr.", ("John Doe Jr.",)),
    ("Иванов, Иван", ("Иван Иванов",)),
    ("Παπάς, Νίκος", ("Νίκος Παπάς",)),
    ("Doe, Jane; Roe, John", ("Jane Doe", "John Roe")),
    ("Müller, Hans; O'Neil, Pat", ("Hans Müller", "Pat O'Neil")),
    ("Doe, Jane;Roe, John", ("Jane Doe", "John Roe")),
    ("Doe, Jane and Roe, John", ("Jane Doe", "John Roe")),
    ("Doe, Jane & Roe, John", ("Jane Doe", "John Roe")),
    ("Müller, Hans und Berg, Eva", ("Hans Müller", "Eva Berg")),
    ("Doe, Jane / Roe, John", ("Jane Doe", "John Roe")),
    ("Doe, Jane; Reuters", ("Jane Doe",)),
    ("Doe, Jane, Reuters", ("Jane Doe",)),
    ("Doe, Jane, Political Editor", ("Jane Doe",)),
]
ONE_PERSON_SURNAME_FIRST: list[tuple[str, tuple[str, ...]]] = [
    *SURNAME_FIRST,
    ("Doe, Jane Ann", ("Jane Ann Doe",)),
    ("Goethe, Johann Wolfgang von", ("Johann Wolfgang von Goethe",)),
    ("Meier, Hans, Berlin", ("Hans Meier",)),
    ("Doe, Jane | Kelmouth Post", ("Jane Doe",)),
]
LISTS: list[tuple[str, tuple[str, ...]]] = [
    ("Jane Doe, John Roe", ("Jane Doe", "John Roe")),
    ("Doe", ("Doe",)),
    ("Reuters, AFP", ("Reuters", "AFP")),
    ("AFP, Reuters", ("AFP", "Reuters")),
    ("BBC, CNN", ("BBC", "CNN")),
    ("Reuters, Jane Doe", ("Jane Doe",)),
    ("Jane Doe, Reuters", ("Jane Doe",)),
    ("Ann, Bo, Cy", ("Ann", "Bo", "Cy")),
    ("Kicker, Jane Doe", ("Kicker", "Jane Doe")),
    ("Ann, Bo and Cy Third", ("Ann", "Bo", "Cy Third")),
    ("Doe, Redakteur", ("Doe",)),
    ("山田,鈴木", ("山田", "鈴木")),
    ("홍길동, 김철수", ("홍길동", "김철수")),
]


@pytest.mark.parametrize(("byline", "found"), SURNAME_FIRST)
def test_a_surname_that_is_stated_first(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline]) == found


@pytest.mark.parametrize(("byline", "found"), ONE_PERSON_SURNAME_FIRST)
def test_the_surname_of_one_person_is_stated_first(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline], persons=[byline]) == found


@pytest.mark.parametrize(("byline", "found"), LISTS)
def test_a_list_is_no_surname_with_given_names(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline]) == found


@pytest.mark.parametrize(("byline", "found"), STATED)
def test_a_stated_byline(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline]) == found


@pytest.mark.parametrize(("byline", "found"), PERSONS)
def test_the_name_of_one_person(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline], persons=[byline]) == found


@pytest.mark.parametrize(("byline", "found"), SHOWN)
def test_a_byline_that_the_page_shows(byline: str, found: tuple[str, ...]) -> None:
    assert names([byline], is_shown=True) == found
