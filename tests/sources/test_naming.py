"""Speakers' names as sources write them, and as the archive shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.sources.people.naming import named

PIECES = ["Mr", "Hon.", "The", "(Leeds)", "SMITH", "John", "(Mr", "J)", ":", "DE", "M.", ".", "(", ")", "Dr"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mr John SMITH:", "John Smith"),
        ("Mrs. Anna Maria Quist", "Anna Maria Quist"),
        ("The Rt Hon Jane Doe", "Jane Doe"),
        ("Hon. Jane Doe", "Jane Doe"),
        ("Sir Edmund Pell", "Edmund Pell"),
        ("Herr Prof. Dr. Jens Möwe", "Jens Möwe"),
        ("Frau Dr. h.c. Ute Sturm", "Ute Sturm"),
        ("Mme Claire Dubourg", "Claire Dubourg"),
        ("г-н Иван Чайкин", "Иван Чайкин"),
        ("Assoc. Prof. Low Bee Tin", "Low Bee Tin"),
        ("Ms D KOHLER-BRAND", "D Kohler-Brand"),
        ("MAREN HOLT", "Maren Holt"),
        ("ИВАН ЧАЙКИН", "Иван Чайкин"),
        ("Jean DUPRÉ", "Jean Dupré"),
        ("Piet VAN DER MOOR", "Piet van der Moor"),
        ("Piet van der MOOR", "Piet van der Moor"),
        ("Mr P J de MOOR", "P J de Moor"),
        ("ORLA MCBREEN", "Orla McBreen"),
        ("ORLA O'BREEN", "Orla O'Breen"),
        ("MR WALKER", "Mr Walker"),
        ("THE SPEAKER:", "The Speaker"),
        ("The MINISTER OF SEA AND TRADE", "The Minister of Sea and Trade"),
        ("唐鳳：", "唐鳳"),
    ],
)
def test_titles_capitals_and_colons_are_taken_off(written, name):
    assert named(written).name == name


@pytest.mark.parametrize(
    "written",
    [
        "Mr. Walker",  # Mrs Walker is somebody else
        "г-жа Чайкина",
        "Mr Speaker",
        "Mr Deputy Speaker",
        "Madam Chair",
        "M. le président",
        "Frau Präsidentin",
        "Hon. Members",
        "Hon Lee Tan",  # Hon is a family name
        "M. Night Rider",
        "Mr van der Moor",
        "Mr Holt and Mrs Quist",
        "Lord Pell of Skerrow",
        "NATO",
        "The CDU",
        "BBC NEWS",
        "JD VANCE",
        "XU LIPENG",
        "NATO Secretary General",
        "Anna Holt MEP",
        "Maren Holt (Reuters)",
        "Mr Holt (in the Chair)",
        "Mr L W GREY (UK)",
        "Mr L W GREY (MP)",
        "Mr L W Grey (ID)",  # capitals only in brackets may be anything
        "LEO GREY (continued)",
        "El lletrat major",
        "The LEADER OF THE OPPOSITION (DA)",
        "Mr (Leeds)",
        "Mr",
        "The",
        "Assoc Prof",
        "::",
        "(",
        "",
    ],
)
def test_what_is_not_obvious_stays_as_written(written):
    found = named(written)

    assert found.name == written
    assert dict(found.beside) == {}


@pytest.mark.parametrize(
    ("written", "name", "beside"),
    [
        ("Mr John Smith (Skerrow East)", "John Smith", {"constituency": "Skerrow East"}),
        ("Mr. Smith (Weston-on-Sea):", "Mr. Smith", {"constituency": "Weston-on-Sea"}),
        ("Jo Stone (Pell, Moor and Isle) (LD)", "Jo Stone", {"constituency": "Pell, Moor and Isle", "party": "LD"}),
        ("Mr L W GREY (ID)", "L W Grey", {"party": "ID"}),
        ("Mr GREY (ID)", "Mr Grey", {"party": "ID"}),
        ("Mrs J D PELL-MOOR (Cope)", "J D Pell-Moor", {"party": "Cope"}),
        ("Mr J F de MOOR (TIDE)", "J F de Moor", {"party": "TIDE"}),
        ("Dr LEO GREY (CDU/CSU)", "Leo Grey", {"party": "CDU/CSU"}),
        ("STINA HOLMÉN (c)", "Stina Holmén", {"party": "c"}),
        ("El lletrat major (Joan Gavina Roca)", "Joan Gavina Roca", {"role": "El lletrat major"}),
        ("The Minister for Trade (Mr Hon Lee Tan)", "Hon Lee Tan", {"role": "The Minister for Trade"}),
        ("The Minister for Trade (Mr Smith)", "Mr Smith", {"role": "The Minister for Trade"}),
        ("The Presiding Officer (Ann Pell)", "Ann Pell", {"role": "The Presiding Officer"}),
        ("Mr. Deputy Speaker (Mr. Ed Pell)", "Ed Pell", {"role": "Mr. Deputy Speaker"}),
        ("Mr Ed Pell (Nominated Member)", "Ed Pell", {"role": "Nominated Member"}),
        ("Mr Ed Pell (for the Minister for Trade)", "Ed Pell", {"role": "for the Minister for Trade"}),
        (
            "The Secretary to the Minister for Sea (Mr Ed Pell) (for the Minister for Sea)",
            "Ed Pell",
            {"role": "The Secretary to the Minister for Sea"},
        ),
    ],
)
def test_what_stands_beside_a_name_is_kept_beside_it(written, name, beside):
    found = named(written)

    assert (found.name, dict(found.beside)) == (name, beside)


def test_m_with_a_full_stop_is_a_title_in_french():
    assert named("M. Jean Dupré", "fr").name == "Jean Dupré"


def test_a_party_of_one_letter_may_be_in_capitals_in_swedish():
    assert dict(named("STINA HOLMÉN (MP)", "sv").beside) == {"party": "MP"}
    assert dict(named("STINA HOLMÉN (MP)").beside) == {}


def test_a_turkish_name_keeps_its_dotless_letters():
    assert named("AYŞE IŞIK", "tr").name == "Ayşe Işık"
    assert named("IŞIK YILMAZ", "tr").name == "Işık Yılmaz"


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_a_plain_name_stays_plain(written):
    plain = named(written).name

    assert named(plain).name == plain or "(" in written
    assert set("".join(plain.split()).casefold()) <= set(written.casefold()) | {"\u0307", "ı"}
