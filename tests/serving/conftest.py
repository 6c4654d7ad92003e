"""Archives whose generations can be told apart: every speech of one names it as its source."""

import json
import subprocess
import sys

import pytest

SPEECHES = 40


@pytest.fixture
def documents(tmp_path):
    """A file of speeches that all say which generation they are of."""

    def written(label, speeches=SPEECHES, paragraphs=1):
        path = tmp_path / f"{label}.jsonl"
        said = "\n\n".join(f"The sea and the pilot, said for {label}." for _ in range(paragraphs))
        records = (
            {"id": f"s{n}", "text": said, "source": label, "date": "2020", "language": "en"} for n in range(speeches)
        )
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return path

    return written


@pytest.fixture
def searchapp_command():
    """Run the command line as an operator would."""

    def run(*arguments, wait=True, **options):
        command = [sys.executable, "-m", "searchapp", *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
        if not wait:
            return process
        output, _ = process.communicate(timeout=120)
        return process.returncode, output

    return run
