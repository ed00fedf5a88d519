"""A thousand letters in one run: every PDF there, memory flat, nothing left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hard_letters import write_letter
from tests.support.workspaces import ROOT, running, soffice

pytestmark = [pytest.mark.soffice, pytest.mark.full]

# Converts the letters of a folder as one set and prints its own highest use of memory, kB.
SCRIPT = """
import json, os, resource, sys
from pathlib import Path
from docgen.convert import Job, batch_names, convert_all, find_soffice

sources = sorted(Path(sys.argv[1]).glob("*.docx"))
names = batch_names("surat", len(sources))
jobs = [
    Job(source, Path(sys.argv[2], f"{source.stem}.pdf"), source.stem, batch=name)
    for source, name in zip(sources, names, strict=True)
]
outcomes = convert_all(jobs, find_soffice(os.environ))
found = [str(o.finding or o.hint or o.note) for o in outcomes if o.finding or o.hint or o.note]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"memory": memory, "found": found, "pages": [o.pages for o in outcomes]}))
"""
FEW, MANY = 100, 1000
# What LibreOffice is asked to do costs docgen itself next to nothing more, whatever the number.
FLAT = 1.3


def test_a_thousand_letters(tmp_path: Path) -> None:
    soffice()
    memory = {}
    for count in (FEW, MANY):
        sources, targets = tmp_path / f"{count}", tmp_path / f"{count}-pdf"
        temporary = tmp_path / f"{count}-tmp"
        for folder in (sources, targets, temporary):
            folder.mkdir()
        for number in range(count):
            write_letter(sources / f"{number:04}.docx", "surat_dinas", number * 3)
        result = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(sources), str(targets)],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            capture_output=True,
            text=True,
            check=True,
        )
        said = json.loads(result.stdout)
        assert said["found"] == []
        assert len(said["pages"]) == len(list(targets.glob("*.pdf"))) == count
        assert list(temporary.iterdir()) == []
        assert not running(temporary)
        memory[count] = said["memory"]
    assert memory[MANY] <= FLAT * memory[FEW], memory
