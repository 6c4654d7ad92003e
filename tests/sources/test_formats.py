"""What each reader finds in its own format, beyond the golden files."""

import pytest

ARTICLE = """{dateline} Ada Holm opened the lock on the Vell.

Many came.
* * *
At the end Ada Holm spoke about the price of water.
Ada Holm: {said}
{end}"""


def article(dateline="PRESS, May 3.", said='"First.\nLast."', end="<…>"):
    return ARTICLE.format(dateline=dateline, said=said, end=end)


@pytest.mark.parametrize(
    ("dateline", "source", "date"),
    [
        ("PRESS, May 3.", "PRESS", "--05-03"),
        ("PRESS, May 3rd, 2019.", "PRESS", "2019-05-03"),
        ("Coast Wire, 3 May 2019 –", "Coast Wire", "2019-05-03"),
        ("HARROW QUAY, Nov. 21 (PRESS).", "PRESS", "--11-21"),
        ("БЕЛОЗОРЬЕ, 21 ноября. /ПРЕССА/.", "ПРЕССА", "--11-21"),
        ("PRESSE, 3. Mai 2019.", "PRESSE", "2019-05-03"),
    ],
)
def test_a_dateline_tells_who_reports_and_when(file, reading, dateline, source, date):
    speech = reading(file("a.txt", article(dateline))).speech

    assert (speech.source, speech.date, speech.speaker) == (source, date, "Ada Holm")


@pytest.mark.parametrize(
    "said",
    ['"First.\nLast."', "“First.\nLast.”", "«First.\nLast.»", "«First.\nLast».", '"First.\n"Last."', "„First.\nLast.“"],
)
def test_the_marks_of_a_transcript_are_taken_off(file, reading, said):
    assert reading(file("a.txt", article(said=said))).speech.paragraphs == ("First.", "Last.")


def test_quotations_within_a_transcript_stay(file, reading):
    said = '"I asked: "why?"\nThey said "no."\nSo be it."'

    assert reading(file("a.txt", article(said=said))).speech.paragraphs == (
        'I asked: "why?"',
        'They said "no."',
        "So be it.",
    )


def test_the_introduction_is_never_attributed_to_the_speaker(file, reading):
    speech = reading(file("a.txt", article(end="<…>\nThe lock cost nine crowns."))).speech

    assert speech.paragraphs == ("First.", "Last.")
    assert speech.introduction.split("\n\n") == [
        "PRESS, May 3. Ada Holm opened the lock on the Vell.",
        "Many came.",
        "At the end Ada Holm spoke about the price of water.",
        "The lock cost nine crowns.",
    ]


def test_a_second_speaker_is_a_second_speech(file, reading):
    found = reading(file("a.txt", article(said='"First.\nLast."\nBo Lind: "And I."')))

    assert [(speech.speaker, speech.text) for speech in found.speeches] == [
        ("Ada Holm", "First.\n\nLast."),
        ("Bo Lind", "And I."),
    ]


def test_a_transcript_that_is_never_closed_is_kept(file, reading):
    assert reading(file("a.txt", article(said='"First.\nLast.', end=""))).speech.paragraphs == ("First.", "Last.")


def test_a_title_is_proposed_and_told(file, reading):
    found = reading(file("a.txt", article()))

    assert found.speech.title == "The price of water"
    assert dict(found.speech.extra) == {"proposed": ["title"]}
    assert "The price of water" in found.notices[0].message


@pytest.mark.parametrize(
    ("given", "matter"),
    [
        ({"title": "Locks", "topics": ("water",), "year": 2019}, ""),
        ({}, "---\ntitle: Locks\ntopics: [water]\nyear: 2019\n---\n"),
        ({}, "---\ntitle: Locks\ntopics: [water]\ndate: 2019-05-03\n---\n"),
    ],
)
def test_what_is_given_or_stands_in_front_matter_decides_over_proposals(file, reading, given, matter):
    found = reading(file("a.txt", matter + article()), **given)

    assert (found.speech.title, found.speech.topics, found.speech.date) == ("Locks", ("water",), "2019-05-03")
    assert found.faults == found.notices == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_columns_of_a_table_are_found_by_name(file, reading, delimiter):
    rows = [
        ["Speaker Name", "Date", "Debate", "Subjects", "Content", "Party"],
        ["Ada", "1961", "Locks", "a|b", "Fine.", "Harbour"],
    ]
    rows[1][3] = '"a|b"'
    found = reading(file("a.csv", "\n".join(delimiter.join(row) for row in rows)))

    speech = found.speech
    assert (speech.speaker, speech.date, speech.event, speech.topics) == ("Ada", "1961", "Locks", ("a", "b"))
    assert (speech.text, speech.extra) == ("Fine.", (("party", "Harbour"),))


