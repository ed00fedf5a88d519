"""Before anything is written: what the templates ask for against what the data has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, hint, warning
from docgen.load.workspace import CONFIG
from docgen.model.writing.dates import parse_date
from docgen.model.writing.likeness import meant
from docgen.pipeline.material import Material
from docgen.render.placeholders.front_matter import COVER_NAMES, INDEX_NAMES
from docgen.render.placeholders.labels import LABEL_NAMES
from docgen.render.placeholders.letters import DISPOSITION_NAMES, LETTER_NAMES
from docgen.render.sop.sheet import SOP_NAMES
from docgen.render.template import Template

# Columns of letters that reach the page in another shape, or steer the letter and not its text.
STEERING = frozenset(
    {
        "id", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd", "tanggal_nomor",
        "keamanan", "derajat", "hal", "lampiran", "berkas_lampiran", "tujuan", "tembusan",
        "penandatangan", "berkas_ttd", "catatan", "sifat", "diteruskan_kepada", "instruksi",
        "tanggal_disposisi", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat",
        "nomor_surat", "urut", "nomor_verbal", "tanggal_kirim", "berkas_surat",
    }
)  # fmt: skip
# Names given to templates that are no text: lists, and records with parts.
LISTS = frozenset(
    {"tujuan", "tembusan", "butir", "paraf", "jabatan_ttd", "sifat", "diteruskan", "instruksi"}
)
RECORDS = frozenset({"kop", "pejabat"})


def template_findings(material: Material) -> Iterator[Finding]:
    """Templates that cannot be read, and placeholders that nothing fills."""
    workspace = material.workspace
    for declared in workspace.sop.values():
        yield from _fixed(material, declared.template, SOP_NAMES)
    for name, book in material.letters.items():
        path = workspace.letters[name].template
        yield from _filled(material, path, LETTER_NAMES, book.columns, book.where)
    for name, incoming in material.dispositions.items():
        path = workspace.disposisi[name].template
        yield from _filled(material, path, DISPOSITION_NAMES, incoming.columns, incoming.where)
    for label in workspace.label.values():
        yield from _fixed(material, label.template, LABEL_NAMES)
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
    asked = _asked(Template(data, where))
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
    material: Material, path: str, given: frozenset[str], columns: Sequence[str], data: Where
) -> Iterator[Finding]:
    if path in material.files:  # else a finding already
        template = Template(material.files[path], Where(path))
        yield from column_findings(template, given, columns, data)


def column_findings(
    template: Template, given: frozenset[str], columns: Sequence[str], data: Where
) -> Iterator[Finding]:
    """A template whose placeholders are ``given`` by docgen or are columns of its data."""
    result = _asked(template)
    yield from result.findings
    if result.value is None:
        return
    path = template.where.file
    if not result.findings and template.needs_docxtpl():
        message = (
            "surat dari templat ini dibuat lewat docxtpl, sekitar seratus kali lebih lambat, "
            "karena menyisipkan dokumen lain (sisip)"
        )
        yield hint("template-through-docxtpl", template.where, message)
    asked = result.value
    yield from _printed_whole(template.readable(), given)
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
        yield warning("template-without-number", template.where, message)


def _printed_whole(template: Template, given: frozenset[str]) -> Iterator[Finding]:
    """Lists and records printed as they are: the letter would say ``['Camat', 'Lurah']``."""
    for name in sorted(template.printed() & given & (LISTS | RECORDS)):
        message = f"{{{{ {name} }}}} mencetak daftar dengan kurung dan tanda kutip; "
        if name in RECORDS:
            message += f"sebut bagiannya, misalnya {{{{ {name}.nama }}}}"
        else:
            message += f"ulangi dengan {{% for x in {name} %}} … {{% endfor %}}"
        yield error("template-prints-list", template.where, message)


def _asked(template: Template) -> Result[frozenset[str]]:
    """The names that a template asks for; stray braces are findings beside them."""
    stray: tuple[Finding, ...] = ()
    try:
        stray = template.stray_braces()
        return Result(template.readable().placeholders(), stray)
    except FindingsError as problem:
        return Result(None, tuple(dict.fromkeys((*stray, *problem.findings))))
