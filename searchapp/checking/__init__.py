"""What documents hold, gathered into a report that a person can act on: a `Tally` makes `Findings`."""

from searchapp.checking.findings import Findings, as_data
from searchapp.checking.page import page
from searchapp.checking.tally import Tally

__all__ = ["Findings", "Tally", "as_data", "page"]
