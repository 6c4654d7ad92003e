"""Settings from the environment, strictly."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from searchapp.errors import BadSetting
from searchapp.settings import PREFIX, Settings, from_environment, table


def test_an_empty_environment_gives_the_defaults():
    assert from_environment({"PATH": "/bin", "searchapp_port": "1"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "name", "read"),
    [
        ("SEARCHAPP_INDEX", "/srv/index", "index", Path("/srv/index")),
        ("SEARCHAPP_TITLE", "Debates", "title", "Debates"),
        ("SEARCHAPP_TITLE", "", "title", ""),
        ("SEARCHAPP_PORT", "9000", "port", 9000),
        ("SEARCHAPP_DEADLINE", "0.5", "deadline", 0.5),
        ("SEARCHAPP_LOG_QUERIES", "YES", "log_queries", True),
        ("SEARCHAPP_LOG_QUERIES", "0", "log_queries", False),
    ],
)
def test_a_variable_overrides_its_setting(variable, value, name, read):
    assert getattr(from_environment({variable: value}), name) == read


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("SEARCHAPP_PRT", "1", "SEARCHAPP_PRT is not a setting. The settings are: .*SEARCHAPP_PORT"),
        ("SEARCHAPP_", "1", "is not a setting"),
        ("SEARCHAPP_PORT", "http", "SEARCHAPP_PORT is “http”; it takes a whole number"),
        ("SEARCHAPP_PORT", "80.0", "a whole number"),
        ("SEARCHAPP_PORT", "65536", "it takes 0 to 65535"),
        ("SEARCHAPP_PORT", "-1", "it takes 0 to 65535"),
        ("SEARCHAPP_DEADLINE", "soon", "a number"),
        ("SEARCHAPP_DEADLINE", "nan", "it takes 0.01 to 600"),
        ("SEARCHAPP_DEADLINE", "inf", "it takes 0.01 to 600"),
        ("SEARCHAPP_LOG_QUERIES", "perhaps", "yes or no"),
        ("SEARCHAPP_INDEX", "", "a folder"),
    ],
)
def test_a_bad_value_is_refused_with_what_it_takes(variable, value, why):
    with pytest.raises(BadSetting, match=why):
        from_environment({variable: value})


def test_all_faults_are_told_together():
    with pytest.raises(BadSetting, match=r"SEARCHAPP_PORT .* SEARCHAPP_PRT .* SEARCHAPP_THREADS"):
        from_environment({"SEARCHAPP_PRT": "1", "SEARCHAPP_PORT": "x", "SEARCHAPP_THREADS": "0"})


def test_what_is_given_counts_over_the_environment():
    found = from_environment({"SEARCHAPP_PORT": "9000", "SEARCHAPP_HOST": "::1"}, port=9001, host=None)

    assert (found.port, found.host) == (9001, "::1")


def test_settings_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


def test_the_table_tells_every_setting_its_default_and_its_meaning():
    assert [variable for variable, _, _ in table()] == [PREFIX + spec.name.upper() for spec in fields(Settings)]
    assert all(meaning.endswith(".") for _, _, meaning in table())
    assert ("SEARCHAPP_PORT", "8000") in [row[:2] for row in table()]
    assert ("SEARCHAPP_LOG_QUERIES", "no") in [row[:2] for row in table()]


def test_every_default_can_be_written_in_the_environment():
    assert from_environment({variable: default for variable, default, _ in table()}) == Settings()
