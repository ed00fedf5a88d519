"""Before anything is written: what the templates ask for against what the data has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from docgen.convert import look_at_template
from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, has_errors, hint, warning
from docgen.load.tables.columns import likely_column
from docgen.model.writing.likeness import SIMILAR, meant, suggest
from docgen.render.template import Template
from docgen.render.template.names import same_but_case
from docgen.render.template_look import look_at
from docgen.workspace.loaded import Loaded
from docgen.workspace.template_names import Asked, small

# Names given to templates that are no text: lists, and records with parts.
LISTS = frozenset(
    {
        "tujuan",
        "tembusan",
        "butir",
        "rincian",
        "paraf",
        "jabatan_ttd",
        "sifat",
        "diteruskan",
        "instruksi",
    }
)
RECORDS = frozenset({"kop", "pejabat", "orang"})
NO_HEADS: Mapping[str, Where] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What fills the templates of a kind, besides the columns of its sheet.

    ``given`` are the placeholders that docgen computes, ``steering`` columns that steer a document
    or reach its page in another shape. ``number`` is the placeholder that every template has to
    print. Where the sheet has no column ``copies``, one that nothing uses may hold the copies.
    ``taken`` are the placeholders that no column may be called, each with what to do instead.
    """

    given: frozenset[str]
    steering: frozenset[str] = frozenset({"id", "catatan"})
    number: str = ""
    copies: str = ""
    taken: Mapping[str, str] = field(default_factory=dict)


def template_only(loaded: Loaded, path: str, given: frozenset[str]) -> tuple[Finding, ...]:
    """A template of the workspace that may name what docgen gives, and nothing else."""
    if path not in loaded.files:
        return ()  # already a finding
    return fixed_template_findings(loaded.files[path], Where(path), given)


def filled_by_rows(
    loaded: Loaded,
    path: str,
    names: Names,
    columns: Sequence[str],
    data: Where,
    heads: Mapping[str, Where] = NO_HEADS,
) -> Iterator[Finding]:
    """A template of the workspace that columns of a sheet fill, beside what docgen gives."""
    if path in loaded.files:  # else a finding already
        template = Template(loaded.files[path], Where(path))
        yield from column_findings(template, names, columns, data, heads)


def fixed_template_findings(
    data: bytes, where: Where, given: frozenset[str]
) -> tuple[Finding, ...]:
    """What is wrong with a template that may name what docgen gives and nothing else."""
    result = _asked(Template(data, where), given, ())
    needed = result.value.needed if result.value else frozenset()
    return (
        *look_at_template(data, where),
        *result.findings,
        *(
            error(
                "template-undefined",
                where,
                f"templat memakai «{name}», yang tidak ada"
                f"{small(name, given) or meant(name, sorted(given))}",
            )
            for name in sorted(needed - given)
        ),
    )


def column_findings(
    template: Template,
    names: Names,
    columns: Sequence[str],
    data: Where,
    heads: Mapping[str, Where] = NO_HEADS,
) -> Iterator[Finding]:
    """A template whose placeholders are ``given`` by docgen or are columns of its data.

    ``heads`` are the places of the columns, where these are known.
    """
    given = names.given
    for column in columns:
        if column in names.taken:
            message = (
                f"kolom «{column}» tidak dipakai, karena nama itu milik docgen sendiri; "
                f"{names.taken[column]}"
            )
            yield error("column-reserved", heads.get(column, data), message)
    result = _asked(template, given, columns)
    yield from look_at_template(template.data, template.where)
    yield from result.findings
    if result.value is None:
        return
    path = template.where.file
    if not has_errors(result.findings) and template.needs_docxtpl():
        message = (
            "surat dari templat ini dibuat lewat docxtpl, sekitar seratus kali lebih lambat, "
            "karena menyisipkan dokumen lain (sisip)"
        )
        yield hint("template-through-docxtpl", template.where, message)
    asked = result.value.names
    yield from _printed_whole(template.readable(), given)
    for name in sorted(result.value.needed - given - set(columns)):
        choices = [column for column in columns if column not in asked] + sorted(given)
        guess = small(name, given | set(columns)) or _guess(name, choices)
        message = f"templat {path} memerlukan kolom «{name}»{guess}"
        yield error("column-missing", data, message)
    yield from _unused(columns, asked, names, data, heads, path)
    if names.number and names.number not in asked:
        message = (
            f"templat surat ini tidak mencetak nomor surat; tambahkan {{{{ {names.number} }}}}"
        )
        yield warning("template-without-number", template.where, message)


def _guess(name: str, choices: Sequence[str]) -> str:
    close = suggest(name, choices, SIMILAR)
    return f"; maksud Anda «{close}»?" if close else "; tambahkan kolom itu di data"


def _unused(
    columns: Sequence[str],
    asked: frozenset[str],
    names: Names,
    data: Where,
    heads: Mapping[str, Where],
    path: str,
) -> Iterator[Finding]:
    """Columns that nothing reads; a warning where one that docgen knows was perhaps meant."""
    absent = [name for name in sorted(names.steering) if name not in columns]
    for column in columns:
        if column in asked | names.given | names.steering:
            continue
        where = heads.get(column, data)
        message = f"kolom «{column}» tidak dipakai oleh templat {path}"
        if likely := likely_column(column, absent):
            message += f"; maksud Anda «{likely}»? Ganti kepalanya bila benar"
            yield warning("column-unused", where, message)
        elif names.copies and names.copies not in columns:
            # Perhaps the copies stand there under another head, and would not be made.
            message += f"; bila isinya {names.copies}, ganti kepalanya menjadi «{names.copies}»"
            yield warning("column-unused", where, message)
        else:
            yield hint("column-unused", where, message)


def _printed_whole(template: Template, given: frozenset[str]) -> Iterator[Finding]:
    """Lists and records printed as they are: the letter would say ``['Camat', 'Lurah']``."""
    printed = {same_but_case(name, given) or name for name in template.printed()}
    for name in sorted(printed & given & (LISTS | RECORDS)):
        message = f"{{{{ {name} }}}} mencetak daftar dengan kurung dan tanda kutip; "
        if name in RECORDS:
            message += f"sebut bagiannya, misalnya {{{{ {name}.nama }}}}"
        else:
            message += f"ulangi dengan {{% for x in {name} %}} … {{% endfor %}}"
        yield error("template-prints-list", template.where, message)


def _asked(template: Template, given: frozenset[str], columns: Collection[str]) -> Result[Asked]:
    """The names that a template asks for, as they are known; beside them what is wrong with it."""
    stray: tuple[Finding, ...] = ()
    try:
        stray = (*template.stray_braces(), *look_at(template, given))
        asked = Asked.by(template.readable()).among(given.union(columns), template.where)
        return Result(asked.value, (*stray, *asked.findings))
    except FindingsError as problem:
        return Result(None, tuple(dict.fromkeys((*stray, *problem.findings))))
