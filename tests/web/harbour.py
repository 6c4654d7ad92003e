"""An archive of four speeches that have everything between them."""

from searchapp.speech import Speech

FLOOD = Speech(
    "2017-flood",
    (
        "The water stood in the market at noon.",
        "We shall build a barrier, and the barrier will hold the river.",
        "Nobody asked the river.",
    ),
    title="On the flood",
    speaker="Ada Marsh",
    date="2017-03-14",
    topics=("flood", "budget"),
    language="en",
    event="Emergency sitting",
    source="Harbour Record",
    url="https://record.example/2017/flood",
    introduction="The minister spoke after visiting the harbour.",
    extra=(("column", 412), ("scan", "https://record.example/scan/412")),
)
BUDGET = Speech(
    "2019-budget",
    ("A budget is a promise with numbers in it.", "The barrier costs more than we said."),
    title="A promise with numbers",
    speaker="Bo Quill",
    date="2019-11-05",
    topics=("budget",),
    language="en",
    source="Harbour Record",
)
RIVER = Speech(
    "reka",
    ("Река не спрашивает.",),
    title="Река",
    speaker="Вера Лугова",
    date="2019",
    topics=("flood",),
    language="ru",
)
UNDATED = Speech("letters/1", ("Somebody said something about a barrier.",), date="--11-21")
ARCHIVE = (FLOOD, BUDGET, RIVER, UNDATED)
