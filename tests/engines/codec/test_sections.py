"""A file of sections gives back what was written, or says that it can't."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from whoosh.filedb.filestore import FileStorage, RamStorage

from searchapp.engines.whoosh.codec.sections import BLOCK, DamagedSections, SectionFile, SectionWriter

ARRAYS = {
    "bytes": np.arange(250, dtype=np.uint8),
    "truths": np.array([True, False, True]),
    "small": np.array([-1, 5], np.int16),
    "big": np.arange(0, 50_000, 7, dtype="<u4"),
    "endian": np.array([1, 2, 3], ">u4"),
    "real": np.array([0.5, -2.25], np.float32),
    "none": np.zeros(0, np.int64),
}


@pytest.fixture(params=["disk", "memory"])
def storage(request, tmp_path):
    return FileStorage(str(tmp_path)) if request.param == "disk" else RamStorage()


def write(storage, arrays, facts=None):
    """A file of these sections; its bytes."""
    file = SectionWriter(storage, "file")
    for name, array in arrays.items():
        file.add(name, array)
    file.close(facts)
    return Path(storage.folder, "file").read_bytes() if storage.folder else bytes(storage.files["file"])


def put(storage, data):
    if storage.folder:
        Path(storage.folder, "file").write_bytes(data)
    else:
        storage.files["file"] = bytes(data)


def read(storage):
    """Everything in the file."""
    file = SectionFile(storage, "file")
    file.verify()
    found = {name: file.array(name) for name in ARRAYS if name in file}
    file.close()
    return found


def test_arrays_come_back_with_their_types(storage):
    write(storage, ARRAYS, {"füür": [1, None]})

    found = read(storage)
    assert {name: array.tolist() for name, array in found.items()} == {n: a.tolist() for n, a in ARRAYS.items()}
    assert {name: array.dtype for name, array in found.items()} == {
        name: array.dtype.newbyteorder("<") for name, array in ARRAYS.items()
    }
    assert SectionFile(storage, "file").facts == {"füür": [1, None]}


def test_a_file_may_have_no_sections(storage):
    write(storage, {})

    file = SectionFile(storage, "file")
    assert "bytes" not in file
    assert file.facts == {}


def test_pieces_are_found_by_their_addresses_and_parts_by_their_section(storage):
    file = SectionWriter(storage, "file")
    pieces = [b"", b"abc", bytes(BLOCK), b"x" * (2 * BLOCK + 1), b"end"]
    addresses = [file.append(piece) for piece in pieces]
    file.add("section", b"0123456789")
    file.close()

    found = SectionFile(storage, "file")
    assert [found.words(*asked) for asked in zip(addresses, map(len, pieces), strict=True)] == pieces
    assert found.part("section", 2, 5) == b"234"
    assert found.part("section", 10, 10) == b""
    assert found.length("section") == 10


@pytest.mark.parametrize("asked", [(-4, 4), (0, 10**6), (10**6, 1), (2**63, 1)])
def test_what_is_behind_the_end_is_not_read(storage, asked):
    write(storage, {"bytes": ARRAYS["bytes"]})

    with pytest.raises(DamagedSections, match="behind its end"):
        SectionFile(storage, "file").read(*asked)


@pytest.mark.parametrize("bit", range(8))
def test_each_flipped_bit_of_a_small_file_is_told(storage, bit):
    data = write(storage, {"small": ARRAYS["small"], "none": ARRAYS["none"]}, {"documents": 3})

    for at in range(len(data)):
        put(storage, data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
        with pytest.raises(DamagedSections, match="file"):
            read(storage)


@settings(max_examples=60)
@given(some.floats(0, 1, exclude_max=True), some.integers(0, 7))
def test_a_flipped_bit_of_a_file_of_several_blocks_is_told(where, bit):
    storage = RamStorage()
    data = bytearray(write(storage, ARRAYS))
    data[int(where * len(data))] ^= 1 << bit
    put(storage, data)

    with pytest.raises(DamagedSections, match="file"):
        read(storage)


def test_a_file_cut_short_anywhere_is_told(storage):
    data = write(storage, {"small": ARRAYS["small"], "bytes": ARRAYS["bytes"]})

    for left in range(len(data)):
        put(storage, data[:left])
        with pytest.raises(DamagedSections, match="file"):
            read(storage)


def test_a_damaged_block_hides_only_what_it_holds(storage):
    data = bytearray(write(storage, {"one": bytes(3 * BLOCK), "other": b"sound"}))
    data[BLOCK + 9] ^= 1
    put(storage, data)

    file = SectionFile(storage, "file")
    assert bytes(file.array("other")) == b"sound"
    assert file.read(0, BLOCK)[:8] == b"SPEECHC1"
    with pytest.raises(DamagedSections, match="block 1"):
        file.array("one")
    with pytest.raises(DamagedSections, match="block 1"):
        file.read(BLOCK, 1)


@pytest.mark.parametrize("proven", [True, False])
def test_a_file_that_is_cut_short_while_it_is_open_is_told(tmp_path, proven):
    data = write(FileStorage(str(tmp_path)), ARRAYS)
    file = SectionFile(FileStorage(str(tmp_path)), "file")
    if proven:
        file.verify()

    (tmp_path / "file").write_bytes(data[:100])

    with pytest.raises(DamagedSections, match="file can't be read"):
        file.array("big")


def test_what_is_given_up_is_closed(tmp_path):
    file = SectionWriter(FileStorage(str(tmp_path)), "file")
    handle = file._file

    del file

    assert handle.is_closed
