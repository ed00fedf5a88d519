"""What docxtpl throws away: it puts a tag in the place of its whole paragraph, row or cell."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.findings import Finding, error
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.package import SHOWN_THINGS, Look, W, own_text
from docgen.render.template_look.tags import Tag, tags_in

_PLACES = {"tr": "baris tabel", "tc": "sel tabel", "p": "paragraf"}
# docxtpl's order: what a row loses, its cells and paragraphs need not lose again.
_ORDER = ("tr", "tc", "p")


def dropped_text(look: Look) -> Iterator[Finding]:
    """Paragraphs, rows and cells with more in them than the tag that takes their place."""
    for body in look.bodies():
        gone: set[etree._Element] = set()
        for mark in _ORDER:
            for place, tags in _holders(body, mark).items():
                if place not in gone and not gone.intersection(place.iterancestors()):
                    gone.add(place)
                    yield from _loss(look, place, tags)


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
