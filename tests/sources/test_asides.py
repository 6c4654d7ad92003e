"""What stands in brackets within a speech: the noise of those who hear it goes, the speaker's own words stay."""

import pytest


@pytest.mark.parametrize(
    "noise",
    [
        *(
            "[Laughter]",
            "(Applause.)",
            "(applause)",
            "(Laughter and applause.)",
            "[Prolonged applause]",
            "(Cheers, applause.)",
        ),
        *("(Applause continues.)", "(The memorandum is signed.)", "(The executive orders are signed.)"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_reactions_are_no_words_of_the_speakers(file, reading, name, noise):
    found = reading(file(name, f"# The lock\n\nThank you. {noise} We built it.\n\n{noise}\n\nIt {noise} holds.\n"))

    assert found.speech.paragraphs[-2:] == ("Thank you. We built it.", "It holds.")


@pytest.mark.parametrize(
    "own",
    [
        *(
            "(and laughter followed)",
            "(applause is cheap)",
            "[the lock]",
            "(inaudible)",
            "(The bill is signed by us all.)",
        ),
        *("(Laughter, they say, heals.)"),
    ],
)
def test_what_else_stands_in_brackets_stays(file, reading, own):
    assert own in reading(file("a.txt", f"We built it {own} once.\n")).speech.text
