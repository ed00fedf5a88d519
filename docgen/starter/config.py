"""The ``docgen.toml`` of a new workspace, as the sections that it is made of."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.letter_kinds import letter_kinds
from docgen.model.set_name import BUNDLE, SetName
from docgen.model.workspace import one_line
from docgen.starter.answers import Answers
from docgen.workspace.kinds.disposition import DISPOSITION
from docgen.workspace.kinds.label import LABEL
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.kinds.recap import RECAP
from docgen.workspace.kinds.sop import SOP

PROFILE = "kantor"
OUTGOING, INCOMING, OFFICIALS = (
    "data/surat_keluar.xlsx",
    "data/surat_masuk.xlsx",
    "data/pejabat.xlsx",
)
OFFICIALS, ADDRESSES = "data/pejabat.xlsx", "data/alamat.xlsx"
ROSTER, REPORTS = "data/skpd.xlsx", "data/skp"
# YAML and workbooks alike, as one pattern: each that is named must find something.
SPECS = "sop_specs/*.[xy]*"
# The template of each kind of letters.
LETTERS: Mapping[str, str] = {kind.name: kind.template for kind in letter_kinds().values()}
_HEAD = """\
#:schema skema/docgen.schema.json
# Ruang kerja docgen: kantor, dan apa saja yang dibuat. Semua jalur berkas dihitung dari folder ini.
bahasa = "id"
profil = {profile}  # aturan kantor ini: profil/{name}.toml
"""


def config_text(answers: Answers, today: dt.date) -> str:
    """The whole file."""
    office = {
        "pemerintah": answers.pemerintah,
        "nama": answers.kantor,
        "alamat": answers.alamat,
        "kontak": answers.kontak,
        "kota": answers.kota,
        "kode": answers.kode,
    }
    if logo := answers.logo_file():
        office["logo"] = logo[0]
    parts = [
        _HEAD.format(profile=_quoted(PROFILE), name=PROFILE),
        _table(f"office.{answers.key}", office),
        _table("register", {"pola": answers.pola, "penomoran": "setelah ttd"}),
        *(_table(str(name), keys) for name, keys in sections(answers, today)),
    ]
    if not answers.has("sop", "disposisi", "rekap"):
        later = section_text(*_bundle(answers, today)).splitlines()
        parts.append("# Pakai setelah ada surat yang bernomor: berkas arsip tidak boleh kosong.")
        parts += [f"# {line}" for line in later]
        parts.append("")
    return "\n".join(parts)


def section_text(name: SetName, keys: Mapping[str, Any]) -> str:
    """One section, to be put into a file that is there."""
    return _table(str(name), keys)


def sections(answers: Answers, today: dt.date) -> Iterator[tuple[SetName, dict[str, Any]]]:
    """The sets of a workspace: their names and what stands in them."""
    if answers.has("sop"):
        yield SOP.set("kantor"), {"specs": [SPECS]}
    letters = [kind for kind in LETTERS if answers.has(kind)]
    for kind in letters:
        template = f"templates/{LETTERS[kind]}.docx"
        yield LETTER.set(kind), {"template": template, "data": f"{OUTGOING}#{kind}"}
    if answers.has("disposisi"):
        template = "templates/lembar_disposisi.docx"
        yield DISPOSITION.set("masuk"), {"template": template, "data": f"{INCOMING}#masuk"}
    if answers.has("rekap"):
        year = today.year - 1
        yield (
            RECAP.set(f"skp-{year}"),
            {
                "template": "templates/rekap_skp.xlsx", "data": [f"{REPORTS}/*.xlsx"],
                "roster": ROSTER, "tahun": year, "pejabat": OFFICIALS, "penandatangan": "kepala",
            },
        )  # fmt: skip
    if letters:
        yield LABEL.set("ekspedisi"), {"isi": [f"{LETTER.key}.*"], "alamat": ADDRESSES}
    if answers.has("sop", "disposisi", "rekap"):
        yield _bundle(answers, today)


def _bundle(answers: Answers, today: dt.date) -> tuple[SetName, dict[str, Any]]:
    return SetName(BUNDLE, "arsip"), {
        "judul": f"Arsip {today.year}",
        "isi": list(_bundled(answers)),
    }


def _bundled(answers: Answers) -> Iterable[str]:
    papers = ((SOP, "sop"), (DISPOSITION, "disposisi"), (RECAP, "rekap"))
    yield from (f"{kind.key}.*" for kind, paper in papers if answers.has(paper))
    if answers.has(*LETTERS):
        yield f"{LETTER.key}.*"


def _table(name: str, keys: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_quoted(value)}" for key, value in keys.items()]
    return "\n".join((f"[{name}]", *lines, ""))


def _quoted(value: Any) -> str:
    """A value as TOML writes it: JSON's strings, numbers and lists are TOML too."""
    plain = one_line(value) if isinstance(value, str) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
