"""A compiled template: run for a context, deflate what changed, copy the rest.

The text of each part goes through what docxtpl does after Jinja: its escapes for braces, its
line breaks and tabs, the numbers of drawings, and, where the proof does not say that it finds
nothing, its repair of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any, cast
from xml.sax.saxutils import escape

import jinja2
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.runtime import Context
from lxml import etree

from docgen.findings import Finding, Where
from docgen.ooxml.package import Member, pack, packed_member, quick_member
from docgen.ooxml.splice import Splicer
from docgen.render.template.environment import ENVIRONMENT, PLAIN, has_signs, tree_of
from docgen.render.template.names import capitals
from docgen.render.template.pictures import Letter
from docgen.render.template.problems import fill_findings
from docgen.render.template.proof import not_shown
from docgen.render.template.source import (
    Opened,
    Source,
    hole_of,
    open_template,
)
from docgen.render.template.values import FileReader, at

# How docxtpl's templates write braces that shall be printed.
BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
# docxtpl gives a meaning to \t \n \a \f in a text; XML cannot hold the others (XML 1.0, 2.2).
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What gives a name to the rest of the part, which the other parts must not see.
_NAMING = (nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport)
_PARAGRAPH = re.compile("<w:p[ >]")
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*')
# docxtpl numbers the drawings of the body from here.
_FIRST_DRAWING = 1001
# In a document property python-docx, and Word, hold no more.
_MOST_IN_PROPERTY = 255
_WORDPROCESSING_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: its source, its program, and what is known of every text that it gives.

    ``repaired_for`` is why it must be parsed (None: it need not). ``is_plain``: the template itself
    has no signs of docxtpl in its text, so only values can bring them. ``splicer`` deflates headers
    and footers, which are mostly one long declaration; a body repeats itself, and is deflated best
    as a whole.
    """

    source: Source
    program: jinja2.Template
    repaired_for: str | None
    has_names: bool
    is_plain: bool
    splicer: Splicer | None

    def run(self, context: Context, letter: Letter) -> list[str]:
        """The pieces of the part's text as Jinja gives them."""
        letter.begin(self.source)
        if self.has_names:
            context = Context(ENVIRONMENT, context.parent, None, self.program.blocks)
        return list(self.program.root_render_func(context))

    def fill(self, context: Context, letter: Letter) -> Member:
        """The part filled in; a value that brings markup of its own makes it be parsed.

        Raises etree.XMLSyntaxError when the parts of the template do not make a whole.
        """
        pieces = self.run(context, letter)
        source = self.source
        if letter.has_markup or self.repaired_for is not None:
            return quick_member(source.member, self._repaired(_finished("".join(pieces))))
        if letter.has_signs or not self.is_plain:
            pieces = [_finished("".join(pieces))]
        if self.splicer:
            return packed_member(
                source.member, *self.splicer.deflate((source.head, *pieces, source.tail))
            )
        text = "".join((source.head, *pieces, source.tail))
        if source.is_body and "<wp:docPr" in text:
            text = _numbered_drawings(text)
        return quick_member(source.member, text.encode())

    def _repaired(self, text: str) -> bytes:
        """What docxtpl's parsing makes of it. Raises etree.XMLSyntaxError."""
        text = _numbered_drawings(text) if self.source.is_body else text
        data = "".join((self.source.head, text, self.source.tail)).encode()
        tree = etree.fromstring(data)
        if self.source.is_body:
            tree = DocxTemplate.fix_tables(cast(DocxTemplate, None), data)
        repaired: bytes = etree.tostring(tree, encoding="UTF-8", standalone=True)
        return repaired


