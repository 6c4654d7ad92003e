"""The page on the index format: its bytes are those that the code writes, and its reader reads an index."""

import json
import re
import subprocess
import sys
from hashlib import blake2b, sha256
from pathlib import Path

import numpy as np
import pytest
from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage

import searchapp
from searchapp.engines.values import GAP, REPEATED
from searchapp.engines.whoosh.building import imprints
from searchapp.engines.whoosh.codec import ColumnarCodec, packing, sections
from searchapp.engines.whoosh.codec.packing import pack
from searchapp.engines.whoosh.codec.sections import SectionFile, SectionWriter
from searchapp.engines.whoosh.schema import VERSION
from searchapp.speech import Speech, to_record

PAGE = (Path(searchapp.__file__).parent / "docs" / "index-format.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"(?ms)^```(\S.*?)\n(.*?)^```", PAGE))
"""What stands in each block of the page, by what stands behind its three backquotes."""
LISTS = [name.split()[1:] for name in BLOCKS if re.match("hex (ascending|plain)", name)]
SPEECHES = (
    Speech(
        "a",
        ("The harbour is open.", "", "All  ships may leave the harbour."),
        title="On ships",
        speaker="Ann Kay",
        date="1961-01-20",
        topics=("Trade", "Sea", "Trade"),
        language="en",
        extra=(("page", 3),),
    ),
    Speech("b", ("Die Häfen sind offen: harbours.",), speaker="Bo Lee", topics=("Sea",), language="de"),
    Speech("c", ("Harbours, " + "and harbours, " * 40 + "everywhere.",), event="Day of the sea", language="en-GB"),
)


def hexadecimal(block):
    """The bytes of a block; behind two spaces and something else than bytes there are words."""
    lines = [re.match(r"(?:[0-9a-f]{2}(?:  ?|$))*", line)[0] for line in block.splitlines()]
    return bytes.fromhex("".join(lines))


@pytest.fixture
def index(archive):
    with archive.engine.rebuild() as add:
        for speech in SPEECHES:
            add(speech)
    return archive


def read(index, *asked):
    """What the page's reader prints: the records, and the other lines."""
    program = index.parent / "reader.py"
    program.write_text(BLOCKS["python"], "utf-8")
    lines = subprocess.run(
        [sys.executable, "-I", program, index, *asked], check=True, capture_output=True, encoding="utf-8"
    ).stdout.splitlines()
    return [json.loads(line) for line in lines if line[0] == "{"], [line for line in lines if line[0] != "{"]


def shown(speech):
    return {"topics": []} | to_record(speech)


def test_the_reader_prints_every_speech(index):
    records, _ = read(index.index, "none", "en", "none")

    assert records == [shown(speech) for speech in SPEECHES]


def test_the_reader_finds_a_form_and_a_stem(index):
    _, lines = read(index.index, "harbour", "en", "harbour")

    assert lines == [
        "harbour: word 1 of a",
        "harbour: word 9 of a",
        "harbour: 2 times in a",
        "harbour: 41 times in c",
    ]


def test_the_reader_leaves_out_what_was_removed_and_reads_segments_in_their_order(index):
    with index.engine.change() as change:
        change.remove("c")
        change.add(Speech("d", ("A harbour.",), language="en"))

    records, lines = read(index.index, "harbour", "en", "harbour")

    assert records == [*map(shown, SPEECHES[:2]), shown(Speech("d", ("A harbour.",), language="en"))]
    assert [line for line in lines if "times" in line] == ["harbour: 2 times in a", "harbour: 1 times in d"]


def test_the_reader_sees_a_flipped_bit(index):
    (file,) = index.index.glob("*/*.docs")
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(data)

    with pytest.raises(subprocess.CalledProcessError) as told:
        read(index.index, "harbour", "en", "harbour")

    assert "is damaged" in told.value.stderr


def test_the_seal_is_of_what_the_page_says(index):
    manifest = json.loads(next(index.index.glob("*/manifest.json")).read_text("utf-8"))
    seal = manifest.pop("seal")

    text = json.dumps(manifest, sort_keys=True, ensure_ascii=True, separators=(", ", ": "))
    assert sha256(text.encode("ascii")).hexdigest() == seal


def test_the_example_of_a_section_file_is_one(tmp_path):
    storage = FileStorage(str(tmp_path))
    file = SectionWriter(storage, "written")
    packed = pack(np.array([3, 5, 6, 300, 301], np.uint32), np.array([5]), ascending=True)
    address = file.append(packed.data)
    file.add("years", np.array([1961, 1970], "<u2"))
    file.close({"list": [address, 5, int(packed.width[0]), int(packed.wide[0])]})

    assert hexadecimal(BLOCKS["hex file"]) == (tmp_path / "written").read_bytes()


@pytest.mark.parametrize("said", LISTS, ids=" ".join)
def test_the_examples_of_packed_lists_are_such(said):
    numbers = np.array(said[1:], np.uint32)

    packed = pack(numbers, np.array([len(numbers)]), ascending=said[0] == "ascending")

    assert hexadecimal(BLOCKS[f"hex {' '.join(said)}"]) == packed.data.tobytes()


def chapter(heading):
    """The page from the heading that begins so up to the next one of its kind."""
    return re.search(rf"(?ms)^## {re.escape(heading)}.*?(?=^## |\Z)", PAGE)[0]


def ticked(cell):
    return re.findall(r"`([^`]+)`", cell.replace(r"\|", "|"))


def rows(text, kind):
    """The names and the types of each row of a chapter's table of facts or sections."""
    tables = re.findall(rf"(?m)^\| {kind} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text)
    cells = [re.split(r"(?<!\\)\|", line)[1:3] for table in tables for line in table.splitlines()]
    return [(ticked(names), ticked(second)) for names, second in cells]


def told_sections(*headings):
    """The type of each section of some chapters; a row's last type is that of all further names, too."""
    named = [row for heading in headings for row in rows(chapter(heading), "section")]
    return {name: types[min(at, len(types) - 1)] for names, types in named for at, name in enumerate(names)}


def matching(name, told):
    """What the page calls a section, its own name before one with a field or number in angle brackets."""
    patterns = {said: re.sub("<.*?>", r"\\w+", re.escape(said)) for said in told}
    return next((said for said in sorted(told, key=lambda said: "<" in said) if re.fullmatch(patterns[said], name)), "")


def is_a(type_, array):
    """Whether an array is of a type as the page says it."""
    narrowest = np.min_scalar_type(int(array.max(initial=0))) if type_ == "u*" else None
    return array.dtype == (narrowest or np.dtype(type_))


def files(generation, *endings):
    storage = FileStorage(str(generation))
    return [SectionFile(storage, path.name) for path in generation.iterdir() if path.name.endswith(endings)]


@pytest.mark.parametrize("kind", [".terms", ".stems", ".docs", "columns"])
def test_the_page_tells_of_each_file_its_facts_and_sections_with_their_types(index, kind):
    (generation,) = (path.parent for path in index.index.glob("*/manifest.json"))
    (file,) = files(generation, kind)
    told = told_sections(kind)

    found = {name: matching(name, told) for name in file._sections}
    assert [name for name, said in found.items() if not said] == []
    assert set(told) - set(found.values()) == set()
    assert [name for name, said in found.items() if not is_a(told[said], file.array(name))] == []
    assert {name for names, _ in rows(chapter(kind), "fact") for name in names} == set(file.facts)


def test_the_page_tells_of_what_whooshs_own_writers_make(tmp_path):
    schema = Schema(said=TEXT(phrase=True), kind=KEYWORD)
    with FileStorage(str(tmp_path)).create_index(schema).writer(codec=ColumnarCodec()) as writer:
        writer.add_document(said="The harbour is open, the harbour", kind="sea")
        writer.add_document(said="All ships may leave the harbour", kind="sea")
    (file,) = files(tmp_path, ".terms")
    told = told_sections("Segments that Whoosh's writers make") | {"keys": "|u1", "keys.sizes": "u*"}

    assert set(told) == set(file._sections)
    assert [name for name, type_ in told.items() if not is_a(type_, file.array(name))] == []
    assert set(file.facts) == {"fields"}


def test_a_change_takes_over_what_the_manifest_says_of_the_files_that_stay(index):
    before = json.loads(next(index.index.glob("*/manifest.json")).read_text("utf-8"))["files"]
    with index.engine.change() as change:
        change.add(Speech("d", ("A harbour.",), language="en"))

    name = (index.index / "current").read_text("utf-8").strip()
    after = json.loads((index.index / name / "manifest.json").read_text("utf-8"))["files"]
    shared = [file for file in before if file.startswith("MAIN_")]
    assert len(shared) == 3
    assert [after[file] for file in shared] == [before[file] for file in shared]


def test_the_page_says_the_numbers_that_the_code_has():
    said = [
        f"of this format and schema ({VERSION})",
        f"of {sections.BLOCK:,} bytes",
        f"list of {packing.LONG:,} numbers or more",
        f"strides of {packing.STRIDE} numbers",
        f"there are {GAP} empty positions",
        f"paragraph of {REPEATED} words or more",
        f"`{sections._TRAILER.format}`",
        f"The last {sections._TRAILER.size} bytes",
        f"`{sections.MAGIC.decode()}`",
    ]

    words = " ".join(PAGE.split())
    assert [text for text in said if text not in words] == []


def test_the_imprint_of_the_example_is_what_the_page_computes():
    (words, said), *_ = re.findall(r"“([^”]+)” has the imprint `(0x\w+)`", PAGE)
    step, *factors = (int(number, 16) for number in re.findall(r"`(0x[0-9A-F]{16})`", PAGE))
    shifts = map(int, re.findall(r"z » (\d+)", PAGE))
    total = 0
    mixing = list(zip(shifts, [*factors, 1], strict=True))
    for place, form in enumerate(words.lower().split(), 1):
        mixed = int.from_bytes(blake2b(form.encode(), digest_size=8).digest(), "little") + place * step
        for shift, factor in mixing:
            mixed %= 2**64
            mixed = (mixed ^ mixed >> shift) * factor
        total += mixed

    numbers = imprints.of_forms(words.lower().split())
    assert int(said, 16) == total % 2**64 == int(imprints.of_texts(numbers, np.array([len(numbers)]))[0])
