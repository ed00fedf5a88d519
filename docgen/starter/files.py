"""The files of a new workspace, by their paths in it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from string import Template as Text

from docgen.choices import LETTER_SIZES, SCHEMAS
from docgen.findings import Where
from docgen.forms.columns import FormSheet
from docgen.forms.papers import (
    Settings,
    address_form,
    disposition_form,
    letter_form,
    officials_sheet,
    report_form,
    roster_form,
)
from docgen.forms.sheet import form_bytes
from docgen.load.shipped import shipped
from docgen.load.skp.regimes import regime_of, regimes
from docgen.load.workspace import CONFIG, PROFILES
from docgen.model.profile import Profile
from docgen.model.writing.dates import format_tanggal
from docgen.outside.files import read_bytes
from docgen.render.sop.sheet_size import fit_to_paper, sheet_of
from docgen.render.template import Template
from docgen.starter.answers import Answers
from docgen.starter.config import (
    ADDRESSES,
    INCOMING,
    LETTERS,
    OFFICIALS,
    OUTGOING,
    PROFILE,
    REPORTS,
    ROSTER,
    config_text,
)
from docgen.starter.schema import schema_text

# Makes the bytes of a file; called when it is not there yet.
Make = Callable[[], bytes]
README = "README.md"
# Lines of the README that are for some papers only begin with these; «keluar» is any letter.
_FOR = re.compile(r"<([a-z,]+)>")
# What the sample is made of, and what of it nobody needs who uses it.
_SAMPLE = ("docgen.toml", "data", "sop_specs", "templates")
_NOT_COPIED = {"make", "__pycache__"}


def starter_files(answers: Answers, settings: Settings) -> Iterator[tuple[str, Make]]:
    """The small workspace that ``answers`` ask for."""
    yield CONFIG, lambda: config_text(answers, settings.today).encode()
    yield README, lambda: _readme(answers).encode()
    for name in SCHEMAS:
        yield f"skema/{name}.schema.json", partial(_schema, name, settings)
    yield f"{PROFILES}/{PROFILE}.toml", lambda: _resource("profil.toml").encode()
    if logo := answers.logo_file():
        yield logo[0], lambda: logo[1]
    for name in _templates(answers):
        yield f"templates/{name}", partial(_template, name, answers, settings.profile)
    if answers.has("sop"):
        yield "sop_specs/contoh.yaml", lambda: _spec(answers, settings.today).encode()
    for name, sheets in _forms(answers, settings):
        yield name, partial(_form, sheets)


def sample_files() -> Iterator[tuple[str, Make]]:
    """The sample office: two real SOPs, and the papers of two offices of an invented city."""
    for name in _SAMPLE:
        source = shipped(name)
        for path in sorted(source.rglob("*")) if source.is_dir() else (source,):
            inside = path.relative_to(source.parent)
            if path.is_file() and _NOT_COPIED.isdisjoint(inside.parts):
                yield inside.as_posix(), partial(read_bytes, path)


def _forms(
    answers: Answers, settings: Settings
) -> Iterator[tuple[str, Callable[[], list[FormSheet]]]]:
    kinds = [kind for kind in LETTERS if answers.has(kind)]
    if kinds:
        templates = {kind: _shipped_template(f"{LETTERS[kind]}.docx") for kind in kinds}
        yield OUTGOING, lambda: list(letter_form(settings, templates))
        yield ADDRESSES, lambda: [address_form(settings)]
    if answers.has("disposisi"):
        template = _shipped_template("lembar_disposisi.docx")
        yield INCOMING, lambda: list(disposition_form(settings, template))
    if answers.has("rekap"):
        roster, year = roster_form(settings), settings.today.year - 1
        regime = regime_of(regimes(), year)
        yield ROSTER, lambda: [roster]
        yield OFFICIALS, lambda: [officials_sheet(settings)]
        if regime:
            report = report_form(settings, regime, year, None)
            yield f"{REPORTS}/{roster.examples[0]['kode']}.xlsx", lambda: [report]


def _form(sheets: Callable[[], list[FormSheet]]) -> bytes:
    return form_bytes(sheets(), "Formulir docgen")


def _templates(answers: Answers) -> Iterator[str]:
    yield from (f"{template}.docx" for kind, template in LETTERS.items() if answers.has(kind))
    if answers.has(*LETTERS):
        yield "label.docx"
    if answers.has("disposisi"):
        yield "lembar_disposisi.docx"
    if answers.has("sop"):
        yield from ("sop.docx", "monitoring_sop.docx", "evaluasi_sop.docx")
    if answers.has("rekap"):
        yield "rekap_skp.xlsx"
    yield from ("sampul.docx", "daftar_isi.docx")


def _template(name: str, answers: Answers, profile: Profile) -> bytes:
    """A shipped template; those of letters on the paper that the office takes."""
    data = read_bytes(shipped(f"templates/{name}"))
    if answers.kertas == LETTER_SIZES[0] or Path(name).stem not in LETTERS.values():
        return data
    return fit_to_paper(data, sheet_of(data, answers.kertas, profile.kertas, upright=True))


def _shipped_template(name: str) -> Template:
    return Template(read_bytes(shipped(f"templates/{name}")), Where(name))


def _schema(name: str, settings: Settings) -> bytes:
    return schema_text(name, settings).encode()


def _spec(answers: Answers, today: dt.date) -> str:
    """The sample spec; JSON's strings are YAML too."""
    return Text(_resource("sop.yaml")).substitute(
        pemerintah=json.dumps(answers.pemerintah.upper(), ensure_ascii=False),
        kantor=json.dumps(answers.kantor.upper(), ensure_ascii=False),
        kertas=answers.kertas,
        hari_ini=format_tanggal(today),
    )


def _readme(answers: Answers) -> str:
    lines = []
    for line in _resource("README.md").splitlines():
        meant = _FOR.match(line)
        papers = meant[1].split(",") if meant else ()
        if meant is None or answers.has(*(LETTERS if "keluar" in papers else papers)):
            lines.append(line[meant.end() if meant else 0 :])
    return Text("\n".join(lines) + "\n").substitute(kantor=answers.kantor)


def _resource(name: str) -> str:
    return (resources.files("docgen.starter") / name).read_text(encoding="utf-8")
