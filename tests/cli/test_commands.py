"""What an operator types, and what comes back."""

import json
import socket

import pytest
from click.testing import CliRunner

from searchapp.cli import main, progress

RECORDS = [
    {"id": "a", "text": "The barrier holds.\n\nThe sea is grey.", "speaker": "Maren Holt", "date": "2017-11-21",
     "topics": ["tidal barrier"], "language": "en", "introduction": "Josefa Lindqvist listened.", "party": "Harbour"},
    {"id": "b", "text": "The railway stays.", "speaker": "Piet Vandermoor", "date": "2015", "language": "en"},
]  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHAPP_PROCESSES", "1")
    return lambda *arguments, **options: CliRunner().invoke(main, list(map(str, arguments)), **options)


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "speeches.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
    return path


@pytest.fixture
def built(run, documents):
    result = run("rebuild", documents)
    assert result.exit_code == 0, result.output
    return result


def test_a_second_rebuild_says_what_is_another(run, tmp_path):
    (tmp_path / "some").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "some" / f"{name}.jsonl").write_text(json.dumps({"id": name, "text": f"Words of {name}."}) + "\n")
    run("rebuild", "some")
    same = run("rebuild", "some")
    (tmp_path / "some" / "a.jsonl").unlink()
    (tmp_path / "some" / "b.jsonl").write_text('{"id": "b", "text": "Other words."}\n')
    (tmp_path / "some" / "d.jsonl").write_text('{"id": "d", "text": "Words of d."}\n{"id": "e", "text": "And e."}\n')

    changed = run("rebuild", "some")
    full = run("rebuild", "some", "--full")

    assert "Nothing has changed: 3 speeches; generation" in same.stderr
    told = changed.stderr.splitlines()
    assert told[:3] == ["new: some/d.jsonl", "changed: some/b.jsonl", "gone: some/a.jsonl"]
    assert told[3] == ("Documents: 1 new, 1 changed, 1 gone, 1 as before. Speeches: 2 new, 1 changed, 1 gone.")
    assert told[4].startswith("Indexed 4 speeches; generation")
    assert "4 speeches; generation" in full.stderr
    assert "Documents: 0 new, 0 changed, 0 gone, 3 as before." in full.stderr


def test_of_many_documents_that_changed_some_are_named(run, tmp_path):
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "a.txt").write_text("The first words.")
    run("rebuild", "some")
    for number in range(15):
        (tmp_path / "some" / f"{number:02}.txt").write_text(f"The harbour has {number} gates.")

    result = run("rebuild", "some", "--source", "Gazette")

    assert "Everything was read. What is live was read with other options." in result.stderr
    assert "new: some/09.txt\nnew: … and 5 more\n" in result.stderr


def test_a_rebuild_says_what_is_live(built):
    assert "Indexed 2 speeches" in built.stderr


def test_what_comes_after_a_long_read_is_told(run, documents, monkeypatch):
    monkeypatch.setattr(progress, "SELDOM", 0)

    rebuilt, added = run("rebuild", documents), run("add", documents)

    assert "2 speeches read. They are sorted and checked now …" in rebuilt.stderr
    assert "2 speeches read. They are sorted and checked now …" in added.stderr


def test_a_search_shows_the_passage_with_its_number_and_marks(run, built):
    result = run("search", "barriers")

    assert "1 speech for barriers" in result.stdout
    assert "Maren Holt · 2017-11-21 · tidal barrier · a" in result.stdout
    assert "¶1 The **barrier** holds." in result.stdout


def test_words_of_the_introduction_are_labelled(run, built):
    result = run("search", "Lindqvist")

    assert "From the introduction, not the speaker's words: Josefa **Lindqvist** listened." in result.stdout
    assert "¶" not in result.stdout


def test_search_as_json_is_the_apis_answer(run, built):
    answer = json.loads(run("search", "sea", "--json", "--speaker", "Maren Holt", "--from", "2017").stdout)

    assert answer["total"] == 1
    assert answer["query"]["filters"] == {"speaker": ["Maren Holt"]}
    assert answer["results"][0]["passages"] == [
        {"number": 2, "text": "The sea is grey.", "marks": [[4, 7]], "html": "The <mark>sea</mark> is grey.",
         "url": "/speech/a?q=sea#p2"},
    ]  # fmt: skip


