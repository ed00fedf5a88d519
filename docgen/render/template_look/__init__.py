"""What a template says that docxtpl neither fills nor keeps: tags and text lost without a word.

``unfilled`` walks the parts of the package that are copied as they are, ``bound`` the content
controls whose text comes from elsewhere, ``mergefields`` what Word's mail merge would fill,
``dropped`` what docxtpl throws away, ``misplaced`` values that do not fit where they stand,
``numbering`` lists that go on counting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docgen.findings import Finding
from docgen.render.template import Template
from docgen.render.template.source import open_template
from docgen.render.template_look.bound import bound_controls
from docgen.render.template_look.dropped import dropped_text
from docgen.render.template_look.mergefields import merge_fields
from docgen.render.template_look.misplaced import misplaced_values
from docgen.render.template_look.numbering import continued_numbering
from docgen.render.template_look.package import Look
from docgen.render.template_look.unfilled import unfilled_tags

__all__ = ["look_at"]


def look_at(template: Template, given: Collection[str]) -> tuple[Finding, ...]:
    """Everything that a letter of this template would say, or lack, without anybody knowing.

    ``given`` are the names that docgen itself fills. Raises FindingsError for a file that is no
    Word document.
    """
    look = Look.into(open_template(template.data, template.where), template.where, given)
    return tuple(dict.fromkeys(_every(look)))


def _every(look: Look) -> Iterator[Finding]:
    for step in (
        unfilled_tags,
        bound_controls,
        merge_fields,
        dropped_text,
        misplaced_values,
        continued_numbering,
    ):
        yield from step(look)
