"""Transcripts in running text: a speech for each turn, nobody's words under another's name."""

import pytest


def spoken(found):
    return [(speech.speaker, speech.text) for speech in found.speeches]


def everything(found):
    parts = []
    for one in found.speeches:
        extra = [str(value) for _, value in one.extra]
        parts += [one.text, one.title or "", one.speaker or "", one.introduction or "", one.date or "", *extra]
    return "".join("".join(parts).split())


def test_a_heading_with_a_name_begins_a_turn(fixtures, reading):
    found = reading(fixtures / "sayit" / "2021-04-02-Lock-meeting.md")

    assert [(one.speaker, one.title) for one in found.speeches] == [
        ("Ada Holm", "The lock at Harrow Quay"),
        ("林書白", "The lock at Harrow Quay"),
        ("Bo Lind", "The lock at Harrow Quay"),
        ("Ada Holm", "The second lock"),
        ("Bo Lind", "The second lock"),
    ]
    assert {(one.date, one.event) for one in found.speeches} == {("2021-04-02", "The lock at Harrow Quay")}
    assert len({one.id for one in found.speeches}) == 5


def test_notes_in_block_quotes_are_nobodys_words(fixtures, reading):
    first = reading(fixtures / "sayit" / "2021-04-02-Lock-meeting.md").speeches[0]

    assert first.introduction == "(The meeting was recorded.)\n\n(laughter)"
    assert "laughter" not in first.text
    assert dict(first.extra) == {"role": "chair"}


def test_a_turn_without_words_is_told(file, reading):
    found = reading(file("a.md", "# Locks\n\n### Ada Holm:\n\n### Bo Lind:\nFine.\n"))

    assert spoken(found) == [("Bo Lind", "Fine.")]
    assert (found.notices[0].line, "says nothing" in found.notices[0].message) == (3, True)


def test_an_id_in_front_matter_begins_the_id_of_each_turn(file, reading):
    found = reading(file("a.md", "---\nid: locks\ntitle: Locks\n---\n### Ada:\nOne.\n\n### Bo:\nTwo.\n"))

    assert [(one.id, one.event) for one in found.speeches] == [("locks-1", "Locks"), ("locks-2", "Locks")]


def test_questions_introduce_their_answers(fixtures, reading):
    found = reading(fixtures / "dialogue" / "agency.txt")

    assert spoken(found) == [
        ("Ada Holm", "Because the gate was broken.\n\nIt will open in June."),
        ("Ada Holm", "Nine crowns."),
        ("Bo Lind", "Eight, I think."),
    ]
    assert found.speeches[1].introduction == "Question: And the price?"
    assert found.speeches[2].introduction == "The meeting lasted an hour."
    assert [dict(one.extra).get("role") for one in found.speeches] == ["mayor of Harrow Quay", None, "engineer"]


