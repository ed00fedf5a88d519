"""What clerks do wrong, with the message that each mistake gets: place, what is wrong, what to do.

The messages stand in docs/panduan/kesalahan.md. When one changes on purpose, look at it there:
``pytest tests/clerks --update-golden``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from docgen.cli import run
from docs.make.tables import cell, table
from tests.clerks.changes import change
from tests.support.small_office import SMALL
from tests.support.workspaces import ROOT

TABLE = Path(__file__).with_name("mistakes.toml")
MISTAKES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["mistake"]
PAGE = ROOT / "docs/panduan/kesalahan.md"
HEAD = """\
# Kesalahan yang sering, dan pesannya

Yang dikerjakan keliru, dan apa yang dikatakan docgen tentang itu. Di depan pesan berdiri
tempatnya: berkas, lembar dan sel, atau nomor baris.

"""
# Words of programmers, who also have other words for them.
FORBIDDEN = re.compile(
    r"\b(pars\w*|null|none|nil|string|str|int|float|bool\w*|regex|traceback|index|stack|exception|"
    r"error|keyerror|valueerror|invalid|token|byte[s]?|unicode|utf-8|encod\w*|decod\w*|syntax|"
    r"array|dict\w*|list|tuple|object|schema|iterator|argument|parameter|default|directory|file|"
    r"does not|not found|expected|unexpected|undefined)\b",
    re.IGNORECASE,
)
# What somebody is told to do, in the words of the messages.
TO_DO = re.compile(
    r"\b(ganti|isi|hapus|tambahkan|periksa|simpan|ubah|pisahkan|tulis|buka|salin|pakai|apit|sebut\w*|"
    r"jalankan|kembalikan|pasang|lihat|maksud anda|bedakan|ketik|tutup)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"(GALAT|PERINGATAN|SARAN) ([a-z-]+): ")


def told(mistake: dict[str, Any], root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The line of the finding that counts; without a code, all that stands on the screen."""
    if "first" in mistake:
        run(mistake["first"])
    for each in mistake.get("do", ()):
        change(root, *each)
    capsys.readouterr()
    code = run(mistake.get("run", ["build", "--dry-run"]))
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    if "code" not in mistake:
        assert code in (2, 3)
        lines = [each.strip() for each in shown.splitlines() if not each.startswith("[")]
        return " ".join(lines[:3])
    found = [line for line in shown.splitlines() if f" {mistake['code']}: " in line]
    assert found, shown
    severe = [m for line in shown.splitlines() if (m := CODE.search(line)) and m[1] == "GALAT"]
    # What the clerk reads first is what is wrong, not what follows from it.
    assert not severe or mistake["code"] in {m[2] for m in severe[:2]}, shown
    return found[0]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    monkeypatch.setenv("COLUMNS", "1000")
    root = SMALL.write(tmp_path / "kantor")
    monkeypatch.chdir(root)
    return root


ROWS: dict[str, str] = {}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each["what"])
def test_a_clerk_can_mend_it(
    mistake: dict[str, Any], office: Path, capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:  # fmt: skip
    message = told(mistake, office, capsys)
    ROWS[mistake["what"]] = message
    assert message.startswith(mistake.get("place", ""))
    words = CODE.sub("", message.removeprefix(mistake.get("place", "")))
    assert [name for name in mistake["names"] if name not in words] == []
    quoted = re.sub(r"«[^»]*»|\S+/\S+|--\S+|\(pip [^)]*\)", "", words)
    assert FORBIDDEN.findall(quoted) == []
    assert TO_DO.search(words), words
    if not pytestconfig.getoption("--update-golden"):
        assert row(mistake["what"]) in PAGE.read_text(encoding="utf-8"), message


def row(what: str) -> str:
    return f"| {cell(what)} | {cell(ROWS[what])} |"


def test_the_page_is_the_table(pytestconfig: pytest.Config) -> None:
    """Written anew when all of the table was run."""
    if pytestconfig.getoption("--update-golden") and len(ROWS) == len(MISTAKES):
        PAGE.write_text(HEAD + table(("yang terjadi", "pesannya"), ROWS.items()) + "\n", "utf-8")
    listed = re.findall(r"^\| (.+?) \| ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed[2:] == [cell(each["what"]) for each in MISTAKES]
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize(
    "words",
    ["KeyError: 'hal'", "list index out of range", "File 'x' does not exist.", "nilai None"],
)
def test_a_programmers_word_would_be_seen(words: str) -> None:
    assert FORBIDDEN.search(words)
