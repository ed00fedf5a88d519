"""Values that do not fit where they stand: styled text, documents and pictures are markup.

docxtpl puts ``{{r … }}`` in the place of a run and ``{{p … }}`` in that of a paragraph. Plain text
there stands outside of any run, and Word shows nothing of it; markup within a text is lost too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.findings import Finding, Where, error
from docgen.ooxml.names import W
from docgen.render.template.environment import ENVIRONMENT
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.package import Look, own_text
from docgen.render.template_look.tags import TYPED_QUOTES, Tag, tags_in


class Kind(StrEnum):
    """What a value is in the letter."""

    TEXT = "text"
    STYLED = "styled"
    DOCUMENT = "document"
    PICTURE = "picture"
    SPOILED = "spoiled"  # markup that became part of a text


_FILTERS: Mapping[str, Kind] = {
    "tebal": Kind.STYLED,
    "miring": Kind.STYLED,
    "garis_bawah": Kind.STYLED,
    "sisip": Kind.DOCUMENT,
    "qr": Kind.PICTURE,
    "gambar": Kind.PICTURE,
}
# Filters that hand on what they get.
_SAME = frozenset(
    {"first", "last", "list", "join", "reverse", "sort", "unique", "safe", "default", "d",
     "select", "reject", "selectattr", "rejectattr", "batch", "slice"}
)  # fmt: skip
_CURES: Mapping[Kind, tuple[str, str]] = {
    Kind.STYLED: ("r", "saringan gaya (tebal, miring, garis_bawah) hanya berlaku dengan {{r … }}"),
    Kind.DOCUMENT: ("p", "saringan sisip hanya berlaku dengan {{p … }}, sendirian di paragrafnya"),
    Kind.PICTURE: ("", "gambar ditulis dengan {{ … }} biasa"),
    Kind.TEXT: ("", "teks biasa ditulis dengan {{ … }} biasa; di sini teksnya akan hilang"),
}
Kinds = frozenset[Kind]
_TEXT: Kinds = frozenset({Kind.TEXT})
_ATTRIBUTE = "sifat sebuah gambar, tautan atau kontrol (misalnya teks alternatif)"
# Of the names that docgen itself gives, those that are no text.
_GIVEN: Mapping[str, Kinds] = {
    "alur": frozenset({Kind.DOCUMENT}),
    "riwayat": frozenset({Kind.DOCUMENT}),
    "kode_qr": frozenset({Kind.PICTURE}),
}
# The same for a part of a record, whose record is given: ``{{ kop.logo }}``.
_GIVEN_PARTS: Mapping[tuple[str, str], Kinds] = {("kop", "logo"): frozenset({Kind.PICTURE})}


def misplaced_values(look: Look) -> Iterator[Finding]:
    """Values whose tag has not the mark that they need, and markup where only text can stand."""
    given = {name: kinds for name, kinds in _GIVEN.items() if name in look.given}
    for _name, body in look.bodies():
        names = given | _named(body)
        for paragraph in body.iter(f"{W}p"):
            text = own_text(paragraph)
            if "{{" in text:
                place = look.where.at(paragraph=text[:SHOWN])
                for tag in tags_in(text):
                    yield from _in_text(tag, names, place)
        for text, what in _plain_texts(body):
            yield from _only_text(text, what, names, look.where)
    for text in look.opened.properties.values():
        yield from _only_text(text, "properti dokumen", given, look.where)


def _in_text(tag: Tag, names: Mapping[str, Kinds], place: Where) -> Iterator[Finding]:
    kinds = _kinds_of(tag, names) if tag.is_value else frozenset()
    if Kind.SPOILED in kinds:
        message = (
            f"{tag.text}: teks bergaya, dokumen dan gambar tidak dapat disambung atau diolah "
            "lagi; tulis saringannya paling akhir, dan yang lain di tanda tersendiri"
        )
        yield error("template-value-misplaced", place, message)
        return
    for kind in sorted(kinds):
        mark, rule = _CURES[kind]
        if mark != tag.mark:
            cure = f"{{{{{mark} {tag.inside} }}}}"
            if kind is Kind.TEXT and len(kinds) > 1:
                cure = "bentuk yang lain dengan {% if … %} dan {% else %}"
            elif kind is Kind.TEXT and tag.mark == "r":
                cure += f" atau {{{{r {tag.inside} | tebal }}}}"
            message = f"{tag.text}: {rule}; tulis {cure}"
            yield error("template-value-misplaced", place, message)


def _only_text(text: str, what: str, names: Mapping[str, Kinds], place: Where) -> Iterator[Finding]:
    for tag in tags_in(text):
        kinds = _kinds_of(tag, names) if tag.is_value else frozenset()
        if tag.mark or kinds - _TEXT:
            message = (
                f"{tag.text} ada di {what}, yang hanya dapat memuat teks biasa; hapus tanda p, r, "
                "tr atau tc dan saringan tebal, miring, garis_bawah, sisip, qr atau gambar di sana"
            )
            yield error("template-value-misplaced", place, message)
        if what is _ATTRIBUTE and '"' in tag.text:
            message = f"{tag.text} ada di {what}; tanda kutip di sana harus tunggal ('…')"
            yield error("template-value-misplaced", place, message)


def _plain_texts(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Attributes, and texts that are not the letter's own (codes of fields, formulas)."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        for value in map(str, element.attrib.values()):
            if "{" in value:
                yield value, _ATTRIBUTE
        if element.text and "{" in element.text and element.tag != f"{W}t":
            yield element.text, "kode bidang atau rumus"


def _named(body: etree._Element) -> dict[str, Kinds]:
    """What the names are that the template itself gives: ``{% set d = lampiran | sisip %}``."""
    names: dict[str, Kinds] = {}
    for paragraph in body.iter(f"{W}p"):
        text = own_text(paragraph)
        for tag in tags_in(text) if "{%" in text else ():
            words = tag.inside.translate(TYPED_QUOTES)
            if words.startswith("set ") and "=" in words:
                _name(names, f"{{% {words} %}}")
            elif words.startswith("for "):
                _name(names, f"{{% {words} %}}{{% endfor %}}")
    return names


def _name(names: dict[str, Kinds], source: str) -> None:
    try:
        node = ENVIRONMENT.parse(source).body[0]
    except (TemplateSyntaxError, IndexError):
        return  # a finding already
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        names[node.target.name] = _kinds(node.node, names)
    elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        names[node.target.name] = _kinds(node.iter, names)


def _kinds_of(tag: Tag, names: Mapping[str, Kinds]) -> Kinds:
    expression = tag.expression()
    return frozenset() if expression is None else _kinds(expression, names)


def _kinds(node: nodes.Node, names: Mapping[str, Kinds]) -> Kinds:
    """What an expression may give; nothing for one that prints nothing."""
    match node:
        case nodes.Const(value=""):
            return frozenset()
        case nodes.Name():
            return names.get(node.name, _TEXT)
        case nodes.CondExpr():
            other = frozenset() if node.expr2 is None else _kinds(node.expr2, names)
            return _kinds(node.expr1, names) | other
        case nodes.Or() | nodes.And():
            return _kinds(node.left, names) | _kinds(node.right, names)
        case nodes.List() | nodes.Tuple():
            return frozenset().union(*(_kinds(each, names) for each in node.items)) or _TEXT
        case nodes.Getattr(node=nodes.Name(name=record)):
            return _GIVEN_PARTS.get((record, node.attr), _TEXT)
        case nodes.Getitem():
            return _kinds(node.node, names)
        case nodes.Filter() if node.node is not None:
            return _of_filter(node, names)
        case nodes.Concat() | nodes.Add():
            parts = [_kinds(each, names) for each in node.iter_child_nodes()]
            return _TEXT if all(each <= _TEXT for each in parts) else frozenset({Kind.SPOILED})
    return _TEXT


def _of_filter(node: nodes.Filter, names: Mapping[str, Kinds]) -> Kinds:
    assert node.node is not None
    before = _kinds(node.node, names)
    first = node.args[0] if node.args else None
    if node.name == "map" and isinstance(first, nodes.Const) and first.value in _FILTERS:
        return frozenset({_FILTERS[first.value]})
    if node.name in _FILTERS:
        # A style upon a style is left as it is; a style upon a picture is none.
        spoiled = before - _TEXT - {_FILTERS[node.name]}
        return frozenset({Kind.SPOILED if spoiled else _FILTERS[node.name]})
    if node.name == "join" and node.args and before - _TEXT:
        return frozenset({Kind.SPOILED})  # what stands between them is no markup
    if node.name in ("default", "d") and Kind.TEXT in before and first is not None:
        return before | _kinds(first, names)
    if node.name in _SAME:
        return before
    return _TEXT if before <= _TEXT else frozenset({Kind.SPOILED})
