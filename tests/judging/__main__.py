"""Lighthouse's four scores of some pages: `python tests/judging URL…`. Speed is told here, and asserted nowhere."""

import sys
from pathlib import Path
from shutil import which

sys.path.insert(0, str(Path(__file__).parent))

from lighthouse import CATEGORIES, judged

if __name__ == "__main__":
    for address in sys.argv[1:]:
        report = judged(address, which("chromium") or "chromium", CATEGORIES)
        scores = ", ".join(
            f"{name} {round(100 * category['score'])}" for name, category in report["categories"].items()
        )
        print(f"{address}: {scores}")
        for audit in report["audits"].values():
            if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary":
                print(f"  {audit['id']}: {audit['title']}")
