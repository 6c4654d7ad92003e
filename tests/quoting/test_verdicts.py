"""What the archive knows of a quotation: whose it is, since when, and what of it is not so."""

from datetime import date

import pytest

from searchapp.speech import Speech

SEA = "The sea was here before the harbour, and it will be here when the harbour is gone."


def said(id, *paragraphs, **known):
    return Speech(id, paragraphs, **{"language": "en", **known})


def shown(verdict):
    return [place.standing.speech.id for place in verdict.places]


def parts(place, *kinds):
    return [
        (part.kind, part.text)
        for passage in place.passages
        for part in passage.parts
        if not kinds or part.kind in kinds
    ]


def test_word_for_word_within_one_passage(checked):
    verdict = checked([said("a", "Good morning.", SEA, "Thank you.")], "it will be here when the harbour is gone")

    assert (verdict.kind, verdict.count, verdict.more) == ("verbatim", 1, False)
    [passage] = verdict.places[0].passages
    assert passage.number == 2
    assert [(part.kind, part.text) for part in passage.parts] == [
        ("around", "The sea was here before the harbour, and "),
        ("same", "it will be here when the harbour is gone."),
    ]
    assert not verdict.places[0].signs_differ


def test_running_on_over_passages(checked):
    speeches = [said("a", "Nobody asked", "the river.", "It came"), said("b", "the river nobody asked. It came")]

    verdict = checked(speeches, "Nobody asked the river. It came")

    assert (verdict.kind, verdict.count, shown(verdict)) == ("verbatim", 1, ["a"])
    assert [passage.number for passage in verdict.places[0].passages] == [1, 2, 3]


def test_every_speech_that_has_it_over_passages_is_counted(checked):
    speeches = [said(f"s{n}", "Order. The bill", "be read a second time.", date=f"19{70 + n}") for n in range(7)]

    verdict = checked(speeches, "the bill be read a second time")

    assert (verdict.kind, verdict.count, verdict.more) == ("verbatim", 7, False)
    assert shown(verdict) == ["s0", "s1", "s2", "s3", "s4"]


def test_case_accents_and_signs_never_matter_and_are_told(checked):
    speeches = [said("a", "L’été, dit-elle, n’était pas naïf; «le fleuve» non plus.", language="fr")]

    verdict = checked(speeches, "ETE DIT ELLE N'ETAIT PAS NAIF LE FLEUVE")

    assert verdict.kind == "verbatim"
    assert verdict.places[0].signs_differ


def test_typographers_quotes_dashes_and_line_breaks_are_no_difference(checked):
    verdict = checked([said("a", "He said – “never again” – and sat down.")], 'He said - "never\nagain" - and sat down')

    assert verdict.kind == "verbatim"
    assert not verdict.places[0].signs_differ


def test_differences_stand_where_they_are(checked):
    verdict = checked([said("a", SEA)], "The sea was here before any harbour, and it will be when the harbour has gone")

    assert verdict.kind == "near"
    assert parts(verdict.places[0]) == [
        ("same", "The sea was here before "),
        ("quotation", "any"),
        ("archive", "the"),
        ("same", " harbour, and it will be "),
        ("archive", "here"),
        ("same", " when the harbour "),
        ("quotation", "has"),
        ("archive", "is"),
        ("same", " gone."),
    ]


def test_what_the_quoter_put_before_and_behind_is_told(checked):
    verdict = checked([said("a", "Well. " + SEA)], "Marsh said the sea was here before the harbour folks")

    assert verdict.kind == "partial"
    assert parts(verdict.places[0], "quotation", "same") == [
        ("quotation", "Marsh said"),
        ("same", "The sea was here before the harbour"),
        ("quotation", "folks"),
    ]


def test_an_ellipsis_parts_what_must_come_in_this_order(checked):
    speeches = [said("a", "First " + SEA, "Then much else.", "Nobody asked the river.")]

    right = checked(speeches, "the sea was here … Nobody asked the river")
    wrong = checked(speeches, "Nobody asked the river … the sea was here")

    assert (right.kind, right.count) == ("verbatim", 1)
    assert [passage.number for passage in right.places[0].passages] == [1, 3]
    assert wrong.kind != "verbatim"


def test_a_sentence_left_out_in_silence_is_near_and_shown(checked):
    verdict = checked(
        [said("a", "I will not raise this tax. Not unless the harbour burns. You have my word on it tonight.")],
        "I will not raise this tax. You have my word on it",
    )

    assert verdict.kind == "near"
    assert ("archive", "Not unless the harbour burns") in parts(verdict.places[0])


def test_words_in_brackets_are_the_quoters_own(checked):
    speeches = [said("a", "I told him that the harbour was lost.")]

    verdict = checked(speeches, "I told [the minister] that the harbour [of Skerrow] was lost")

    assert verdict.kind == "verbatim"
    assert verdict.quotation.own == ("the minister", "of Skerrow")