@dataclass(frozen=True, slots=True)
class Program:
    """A whole template, compiled; shared by threads, since a render's state is its own.

    ``capitals`` are the names of the data that it does not write in small letters.
    """

    opened: Opened
    parts: tuple[Part, ...]
    properties: Mapping[str, jinja2.Template]
    capitals: frozenset[str]

    def fill(self, context: Mapping[str, Any], reader: FileReader | None = None) -> bytes:
        """The .docx for one context."""
        letter, values = self._begin(context, reader)
        members = dict(self.opened.fixed)
        with at(letter):
            for part in self.parts:
                members[part.source.member] = part.fill(values, letter)
            if self.properties:
                members[self.opened.core] = quick_member(self.opened.core, self._core(context))
            for added in letter.members_added():
                members[added.name] = added
        return pack(members.values())

    def try_out(self, context: Mapping[str, Any], reader: FileReader | None = None) -> Letter:
        """Fill in a context without writing; what it read is told by the letter."""
        letter, values = self._begin(context, reader)
        with at(letter):
            for part in self.parts:
                part.fill(values, letter)
            if self.properties:
                self._core(context)
        return letter

    def _begin(
        self, context: Mapping[str, Any], reader: FileReader | None
    ) -> tuple[Letter, Context]:
        values = Context(ENVIRONMENT, {**ENVIRONMENT.globals, **context}, None, {})
        return Letter(reader=reader, template=self.opened), values

    def _core(self, values: Mapping[str, Any]) -> bytes:
        text = self.opened.members[self.opened.core].decode()
        for name, program in self.properties.items():
            text = text.replace(hole_of(name), escape(property_text(program, values)))
        return text.encode()

    def repaired_for(self) -> Iterator[str]:
        """Why letters of this template take the longer way, in words for the developer."""
        for part in self.parts:
            if part.repaired_for:
                yield f"{part.source.member}: {part.repaired_for}"


def faults(
    opened: Opened,
    sources: Iterable[Source],
    context: Mapping[str, Any],
    reader: FileReader | None,
    where: Where,
    row: Where | None,
) -> Iterator[Finding]:
    """Everything that keeps a context from being filled into the parts of a template."""
    letter = Letter(reader=reader, template=opened, is_trial=True)
    with at(letter):
        for source in sources:
            letter.begin(source)
            yield from fill_findings(source.text, context, where, row)


def property_text(program: jinja2.Template, values: Mapping[str, Any]) -> str:
    """What a document property says, as far as it can hold it."""
    return NO_XML.sub("", program.render(values))[:_MOST_IN_PROPERTY]


@lru_cache(maxsize=32)
def compile_template(data: bytes, where: Where) -> Program:
    """Compile a template once. Raises FindingsError, jinja2.TemplateSyntaxError."""
    opened = open_template(data, where)
    # docxtpl knows the prefixes w and wp only.
    prefix = opened.prefixes.get(_WORDPROCESSING_DRAWING, "wp")
    other = None if prefix == "wp" else f"drawings under the prefix {prefix}"
    parts = tuple(_part(source, other) for source in opened.sources)
    properties = {name: PLAIN.from_string(text) for name, text in opened.properties.items()}
    texts = (*(each.text for each in opened.sources), *opened.properties.values())
    named = (capitals(tree_of(text)) for text in texts)
    return Program(opened, parts, properties, frozenset().union(*named))


def _part(source: Source, repaired_for: str | None) -> Part:
    tree = tree_of(source.text)
    program = ENVIRONMENT.from_string(source.text)
    texts = [each.data for each in tree.find_all(nodes.TemplateData)]
    constants = [each.value for each in tree.find_all(nodes.Const) if isinstance(each.value, str)]
    return Part(
        source=source,
        program=program,
        repaired_for=repaired_for or not_shown(tree),
        has_names=bool(program.blocks) or next(tree.find_all(_NAMING), None) is not None,
        is_plain=not any(has_signs(text) for text in (*texts, *constants)),
        splicer=None if source.is_body else Splicer((source.head, source.tail, *texts)),
    )


def _finished(text: str) -> str:
    """What docxtpl does with the text that Jinja gave, and XML's own limits."""
    for written, meant in BRACES:
        if written in text:
            text = text.replace(written, meant)
    return NO_XML.sub("", _with_breaks(text))


def _with_breaks(text: str) -> str:
    """docxtpl's line breaks and tabs, in the paragraphs that have any."""
    parts = []
    at = 0
    while found := _PARAGRAPH.search(text, at):
        start = found.start()
        end = text.find("</w:p>", start)
        if end < 0:
            break
        end += len("</w:p>")
        paragraph = text[start:end]
        parts.append(text[at:start])
        if any(sign in paragraph for sign in "\n\t\a\f"):
            paragraph = DocxTemplate.resolve_listing(cast(DocxTemplate, None), paragraph)
        parts.append(paragraph)
        at = end
    return "".join((*parts, text[at:]))


def _numbered_drawings(text: str) -> str:
    numbers = count(_FIRST_DRAWING)
    return _DRAWING_ID.sub(lambda found: f"{found[1]}{next(numbers)}", text)
