"""``docgen template new``: a template to begin with, which says itself how it works."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docgen.errors import UsageError
from docgen.findings import Where
from docgen.outside.files import read_bytes
from docgen.pipeline.form import in_the_way
from docgen.pipeline.templates.opened import Desk, no_template, shipped_called
from docgen.render.template import Template
from docgen.templates.catalogue import shipped_templates
from docgen.templates.kinds import TemplateKind, kind_of_file
from docgen.templates.shown import given_lines
from docgen.templates.starter import with_explanation
from docgen.workspace.report import Report
from docgen.workspace.store.sources import write_whole


def new_template(
    root: Path, word: str, target: Path, today: dt.date, *, force: bool
) -> tuple[TemplateKind, Report]:
    """Write a template of the kind of paper that ``word`` names.

    Raises UsageError for a word that means none and for a name that ends otherwise, FindingsError
    when something stands there, OutputError.
    """
    source = shipped_called(word)
    if source is None:
        raise no_template(word, [path.stem for path in shipped_templates().values()])
    if target.suffix.lower() != source.suffix:
        raise UsageError(
            f"«{target.name}» bukan nama {source.suffix}",
            f"Tulis misalnya: -o {source.name}.",
        )
    desk = Desk.at(root, today)
    if not force:
        desk.report.note(in_the_way(target))
        desk.report.stop_on_errors()
    data = read_bytes(source)
    kind = kind_of_file(source.name, frozenset())
    if source.suffix == ".docx":
        template = Template(data, Where(source.name))
        kind = kind_of_file(source.name, template.placeholders())
        lines = given_lines(kind, desk.samples().context(kind.key, template))
        check = f"docgen template show {target.name}"
        data = with_explanation(data, lines, by_rows=kind.by_rows, check=check)
    write_whole(target, data)
    desk.report.written.append(str(target))
    return kind, desk.report
