"""A generation's files, opened: each proven to be what was written before anything of it is believed."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError

from searchapp.engines.whoosh import columns as arrays
from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.building.filling import NAME
from searchapp.engines.whoosh.codec import ColumnarSegment, DamagedSections
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.folder import Manifest
from searchapp.engines.whoosh.lexicon import Lexicon
from searchapp.engines.whoosh.schema import VERSION
from searchapp.engines.whoosh.terms import Placed, Terms
from searchapp.engines.whoosh.words import Words
from searchapp.errors import DamagedIndex
from searchapp.text import analysis

KINDS = (".terms", ".stems", ".docs")
"""The files of a segment."""
AT_ONCE = 128_000_000
"""Bytes that are proven before a generation is opened; of larger ones each block when it is first read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a generation is read through."""

    columns: Columns
    lexicon: Lexicon
    terms: Terms


def open_generation(path: Path, manifest: Manifest, tell: Callable[[DamagedSections], object]) -> Opened:
    """Open the files of a folder. Raises DamagedIndex where one is not as the manifest says, or of another version.

    `tell` hears of damage that is found later, by another thread.
    """
    _check(path, manifest)
    try:
        segments = contents(path)
        files = [[_file(path, segment, kind) for kind in KINDS] for segment in segments]
        table = SectionFile(FileStorage(str(path)), arrays.FILE)
        table.verify()
        every = [file for own in files for file in own]
        if sum(size for size, _ in manifest.files.values()) <= AT_ONCE:
            with ThreadPoolExecutor() as threads:
                list(threads.map(SectionFile.verify, every))
        else:
            Thread(target=_prove_beside, args=(every, tell), daemon=True).start()
        words = [Words(*own) for own in files]
        columns, forms = arrays.load(table, words)
    except (OSError, ValueError, KeyError, IndexError, EmptyIndexError, DamagedSections) as error:
        raise DamagedIndex(folder.damaged(path.name, error)) from error
    starts = np.cumsum([0, *(own.size for own in words)]).tolist()
    lexicon = Lexicon(forms, columns.rules)
    placed = [Placed(own, start) for own, start in zip(words, starts, strict=False)]
    return Opened(columns, lexicon, Terms(placed, columns, lexicon))


def contents(path: Path) -> Sequence[ColumnarSegment]:
    """The segments of a folder, by its table of contents."""
    segments: Sequence[ColumnarSegment] = TOC.read(FileStorage(str(path)), NAME).segments
    return segments


def finish(path: Path) -> None:
    """Complete a folder that holds segments with the arrays that answers are made from."""
    try:
        segments = contents(path)
    except EmptyIndexError as error:  # how Whoosh tells that it can't list a folder
        raise OSError(errno.EMFILE, "what was written can't be read again, perhaps for too many open files") from error
    words = [Words(*(_file(path, segment, kind) for kind in KINDS)) for segment in segments]
    arrays.gather(words, _present(segments), path)


def _present(segments: Sequence[ColumnarSegment]) -> NDArray[np.bool_]:
    masks = [np.ones(segment.doc_count_all(), bool) for segment in segments]
    for mask, segment in zip(masks, segments, strict=True):
        mask[list(segment.deleted_docs())] = False
    return np.concatenate([np.zeros(0, bool), *masks])


def _file(path: Path, segment: ColumnarSegment, kind: str) -> SectionFile:
    return SectionFile(FileStorage(str(path)), segment.make_filename(kind))


def other_version(manifest: Manifest) -> str | None:
    """What is said of a generation that this version can't read; None of one that it can."""
    built, ours = _versions(manifest), f"schema {VERSION}.{analysis.VERSION}, PyStemmer {version('PyStemmer')}"
    if built == ours:
        return None
    return (
        f"Generation {manifest.name} was built by another version ({built}; this is {ours}). "
        "Run `searchapp rebuild` to make one that this version reads."
    )


def _check(path: Path, manifest: Manifest) -> None:
    if strange := other_version(manifest):
        raise DamagedIndex(strange)
    wrong = folder.wrong_files(path, manifest)
    if wrong:
        raise DamagedIndex(folder.damaged(path.name, " ".join(wrong[:3])))


def _versions(manifest: Manifest) -> str:
    """What forms and stems depend on."""
    return f"schema {manifest.schema}.{manifest.analysis}, PyStemmer {manifest.versions.get('PyStemmer')}"


def _prove_beside(files: Sequence[SectionFile], tell: Callable[[DamagedSections], object]) -> None:
    """Each block of a large generation, while it answers already."""
    try:
        for file in files:
            file.verify()
    except DamagedSections as error:
        tell(error)
