"""What LibreOffice, with Indonesian settings, shows of a workbook: the witness of a test."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

from docgen.convert.libreoffice.soffice import OPTIONS, RESTART_CODE, make_profile
from tests.support.workspaces import soffice

# Semicolons, quotes, UTF-8, from row 1; not every text quoted, cells as they are shown.
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
SECONDS = 120


def shown_by_libreoffice(path: Path) -> list[list[str]]:
    """The texts of the first sheet, row by row. Skips the test where there is no LibreOffice."""
    program, folder = soffice(), path.parent / "shown"
    profile = make_profile(program, path.parent / "profile")
    command = [
        program, f"-env:UserInstallation={profile.absolute().as_uri()}", *OPTIONS,
        "--convert-to", CSV, "--outdir", folder, path,
    ]  # fmt: skip
    for _attempt in range(3):
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != RESTART_CODE:
            break
    with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))