def test_what_was_never_said_is_not_here(checked):
    verdict = checked([said("a", SEA)], "We choose to go to the moon in this decade")

    assert (verdict.kind, verdict.places, verdict.count) == ("absent", (), 0)


def test_an_archive_without_speeches_has_no_quotation(checked):
    assert checked([], "nobody asked the river").kind == "absent"


def test_the_editors_words_are_not_the_speakers(checked):
    speeches = [said("a", SEA, introduction="The minister spoke after visiting the harbour.", speaker="Ada Marsh")]

    verdict = checked(speeches, "spoke after visiting the harbour", speaker="Marsh")

    assert (verdict.kind, verdict.places[0].standing.introduction) == ("verbatim", True)
    assert (verdict.attribution, verdict.claimed) == (None, None)


def test_what_was_said_goes_before_what_an_editor_wrote(checked):
    speeches = [said("a", SEA, introduction="Nobody asked the river."), said("b", "Nobody asked", "the river.")]

    verdict = checked(speeches, "nobody asked the river")

    assert (shown(verdict), verdict.places[0].standing.introduction) == (["b"], False)


def test_who_said_it_first_comes_first_and_all_are_counted(checked):
    dates = ["2019", None, "2017-03-14", "2018", "--11-21", "2016", "2020", "2021"]
    speeches = [said(f"s{n}", SEA, date=written) for n, written in enumerate(dates)]

    verdict = checked(speeches, SEA)

    assert verdict.count == 8
    assert shown(verdict) == ["s5", "s2", "s3", "s0", "s6"]


MARSH = {"speaker": "Ada Marsh", "date": "2017-03-14"}
QUILL = {"speaker": "Bo Quill", "date": "2019-11-05"}
DAY = {"first": date(2017, 3, 14), "last": date(2017, 3, 14)}


@pytest.mark.parametrize(
    ("claim", "attribution", "claimed"),
    [
        ({}, None, None),
        ({"speaker": "Quill"}, "confirmed", "quill"),
        ({"speaker": "ada MARSH"}, "confirmed", "marsh"),
        ({"speaker": "Marsh", **DAY}, "confirmed", "marsh"),
        (DAY, "confirmed", "marsh"),
        ({"speaker": "Quill", **DAY}, "date", None),
        ({"first": date(2001, 1, 1), "last": date(2001, 12, 31)}, "date", None),
        ({"speaker": "Bo Marsh"}, "speaker", None),
        ({"speaker": "Lincoln", **DAY}, "speaker", None),
    ],
)
@pytest.mark.parametrize(
    "text", [SEA, "the sea was here … the harbour is gone", "the sea was here harbour and it will be here when"]
)
def test_who_is_said_to_have_said_it_is_confirmed_or_not(checked, text, claim, attribution, claimed):
    verdict = checked([said("marsh", SEA, **MARSH), said("quill", SEA, **QUILL)], text, **claim)

    assert verdict.attribution == attribution
    assert (verdict.claimed.standing.speech.id if verdict.claimed else None) == claimed


def test_a_speech_of_an_uncertain_day_confirms_no_day(checked):
    verdict = checked([said("a", SEA, date="2017")], SEA, **DAY)

    assert verdict.attribution == "date"


def test_nearer_speeches_come_first(checked):
    other = SEA.replace("gone", "lost").replace("before", "behind")

    verdict = checked([said("far", other), said("near", SEA)], SEA.replace("gone", "drowned"))

    assert (verdict.kind, verdict.count) == ("near", 0)
    assert shown(verdict) == ["near", "far"]


def test_a_short_quotation_is_near_only_by_four_words(checked):
    speeches = [said("a", "Nobody asked the river anything.")]

    assert checked(speeches, "nobody asked a river").kind == "absent"
    assert checked(speeches, "nobody asked the big river").kind == "near"


def test_words_strewn_over_a_speech_are_not_near(checked):
    speeches = [said("a", "It is the question of speed, Mr Tan, because nowadays something is put up.")]

    assert checked(speeches, "the question is put").kind == "absent"


def test_chinese_is_compared_character_by_character(checked):
    speeches = [said("a", "没有人问过这条河。", language="zh")]

    assert checked(speeches, "没有人问过").kind == "verbatim"
    assert checked(speeches, "没有人听过这条河").kind == "near"


def test_what_is_far_from_the_quotation_is_cut(checked):
    long = "before " * 200 + SEA + " after" * 200

    [passage] = checked([said("a", long)], SEA).places[0].passages

    first, _, last = (part.text for part in passage.parts)
    assert first.startswith("… before")
    assert last.endswith("after …")
    assert len(first) < 300 > len(last)
