"""Text into words, forms and stems."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from searchapp.text.analysis import LONGEST, STEMMERS, analysed_as, beginning, form, forms, stem, tokens, word_spans

LANGUAGES = [None, *STEMMERS]
LATIN = "abdlnqu'ʼ’＇ßſ\u00ad\u200d\u0301\u0308\u0323æǽøŁıİŉ𝐀Ⅷﬁ½"
CYRILLIC = "авийцЙїЁґ'ʼ\u0301\u0306"


def words(text):
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One, two — three…", ["One", "two", "three"]),
        ("28-point plan", ["28", "point", "plan"]),
        ("the people's, the peoples’ and 'theirs'", ["the", "people's", "the", "peoples", "and", "theirs"]),
        ("workersʼ rights and ʼtis", ["workers", "rights", "and", "tis"]),
        ("co\u00adoperation", ["co\u00adoperation"]),
        ("snake_case", ["snake", "case"]),
        ("和平談判 and 3月", ["和", "平", "談", "判", "and", "3", "月"]),
        ("cafe\u0301 \u0301 \u0301x", ["cafe\u0301", "x"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits(text, found):
    assert words(text) == found


@given(some.text())
def test_tokens_stand_where_they_say_in_order(text):
    found = list(tokens(text))

    assert all(text[token.start : token.end] == token.word != "" for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(some.text())
def test_every_letter_and_digit_belongs_to_a_word(text):
    inside = {at for token in tokens(text) for at in range(token.start, token.end)}

    apart = {letter for at, letter in enumerate(text) if at not in inside and letter.isalnum()}
    assert apart <= {"ʼ"}


@given(some.text(), some.sampled_from(LANGUAGES))
def test_each_word_has_one_form_and_it_is_never_empty(text, language):
    assert len(forms(text, language)) == len(words(text))
    assert "" not in forms(text, language)


@given(
    some.text(LATIN, max_size=8) | some.text(CYRILLIC, max_size=8) | some.text(max_size=4), some.sampled_from(LANGUAGES)
)
def test_a_form_is_its_own_form(text, language):
    for word in words(text):
        once = form(word, language)
        assert form(once, language) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ЁЛКИ", "елки"),
        ("Ёлки", "е\u0308лки"),
        ("ЙОД", "и\u0306од"),
        ("Straße", "STRASSE"),
        ("Ærø", "aero"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("œuvre", "Oeuvre"),
        ("co\u00adoperation", "cooperation"),
        ("people’s", "people's"),
        ("peopleʼs", "people＇s"),
        ("𝐒𝐩𝐞𝐞𝐜𝐡", "speech"),
        ("ﬁscal", "FISCAL"),
        ("Кupyansk", "Kupyansk"),
        ("Kупянск", "Купянск"),
    ],
)
def test_what_looks_the_same_has_the_same_form(typed, meant):
    assert form(typed, None) == form(meant, None)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("Kupyansk", "Купянск"), ("nazi", "nasi")])
def test_what_differs_has_different_forms(one, other):
    assert form(one, None) != form(other, None)


@pytest.mark.parametrize(
    ("word", "bare"),
    [("l'État", "etat"), ("d’accord", "accord"), ("Qu'il", "il"), ("aujourd'hui", "aujourd'hui"), ("d’l’eau", "eau")],
)
def test_elisions_are_taken_off_french_words_only(word, bare):
    assert form(word, "fr") == bare
    assert form("d'Artagnan", "en") == "d'artagnan"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "negotiations", "negotiated"),
        ("ru", "переговорам", "переговоры"),
        ("de", "verhandlungen", "verhandlung"),
        ("fr", "negociations", "negociation"),
    ],
)
def test_inflections_share_a_stem_in_their_language(language, one, other):
    assert stem(one, language) == stem(other, language)
    assert stem(one, None) == one


@pytest.mark.parametrize(
    ("code", "rules"),
    [("en", "en"), ("en-GB", "en"), ("DE_at", "de"), ("es", None), ("eng", None), ("", "und"), (None, "und")],
)
def test_a_language_follows_the_rules_of_its_main_code(code, rules):
    assert analysed_as(code) == rules


@given(some.text("й\u0301\u0323\u0344\u0f73\u0345\u0306ий한", max_size=40))
def test_a_long_word_has_the_form_that_it_would_have_if_it_were_short(letters):
    ends = "ж" * (LONGEST + 1)

    assert form("й" + letters + ends, None) == form("й" + letters + "ж", None).removesuffix("ж") + ends


ENGLISH = (
    "s es ies ied ed edly ing ying ingly eed eedly y ly li ational tional ency ancy ably bly ently izer ization ation "
    "ator alism ality ally fulness ously iveness ivity bility ogy fully lessly ness icate ative alize icity ical e ll"
)
RUSSIAN = "ая ого ыми ть ла ли ло ем ешь ите йте ся сь вши вшись ость ейше нн ь и ия иями ах ов ам ует ила ыло ующ ивш"
IRREGULAR = "skis skies sky dying lying tying idly gently ugly early only singly news inning happy"
endings = some.lists(some.sampled_from((ENGLISH + " " + RUSSIAN).split()), max_size=3).map("".join)
inflected = some.builds(str.__add__, some.text("abetyilsgаеиоу", min_size=1, max_size=5), endings)


@settings(max_examples=1000)
@given(inflected | some.sampled_from(IRREGULAR.split()), some.sampled_from(["en", "ru", None]))
def test_every_form_of_a_stem_begins_as_the_others_do(word, language):
    assert form(word, language).startswith(beginning(form(word, language), language))


@settings(max_examples=10)
@example("\u0301\u0323")
@given(some.text(LATIN + CYRILLIC + "'’\u0301 ", min_size=1, max_size=3))
def test_no_text_is_endless_to_read(piece):
    text = "a" + piece * (1_000_000 // len(piece))

    spans = word_spans(text)
    assert len(forms(text, "fr")) == len(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