def test_a_misspelt_word_is_suggested(run, built):
    assert "Did you mean: barrier" in run("search", "barier").stdout


def test_a_mistake_in_the_query_is_pointed_at(run, built):
    result = run("search", 'sea "grey')

    assert result.exit_code == 2
    assert "never closed" in result.stderr
    assert '  sea "grey\n      ^' in result.stderr


def test_a_wrong_option_value_is_explained(run, built):
    result = run("search", "sea", "--sort", "best")

    assert result.exit_code == 2
    assert "relevance, newest or oldest" in result.stderr


def test_searching_before_anything_is_built_says_what_to_do(run):
    result = run("search", "sea")

    assert result.exit_code == 2
    assert "searchapp rebuild" in result.stderr


def test_faults_are_listed_and_the_rest_indexed(run, tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "Good.", "id": "g"}\n{broken\n{"id": "no text"}\n')

    result = run("rebuild", path)

    assert result.exit_code == 1
    assert "some.jsonl:2:" in result.stderr
    assert "some.jsonl:3:" in result.stderr
    assert "Indexed 1 speech;" in result.stderr


def test_strict_stops_at_the_first_fault_and_changes_nothing(run, built, tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "Good."}\n{broken\n')

    result = run("rebuild", path, "--strict")

    assert result.exit_code == 2
    assert "Nothing was changed" in result.stderr
    assert json.loads(run("info", "--json").stdout)["speeches"] == 2


def test_a_source_without_speeches_changes_nothing(run, built, tmp_path):
    (tmp_path / "empty").mkdir()

    result = run("rebuild", tmp_path / "empty")

    assert result.exit_code == 2
    assert json.loads(run("info", "--json").stdout)["speeches"] == 2


def test_a_source_that_is_not_there_is_named(run):
    result = run("rebuild", "nowhere.jsonl")

    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


def test_standard_input_is_a_source(run):
    result = run("rebuild", "-", input=json.dumps({"text": "From a pipe."}) + "\n")

    assert result.exit_code == 0, result.output
    assert "¶1 From a **pipe**." in run("search", "pipe").stdout


def test_two_speeches_with_one_id_are_both_kept(run, tmp_path):
    path = tmp_path / "twice.jsonl"
    path.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n{"id": "x", "text": "One."}\n')

    result = run("rebuild", path)

    assert result.exit_code == 1
    assert "is now x~2" in result.stderr
    assert "word for word" in result.stderr
    assert "Indexed 2 speeches" in result.stderr


def test_speeches_are_added_replaced_and_removed(run, built, tmp_path):
    path = tmp_path / "more.jsonl"
    path.write_text('{"id": "b", "text": "The ferry."}\n{"id": "c", "text": "The ferry too."}\n')

    assert run("add", path).exit_code == 0
    assert "2 speeches for ferry" in run("search", "ferry").stdout
    assert run("remove", "b", "a").exit_code == 0
    assert json.loads(run("info", "--json").stdout)["speeches"] == 1
    refused = run("remove", "nowhere")
    assert refused.exit_code == 2
    assert "nowhere" in refused.stderr


def test_rollback_and_verify(run, built, documents):
    documents.write_text('{"id": "z", "text": "Only this."}\n')
    run("rebuild", documents)

    assert run("rollback").exit_code == 0
    assert json.loads(run("info", "--json").stdout)["speeches"] == 2
    verified = run("verify")
    assert verified.exit_code == 0
    assert "2 generations checked" in verified.stdout


def test_an_export_can_be_rebuilt_into_the_same_archive(run, built, tmp_path):
    exported = run("export").stdout
    (tmp_path / "exported.jsonl").write_text(exported)
    run("rebuild", tmp_path / "exported.jsonl", "--index", "again")

    assert {record["id"]: record for record in map(json.loads, exported.splitlines())}["a"]["party"] == "Harbour"
    assert run("export", "--index", "again").stdout == exported
    assert len(run("export", "railway").stdout.splitlines()) == 1


def test_check_reads_everything_and_writes_nothing(run, documents, tmp_path):
    documents.write_text(documents.read_text() + "{broken\n")

    result = run("check", documents, "--json")

    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (report["speeches"], report["faults"]) == (2, 1)
    assert report["counts"]["year"] == {"2017": 1, "2015": 1}
    assert report["listed"][0]["line"] == 3
    assert not (tmp_path / "index").exists()
    assert "2 speeches would be indexed" in run("check", documents).stdout


def test_info_says_what_the_index_holds(run, built):
    known = json.loads(run("info", "--json").stdout)

    assert (known["speeches"], known["engine"], known["years"]) == (2, "whoosh", ["2015", "2017"])
    assert known["generation"] == known["generations"][0]["name"]
    assert known["fields"]["speaker"]["values"] == 2
    assert "2 speeches in generation" in run("info").stdout


def test_an_unknown_setting_in_the_environment_is_refused(run, monkeypatch):
    monkeypatch.setenv("SEARCHAPP_INDXE", "x")

    result = run("info")

    assert result.exit_code == 2
    assert "SEARCHAPP_INDXE is not a setting" in result.stderr


def test_several_words_need_no_quotation_marks(run, built):
    assert "1 speech for barrier holds" in run("search", "barrier", "holds").stdout
    assert "1 speech for -barrier" in run("search", "-barrier").stdout
    assert "2 speeches for -house" in run("search", "-house").stdout


def test_a_mistyped_option_is_no_query(run, built):
    result = run("search", "sea", "--sorrt", "newest")

    assert result.exit_code == 2
    assert "no option --sorrt" in result.stderr


def test_a_page_past_the_end_is_said_to_be_none(run, built):
    assert "There is no page 9; the last is 1." in run("search", "sea", "--page", "9").stdout


def test_an_empty_index_option_is_not_the_working_directory(run, documents, tmp_path):
    result = run("rebuild", documents, "--index", "")

    assert result.exit_code == 2
    assert "--index" in result.stderr
    assert not (tmp_path / "current").exists()


def test_verifying_nothing_is_not_well(run):
    assert run("verify", "--index", "nowhere").exit_code == 2


def test_a_place_that_cannot_be_written_is_named(run, built):
    result = run("export", "--output", "/nonexistent/x.jsonl")

    assert result.exit_code == 2
    assert "/nonexistent" in result.stderr


def test_one_title_is_for_one_document(run, tmp_path):
    (tmp_path / "some").mkdir()

    result = run("rebuild", "--title", "X", tmp_path / "some")

    assert result.exit_code == 2
    assert "single document" in result.stderr


def test_removing_an_id_twice_removes_it_once(run, built):
    assert run("remove", "a", "a").exit_code == 0


def test_a_port_in_use_is_told_before_anything_is_served(run, built):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])

    assert result.exit_code == 2
    assert "can't be listened on" in result.stderr
    assert "Serving" not in result.stderr


def test_a_bad_option_value_names_the_option(run, built):
    result = run("serve", "--port", "99999")

    assert result.exit_code == 2
    assert "--port is 99999" in result.stderr


def test_faults_and_notices_are_told_apart(run, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.jsonl").write_text('{"text": "Good."}\n{broken\n')
    (tmp_path / "d" / "README.md").write_text("About.")

    lines = run("check", tmp_path / "d").stdout.splitlines()

    assert lines[0].startswith("fault: ")
    assert lines[1].startswith("notice: ")


def test_the_demonstration_takes_no_archive_of_your_own_for_its_own(run, built, monkeypatch):
    served = []
    monkeypatch.setattr("os.execve", lambda _program, _arguments, environment: served.append(environment))

    told = run("demo", "--port", "0").stderr
    again = run("demo", "--port", "0", "--index", "demonstration").stderr

    assert "an archive of your own" in told
    assert "SEARCHAPP_TITLE" not in served[0]
    assert "Indexed 49 speeches" in again
    assert "invented" in served[1]["SEARCHAPP_TITLE"]
