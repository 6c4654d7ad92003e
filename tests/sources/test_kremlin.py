"""Pages of kremlin.ru: turns under labels with tooltips, boxes of links in the middle, what is done meanwhile."""

import csv
import re
from collections import Counter

import pytest

from searchapp.sources.asides import unstaged
from searchapp.sources.kremlin.furniture import cleared
from searchapp.sources.kremlin.labels import labels

LEFT_OUT = {
    "the section and the title before each page": r"^События (?:Совещание о плотинах|Указ о реке) ",
    "what each page ends with": r" Статус материала Опубликован.*",
    "where it is, whom and what it is about": r"География .*|Темы .*",
    "boxes of links": (
        r"(?:Смотрите также|Дополнительно) (?:Участники .*? 7–8 апреля 2019 года 8 апреля 2019 года"
        r"|Новости Совета по рекам и озёрам|Указ № 3 pdf, 44.8 кБ|(?:Поездка|Встреча) на рек[уе] \d апреля 2019 года)"
    ),
    "what is done meanwhile": r"\((?:Обращаясь|Смех|Аплод)[^)]*\)",
    "what an organisation is": r"Краткая справка Союз рек \(СР\) ",
    "colons and brackets of labels": r" :|(?<=Журавлёв):|[()]",
    "cuts and dividers": r"<…>|\* \* \*",
}
"""What stands in the fixture and in no speech, on purpose; in the order that it is taken out."""


@pytest.fixture
def spoken(reading, fixtures):
    return reading(fixtures / "kremlin" / "boxes.csv", language="ru")


def test_no_character_is_lost_but_what_is_left_out_on_purpose(fixtures, spoken):
    rows = csv.DictReader((fixtures / "kremlin" / "boxes.csv").read_text().splitlines())
    written = [row["article_full_text_1"] + row["article_full_text_2"] for row in rows]
    for pattern in LEFT_OUT.values():
        written = [re.sub(pattern, " ", text) for text in written]

    said = [(one.text, one.introduction or "", one.speaker or "", *dict(one.extra).values()) for one in spoken.speeches]
    missing = Counter("".join(written)) - Counter("".join("".join(parts) for parts in said).replace("()", ""))

    assert "".join(missing.elements()).strip() == ""


def test_a_box_of_links_within_a_turn_is_taken_out_and_the_turn_goes_on(spoken):
    first = spoken.speeches[0]

    assert first.paragraphs == (
        "Добрый день!",
        "Дополнительно работать надо всем.",
        "Хочу подчеркнуть: плотины старые. Олег Ильич, прошу.",
    )


@pytest.mark.parametrize(
    "words",
    [
        "Смотрите также на реку. Она 7 мая 2019 года встала.",
        "Дополнительно Мы построим плотину. Она откроется 7 мая 2019 года.",
        "Смотрите также Река 7 мая 2019 года встала.",
    ],
)
def test_words_that_only_begin_as_a_box_stay(words):
    assert cleared(f"Река. {words} И всё.", "") == f"Река. {words} И всё."


def test_a_box_ends_where_a_turn_begins_with_a_date():
    text = "Вот. Смотрите также Река 7 мая 2019 года 9 мая 1945 года кончилась война."

    assert cleared(text, "") == "Вот. \n 9 мая 1945 года кончилась война."


def test_who_is_named_with_a_tooltip_speaks_for_himself(spoken):
    second = spoken.speeches[1]

    assert (second.speaker, second.text) == (
        "О.Ветров",
        "Плотина (новая) крепка. Ремонт идёт в рамках Союза рек, и он закончен.",
    )
    assert dict(second.extra)["role"] == "Министр рек и озёр, председатель Совета по рекам"
    assert dict(second.extra)["full_name"] == "Ветров Олег Ильич"


def test_names_of_several_words_begin_turns(spoken):
    named = [(one.speaker, one.introduction) for one in spoken.speeches[2:5]]

    assert named == [
        ("Х.Бен Альмар Дорен", "как переведено"),
        ("Тимар Бен Олан Аль Дорен", "как переведено"),
        ("Ли У", "как переведено"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Был О.Ветров Ветров Олег Ильич министр рек . Он сказал : да",
        "Был О.Ветров Ветров Олег Ильич министр рек , и вода : вот",
        "Был О.Ветров Ветров Олег Ильич министр рек * * * Н.Журавлёв : Да",
        "Был О.Ветров Ветров Олег Ильич министр рек, и Н.Журавлёв : Да",
    ],
)
def test_a_tooltip_at_a_mention_begins_no_turn(text):
    assert "О.Ветров" not in [label.name for label in labels(text)]


def test_what_the_site_says_after_a_divider_is_in_nobodys_mouth(spoken):
    *_, before, last, _ = spoken.speeches

    assert before.text == "Всё."
    assert last.introduction == "Затем участники осмотрели плотину."


def test_a_real_page_keeps_its_turns_around_a_box(corpora, reading):
    found = reading(corpora / "kremlin-ru-csv" / "kremlin_articles_ru_enhanced.csv", language="ru")
    lengths = Counter()
    for one in found.speeches:
        lengths[one.url.rpartition("/")[2]] += len(one.text)

    assert lengths["76773"] > 2_800
    assert lengths["76405"] > 3_500
    assert sum("role" in dict(one.extra) for one in found.speeches) == 42
    assert not any(re.search(r"Смотрите также [А-Я]|\((?:Смех|Аплод)", one.text) for one in found.speeches)


@pytest.mark.parametrize(
    "direction",
    [
        *(
            "(Аплодисменты.)",
            "(Смех в зале.)",
            "(обращаясь к О.Ветрову)",
            "(Обращаясь к А.-М.Доре.)",
            "(Минута молчания.)",
        ),
        *("(Показывает на меч.)", "(Демонстрация фрагмента «Реки».)", "(Как переведено.)", "(Говорит по-русски.)"),
    ],
)
def test_what_is_done_meanwhile_is_no_word_of_the_speakers(direction):
    assert unstaged(f"Вот. {direction} Да.") == "Вот. Да."


@pytest.mark.parametrize(
    "own", ["(звучит странно)", "(смехотворно)", "(обращаясь к реке, мы молчим)", "(показывает опыт)", "(РФПИ)"]
)
def test_what_speakers_put_in_brackets_themselves_stays(own):
    assert unstaged(f"Вот {own} да.") == f"Вот {own} да."
