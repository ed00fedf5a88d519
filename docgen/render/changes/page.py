"""``--html``: what changed, as one page that stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree
from markupsafe import Markup

from docgen.changes.told import GROUPS, Line, total_times
from docgen.flowchart.geometry import Drawing
from docgen.model.sop import Sop
from docgen.ooxml.tracked import DELETED, INSERTED
from docgen.render.changes.sheets import FILLS, LINES
from docgen.render.sop.svg import render_svg
from docgen.webpage import environment, part_of, policy, stylesheet

PACKAGE = "docgen.render.changes"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = ("node", "offpage", "edge", "edge joint")
# The attributes of a symbol or a line that say what it is; the others say where it stands.
ITSELF = ("class", "data-step", "data-lane", "data-symbol", "data-letter", "data-from", "data-to",
          "data-exit")  # fmt: skip


def page(
    names: tuple[str, str],
    versions: tuple[Sop, Sop],
    drawings: tuple[Drawing, Drawing],
    lines: Sequence[Line],
) -> bytes:
    """The page as UTF-8. ``names`` are the files; ``drawings`` call steps and lanes alike."""
    styles = [stylesheet(), part_of(PACKAGE, "changes.css")]
    groups = [
        (group, [(line, *line.sides()) for line in lines if line.group == group])
        for group in GROUPS
        if any(line.group == group for line in lines)
    ]
    counts = Counter(str(line.change.what) for line in lines)
    text = environment(PACKAGE).get_template("page.html.j2").render(
        names=names,
        new=versions[1],
        lines=lines,
        counts=counts.items(),
        times=total_times(*versions),
        groups=groups,
        charts=list(_charts(drawings)),
        styles=list(map(Markup, styles)),
        policy=policy(styles, []),
    )  # fmt: skip
    return text.encode("utf-8")


def _charts(drawings: tuple[Drawing, Drawing]) -> Iterator[tuple[str, Markup, int, int]]:
    """Old and new pages in turn: whose, the picture, of how many, which."""
    old, new = (
        [etree.fromstring(svg.encode("utf-8")) for svg in render_svg(drawing)]
        for drawing in drawings
    )
    names = [{_name(part) for svg in pages for part in _parts(svg)} for pages in (old, new)]
    for number in range(max(len(old), len(new))):
        for side, pages, other, kind in (
            ("semula", old, names[1], DELETED),
            ("menjadi", new, names[0], INSERTED),
        ):
            if number < len(pages):
                picture = _tinted(pages[number], other, kind, f"{side}-{number + 1}")
                yield side, Markup(picture), len(pages), number + 1


def _parts(svg: etree._Element) -> list[etree._Element]:
    return [each for each in svg.iter() if each.get("class") in DRAWN]


def _name(part: etree._Element) -> str:
    words = "".join(map(str, part.itertext()))
    return "|".join([*(part.get(key, "") for key in ITSELF), words])


def _tinted(svg: etree._Element, known: set[str], kind: str, name: str) -> str:
    for part in _parts(svg):
        if _name(part) in known:
            continue
        for shape in (part, *part):
            if shape.tag == f"{SVG}polyline":
                shape.set("stroke", f"#{LINES[kind]}")
            elif shape.tag in (f"{SVG}rect", f"{SVG}polygon"):
                shape.set("fill", f"#{FILLS[kind]}")
    title = svg.find(f"{SVG}title")
    if title is not None:
        title.set("id", f"{name}-judul")
        svg.set("aria-labelledby", f"{name}-judul")
    svg.set("role", "img")
    for length in ("width", "height"):
        svg.attrib.pop(length, "")
    return str(etree.tostring(svg, encoding="unicode"))
