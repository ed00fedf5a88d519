"""A template laid open: each placeholder with its type, where it comes from, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jinja2 import nodes
from markupsafe import Markup

from docgen.render.template import Image, Template, paragraphs
from docgen.render.template.filters import FILTERS
from docgen.render.template.names import same_but_case
from docgen.render.template_look.tags import tags_in
from docgen.templates.kinds import Given, TemplateKind

# Characters of an example.
MOST_SHOWN = 60
COLUMN, NOBODY = "kolom", "tidak ada"
_CONDITIONS, _LOOPS = ("if ", "elif "), ("for ",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One placeholder: its name, type and parts, where it comes from, what it is, an example.

    ``is_needed`` says that the template cannot do without it: it has no default there.
    """

    name: str
    type: str
    source: str
    place: str
    meaning: str
    example: str
    parts: tuple[str, ...] = ()
    is_needed: bool = True

    def as_plain(self) -> dict[str, Any]:
        """For other programs."""
        names = {
            "name": "nama", "type": "jenis", "source": "dari", "place": "tempat",
            "meaning": "arti", "example": "contoh", "parts": "bagian", "is_needed": "wajib",
        }  # fmt: skip
        return {names[key]: value for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a template asks for: ``lines`` of what it uses, the tests and loops in it, its filters,
    the names that ``nobody`` fills, and what its kind ``offers`` besides."""

    lines: tuple[Line, ...] = ()
    tests: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    offers: tuple[Line, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "isian": [line.as_plain() for line in self.lines],
            "syarat": list(self.tests),
            "ulangan": list(self.loops),
            "saringan": list(self.filters),
            "tidak_terisi": list(self.nobody),
            "tersedia": [line.as_plain() for line in self.offers],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The data that fills a template: what it is called, its columns, and the first row."""

    name: str
    columns: Sequence[str]
    context: Mapping[str, Any]


def show(
    template: Template, kind: TemplateKind, sample: Mapping[str, Any], sheet: Sheet | None
) -> Shown:
    """Lay a template open. ``sample`` is what its kind gives, ``sheet`` its own data if there is.

    Raises FindingsError for a template that cannot be read.
    """
    names, needed = template.placeholders(), template.demanded()
    columns = frozenset(sheet.columns if sheet else ())
    values = {**sample, **(sheet.context if sheet else {})}
    lines, nobody = [], []
    for name in sorted(names):
        known = same_but_case(name, {*kind.given, *columns}) or name
        given = kind.given.get(known) or _own(known, kind, sheet)
        if given.source == NOBODY:
            nobody.append(name)
        value = _telling(values.get(known), sample.get(known))
        lines.append(_line(name, given, value, is_needed=name in needed))
    used = {each.name.lower() for each in lines}
    offers = [
        _line(name, given, values.get(name), is_needed=False)
        for name, given in kind.given.items()
        if name not in used
    ]
    texts = list(_inside(template))
    trees = template.trees()
    asked = {each.name for tree in trees for each in tree.find_all(nodes.Filter)}
    return Shown(
        lines=tuple(lines),
        tests=tuple(dict.fromkeys(each for each in texts if each.startswith(_CONDITIONS))),
        loops=tuple(dict.fromkeys(each for each in texts if each.startswith(_LOOPS))),
        filters=tuple(sorted(asked & FILTERS.keys())),
        nobody=tuple(nobody),
        offers=tuple(offers),
    )


def given_lines(kind: TemplateKind, sample: Mapping[str, Any]) -> Iterator[Line]:
    """Every placeholder that docgen gives to templates of a kind."""
    for name, given in kind.given.items():
        yield _line(name, given, sample.get(name), is_needed=False)


def _own(name: str, kind: TemplateKind, sheet: Sheet | None) -> Given:
    """A name that docgen does not give: a column of the sheet, or filled by nobody."""
    if not kind.by_rows:
        return Given(source=NOBODY, meaning="Tidak ada yang mengisi nama ini.")
    meaning = "Kolom milik templat ini sendiri."
    if sheet is None:
        return Given(source=COLUMN, place=f"{name} di lembar datanya", meaning=meaning)
    if name in sheet.columns:
        return Given(source=COLUMN, place=f"{name} di {sheet.name}", meaning=meaning)
    place = f"kolom {name} belum ada di {sheet.name}"
    return Given(source=NOBODY, place=place, meaning="Tidak ada yang mengisi nama ini.")


def _line(name: str, given: Given, value: Any, *, is_needed: bool) -> Line:
    return Line(
        name=name,
        type=given.type or _type(value),
        source=given.source,
        place=given.place,
        meaning=given.meaning,
        example=_example(value),
        parts=tuple(_parts(value)),
        is_needed=is_needed,
    )


def _telling(value: Any, sample: Any) -> Any:
    """The office's own value, unless it is blank and so tells nothing."""
    return sample if value is None or value == "" or value == [] else value


def _type(value: Any) -> str:
    match value:
        case bool():
            return "ya/tidak"
        case int() | float():
            return "bilangan"
        case Image():
            return "gambar"
        case Markup():
            return "naskah jadi"
        case Mapping():
            return "bagian"
        case [Mapping(), *_] | [[Mapping(), *_], *_]:
            return "daftar bagian"
        case list() | tuple():
            return "daftar"
        case _:
            return "teks"


def _parts(value: Any) -> Iterator[str]:
    match value:
        case Mapping():
            yield from map(str, value)
        case [Mapping() as first, *_] | [[Mapping() as first, *_], *_]:
            yield from map(str, first)


def _example(value: Any) -> str:
    text = " ".join(_text(value).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case Image() | Markup():
            return ""
        case Mapping():
            return ", ".join(filter(None, (_text(each) for each in value.values())))
        case list() | tuple():
            return "; ".join(filter(None, map(_text, value)))
        case _:
            return str(value)


def _inside(template: Template) -> Iterator[str]:
    """The commands of a template as they are written, without their braces."""
    for text in paragraphs(template.data):
        for tag in tags_in(text):
            if not tag.is_value and not tag.is_comment:
                yield " ".join(tag.inside.split())
