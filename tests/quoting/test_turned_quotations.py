"""What a quotation does to the sense: words left out, turned, moved; and words that were never said but are a title."""

from datetime import date

import pytest

from searchapp.speech import Speech

HOLT = "I do not accept that the boats were lost, and in 1961 we said that again."


def said(text, **known):
    return [Speech("a", (text,), **{"language": "en", **known})]


def test_an_archives_word_that_is_left_out_is_counted(checked):
    [place] = checked(said(HOLT), "I do not accept the boats were lost").places

    assert (place.standing.fit.same, place.standing.fit.left_out) == (8, 1)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (HOLT, "I do accept that the boats were lost, and in 1961"),
        (HOLT, "not accept that the boats were lost, and in 1962 we said"),
        (HOLT, "I do not accept that the boats were never lost, and in"),
        ("We lost eleven boats that night in the storm", "We lost twelve boats that night in the storm"),
        ("Мы этого не хотели и никогда больше не захотим", "Мы этого хотели и никогда больше не захотим"),
        ("Wir haben in dieser Nacht keine Boote verloren", "Wir haben in dieser Nacht Boote verloren"),
        ("Nous ne voulons pas de cette digue dans le port", "Nous voulons de cette digue dans le port"),
    ],
)
def test_a_word_that_turns_the_sense_or_a_figure_is_told(checked, text, quoted):
    verdict = checked(said(text, language=None), quoted)

    assert (verdict.kind, verdict.altered) == ("near", True)


@pytest.mark.parametrize(
    "quoted",
    [
        "I don't accept that the boats were lost, and in 1961",
        "I do not accept that the ships were lost, and in 1961",
    ],
)
def test_other_differences_alter_nothing(checked, quoted):
    verdict = checked(said(HOLT), quoted)

    assert (verdict.kind, verdict.altered) == ("near", False)


def test_six_of_ten_words_are_only_partly_like(checked):
    speeches = said("I have been asked whether the eleven would have lived.")

    assert checked(speeches, "I do not accept that the eleven would have lived").kind == "partial"


def test_words_that_stand_elsewhere_in_the_speech_are_moved_and_not_altered(checked):
    verdict = checked(
        said("We did not ask the river. Then the tide came over the long wall of the harbour at night."),
        "The tide came over the long wall of the harbour at night. We did not ask",
    )

    assert verdict.places[0].moved == ("We did not ask",)
    assert not verdict.altered


def test_words_of_a_title_are_told_as_that(checked):
    verdict = checked(said(HOLT, title="The pilot leaves by the ladder"), "the pilot leaves by the ladder")

    assert (verdict.kind, verdict.titled.id) == ("absent", "a")


@pytest.mark.parametrize("quoted", ["I do not accept that the boats were lost", "I do not accept … we said that again"])
def test_a_wrong_speaker_and_a_wrong_date_are_both_told(checked, quoted):
    claim = {"speaker": "Zorro", "first": date(2001, 1, 1), "last": date(2001, 12, 31)}

    verdict = checked(said(HOLT, speaker="Maren Holt", date="2024-10-22"), quoted, **claim)

    assert (verdict.attribution, verdict.stranger) == ("both", True)
