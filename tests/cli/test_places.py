"""What stands in the way of docgen's files is told before anything is made, and never followed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.support.office import Office, letter

OFFICE = Office().table("ubah_pdf", mesin="embedded").letters("keluar", letter("a"))
ELSEWHERE = "luar"
UNWRITABLE = "register"  # no finding: the system's own fault, said of this file


def folder(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)

    return make


def file(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"catatan")

    return make


def link(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(root.parent / ELSEWHERE, target_is_directory=True)

    return make


def pipe(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / name)

    return make


WAYS = {
    "the state is a folder": (folder("output/.docgen.db"), "output-blocked"),
    "the old state is a folder": (folder("output/.docgen.json"), "output-blocked"),
    "the ledger is a folder": (folder("output/copies.json"), "output-blocked"),
    "the checksums are a folder": (folder("output/SHA256SUMS"), "output-blocked"),
    "a letter is a folder": (folder("output/letters/keluar/a/a.docx"), "output-blocked"),
    "a folder of letters is a file": (file("output/letters/keluar"), "output-blocked"),
    "all outputs are a file": (file("output"), "output-blocked"),
    "letters lead elsewhere": (link("output/letters"), "output-blocked"),
    "a letter leads elsewhere": (link("output/letters/keluar/a"), "output-blocked"),
    "kept PDFs lead elsewhere": (link(".docgen/pdf"), "output-blocked"),
    "the register is a folder": (folder("register/agenda.db"), "register-unreadable"),
    "the register is no register": (file("register/agenda.db"), "register-unreadable"),
    "the register is a pipe": (pipe("register/agenda.db"), "register-unreadable"),
    "its copy is a folder": (folder("register/agenda.db.bak"), UNWRITABLE),
    "older copies are a file": (file("register/cadangan"), UNWRITABLE),
    "the place of the register is a file": (file("register"), UNWRITABLE),
    "the lock is a folder": (folder("register/agenda.db.lock"), UNWRITABLE),
    "the lock is a pipe": (pipe("register/agenda.db.lock"), UNWRITABLE),
    "the lock leads elsewhere": (link("register/agenda.db.lock"), UNWRITABLE),
    "a template is a folder": (folder("templates/surat_dinas.docx"), "file-missing"),
    "the data are a folder": (folder("data/surat.xlsx"), "table-unreadable"),
    "docgen.toml is a folder": (folder("docgen.toml"), "file-unreadable"),
    "certificates are a file": (file("sertifikat"), ""),
    "kept PDFs are a file": (file(".docgen"), ""),
}  # fmt: skip


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes or links here")
@pytest.mark.parametrize("way", WAYS)
def test_what_stands_in_the_way_has_its_own_words(way: str, tmp_path: Path, call: Call) -> None:
    (tmp_path / ELSEWHERE).mkdir()
    root = OFFICE.write(tmp_path / "kantor")
    make, code = WAYS[way]
    make(root)
    before = tree(root)
    answer = call("letters", "render", "-C", root)
    if code:
        assert code in answer.err, answer.err
        assert answer.code == (5 if code in (UNWRITABLE, "output-blocked") else 1)
        assert tree(root) <= before | {"register", "register/agenda.db"}, "something was written"
    else:
        assert answer.code == 0, answer.err
    assert not tree(tmp_path / ELSEWHERE)
