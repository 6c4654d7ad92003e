"""XML, element by element."""

import io
from pathlib import PurePath

import pytest

from searchapp.errors import Fault
from searchapp.sources import xml
from searchapp.sources.document import Document


def document(data):
    data = data if isinstance(data, bytes) else data.encode()
    return Document("a.xml", PurePath("a.xml"), data[:65536], io.BytesIO(data))


def said(data, names=("{*}u",), without=()):
    return [
        one.message if isinstance(one, Fault) else xml.text(one, without) for one in xml.elements(document(data), names)
    ]


def test_elements_come_in_order_whatever_their_namespace():
    assert said('<a xmlns="urn:x"><u>one</u><b><u>two <i>words</i></u></b></a>') == ["one", "two words"]
    assert said("<a><u>one</u></a>") == ["one"]


def test_what_stands_in_some_elements_is_left_out_and_what_follows_them_is_not():
    assert said("<a><u>The sea<note>Applause</note> is grey.</u></a>", without=("note",)) == ["The sea is grey."]


def test_entities_of_the_document_are_resolved_and_others_never_fetched():
    doctype = '<!DOCTYPE a [<!ENTITY pound "£"><!ENTITY outside SYSTEM "file:///etc/hostname">]>'

    assert said(f"{doctype}<a><u>&pound;5</u><u>&outside;</u></a>")[:2] == ["£5", ""]


def test_a_document_type_of_another_file_is_never_read(tmp_path):
    (tmp_path / "a.dtd").write_text('<!ENTITY secret "told">')
    found = said(f'<!DOCTYPE a SYSTEM "{tmp_path}/a.dtd"><a><u>&secret;</u><u>The sea.</u></a>')

    assert "told" not in found
    assert "The sea." in found


@pytest.mark.parametrize("id", ["x", "2015_1"])
def test_ids_that_are_not_valid_are_well_formed_all_the_same(id):
    assert said(f'<a><u xml:id="{id}">one</u><u xml:id="{id}">two</u></a>') == ["one", "two"]


def test_what_expands_for_ever_is_a_fault():
    lower = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    found = said(f'<!DOCTYPE a [<!ENTITY e0 "ha">{lower}]><a><u>&e9;</u></a>')

    assert "not well-formed" in found[-1]
    assert sum(map(len, found)) < 10_000_000


def test_latin_1_is_read_as_it_declares():
    assert said('<?xml version="1.0" encoding="ISO-8859-1"?><a><u>\xe9t\xe9</u></a>'.encode("latin-1")) == ["été"]


def test_what_was_utf_16_is_utf_8_by_now():
    assert said('<?xml version="1.0" encoding="UTF-16"?><a><u>été</u></a>') == ["été"]


def test_a_malformed_document_is_read_as_far_as_it_goes():
    *found, fault = said("<a><u>one</u><u>two</b></u><u>three</u></a>")

    assert found[0] == "one"
    assert "not well-formed" in fault


@pytest.mark.parametrize("data", ["", "<", "no XML", "<a>", "<a><u>", "\0\0"])
def test_what_is_no_document_is_a_fault(data):
    assert "not well-formed" in said(data)[-1]


def test_elements_are_let_go():
    parents = [u.getparent() for u in xml.elements(document(f"<a>{'<u>x</u><v/>' * 5000}</a>"), ("u",))]

    assert len(parents) == 5000
    assert len(parents[-1]) < 5


def test_a_document_in_which_nothing_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(xml, "LONGEST", 200_000)

    assert "Nothing ends within" in said(f"<a>{'<v/>' * 100_000}<u>late</u></a>")[-1]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<?xml version="1.0"?>\n<!-- x --><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">',
            ("http://www.tei-c.org/ns/1.0", "TEI"),
        ),
        ('<!DOCTYPE publicwhip [<!ENTITY a "]">\n]>\n<publicwhip scraperversion="a">', ("", "publicwhip")),
        ('<akn:akomaNtoso xmlns:akn="urn:akn">', ("urn:akn", "akomaNtoso")),
        (
            "<!DOCTYPE dbtplenarprotokoll SYSTEM 'dbtplenarprotokoll.dtd'><dbtplenarprotokoll>",
            ("", "dbtplenarprotokoll"),
        ),
    ],
)
def test_the_root_is_told_by_the_beginning(head, expected):
    assert xml.root(head)[:2] == expected


@pytest.mark.parametrize("head", ["", "The sea.", "< b", "<?xml", "<!-- "])
def test_other_texts_have_no_root(head):
    assert xml.root(head) is None
