"""Before anything is written: what the templates ask for against what the data has."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, hint, warning
from docgen.load.likeness import meant
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
        yield from _fixed(material, declared.template, SOP_NAMES)
    for name, book in material.letters.items():
        template = workspace.letters[name].template
        yield from _filled(material, template, LETTER_NAMES, book.columns, book.where)
    for name, incoming in material.dispositions.items():
        template = workspace.disposisi[name].template
        yield from _filled(material, template, DISPOSITION_NAMES, incoming.columns, incoming.where)
    for bundle in workspace.bundle.values():
        yield from _fixed(material, bundle.sampul, COVER_NAMES)
        yield from _fixed(material, bundle.daftar_isi, INDEX_NAMES)


def date_findings(material: Material) -> Iterator[Finding]:
    """Dates in ``docgen.toml`` that are printed."""
    dated = [(f"recap.{k}", d.tanggal) for k, d in material.workspace.recap.items()]
    dated += [(f"bundle.{k}", d.tanggal) for k, d in material.workspace.bundle.items()]
    for name, text in dated:
        if text and parse_date(text) is None:
            message = f"[{name}] tanggal: «{text}» bukan tanggal yang mungkin"
            yield error("date-impossible", Where(CONFIG), message)


def fixed_template_findings(
    data: bytes, where: Where, given: frozenset[str]
) -> tuple[Finding, ...]:
    """What is wrong with a template that may name what docgen gives and nothing else."""
    asked = _asked(data, where)
    return (
        *asked.findings,
        *(
            error(
                "template-undefined",
                where,
                f"templat memakai «{name}», yang tidak ada{meant(name, sorted(given))}",
            )
            for name in sorted((asked.value or frozenset()) - given)
        ),
    )


def _fixed(material: Material, path: str, given: frozenset[str]) -> tuple[Finding, ...]:
    if path not in material.files:
        return ()  # already a finding
    return fixed_template_findings(material.files[path], Where(path), given)


def _filled(
    material: Material,
    path: str,
    given: frozenset[str],
    columns: tuple[str, ...],
    data: Where,
) -> Iterator[Finding]:
    """A template whose further placeholders are columns of its data."""
    if path not in material.files:
        return  # already a finding
    where = Where(path)
    result = _asked(material.files[path], where)
    yield from result.findings
    if result.value is None:
        return
    asked = result.value
    for name in sorted(asked - given - set(columns)):
        choices = [column for column in columns if column not in asked] + sorted(given)
        message = f"templat {path} memerlukan kolom «{name}»{meant(name, choices)}"
        yield error("column-missing", data, message)
    for column in columns:
        if column in asked | given | STEERING:
            continue
        message = f"kolom «{column}» tidak dipakai oleh templat {path}"
        if given is LETTER_NAMES and "tembusan" not in columns:
            # Perhaps the copies stand there under another head, and would not be made.
            message += "; bila isinya tembusan, ganti kepalanya menjadi «tembusan»"
            yield warning("column-unused", data, message)
        else:
            yield hint("column-unused", data, message)
    if given is LETTER_NAMES and "nomor" not in asked:
        message = "templat surat ini tidak mencetak nomor surat; tambahkan {{ nomor }}"
        yield warning("template-without-number", where, message)


def _asked(data: bytes, where: Where) -> Result[frozenset[str]]:
    """The names that a template asks for; stray braces are findings beside them."""
    template = Template(data, where)
    try:
        return Result(template.placeholders(), template.stray_braces())
    except FindingsError as problem:
        return Result(None, problem.findings)
