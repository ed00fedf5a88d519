"""What docxtpl throws away: it puts a tag in the place of its whole paragraph, row or cell.

A minus at the edge of a tag joins paragraphs, and takes text along as well. What is lost in a way
that is not looked for here shows when the text before is held against the text after.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from lxml import etree

from docgen.findings import Finding, error
from docgen.ooxml.names import W
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.package import SHOWN_THINGS, Look, own_text
from docgen.render.template_look.tags import Tag, tags_in, without_tags

_TEXT = re.compile(r"<w:t(?: [^>]*[^/>])?>(.*?)</w:t>|<w:p[ >]", re.DOTALL)
_GONE = frozenset({"delete", "replace"})
_PLACES = {"tr": "baris tabel", "tc": "sel tabel", "p": "paragraf"}
# docxtpl's order: what a row loses, its cells and paragraphs need not lose again.
_ORDER = ("tr", "tc", "p")


def dropped_text(look: Look) -> Iterator[Finding]:
    """Paragraphs, rows and cells with more in them than the tag that takes their place."""
    sources = {source.member: source.text for source in look.opened.sources}
    for name, body in look.bodies():
        found = list(_replaced(look, body))
        yield from found or _otherwise_lost(look, body, sources[name])


def _replaced(look: Look, body: etree._Element) -> Iterator[Finding]:
    gone: set[etree._Element] = set()
    for mark in _ORDER:
        for place, tags in _holders(body, mark).items():
            if place not in gone and not gone.intersection(place.iterancestors()):
                gone.add(place)
                yield from _loss(look, place, tags)


def _otherwise_lost(look: Look, body: etree._Element, source: str) -> Iterator[Finding]:
    """Words and pictures of a part that its prepared source no longer has."""
    if body.prefix != "w":
        return  # docxtpl knows no other prefix, and takes nothing away
    typed = "\n".join(map(own_text, body.iter(f"{W}p")))
    cause = "tanda p, r, tr atau tc yang berdiri di tempat yang salah"
    if "{%-" in typed or "-%}" in typed:
        cause = "tanda minus di {%- … %} atau {% … -%}, yang menghapus yang di sebelahnya"
    for each in (*_words_lost(body, source), *_things_lost(body, source)):
        message = f"{each} akan hilang dari surat karena {cause}; hapus tanda itu"
        yield error("template-text-dropped", look.where, message)


def _words_lost(body: etree._Element, source: str) -> Iterator[str]:
    """Words in order, those of a text box where it is anchored."""
    texts = []
    for each in body.iter(f"{W}t", f"{W}p"):
        texts.append("\n" if each.tag == f"{W}p" else each.text or "")
    before = without_tags("".join(texts)).split()
    pieces = (found[1] or "\n" for found in _TEXT.finditer(source))
    after = without_tags(html.unescape("".join(pieces))).split()
    if "".join(before) != "".join(after):
        changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        yield from (f"«{' '.join(before[at:end])[:SHOWN]}»" for kind, at, end, *_ in changes
                    if kind in _GONE)  # fmt: skip


def _things_lost(body: etree._Element, source: str) -> Iterator[str]:
    for tag, words in SHOWN_THINGS.items():
        kept = re.findall(rf"<\w+:{tag.rpartition('}')[2]}[\s/>]", source)
        if len(kept) < len(list(body.iter(tag))):
            yield words


def _holders(body: etree._Element, mark: str) -> dict[etree._Element, list[Tag]]:
    """The paragraphs, rows or cells that a tag with this mark replaces, with all their tags."""
    found: dict[etree._Element, list[Tag]] = {}
    for paragraph in body.iter(f"{W}p"):
        marked = [tag for tag in tags_in(own_text(paragraph)) if tag.mark == mark]
        place = paragraph if mark == "p" else next(paragraph.iterancestors(f"{W}{mark}"), None)
        if marked and place is not None:
            found.setdefault(place, []).extend(marked)
    return found


def _loss(look: Look, place: etree._Element, tags: list[Tag]) -> Iterator[Finding]:
    kept = tags[-1]  # docxtpl keeps the last one
    text = "\n".join(own_text(each) for each in place.iter(f"{W}p"))
    before, _, after = text.rpartition(kept.text)
    rest = f"{before} {after}"
    for tag in tags_in(rest):
        rest = rest.replace(tag.text, "") if tag.is_comment else rest
    rest = " ".join(rest.split())
    lost = [f"«{rest[:SHOWN]}»"] if rest else []
    lost += dict.fromkeys(_things(place))
    if not lost:
        return
    name = _PLACES[kept.mark]
    message = (
        f"{' dan '.join(lost)} akan hilang dari surat: {kept.text} menggantikan seluruh {name} "
        f"tempatnya berdiri; pindahkan ke {name} lain, dan biarkan {kept.text} sendirian"
    )
    (*_others, own) = (line for line in text.split("\n") if kept.text in line)
    shown = " ".join(own.split())[:SHOWN]
    yield error("template-text-dropped", look.where.at(paragraph=shown), message)


def _things(place: etree._Element) -> Iterator[str]:
    for each in place.iter(*SHOWN_THINGS):
        yield SHOWN_THINGS[each.tag]
    if any(each.get(f"{W}type") in ("page", "column") for each in place.iter(f"{W}br")):
        yield "pemisah halaman"