def test_columns_can_be_mapped(file, reading):
    path = file("a.csv", "who,said,title\nAda,Fine.,On locks\n")

    found = reading(path, columns={"speaker": "who", "text": "Said", "event": "title"})
    missing = reading(path, columns={"speaker": "voice", "text": "said"})

    assert (found.speech.speaker, found.speech.text, found.speech.event) == ("Ada", "Fine.", "On locks")
    assert "voice" in missing.fault.message
    assert "who, said, title" in missing.fault.message


def test_numbered_columns_of_text_are_joined_as_they_were_cut(file, reading):
    header = "text_1,text_10,text_2,note_1,note_2"

    found = reading(file("a.csv", f"{header}\nAn un,end.,cut ,,n\n"))

    assert found.speech.text == "An uncut end."
    assert found.speech.extra == (("note_2", "n"),)


def test_columns_of_one_name_lose_nothing(file, reading):
    found = reading(file("a.csv", "text,text,\nOne.,Two.,Three.\n"))

    assert found.speech.text == "One."
    assert [value for _, value in found.speech.extra] == ["Two.", "Three."]


def test_a_cell_may_hold_lines_and_faults_name_the_line_a_row_begins_on(file, reading):
    found = reading(file("a.csv", 'date,text\n1961,"One.\n\nTwo."\n99/99/1961,Three.\n'))

    assert found.speeches[0].paragraphs == ("One.", "Two.")
    assert found.fault.line == 5


@pytest.mark.parametrize(
    ("name", "date", "speaker", "title"),
    [
        ("1837-VanBuren.txt", "1837", "Van Buren", "Fine words"),
        ("1897-McKinley-2.txt", "1897", "McKinley", "Fine words"),
        ("1951-MacArthur.txt", "1951", "MacArthur", "Fine words"),
        ("1961-01-20-inaugural-address.txt", "1961-01-20", None, "Inaugural address"),
        ("1961-01-20.txt", "1961-01-20", None, "Fine words"),
        ("2020-08-08-press-conference", "2020-08-08", None, "Press conference"),
        ("speech.txt", None, None, "Fine words"),
    ],
)
def test_the_name_of_a_file_tells(file, reading, name, date, speaker, title):  # noqa: PLR0917
    speech = reading(file(name, "Fine words.")).speech

    assert (speech.date, speech.speaker, speech.title) == (date, speaker, title)


def test_an_absurd_date_in_a_file_name_is_told(file, reading):
    found = reading(file("2020-13-45-lock.txt", "Fine words."))

    assert found.speech.date is None
    assert "2020-13-45" in found.fault.message


def test_header_lines_are_taken_off_a_text(file, reading):
    speech = reading(file("a.txt", "President: Ada Holm\nDate: 3 May 1902\nTitle: Locks\n\nFine words: yes.\n")).speech

    assert (speech.speaker, speech.date, speech.title, speech.text) == (
        "Ada Holm",
        "1902-05-03",
        "Locks",
        "Fine words: yes.",
    )


def test_a_first_line_with_a_colon_is_no_header(file, reading):
    speech = reading(file("a.txt", "Friends: I am here.\n\nFine words.\n")).speech

    assert speech.paragraphs == ("Friends: I am here.", "Fine words.")


def test_header_lines_of_other_names_are_told_and_kept_beside_the_text(file, reading):
    found = reading(file("a.txt", "\nSpeeker: Anna\nDatum: 2001-01-01\nOrt: Linz\n\nFine words.\n\nMore.\n"))

    speech = found.speech
    assert (speech.date, speech.paragraphs) == ("2001-01-01", ("Fine words.", "More."))
    assert (dict(speech.extra)["Speeker"], dict(speech.extra)["Ort"]) == ("Anna", "Linz")
    assert found.fault.line == 2
    assert "“Speeker” (did you mean “speaker”?), “Ort” are unknown" in found.fault.message
    assert "known are: id, speaker, date, year, title" in found.fault.message


@pytest.mark.parametrize(
    "header", ["Speeker: Anna\nDtae: 2001", "Redner: Anna\nOrt: Linz", "Date: 2001\nEvent:\nNote: It rained that day."]
)
def test_a_header_is_one_with_some_none_or_all_of_its_names_known(file, reading, header):
    assert reading(file("a.txt", f"{header}\n \nFine words.\n\nMore.")).speech.paragraphs == ("Fine words.", "More.")


def test_a_field_that_is_told_twice_loses_nothing(file, reading):
    header = "Date: 2001\nDatum: 2002\nNote: a\nNote: b\nTopic: roofs\nTopic: storms"
    found = reading(file("a.txt", f"{header}\n\nFine words."))

    assert (found.speech.date, found.speech.topics) == ("2001", ("roofs", "storms"))
    assert {"Datum": "2002", "Note": "a", "Note 2": "b"}.items() <= dict(found.speech.extra).items()
    assert "“Datum” (the date comes twice)" in found.fault.message


