"""The result of a check for people: one HTML page that stands alone.

No network, no framework, no fonts from outside: it opens by double click from a USB stick, prints,
fits a telephone, and works without JavaScript. A strict Content-Security-Policy lets nothing run
or load but what the page itself holds. Same result, same date: same bytes.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from babel.dates import format_date
from markupsafe import Markup

from docgen.check.report.drawings import drawing
from docgen.check.report.graph import graph
from docgen.check.report.pictures import Pictures
from docgen.check.report.view import SIGNS, view_of, wanted_pictures
from docgen.check.report.words import counted, naming, words
from docgen.check.result import CheckResult, Kind
from docgen.webpage import environment, part_of, policy, stylesheet

__all__ = ["GENERATOR", "render_report"]

# How a page says that it is a report of docgen.
GENERATOR = '<meta name="generator" content="docgen check">'
# Sheets of flowcharts in one report; some 25 kB each.
MOST_DRAWINGS = 80


def render_report(result: CheckResult, root: Path, today: dt.date, language: str = "id") -> bytes:
    """The page as UTF-8; ``root`` is the folder that the result's paths count from.

    ``language`` is one of docgen.choices.LANGUAGES; messages of findings stay as they are.
    """
    texts = words(language)
    pictures = Pictures(root)
    pictures.add(wanted_pictures(result))
    other = {name: texts[f"group_{name}"] for name in ("register", "ledger", "other")}
    charts, sheets = _charts(result, root)
    style, script = stylesheet(), part_of(__name__, "script.js")
    running = _running_head(texts["title"], result)
    page = environment(__name__).get_template("page.html.j2").render(
        w=texts,
        result=result,
        counts=result.counts,
        is_fine=result.complete and not result.counts.errors,
        is_file=result.kind in (Kind.PDF, Kind.BAG),
        kind_word=texts[f"kind_{result.kind.name.lower()}"],
        view=view_of(result, pictures, language, other),
        name_of=lambda code: naming(code, language).title or code,
        counted=counted,
        charts=charts,
        related=Markup(graph(result.references, texts["related"])),
        sheets=sheets,
        pictures=pictures,
        signs=SIGNS,
        today=format_date(today, "d MMMM y", locale=language),
        generator=Markup(GENERATOR),
        styles=[Markup(style), Markup(running)],
        script=Markup(script),
        policy=policy([style, running], [script]),
    )  # fmt: skip
    return page.encode("utf-8")


def _running_head(title: str, result: CheckResult) -> str:
    """The style rule that puts a title over every printed page."""
    words = " – ".join(filter(None, (title, *result.offices[:1])))
    # Every character by its number: a name may hold quotes, backslashes or a closing tag.
    text = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in words)
    return f'@page {{ @top-left {{ content: "{text}" }} }}'


def _charts(
    result: CheckResult, root: Path
) -> tuple[list[tuple[str, list[Markup]]], tuple[int, int]]:
    """Title and sheets of each SOP, and how many sheets are here, of how many there are."""
    charts = []
    shown = every = 0
    for number, document in enumerate((each for each in result.documents if each.drawings), 1):
        sheets = []
        for sheet, name in enumerate(document.drawings, 1):
            every += 1
            found = drawing(root / name, f"a{number}-{sheet}") if shown < MOST_DRAWINGS else None
            if found is not None:
                shown += 1
                sheets.append(Markup(found))
        if sheets:
            charts.append((document.title, sheets))
    return charts, (shown, every)
