"""Before anything is written: what the templates ask for against what the data has."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, hint
from docgen.load.validate import meant
from docgen.load.workspace import CONFIG
from docgen.model.dates import parse_date
from docgen.pipeline.material import Material
from docgen.render.front_matter import COVER_NAMES, INDEX_NAMES
from docgen.render.letters import DISPOSITION_NAMES, LETTER_NAMES
from docgen.render.sop import SOP_NAMES
from docgen.render.template import Template

# Columns of letters that reach the page in another shape, or steer the letter and not its text.
STEERING = frozenset(
    {
        "id", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd", "tanggal_nomor",
        "keamanan", "derajat", "hal", "lampiran", "berkas_lampiran", "tujuan", "tembusan",
        "penandatangan", "berkas_ttd", "catatan", "sifat", "diteruskan_kepada", "instruksi",
        "tanggal_disposisi", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat",
        "nomor_surat",
    }
)  # fmt: skip


def template_findings(material: Material) -> Iterator[Finding]:
    """Templates that cannot be read, and placeholders that nothing fills."""
    workspace = material.workspace
    for declared in workspace.sop.values():
        yield from _against(material, declared.template, SOP_NAMES, (), None)
    for name, book in material.letters.items():
        template = workspace.letters[name].template
        yield from _against(material, template, LETTER_NAMES, book.columns, book.where)
    for name, incoming in material.dispositions.items():
        template = workspace.disposisi[name].template
        yield from _against(material, template, DISPOSITION_NAMES, incoming.columns, incoming.where)
    for bundle in workspace.bundle.values():
        yield from _against(material, bundle.sampul, COVER_NAMES, (), None)
        yield from _against(material, bundle.daftar_isi, INDEX_NAMES, (), None)


def date_findings(material: Material) -> Iterator[Finding]:
    """Dates in ``docgen.toml`` that are printed."""
    dated = [(f"recap.{k}", d.tanggal) for k, d in material.workspace.recap.items()]
    dated += [(f"bundle.{k}", d.tanggal) for k, d in material.workspace.bundle.items()]
    for name, text in dated:
        if text and parse_date(text) is None:
            message = f"[{name}] tanggal: «{text}» bukan tanggal yang mungkin"
            yield error("date-impossible", Where(CONFIG), message)


def _against(
    material: Material,
    path: str,
    given: frozenset[str],
    columns: tuple[str, ...],
    data: Where | None,
) -> Iterator[Finding]:
    if path not in material.files:
        return  # already a finding
    where = Where(path)
    try:
        asked = Template(material.files[path], where).placeholders()
    except FindingsError as problem:
        yield from problem.findings
        return
    for name in sorted(asked - given - set(columns)):
        if data is None:
            message = f"templat memakai «{name}», yang tidak ada{meant(name, sorted(given))}"
            yield error("template-undefined", where, message)
        else:
            choices = [column for column in columns if column not in asked] + sorted(given)
            message = f"templat {path} memerlukan kolom «{name}»{meant(name, choices)}"
            yield error("column-missing", data, message)
    for column in columns:
        if data is not None and column not in asked | given | STEERING:
            message = f"kolom «{column}» tidak dipakai oleh templat {path}"
            yield hint("column-unused", data, message)