@pytest.mark.parametrize(
    "turns",
    [
        "**Ada Holm:** One.\n\n**Bo Lind:** Two.\n\n**Ada Holm:** Three.\n\n**Bo Lind:** Four.",
        "**Ada Holm**: One.\n\n**Bo Lind**: Two.\n\n**Ada Holm**: Three.\n\n**Bo Lind**: Four.",
        "Ada Holm: One.\n\nBo Lind: Two.\n\nHolm: Three.\n\nLind: Four.",
        "— Ada Holm: One.\n\n— Bo Lind: Two.\n\n— Ada Holm: Three.\n\n— Bo Lind: Four.",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_plain_turns_need_no_dateline(file, reading, turns, name):
    found = reading(file(name, f"They met at the lock.\n\n{turns}\n"))

    assert spoken(found) == [("Ada Holm", "One."), ("Bo Lind", "Two."), ("Ada Holm", "Three."), ("Bo Lind", "Four.")]


@pytest.mark.parametrize("marks", [("Q.", "A."), ("Q:", "A:"), ("Вопрос:", "Ответ:"), ("Frage:", "Antwort:")])
def test_answers_are_of_whom_the_document_names(file, reading, marks):
    asks, answers = marks
    text = f"{asks} Why?\n\n{answers} The gate.\n\n{asks} When?\n\n{answers} In June.\n"
    named, unnamed = reading(file("a.txt", text), speaker="Ada Holm"), reading(file("b.txt", text))

    assert spoken(named) == [("Ada Holm", "The gate."), ("Ada Holm", "In June.")]
    assert (named.faults, spoken(unnamed)) == ([], [(None, "The gate."), (None, "In June.")])
    assert "Nothing says who answers" in unnamed.fault.message


def test_questions_and_answers_after_dashes_are_told_apart(file, reading):
    text = "Ada Holm answered questions.\n\n— Why?\n\n— The gate.\n\nIt broke.\n\n— When?\n\n— In June.\n"
    found = reading(file("a.txt", text))

    assert spoken(found) == [("Ada Holm", "The gate.\n\nIt broke."), ("Ada Holm", "In June.")]
    assert found.speeches[1].introduction == "When?"


@pytest.mark.parametrize("dashes", ["— Why?\n\n— Who?\n\n— When?\n\n— In June.", "— Why\n\n— So\n\n— When?\n\n— Now."])
def test_dashes_that_may_be_anybodys_are_left_as_they_stand(file, reading, dashes):
    found = reading(file("a.txt", f"Ada Holm answered questions.\n\n{dashes}\n"))

    assert [one.speaker for one in found.speeches] == [None]


def test_a_doubtful_label_is_told_and_attributed_to_nobody(file, reading):
    text = "Ada Holm: One.\n\nBo Lind: Two.\n\nCarla: Three.\n\nAnd on.\n\nAda Holm: Four.\n\nBo Lind: Five.\n"
    found = reading(file("a.txt", text))

    assert [one.text for one in found.speeches] == ["One.", "Two.", "Four.", "Five."]
    assert found.speeches[2].introduction == "Carla: Three.\n\nAnd on."
    assert "“Carla:”" in found.fault.message


def test_a_greeting_with_a_colon_begins_no_turn(file, reading):
    found = reading(
        file("a.txt", "Mr. Speaker: I rise.\n\nMr. Speaker: I sit.\n\nDear Friends: so be it.\n\nEnd: yes.\n")
    )

    assert len(found.speeches) == 1


def test_front_matter_names_no_second_speaker(file, reading):
    text = '---\nspeaker: Ada Holm\n---\nPRESS, May 3, 2019. They met.\nAda Holm: "One."\nBo Lind (engineer): "Two."\n'
    found = reading(file("a.txt", text))

    assert spoken(found) == [("Ada Holm", "One."), ("Bo Lind", "Two.")]
    assert dict(found.speeches[1].extra)["role"] == "engineer"


def test_whoever_speaks_without_marks_ends_a_quotation_that_is_not_closed(file, reading):
    found = reading(file("a.txt", 'PRESS, May 3, 2019. They met.\nAda Holm: "One.\nBo Lind (engineer): Two.\n'))

    assert spoken(found) == [("Ada Holm", "One.")]
    assert "Bo Lind (engineer): Two." in found.speech.introduction


@pytest.mark.parametrize("folder", ["", "TXT/"])
def test_the_speakers_of_the_general_debate_stand_in_a_table(fixtures, reading, tmp_path, folder):
    for path in (fixtures / "general-debate").glob("*_*[!n]"):
        place = tmp_path / (folder if path.suffix == ".txt" else "") / path.name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(path.read_bytes())
    found = reading(tmp_path)

    known, unknown = found.speeches
    assert (known.speaker, known.date) == ("Mr. Ivo Brandt", "2017")
    assert known.title == "Elbonia: United Nations General Debate, session 72 (2017)"
    assert dict(known.extra) == {"role": "Minister for Harbours", "country": "Elbonia"}
    assert (unknown.speaker, unknown.date) == (None, "2017")
    assert found.faults == []


def test_a_name_like_that_of_a_debate_but_with_another_year_is_none(file, reading):
    assert reading(file("ELB_12_2017.txt", "Fine words.")).speech.event is None


def test_pages_of_the_kremlin_are_parted_into_turns(fixtures, reading):
    found = reading(fixtures / "kremlin" / "pages.csv", language="ru")

    assert spoken(found) == [
        ("Н.Журавлёв", "Река не знает границ. Прошу, Олег Ильич."),
        ("О.Ветров", "Спасибо."),
        ("Н.Журавлёв", "Спасибо."),
    ]
    assert [one.introduction for one in found.speeches] == [
        "5 марта 2019 года Белозорье",
        "по-велльски",
        "Реплика: Верно.",
    ]
    assert {(one.date, one.event) for one in found.speeches} == {("2019-03-05", "Встреча на реке")}


def test_a_table_in_a_text_file_is_read_as_one(file, reading):
    header = "ID\tDate\tAgenda title\tName\tParty\tRole\tTitle\tText"
    found = reading(file("a.txt", f"{header}\n7\t2010-01-28\tLocks\tAda Holm\tHarbour\tchair\tThe Chair\tFine.\n"))

    assert (found.speech.id, found.speech.title, found.speech.speaker) == ("7", "Locks", "Ada Holm")
    assert {"party": "Harbour", "role": "chair"}.items() <= dict(found.speech.extra).items()


def test_a_name_in_two_columns_is_joined(file, reading):
    found = reading(file("a.csv", "first_name,last_name,language,text\nAda,Holm,swe,Ja.\n"))

    assert (found.speech.speaker, found.speech.language) == ("Ada Holm", "sv")


LEFT_OUT = {
    "sayit": ["#", ">", "*", ":", "：", "(chair)"],
    "dialogue": ["Answer:", ":", "<…>", "(", ")"],
}
"""What marks a turn, and the words for a role or an answer that are told otherwise."""


@pytest.mark.parametrize(("folder", "name"), [("sayit", "2021-04-02-Lock-meeting.md"), ("dialogue", "agency.txt")])
def test_every_word_of_a_fixture_is_in_a_speech_or_left_out_on_purpose(fixtures, reading, folder, name):
    path = fixtures / folder / name
    text = path.read_text()
    for mark in LEFT_OUT[folder]:
        text = text.replace(mark, " ")
    told = everything(reading(path))

    for mark in LEFT_OUT[folder]:
        told = told.replace("".join(mark.split()), "")
    assert [word for word in text.split() if word not in told] == []


def test_a_name_that_nothing_follows_makes_no_turn_and_loses_no_words(file, reading):
    text = (
        "NORDPRESS, March 3rd. Oskar Thile visited the quarter of Harrow Quay.\n\nThe dyke is broken.\n\nOskar Thile:\n"
    )
    found = reading(file("a.txt", text), format="news")

    assert "The dyke is broken." in found.speech.text
