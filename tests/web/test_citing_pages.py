"""A passage's own address, what a speech's head says of it, and the files for reference managers."""

import gzip
import json
import re
from pathlib import Path

import bibtexparser
import pytest
import rispy
from harbour import ARCHIVE, FLOOD
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markup import links, page

from searchapp import web
from searchapp.speech import Speech

SITE = "http://localhost"
FORMS = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
}
SECOND = "/speech/2017-flood?passage=2"


def meta(shown):
    said = {}
    for tag in shown.all("meta"):
        said.setdefault(tag.get("name") or tag.get("property"), []).append(tag.get("content"))
    return {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def test_a_passages_address_sets_it_off(client):
    shown = page(client, SECOND)

    assert shown.one("div", **{"aria-current": "true"})["id"] == "p2"
    assert shown.text("title") == ["Passage 2: On the flood, Ada Marsh, 14 March 2017 – Harbour speeches"]
    assert shown.text("h1") == ["On the flood"]
    assert shown.one("link", rel="canonical")["href"] == f"{SITE}/speech/2017-flood"


def test_a_whole_speech_sets_nothing_off(client):
    assert page(client, "/speech/2017-flood").all("div", **{"aria-current": "true"}) == []


@pytest.mark.parametrize("number", [4, 1_000_000])
def test_past_the_last_passage_a_page_says_how_many_there_are(client, number):
    assert "this speech has 3 passages" in page(client, f"/speech/2017-flood?passage={number}", 404).said


def test_one_passage_is_spoken_of_as_one(client):
    assert "this speech has 1 passage." in page(client, "/speech/reka?passage=2", 404).said


@pytest.mark.parametrize("number", ["0", "x", "-1", "²", "1&passage=2"])
def test_what_is_no_number_is_a_mistake(client, number):
    assert client.get(f"/speech/2017-flood?passage={number}").status_code == 400


def test_every_passages_number_leads_to_its_address_and_keeps_the_words_marked(client):
    shown = page(client, "/speech/2017-flood?q=river&lang=de")

    assert "/speech/2017-flood?q=river&passage=3&lang=de#p3" in links(shown)
    assert page(client, "/speech/2017-flood?q=river&passage=3&lang=de").text("mark") == ["river", "river"]


def test_other_sites_are_told_the_passages_words(client):
    told = meta(page(client, SECOND))

    assert told["description"] == told["og:description"] == FLOOD.paragraphs[1]
    assert told["og:url"] == f"{SITE}/speech/2017-flood?passage=2#p2"
    assert (told["og:title"], told["og:type"]) == ("On the flood, Ada Marsh", "article")
    assert (told["og:site_name"], told["twitter:card"]) == ("Harbour speeches", "summary")


def test_other_sites_are_told_how_a_speech_begins(client):
    told = meta(page(client, "/speech/2017-flood"))

    assert told["og:description"].startswith("The water stood in the market at noon. We shall")
    assert told["og:url"] == f"{SITE}/speech/2017-flood"


@pytest.mark.parametrize(
    ("language", "locale"), [("en-GB", "en_GB"), ("ru", "ru_RU"), ("zh-Hant-TW", "zh_TW"), ("xx", None), (None, None)]
)
def test_a_locale_has_a_country(client_of, language, locale):
    client = client_of(Speech("s", ("Word.",), language=language))

    assert meta(page(client, "/speech/s")).get("og:locale") == locale


def test_zotero_reads_a_presentation(client):
    told = meta(page(client, "/speech/2017-flood"))

    assert (told["z:itemType"], told["z:presenters"]) == ("presentation", "Ada Marsh")
    assert told["bib:presentedAt"] == "Emergency sitting"
    assert (told["DC.title"], told["DC.date"], told["DC.language"]) == ("On the flood", "2017-03-14", "en")
    assert told["DC.subject"] == ["flood", "budget"]
    assert not any(name and name.startswith("citation_") for name in told)


def test_what_is_not_known_is_not_told(client):
    told = meta(page(client, "/speech/letters/1"))

    assert not told.keys() & {"z:presenters", "DC.creator", "DC.date", "DC.language", "bib:presentedAt", "og:locale"}


def linked(shown):
    (said,) = [text for text in shown.texts["script"] if text]
    return json.loads(said)


def test_search_engines_read_a_speech_and_a_passage_of_it(client):
    whole, passage = (linked(page(client, address)) for address in ("/speech/2017-flood", SECOND))

    assert (whole["@type"], whole["name"], whole["author"]["name"]) == ("CreativeWork", "On the flood", "Ada Marsh")
    assert (passage["@type"], passage["text"]) == ("Quotation", FLOOD.paragraphs[1])
    assert passage["isPartOf"]["@id"] == whole["@id"] == f"{SITE}/speech/2017-flood"


def copied(shown):
    """What stands to be copied, by the end of its id."""
    said = {tag["id"]: tag["value"] for tag in shown.all("input", readonly=None) if "id" in tag}
    areas = [tag for tag in shown.all("textarea") if "id" in tag]
    return said | {
        tag["id"]: text.removeprefix("\n") for tag, text in zip(areas, shown.texts["textarea"], strict=False)
    }


def test_a_passage_stands_there_to_be_quoted(client):
    said = copied(page(client, SECOND))

    assert said["quote-link"] == f"{SITE}/speech/2017-flood?passage=2#p2"
    assert said["quote-quotation"].startswith(f"“{FLOOD.paragraphs[1]}”\n\n— Ada Marsh, “On the flood”, Emergency")
    assert ", passage 2. Harbour speeches, " in said["quote-footnote"]
    assert said["quote-html"].startswith(f'<figure>\n<blockquote cite="{SITE}/speech/2017-flood?passage=2#p2"')
    assert said["cite-link"] == f"{SITE}/speech/2017-flood"
    assert "passage" not in said["cite-footnote"]


def test_a_whole_speech_stands_there_to_be_cited(client):
    assert set(copied(page(client, "/speech/2017-flood"))) == {"cite-link", "cite-footnote"}


@pytest.mark.parametrize("speech", ARCHIVE, ids=lambda speech: speech.id)
@pytest.mark.parametrize("form", FORMS)
def test_a_page_leads_to_files_that_are_there(client, form, speech):
    shown = page(client, f"/speech/{speech.id}?passage=1")

    addresses = {tag["href"] for tag in shown.all("a", **{"data-form": form})}
    assert addresses == {f"/cite/{speech.id}?format={form}", f"/cite/{speech.id}?format={form}&passage=1"}
    for address in addresses:
        kind, ending = FORMS[form]
        file = client.get(address)
        assert (file.status_code, file.mimetype) == (200, kind)
        assert re.fullmatch(rf'attachment; filename="[\w-]+\.{ending}"', file.headers["Content-Disposition"], re.ASCII)
        assert file.headers["Access-Control-Allow-Origin"] == "*"
        assert file.headers["X-Robots-Tag"] == "noindex"


def test_without_a_form_it_is_bibtex(client):
    assert client.get("/cite/2017-flood").text.startswith("@misc{2017-flood,")


def test_a_file_is_sent_once(client):
    first = client.get("/cite/2017-flood?format=ris")

    again = client.get("/cite/2017-flood?format=ris", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("asked", ["format=yaml", "passage=0", "form=ris", "format=ris&format=csl", "q=word"])
def test_bad_values_are_refused_in_the_apis_shape(client, asked):
    answer = client.get(f"/cite/2017-flood?{asked}")

    assert answer.status_code == 400
    assert answer.json["error"]["faults"].keys() == {asked.partition("=")[0]}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_not_there_is_not_found(client):
    assert client.get("/cite/nobody").json["error"]["status"] == 404
    assert "3 passages" in client.get("/cite/2017-flood?passage=4").json["error"]["message"]


HOSTILE = '</script></textarea>"><img src=x onerror=alert(1)> {%} \\ \ud800 =1+1\r\nER  - \n'


def test_a_hostile_speech_is_read_back_whole(client_of):
    client = client_of(Speech("..\r\nX: y/", (HOSTILE,), title=HOSTILE, speaker=HOSTILE, event=HOSTILE + "!"))
    address = client.get("/api/v1/search").json["results"][0]["url"].removeprefix(SITE).replace("/speech/", "/cite/")
    known = '</script></textarea>"><img src=x onerror=alert(1)> {%} \\ ? =1+1 ER -'

    (record,) = rispy.loads(client.get(f"{address}?format=ris").text.replace("\r\n", "\n"))
    assert (record["title"], record["authors"]) == (known, [known])
    assert client.get(f"{address}?format=csl").json[0]["title"] == known
    library = bibtexparser.parse_string(client.get(address).text)
    assert (len(library.entries), library.failed_blocks) == (1, [])
    shown = page(client, address.replace("/cite/", "/speech/") + "?passage=1")
    assert shown.all("img") == []
    assert copied(shown)["quote-footnote"].startswith(known)
    assert linked(shown)["isPartOf"]["name"].startswith("</script>")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(st.sampled_from(["format", "passage", "lang", "q", "z"]), st.text(max_size=5) | st.just("2")),
        max_size=3,
    )
)
def test_whatever_is_asked_of_a_citation_nothing_breaks(client, said):
    assert client.get("/cite/2017-flood", query_string=said).status_code in {200, 400, 404}


def test_pasting_a_passages_address_embeds_that_passage(client):
    for address in (SECOND, f"{SECOND}#p2", "/speech/2017-flood?q=river&passage=2"):
        answer = client.get("/oembed", query_string={"url": SITE + address}).json
        assert f'src="{SITE}/embed/speech/2017-flood?passage=2"' in answer["html"]


def test_the_script_is_small_and_only_where_it_is_needed(client):
    script = Path(web.__file__).parent / "static" / "quote.js"

    assert len(gzip.compress(script.read_bytes(), 9)) <= 2048
    assert any("quote.js" in tag.get("src", "") for tag in page(client, "/speech/reka").all("script"))
    assert not any("quote.js" in tag.get("src", "") for tag in page(client, "/search?q=barrier").all("script"))
