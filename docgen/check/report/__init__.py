"""The result of a check for people: one HTML page that stands alone.

No network, no framework, no fonts from outside: it opens by double click from a USB stick, prints,
fits a telephone, and works without JavaScript. A strict Content-Security-Policy lets nothing run
or load but what the page itself holds. Same result, same date: same bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from importlib import resources
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from docgen.check.report.drawings import drawing
from docgen.check.report.pictures import Pictures
from docgen.check.report.view import SIGNS, view_of, wanted_pictures
from docgen.check.report.words import counted, naming, words
from docgen.check.result import CheckResult, Kind

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
    style, script = _part("style.css"), _part("script.js")
    running = _running_head(texts["title"], result)
    page = _environment().get_template("page.html.j2").render(
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
        sheets=sheets,
        pictures=pictures,
        signs=SIGNS,
        today=format_date(today, "d MMMM y", locale=language),
        generator=Markup(GENERATOR),
        styles=[Markup(style), Markup(running)],
        script=Markup(script),
        policy=_policy([style, running], [script]),
    )  # fmt: skip
    return page.encode("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("docgen.check.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    """A file of this package as it goes into the page."""
    return (resources.files("docgen.check.report") / name).read_text(encoding="utf-8")


def _policy(styles: list[str], scripts: list[str]) -> str:
    """Nothing may load or run but these very styles and scripts, and pictures within the page."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(map(_source, styles))}",
            f"script-src {' '.join(map(_source, scripts))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


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