@pytest.mark.parametrize(
    "transcript",
    [
        "Anna: Hello there, how are you …\nBen: Fine, thanks.\n\nThey left.",
        "Anna: Hello there\nBen: Hello\n\nAnna: How are you?",
        "Anna: Hello there\nBen: Hello\n\nCarl: How are you?",
        "Date: 2001\nAnna: Hello there\n\nAnna: How are you?",
        "Date: 2001\nAnna: Hello there!\nBen: Hello!\n\nThey left.",
        "President: Good morning. Thank you all.\n\nThey left.",
        "President: Good morning\n\nPresident: Let us begin.",
        "Anna Maria Holm: Hello\nBen: Hello\n\nThey left.",
        "Anna: Hello\nBen: " + "and so on " * 20 + "\n\nThey left.",
        "\n".join(f"Voice {n}: la" for n in "abcdefghi") + "\n\nThey left.",
    ],
)
def test_the_turns_of_a_transcript_are_no_header(file, reading, transcript):
    found = reading(file("a.txt", transcript))

    assert " ".join(found.speech.paragraphs) == " ".join(transcript.split())
    assert found.faults == []


@pytest.mark.parametrize("where", ["front matter", "sidecar"])
@pytest.mark.parametrize(
    ("heading", "paragraphs"),
    [("On Gulls", ("On Gulls", "Fine words.")), ("ON *ROOFS*!", ("Fine words.",)), ("", ("Fine words.",))],
)
def test_a_heading_that_is_not_the_title_is_the_first_paragraph(file, reading, where, heading, paragraphs):
    matter = "---\ntitle: On roofs\n---\n" if where == "front matter" else ""
    path = file("a.md", matter + (f"# {heading}\n\n" if heading else "") + "Fine words.\n")
    if where == "sidecar":
        file("a.md.json", '{"title": "On roofs"}')

    speech = reading(path).speech

    assert (speech.title, speech.paragraphs) == ("On roofs", paragraphs)


def test_an_empty_title_in_front_matter_leaves_the_heading_as_title(file, reading):
    speech = reading(file("a.md", "---\ntitle:\n---\n# On gulls\n\nFine words.\n")).speech

    assert (speech.title, speech.paragraphs) == ("On gulls", ("Fine words.",))


PAGE = "<html><head>{title}</head><body>{before}<article>{heading}<p>Fine words.</p></article></body></html>"
HEADING = "<h1 class=x><span>Opening of</span>\n the library</h1>"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("<title>Opening of the library – Parliament</title>", ("Opening of the library", ("Fine words.",))),
        ("<title>Opening of the library</title>", ("Opening of the library", ("Fine words.",))),
        ("", ("Opening of the library", ("Fine words.",))),
        ("<title>Parliament</title>", ("Parliament", ("Opening of the library", "Fine words."))),
        (
            "<title>Opening of the library hall</title>",
            ("Opening of the library hall", ("Opening of the library", "Fine words.")),
        ),
    ],
)
def test_the_heading_of_a_page_is_its_title_and_not_its_text(file, reading, title, found):
    speech = reading(file("a.html", PAGE.format(title=title, before="<h1>The site</h1>", heading=HEADING))).speech

    assert (speech.title, speech.paragraphs) == found


def test_a_heading_outside_the_article_ends_the_title_all_the_same(file, reading):
    title = "<title>Opening of the library | Parliament</title>"
    speech = reading(file("a.html", PAGE.format(title=title, before=HEADING, heading=""))).speech

    assert (speech.title, speech.paragraphs) == ("Opening of the library", ("Fine words.",))


def test_a_heading_that_a_sidecar_does_not_repeat_stays_in_the_text(file, reading):
    file("a.html.json", '{"title": "Of books"}')
    speech = reading(file("a.html", PAGE.format(title="", before="", heading=HEADING))).speech

    assert (speech.title, speech.paragraphs) == ("Of books", ("Opening of the library", "Fine words."))


def test_a_page_that_is_only_a_heading_keeps_it(file, reading):
    assert reading(file("a.html", "<html><body><h1><div>Fine words.</div></h1></body></html>")).texts() == [
        "Fine words."
    ]


def test_a_line_that_is_only_a_date_dates_a_text(file, reading):
    assert reading(file("1954-Holm.txt", "On locks\n\nJanuary 7, 1954\n\nFine.")).speech.date == "1954-01-07"
    assert reading(file("1955-Holm.txt", "On locks\n\nJanuary 7, 1954\n\nFine.")).speech.date == "1955"


def test_lines_wrapped_at_a_margin_are_joined_and_others_are_paragraphs(file, reading):
    wrapped = (
        "We dug this basin with spades and it\ntook us eleven winters, I will not\npraise the spades.\n\nThe end.\n"
    )
    plain = "We dug this basin.\nIt took us years.\nI praise nobody.\n\nThe end.\n"

    assert reading(file("a.txt", wrapped)).speech.paragraphs[1:] == ("The end.",)
    assert len(reading(file("b.txt", plain)).speech.paragraphs) == 4
