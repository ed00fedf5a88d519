"""Fields of Word's mail merge: nobody fills them here, and «nama» goes out to the recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.findings import Finding, Where, error, warning
from docgen.ooxml.names import W
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.package import Look, own_text, parsed

_MERGE_FIELD = re.compile(r'\bMERGEFIELD\s+(?:"([^"]+)"|([^\s\\]+))', re.IGNORECASE)
# Fields that only a mail merge fills.
_OTHERS = re.compile(
    r"^\s*(ADDRESSBLOCK|GREETINGLINE|MERGEREC|MERGESEQ|NEXTIF|NEXT|SKIPIF)\b", re.IGNORECASE
)
# What Word shows of a field; names of fields have no blanks.
_CHEVRONS = re.compile(r"«\s*([^\W\d]\w*)\s*»")
_SIGNS = (b"instrText", b"fldSimple", "«".encode())
_NO_NAME = re.compile(r"\W+")


def merge_fields(look: Look) -> Iterator[Finding]:
    """Fields of a mail merge in every part with Word's text, and what is left of some."""
    for root in _texts(look):
        codes = list(_codes(root))
        for code, holder in codes:
            yield from _in_code(code, _place(look, holder))
        named = {_column(name) for code, _holder in codes for name in _names(code)}
        for paragraph in root.iter(f"{W}p"):
            yield from _in_paragraph(look, paragraph, named)
    settings = next((t for n in look.rest if (t := _settings(look, n)) is not None), None)
    if settings is not None and settings.find(f"{W}mailMerge") is not None:
        message = (
            "templat masih terhubung dengan data gabung surat Word, dan Word menanyakannya kepada "
            "setiap penerima; di Word: Surat > Mulai Gabung Surat > Dokumen Word Normal"
        )
        yield warning("template-mergefield", look.where, message)


def _texts(look: Look) -> Iterator[etree._Element]:
    yield from look.filled.values()
    for name, data in look.rest.items():
        if name.endswith(".xml") and any(sign in data for sign in _SIGNS):
            root = parsed(data)
            if root is not None:
                yield root


def _settings(look: Look, name: str) -> etree._Element | None:
    root = look.tree(name) if b"mailMerge" in look.rest[name] else None
    return root if root is not None and root.tag == f"{W}settings" else None


def _in_paragraph(look: Look, paragraph: etree._Element, named: set[str]) -> Iterator[Finding]:
    """What a field shows where the field itself is gone."""
    text = own_text(paragraph)
    for name in _CHEVRONS.findall(text):
        if _column(name) not in named:
            message = (
                f"«{name}» tampaknya sisa gabung surat Word dan tidak diisi; tulis "
                f"{{{{ {_column(name)} }}}}, atau bila memang kutipan, pakai tanda “ ”"
            )
            yield error("template-mergefield", look.where.at(paragraph=text[:SHOWN]), message)


def _in_code(code: str, place: Where) -> Iterator[Finding]:
    for name in _names(code):
        message = f"MERGEFIELD {name} tidak diisi; tulis {{{{ {_column(name)} }}}}"
        yield error("template-mergefield", place, message)
    for found in _OTHERS.finditer(code):
        message = (
            f"bidang gabung surat {found[1].upper()} tidak diisi; hapus, dan tulis isinya dengan "
            "{{ nama_kolom }}"
        )
        yield error("template-mergefield", place, message)


def _names(code: str) -> list[str]:
    return [quoted or plain for quoted, plain in _MERGE_FIELD.findall(code)]


def _column(name: str) -> str:
    """The name that a column with such a head has."""
    return _NO_NAME.sub("_", name.lower()).strip("_")


def _codes(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The code of each field, which Word may spread over runs, with an element that holds it."""
    for field in root.iter(f"{W}fldSimple"):
        yield field.get(f"{W}instr", ""), field
    opened: list[tuple[list[str], etree._Element]] = []
    for each in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = each.get(f"{W}fldCharType")
        if each.tag == f"{W}instrText":
            if opened:
                opened[-1][0].append(each.text or "")
            else:  # its beginning stands in another part, or nowhere
                yield each.text or "", each
        elif kind == "begin":
            opened.append(([], each))
        elif kind == "end" and opened:
            pieces, holder = opened.pop()
            yield "".join(pieces), holder
    for pieces, holder in opened:
        yield "".join(pieces), holder


def _place(look: Look, holder: etree._Element) -> Where:
    paragraph = next(holder.iterancestors(f"{W}p"), None)
    text = "" if paragraph is None else own_text(paragraph)
    return look.where.at(paragraph=text[:SHOWN] or None)
