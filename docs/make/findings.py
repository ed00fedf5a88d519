"""The page of findings, and the table of what their messages say."""

from __future__ import annotations

import json
from pathlib import Path

import docgen
from docgen.check.report.explained import explained
from docgen.check.report.words import all_codes
from docgen.load.workspace import weighable
from docs.make.said import said_in
from docs.make.tables import cell

_WORD_COUNT = 3
_HEAD = """\
# Temuan

Setiap pesan docgen membawa sebuah kode. `docgen jelaskan KODE` mencetak hal yang sama dengan halaman
ini. **GALAT** harus diperbaiki sebelum hasilnya dibuat; **PERINGATAN** perlu dilihat; **SARAN** boleh
diabaikan. Tingkat temuan yang «dapat diatur» diubah di profil, di bawah `[tingkat]`. Di contoh pesan,
«…» adalah yang berbeda-beda: nama berkas, isi sel, angka.
"""


def said_table() -> str:
    """``docgen/check/report/said.toml``: how the messages of each code read, by severity."""
    codes = all_codes()
    found: dict[str, dict[str, set[str]]] = {}
    for said in said_in(Path(docgen.__file__).parent, codes):
        words = found.setdefault(said.code, {}).setdefault(said.severity or "any", set())
        if len([word for word in said.words.split() if len(word) >= _WORD_COUNT]) >= _WORD_COUNT:
            words.add(said.words)
    lines = [
        "# How the messages of each code read in the source, by severity; «…» is what differs. Made by",
        "# `make reference`.",
    ]
    for code in sorted(found):
        lines += ["", f"[{code}]"]
        for severity, words in sorted(found[code].items()):
            shown = json.dumps(sorted(words), ensure_ascii=False)
            lines.append(f"{severity} = {shown}")
    return "\n".join(lines) + "\n"


def findings_page() -> str:
    """``temuan.md``"""
    return "\n".join([_HEAD, *(_code(code) for code in sorted(all_codes()))])


def _code(code: str) -> str:
    page = explained(code, weighable())
    assert page is not None
    kind = f"{page.levels}{', dapat diatur' if page.is_weighable else ''}"
    lines = [f"## {code}", "", f"**{page.title}** ({kind})", ""]
    lines += [f"- Contoh: {cell(message)}" for message in page.messages[:2]]
    lines.append(f"- Jalan keluar: {cell(page.advice)}")
    if page.follows:
        lines.append(f"- Sering mengikuti: {', '.join(f'`{each}`' for each in page.follows)}")
    return "\n".join(lines) + "\n"
