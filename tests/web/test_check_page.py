"""The page that checks quotations, in each of its states."""

from urllib.parse import urlencode

import pytest
from harbour import ARCHIVE, FLOOD
from markup import links, page

from searchapp.quoting import quotation
from searchapp.speech import Speech

SEA = "The sea was here before the harbour, and it will be here when the harbour is gone."


def asking(**asked):
    return f"/check?{urlencode(asked)}"


def test_nothing_pasted_yet_is_a_form(client):
    shown = page(client, "/check")

    assert shown.text("h1") == ["Check a quotation"]
    assert [a["name"] for a in shown.all("textarea")] == ["quotation"]
    assert {"speaker", "date"} < {a["name"] for a in shown.all("input")}
    assert shown.one("meta", name="robots")["content"] == "noindex"
    assert shown.text("title") == ["Check a quotation – Harbour speeches"]


def test_every_page_leads_to_it(client):
    assert "/check" in links(page(client, "/search?q=river"))
    assert "/check?lang=de" in links(page(client, "/speech/reka?lang=de"))


def test_word_for_word_shows_the_passage_and_leads_to_it(client):
    shown = page(client, asking(quotation="the barrier will hold the river"))

    assert shown.text("h1") == ["This is word for word what Ada Marsh said (14 March 2017)."]
    assert shown.text("mark") == ["the barrier will hold the river."]
    assert shown.text("blockquote") == ["Passage 22 We shall build a barrier, and the barrier will hold the river."]
    assert "/speech/2017-flood?passage=2#p2" in links(shown)
    assert not shown.all("del")
    assert not shown.all("ins")


def test_differences_are_told_without_colours(client):
    shown = page(client, asking(quotation="We shall build a wall, and the barrier will hold the mighty river"))

    assert shown.text("h1") == ["This is nearly what Ada Marsh said (14 March 2017)."]
    assert shown.text("del") == ["in the quotation: wall", "in the quotation: mighty", "Words struck out"]
    assert shown.text("ins") == ["in the archive: barrier", "words underlined"]
    assert shown.text("blockquote")[0].endswith(
        "We shall build a in the quotation: wall in the archive: barrier, and the barrier will hold the "
        "in the quotation: mighty river."
    )
    assert "11 of 13 words are the same, in the same order." in shown.said


def test_what_is_not_here_says_what_that_means(client):
    shown = page(client, asking(quotation="We choose to go to the moon"))

    assert shown.text("h1") == ["This is not in this archive."]
    assert "The archive holds 4 speeches." in shown.said


def test_an_editors_words_are_not_the_speakers(client):
    shown = page(client, asking(quotation="after visiting the harbour"))

    assert shown.text("h1") == ["These words are an editor’s, not the speaker’s."]
    assert "The introduction in the archive, written by its editor" in shown.said
    assert not [address for address in links(shown) if "#p" in address]


def test_several_speeches_are_counted_and_the_first_is_named(client_of):
    others = [Speech(f"s{n}", (SEA,), speaker=f"Speaker {n}", date=f"20{10 + n}", title=f"Title {n}") for n in range(7)]

    shown = page(client_of(*others), asking(quotation=SEA, speaker="Speaker 6"))

    assert shown.text("h1") == ["This is word for word what Speaker 6 said (2016)."]
    assert "7 speeches have it word for word." in shown.said
    assert "Speaker 0 said it first (2010)." in shown.said
    assert [address for address in links(shown) if "#p1" in address][2:] == [
        f"/speech/s{n}?passage=1#p1" for n in range(5)
    ]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"speaker": "Bo Quill"}, "No speech by Bo Quill in this archive has it."),
        ({"date": "2018"}, "No speech of that date (2018) in this archive has it."),
        ({"speaker": "Marsh", "date": "2018-01"}, "Marsh said it here, but not at that date (January 2018)."),
    ],
)
def test_a_wrong_attribution_is_told(client, claim, said):
    shown = page(client, asking(quotation="the barrier will hold the river", **claim))

    assert said in shown.said
    assert shown.one("input", id="speaker")["value"] == claim.get("speaker", "")
    assert shown.one("input", id="date")["value"] == claim.get("date", "")


@pytest.mark.parametrize(
    ("speech", "heading"),
    [
        (Speech("a", (SEA,), speaker="Ada"), "This is word for word what Ada said."),
        (Speech("a", (SEA,), date="2019"), "This stands word for word in a speech of 2019; the speaker isn’t named."),
        (Speech("a", (SEA,)), "This stands word for word in a speech of a speaker and a date that aren’t known."),
    ],
)
def test_what_is_not_known_of_a_speech_is_not_said(client_of, speech, heading):
    assert page(client_of(speech), asking(quotation=SEA)).text("h1") == [heading]


