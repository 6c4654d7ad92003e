"""`python tests/embeds --write` makes the script of the latest version, and writes down its hash."""

from pathlib import Path

import click

from searchapp.web.embeds import building
from searchapp.web.embeds.building import LATEST, Release

RELEASES = Path(building.__file__).parent / "releases"


@click.command()
@click.option("--write", is_flag=True, help="Write the files; a version that was released must not change.")
def made(*, write: bool) -> None:
    """Say how large the script is, and what its hash is."""
    release = Release(LATEST, building.built())
    click.echo(f"{release.path}: {release.packed:,} bytes packed, {release.integrity}")
    if write:
        (RELEASES / f"{LATEST}.js").write_bytes(release.content)
        known = {**building.known(), LATEST: release.integrity}
        lines = [f'"{version}" = "{integrity}"\n' for version, integrity in known.items()]
        (RELEASES / "releases.toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    made()
