"""A result of a check made by hand: hostile words, every state of a copy, files to look at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from lxml import html

from docgen.check.attributed import LEDGER, Attributed
from docgen.check.expectations import (
    AgendaCount,
    Expectations,
    ExpectedBundle,
    ExpectedDocument,
    ExpectedLetter,
    ExpectedPart,
)
from docgen.check.report import render_report
from docgen.check.result import CheckResult, result_of
from docgen.findings import Where, error, hint, warning
from docgen.model.copies import required_copies
from docgen.model.letter import Letter
from tests.support.pdfs import plain_pdf

TODAY = dt.date(2026, 11, 22)
EVIL = "</script></style><script>alert(1)</script>\"'&<b>"
SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" width="10mm" height="10mm">'
    "<title>Bagan</title>{inside}</svg>"
)
BOX = '<rect x="1" y="1" width="8" height="8" fill="#fff"/>'


def letter(name: str, row: int, **more: object) -> Letter:
    where = Where("data/surat.xlsx", sheet="keluar", cell=f"A{row}")
    values: dict[str, object] = {
        "id": name, "kelompok": "keluar", "kop": "bkd", "hal": f"Hal {name}",
        "tujuan": ("Camat Utara", "Camat Selatan"), "tembusan": ("Walikota",), "where": where,
        "tanggal_ttd": dt.date(2025, 1, 6), "nomor": f"005/{row}/BKD/2025",
        "tanggal_surat": dt.date(2025, 1, 6),
    }  # fmt: skip
    return Letter.model_validate(values | more)


def expected_of(each: Letter) -> ExpectedLetter:
    folder = f"output/letters/keluar/{each.id}"
    return ExpectedLetter(
        id=f"letters.keluar.{each.id}",
        letter=each,
        folder=folder,
        office_file=f"{folder}/{each.id}.docx",
        copies=required_copies(each),
    )


def write_pdf(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(plain_pdf())


def expectations(letters: tuple[Letter, ...] | None = None) -> Expectations:
    if letters is None:
        letters = (
            letter("beres", 2),
            letter("kurang", 3, hal=EVIL, tujuan=(EVIL, "Camat Barat")),
            letter("konsep", 4, tanggal_ttd=None, nomor="", paraf=[{"nama": "Ani"}]),
        )
    return Expectations(
        documents=(
            ExpectedDocument(
                id="sop.cuti",
                kind="sop",
                office_file="output/sop/cuti.docx",
                pdf="output/sop/cuti.pdf",
                also=("output/sop/cuti-1.svg",),
                title="SOP Cuti",
                source=Where("sop_specs/cuti.yaml"),
            ),
        ),
        letters=tuple(map(expected_of, letters)),
        bundles=(
            ExpectedBundle(
                id="bundle.arsip",
                pdf="output/bundle/arsip.pdf",
                parts=(
                    ExpectedPart(
                        id="sop.cuti",
                        title="SOP Cuti",
                        pdf="output/sop/cuti.pdf",
                        group="SOP",
                        kept_as="",
                    ),
                ),
                title="Arsip 2025",
            ),
        ),
        register=(),
        known_letters=frozenset(),
        register_where=Where("register/agenda.db"),
        ledger="output/copies.json",
        agendas=(AgendaCount(office="bkd", year=2025, given=2, last="005/3/BKD/2025"),),
        offices={"bkd": f"Badan {EVIL}"},
    )


def result() -> CheckResult:
    """One letter is complete, one lacks a copy, has a wrong and a surplus one, one is a draft."""
    folder = "output/letters/keluar/kurang"
    ledger = Where("output/copies.json")
    subject = "letters.keluar.kurang"
    row = Where("data/surat.xlsx", sheet="keluar", cell="F3")
    spec = Where("sop_specs/cuti.yaml", line=9)
    return result_of(
        expectations(),
        (
            Attributed("", hint("column-unused", Where("data/surat.xlsx", cell="B3"), "umum")),
            Attributed("", warning("date-order", row, "tanggal")),
            Attributed("", warning("sop-start", spec, "mulai")),
            *(
                Attributed(subject, make(code, Where(f"{folder}/kurang.{copy}.pdf"), message))
                for make, code, copy, message in (
                    (error, "copy-missing", "asli-1", EVIL),
                    (error, "copy-text-differs", "arsip", ""),
                    (warning, "copy-surplus", "asli-9", "hapus"),
                )
            ),
            Attributed(
                subject,
                error("ledger-line-wrong", ledger, "salah"),
                f"{folder}/kurang.tembusan-1.pdf",
            ),
            Attributed(LEDGER, error("code-of-tomorrow", ledger, "baru")),
        ),
    )


def fill(root: Path) -> Path:
    """The files that the pictures and drawings of :func:`result` are made of."""
    for name in ("beres", "kurang"):
        write_pdf(root / f"output/letters/keluar/{name}/{name}.arsip.pdf")
    write_pdf(root / "output/bundle/arsip.pdf")
    (root / "output/sop").mkdir(parents=True)
    (root / "output/sop/cuti-1.svg").write_text(SVG.format(inside=BOX), encoding="utf-8")
    return root


def page(root: Path, checked: CheckResult, language: str = "id") -> html.HtmlElement:
    return html.fromstring(render_report(checked, root, TODAY, language).decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
