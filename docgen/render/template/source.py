"""A Word template taken apart by docxtpl's own rules: what never changes, and what is a program.

docxtpl opens the package with python-docx, turns each text part into Jinja source and later
saves everything through python-docx. The same is done here, once a template: the package as
python-docx writes it, and the prepared source of each part.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part as PackagePart
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.limits import MOST_TEMPLATE_XML
from docgen.model.file_kinds import really
from docgen.ooxml.package import CONTENT_TYPES, Member, member, read_package
from docgen.outside.packages import OddPackageError, check_package

# The properties that docxtpl fills.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
MACROS = b"macroEnabled"
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_HOLE = "docgen-badan"
_SAVE_AGAIN = "buka di Word, lalu simpan ulang sebagai Dokumen Word (.docx)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One part of the package as Jinja source; head and tail stand around what it gives.

    ``next_id`` numbers a picture that is put into the part, as python-docx does. Word does not
    always call the body ``word/document.xml``.
    """

    member: str
    text: str
    head: str = DECLARATION
    tail: str = ""
    next_id: int = 1
    is_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A template taken apart. ``pictures`` are those it has, by SHA-1; ``properties`` by name.

    ``picture_numbers`` are the numbers in the names of all its pictures, also of equal ones;
    ``core`` is the member with the properties.
    """

    members: dict[str, bytes]
    fixed: dict[str, Member]
    sources: tuple[Source, ...]
    properties: dict[str, str]
    core: str
    pictures: dict[str, str] = field(default_factory=dict)
    picture_numbers: tuple[int | None, ...] = ()
    prefixes: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=32)
def open_template(data: bytes, where: Where) -> Opened:
    """Take a template apart. Raises FindingsError (template-unreadable)."""
    try:
        refused = _refusal(data)
        opened = None if refused else _taken_apart(data)
    except Exception as problem:  # a broken package: zipfile, lxml and opc each raise theirs
        message = f"templat ini bukan dokumen Word (.docx) yang utuh; {_SAVE_AGAIN}"
        raise FindingsError((error("template-unreadable", where, message),)) from problem
    if opened is None:
        raise FindingsError((error("template-unreadable", where, refused),))
    return opened


def _taken_apart(data: bytes) -> Opened:
    read_package(data)  # python-docx leaves members alone that nothing refers to
    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    sources = tuple(_sources(template))
    properties = _properties(template)
    package = template.docx.part.package
    core = _name(package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)) if properties else ""
    images = list(package.image_parts)
    # Of equal pictures python-docx takes the first.
    pictures = {part.sha1: _name(part) for part in reversed(images)}
    saved = io.BytesIO()
    template.docx.save(saved)
    members = read_package(saved.getvalue())
    changing = {source.member for source in sources} | ({core} if core else set())
    return Opened(
        members=members,
        fixed={name: member(name, data) for name, data in members.items() if name not in changing},
        sources=sources,
        properties=properties,
        core=core,
        pictures=pictures,
        picture_numbers=tuple(part.partname.idx for part in images),
        prefixes={uri: prefix for prefix, uri in template.docx.element.nsmap.items() if prefix},
    )


def _refusal(data: bytes) -> str:
    """Why not to give a file to python-docx, which would choke on it or take it for another."""
    kind = really(data)
    if kind:
        return f"templat ini {kind}"
    message = ""
    try:
        check_package(data, MOST_TEMPLATE_XML)
    except OddPackageError as problem:
        return f"templat ini {problem.words}; pakai templat lain"
    with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as package:
        if CONTENT_TYPES in package.namelist() and MACROS in package.read(CONTENT_TYPES):
            message = (
                "templat ini berisi makro (.docm), dan makro tidak dijalankan; "
                "simpan ulang dari Word sebagai Dokumen Word (.docx)"
            )
    return message


def _sources(template: DocxTemplate) -> list[Source]:
    """The parts that docxtpl fills, in its order: body, headers, footers, footnotes."""
    found = [_body(template)]
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(kind):
            text = template.patch_xml(template.get_part_xml(part))
            found.append(Source(member=_name(part), text=text, next_id=part.next_id))
    for part in footnotes(template):
        # Whatever class python-docx gives the part, its blob is the XML.
        text = template.xml_to_string(etree.fromstring(part.blob))
        found.append(Source(member=_name(part), text=template.patch_xml(text)))
    # A header that two sections share is one part.
    return list({source.member: source for source in found}.values())


def _body(template: DocxTemplate) -> Source:
    document = template.docx.part
    root = etree.fromstring(etree.tostring(document.element))
    body = root.find(f"{{{nsmap['w']}}}body")
    assert body is not None
    root.replace(body, etree.Comment(_HOLE))
    head, _, tail = etree.tostring(root, encoding="unicode").partition(f"<!--{_HOLE}-->")
    text = template.patch_xml(template.get_xml())
    # The body's start tag repeats the prefixes that the document declares.
    text = "<w:body>" + text[text.index(">") + 1 :]
    return Source(
        member=_name(document),
        text=text,
        head=DECLARATION + head,
        tail=tail,
        next_id=document.next_id,
        is_body=True,
    )


def _name(part: PackagePart) -> str:
    return str(part.partname).lstrip("/")


def _properties(template: DocxTemplate) -> dict[str, str]:
    """The properties with tags in them; the others keep what the template says."""
    if not has_properties(template):
        return {}
    core = template.docx.part.package.core_properties
    found = {}
    for name in PROPERTIES:
        value = getattr(core, name)
        setattr(core, name, value)  # docxtpl writes each of them, also a blank one
        if any(start in value for start in ("{{", "{%", "{#")):
            found[name] = value
            setattr(core, name, hole_of(name))
    return found


def has_properties(template: DocxTemplate) -> bool:
    """Whether there are any; python-docx would make such a part, with the clock in it."""
    rels = template.docx.part.package.rels.values()
    return any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in rels)


def footnotes(template: DocxTemplate) -> Iterator[PackagePart]:
    """The parts with footnotes: one, or none."""
    for part in template.docx.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield part


def hole_of(name: str) -> str:
    """What stands in the saved properties where a property's text comes."""
    return f"docgen-{name}"