@pytest.mark.parametrize("text", ["the river", "word " * (quotation.MOST + 1), "x" * (quotation.LONGEST + 1)])
def test_too_short_and_too_long_keep_what_was_pasted(client, text):
    shown = page(client, asking(quotation=text, speaker="Ada"), 400)

    assert shown.text("h1") == ["This can’t be checked yet"]
    assert shown.text("textarea") == [text.strip()]
    assert shown.one("textarea", **{"aria-invalid": "true"})["aria-describedby"] == "fault-quotation help-quotation"
    assert shown.one("input", id="speaker")["value"] == "Ada"


def test_every_fault_is_told_at_once(client):
    shown = page(client, asking(quotation="the river", date="soon", speker="Ada", speaker="x" * 201), 400)

    assert {a["id"] for a in shown.all("span", **{"class": "fault"})} == {
        "fault-quotation",
        "fault-date",
        "fault-speaker",
    }
    assert "“speker” is not a parameter here." in shown.said


def test_what_was_pasted_is_text_and_nothing_else(client_of):
    speech = Speech("a", ("He said <b>never</b> & sat down again.",), speaker="<i>Ada</i>", language="en")
    client = client_of(speech)
    text = '</textarea><script>alert(1)</script> said "never" & sat down [<u>loudly</u>] again'

    shown = page(client, asking(quotation=text, speaker='"><script>'))

    assert shown.text("textarea") == [text]
    assert len(shown.all("script")) == len(page(client, "/check").all("script"))
    assert not {tag for tag, _ in shown.tags} & {"b", "i", "u"}


def test_a_first_line_break_is_kept(client):
    answer = client.get(asking(quotation="\nthe river\n\nhas no words like these"))

    assert "the river\n\nhas no words like these</textarea>" in answer.text


def test_words_of_other_scripts_keep_their_language_and_direction(client_of):
    speech = Speech("a", ("كان البحر هنا قبل الميناء وسيبقى هنا",), language="ar", title="كلمة")

    shown = page(client_of(speech), asking(quotation="كان البحر هنا قبل السفينة وسيبقى هنا"))

    assert len(shown.all("p", lang="ar", dir="rtl")) == 2
    assert shown.text("del")[0] == "in the quotation: السفينة"
    assert all(a["lang"] == "en" for a in shown.all("span", **{"class": "unseen"}) if "lang" in a)


def test_the_language_of_the_page_goes_with_the_form(client):
    kept = page(client, "/check?lang=de").all("input", type="hidden", name="lang")

    assert [a["value"] for a in kept] == ["de", "de"]


def test_without_an_archive_there_is_a_form_but_no_verdict(unbuilt):
    assert page(unbuilt, "/check").text("h1") == ["Check a quotation"]
    assert unbuilt.get(asking(quotation=SEA)).status_code == 503


def test_a_check_that_takes_too_long_says_so(client_of):
    answer = client_of(FLOOD, deadline=-1).get(asking(quotation=SEA))

    assert answer.status_code == 503
    assert "That took too long" in answer.text


@pytest.mark.parametrize("speech", ARCHIVE, ids=lambda speech: speech.id)
def test_every_speech_is_found_by_its_own_words(client, speech):
    shown = page(client, asking(quotation=" ".join(speech.paragraphs)))

    assert shown.text("h1")[0].startswith("This is word for word" if speech.speaker else "This stands word for word")


def test_a_turned_sense_is_the_headline(client):
    shown = page(client, asking(quotation="We shall never build a barrier, and the barrier will hold"))

    assert shown.text("h1") == ["Altered: a word that turns the sense, or a figure, is different."]
    assert "This is nearly what Ada Marsh said (14 March 2017)." in shown.said


def test_words_that_many_said_are_told_as_that_and_all_can_be_found(client_of):
    client = client_of(*[Speech(f"s{n}", (SEA,), speaker=f"Speaker {n}", date=f"20{10 + n}") for n in range(7)])

    shown = page(client, asking(quotation="the sea was here"))

    assert shown.text("h1") == ["Said in 7 speeches, first by Speaker 0 (2010)."]
    [found] = [address for address in links(shown) if address.startswith("/search?q=%3D")]
    assert "7 speeches" in page(client, found).said


def test_a_title_is_no_speech_but_leads_to_one(client_of):
    client = client_of(Speech("a", (SEA,), title="The pilot leaves by the ladder"))

    shown = page(client, asking(quotation="The pilot leaves by the ladder"))

    assert shown.text("h1") == ["These are the words of a title, not of a speech."]
    assert "/speech/a" in links(shown)


def test_a_stranger_and_a_wrong_date_are_both_told(client):
    shown = page(client, asking(quotation="the barrier will hold the river", speaker="Zorro", date="2001"))

    assert "No speaker in this archive is called Zorro." in shown.said
    assert "No speech of that date (2001) in this archive has it." in shown.said


def test_struck_words_that_stand_elsewhere_in_the_speech_are_said_to(client_of):
    client = client_of(Speech("a", ("We asked the old river. Then the tide came over the long wall at night.",)))

    shown = page(client, asking(quotation="The tide came over the long wall at night. We asked the old"))

    assert "Elsewhere in the same speech stands: We asked the old." in shown.said
