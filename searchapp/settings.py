"""Every setting in one table: its name, default and meaning. The environment overrides it as SEARCHAPP_<NAME>."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from searchapp.errors import BadSetting

PREFIX = "SEARCHAPP_"


def _setting(default: Any, help: str, low: float | None = None, high: float | None = None) -> Any:
    return field(default=default, metadata={"help": help, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen object, made at the edge and handed in."""

    index: Path = _setting(Path("index"), "The folder that holds the index.")
    engine: str = _setting("whoosh", "What stores and searches: whoosh.")
    title: str = _setting("Speeches", "The archive's name, shown on every page.")
    url: str = _setting("", "The site's public address, such as https://speeches.example.org; else the request's own.")
    host: str = _setting("127.0.0.1", "The address that `searchapp serve` listens on.")
    port: int = _setting(8000, "The port that `searchapp serve` listens on.", 0, 65535)
    workers: int = _setting(0, "Web processes; 0 means one more than the machine has cores.", 0, 256)
    threads: int = _setting(4, "Threads in each web process.", 1, 256)
    deadline: float = _setting(2.0, "Seconds that a search may take before it is stopped with 503.", 0.01, 600)
    processes: int = _setting(0, "Processes that build an index; 0 means one a core.", 0, 256)
    memory: int = _setting(256, "Megabytes that each building process may fill before it spills to disk.", 16, 65536)
    log_queries: bool = _setting(False, "Write what people search for into the access log (addresses never are).")
    rate: int = _setting(0, "Requests a minute that one address may make before it gets 429; 0: any number.", 0, 10**6)
    proxies: int = _setting(0, "Trusted reverse proxies in front, whose X-Forwarded-* headers count.", 0, 10)


def from_environment(environment: Mapping[str, str], **given: Any) -> Settings:
    """Settings from SEARCHAPP_* variables, then from what was given (None means not given).

    Raises BadSetting, with all faults, for variables that aren't in the table and values that a setting can't take.
    """
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    values, faults = {}, []
    for name in sorted(name for name in environment if name.startswith(PREFIX)):
        try:
            spec = known[name]
            values[spec.name] = _parsed(name, spec, environment[name])
        except KeyError:
            faults.append(f"{name} is not a setting. The settings are: {', '.join(sorted(known))}.")
        except BadSetting as fault:
            faults.append(str(fault))
    if faults:
        raise BadSetting(" ".join(faults))
    return Settings(**{**values, **_present(given)})


def table() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting, for the docs."""
    return [(PREFIX + f.name.upper(), _shown(f.default), f.metadata["help"]) for f in fields(Settings)]


def _present(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _shown(default: Any) -> str:
    return {True: "yes", False: "no"}[default] if isinstance(default, bool) else str(default)


def _parsed(name: str, spec: Any, value: str) -> Any:
    read, wanted = _READ.get(type(spec.default), (_folder, "a folder"))
    try:
        parsed = read(value)
    except ValueError:
        raise BadSetting(f"{name} is “{value}”; it takes {wanted}. {spec.metadata['help']}") from None
    if spec.name == "url" and parsed and not parsed.startswith(("https://", "http://")):
        raise BadSetting(f"{name} is “{value}”; it begins with https:// or http://. {spec.metadata['help']}")
    low, high = spec.metadata["low"], spec.metadata["high"]
    if low is not None and not low <= parsed <= high:
        raise BadSetting(f"{name} is {value}; it takes {low} to {high}. {spec.metadata['help']}")
    return parsed


def _folder(value: str) -> Path:
    """Never the working directory because a variable is empty."""
    if not value.strip():
        raise ValueError(value)
    return Path(value)


def _truth(value: str) -> bool:
    words = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }
    if value.lower() not in words:
        raise ValueError(value)
    return words[value.lower()]


_READ: Mapping[type, tuple[Callable[[str], Any], str]] = {
    bool: (_truth, "yes or no"),
    int: (int, "a whole number"),
    float: (float, "a number"),
    str: (str, "text"),
}
