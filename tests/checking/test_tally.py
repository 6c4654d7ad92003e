"""What a tally keeps of what it hears."""

import json

from searchapp.checking import as_data
from searchapp.checking import tally as within
from searchapp.checking.findings import Named, Taken
from searchapp.errors import Fault


def test_speeches_and_faults_are_counted_by_format_and_reason(tally, hear, said):
    tally.took("a.html", "html", "by its beginning")
    hear("one", said(1))
    tally.fault(Fault("a.html", "is odd."))
    tally.took("b.html", "html", "by its beginning")
    tally.took("c.html", "html", "by its name (.html) alone")
    tally.fault(Fault("elsewhere", "is odd."))

    assert tally.findings().formats == (
        Taken("html", "by its beginning", 2, 1, 1, "a.html"),
        Taken("html", "by its name (.html) alone", 1, 0, 0, "c.html"),
    )


def test_speeches_are_counted_by_each_field_the_commonest_first(tally, hear, said):
    hear("one", said(1), speaker="Ann", date="2001-02-03", topics=("sea", "rail"), language="en", source="Gazette")
    hear("two", said(2), speaker="Ben", date="--02-03")
    hear("three", said(3), speaker="Ben", date="2001")

    found = tally.findings()
    assert found.counts == {
        "speaker": {"Ben": 2, "Ann": 1},
        "topic": {"": 2, "sea": 1, "rail": 1},
        "year": {"2001": 2, "": 1},
        "language": {"": 2, "en": 1},
        "source": {"": 2, "Gazette": 1},
    }
    assert list(found.counts["speaker"]) == ["Ben", "Ann"]
    assert found.months == {"2001-02": 1}


def test_the_first_ten_of_those_that_lack_something_are_named(tally, hear, said):
    tally.took("a.csv", "csv", "by its beginning")
    for number in range(12):
        hear(f"s{number}", ["Good", "morning."], speaker="Ann", topics=("sea",))

    found = tally.findings().lacking
    assert (found["date"].speeches, len(found["date"].first)) == (12, 10)
    assert found["date"].first[0] == Named("a.csv", "s0", "Good morning.")
    assert found["speaker"].speeches == found["topic"].speeches == 0


def test_faults_past_the_limit_are_counted_but_not_kept(tally):
    for number in range(within.KEPT + 5):
        tally.fault(Fault("a", f"is odd at {number}."))
    tally.fault(Fault("a", "is fine.", notice=True))

    found = tally.findings()
    assert (found.faults, found.notices, len(found.listed), found.unlisted) == (within.KEPT + 5, 1, within.KEPT + 1, 5)
    assert found.faulty[0].count == within.KEPT + 5


def test_values_past_the_limit_are_counted_together(tally, hear, monkeypatch):
    monkeypatch.setattr(within, "VALUES", 2)
    for name in ("Ann", "Ben", "Cay", "Dan", "Ann"):
        hear(name, [name], speaker=name)

    found = tally.findings()
    assert (found.counts["speaker"], found.uncounted) == ({"Ann": 2, "Ben": 1}, {"speaker": 2})


def test_the_report_as_data_is_json_with_named_places(tally, hear, said):
    tally.took("a.csv", "csv", "by its beginning")
    hear("one", said(1))
    hear("two", said(1))

    data = json.loads(json.dumps(as_data(tally.findings())))
    assert data["copies"]["exact"][0]["later"] == [{"document": "a.csv", "sitting": "", "id": "two"}]
    assert data["copies"]["exact"][0]["first"]["id"] == "one"
