"""Faults by what they say."""

import pytest

from searchapp.checking.sentences import plural, sentence


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("The url is “ftp://x/7”; write a whole address.", "The url is …; write a whole address."),
        ("has 1,204 rows, and 3 are empty.", "has … rows, and … are empty."),
        ("There is no speaker for Maren Holt. Name her.", "There is no speaker for …. Name her."),
        ("The person debates/2001-a.xml is not XML.", "The person … is not XML."),
        ("No text in this record, which has id, body; left out.", "No text in this record, which has …; left out."),
        ("Say which. The columns are: name, start, end.", "Say which. The columns are: …."),
        ("Give it with --map or as .txt.", "Give it with --map or as .txt."),
    ],
)
def test_names_and_numbers_are_taken_out(message, kind):
    assert sentence(message) == kind


def test_what_a_parser_says_makes_no_other_kind():
    broken = "The XML is not well-formed ({}); what could be read was read. Correct it."
    said = {
        sentence(broken.format(why))
        for why in (
            "Opening and ending tag mismatch: titlepage line 4 and hansard",
            "Opening and ending tag mismatch: p line 80 and (odd)",
            "Extra content at the end of the document",
        )
    }

    assert said == {"The XML is not well-formed (…); what could be read was read. Correct it."}


def test_the_names_of_elements_make_no_other_kind():
    assert sentence("is XML that begins with <hansard>, which is odd.") == "is XML that begins with <…>, which is odd."
    assert sentence("is XML that begins with <akn:act>, which is odd.") == "is XML that begins with <…>, which is odd."


@pytest.mark.parametrize(
    "message",
    [
        "“Mr Odd VANE” is written as Odd Vane, 1,567 times.",
        "“The Minister (Dr “Jo” Pell)” is written as “Jo” Pell, role The Minister, once.",
    ],
)
def test_names_that_are_written_in_another_way_are_one_kind(message):
    assert sentence(message) == "names are written in another way, such as …."


def test_a_brace_in_a_name_is_a_brace():
    message = "“{0} Vane” is written as {1}, once."

    assert plural(message).all(plural(message).one(message)) == (
        "names are written in another way, such as “{0} Vane” as {1}."
    )
