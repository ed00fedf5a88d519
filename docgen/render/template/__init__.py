"""Word templates: docxtpl's rules, compiled once, sandboxed, nothing undefined, the same bytes.

A template is taken apart by docxtpl's own rules (``source``), compiled to Jinja programs with the
filters of the field (``environment``), and run for each letter (``program``): what changes is
deflated, everything else is copied already deflated. ``proof`` says when docxtpl's repair of the
XML can be left out; ``usual`` is docxtpl itself, for what this does not cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package, write_package
from docgen.render.template.environment import ENVIRONMENT, tree_of
from docgen.render.template.filters import FILTERS, OF_DATES, READERS
from docgen.render.template.lines import SHOWN
from docgen.render.template.names import (
    accesses,
    always_listed,
    capitals,
    demanded,
    filtered,
    undeclared,
    uses_whole,
    with_other_case,
)
from docgen.render.template.pictures import NeedsDocxtpl
from docgen.render.template.problems import FILL_ERRORS, plain_failure
from docgen.render.template.program import Program, compile_template, faults
from docgen.render.template.source import Source, open_template
from docgen.render.template.syntax import syntax_findings, without_faulty_tags
from docgen.render.template.usual import render_with_docxtpl
from docgen.render.template.values import FileReader, Image, Subdocument

__all__ = ["FILTERS", "Image", "Subdocument", "Template", "paragraphs"]

# Word turns the quotes that people type; docxtpl turns those in tags back.
TYPED_QUOTES = str.maketrans("“”‘’", "\"\"''")
ESCAPES = ("{_{", "}_}", "{_%", "%_}")  # how templates write braces that shall be printed
STRAY = (
    "kurung kurawalnya tidak lengkap; nama ditulis {{ nama }} dan perintah {% … %}, "
    "dengan dua tanda di depan dan dua di belakang"
)
# The parts that docxtpl fills.
TEXT_PARTS = ("document", "header", "footer", "footnotes")


class Template:
    """A .docx template; each call of :meth:`render` is independent of the others.

    ``reader`` reads the files of the workspace that the filters *gambar* and *sisip* name.
    """

    def __init__(self, data: bytes, where: Where, reader: FileReader | None = None) -> None:
        self.data = data
        self.where = where
        self.reader = reader

    def placeholders(self) -> frozenset[str]:
        """The names that the template expects from the data. Raises FindingsError."""
        return frozenset().union(*map(undeclared, self.trees()))

    def demanded(self) -> frozenset[str]:
        """The placeholders that it cannot do without: no default, no test. Raises FindingsError."""
        return frozenset().union(*map(demanded, self.trees()))

    def always_listed(self) -> frozenset[str]:
        """The lists whose rows stand on the page even when there are none. Raises FindingsError."""
        return frozenset().union(*map(always_listed, self.trees()))

    def parts_of(self, record: str) -> frozenset[str]:
        """The parts of a record that it names: ``nama`` of ``kop.nama``. Raises FindingsError."""
        return frozenset(accesses(self.trees(), record))

    def uses_whole(self, record: str) -> bool:
        """Whether it uses more of a record than parts that it names. Raises FindingsError."""
        return uses_whole(self.trees(), record)

    def dated(self) -> frozenset[str]:
        """The names that it prints as dates and never otherwise. Raises FindingsError."""
        return filtered(self.trees(), OF_DATES) - self.printed()

    def parts_in_capitals(self) -> frozenset[str]:
        """Parts of records that are not in small letters: ``NAMA`` of ``{{ pejabat.NAMA }}``.

        Raises FindingsError.
        """
        found = (each.attr for tree in self.trees() for each in tree.find_all(nodes.Getattr))
        return frozenset(name for name in found if name != name.lower())

    def with_names(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The context, with the names that the template writes in capitals beside them."""
        try:
            names = self._program().capitals
        except FindingsError:
            names = frozenset().union(*map(_capitals, open_template(self.data, self.where).sources))
        return with_other_case(context, names) if names else context

    def reads_files(self) -> bool:
        """Whether a filter names files of the workspace, which the letter then depends on."""
        return any(
            node.name in READERS for tree in self.trees() for node in tree.find_all(nodes.Filter)
        )

    def files_read(self, context: Mapping[str, Any]) -> dict[str, str]:
        """The files that a letter takes in, by path, with their SHA-256. Raises FindingsError."""
        context = self.with_names(context)
        try:
            letter = self._program().try_out(context, self.reader)
        except NeedsDocxtpl:
            return render_with_docxtpl(self.data, self.where, context, self.reader)[1]
        except FILL_ERRORS as problem:
            raise FindingsError(self._faults(problem, context, None)) from problem
        return letter.read_files

    def needs_docxtpl(self) -> bool:
        """Whether its letters go through docxtpl itself, for the documents inside them."""
        return any(
            node.name == "sisip" for tree in self.trees() for node in tree.find_all(nodes.Filter)
        )

    def slower_for(self) -> tuple[str, ...]:
        """Why the XML of its letters has to be parsed (none: it has not), for the developer."""
        return tuple(self._program().repaired_for())

    def stray_braces(self) -> tuple[Finding, ...]:
        """Braces of the template's own text: what is left of a tag that was typed wrong.

        Raises FindingsError for a file that is no Word document.
        """
        open_template(self.data, self.where)
        found = [
            error("template-stray-brace", self.where.at(paragraph=text[:SHOWN]), STRAY)
            for text in paragraphs(self.data)
            if _has_stray_brace(text)
        ]
        return tuple(dict.fromkeys(found))

    def readable(self) -> Template:
        """This template without the paragraphs of :meth:`stray_braces`, to see what else is wrong.

        A brace that was forgotten makes a tag of all that follows, up to the next one.
        Raises FindingsError for a file that is no Word document.
        """
        open_template(self.data, self.where)
        mended = _without_stray_braces(self.data)
        return self if mended is self.data else Template(mended, self.where, self.reader)

    def faults(self, context: Mapping[str, Any], row: Where | None = None) -> tuple[Finding, ...]:
        """All that keeps a letter from being made; ``row`` is where its data stands.

        Of a template that cannot be read, what else is wrong with it; :meth:`placeholders` says
        why it cannot be read. Raises FindingsError for a file that is no Word document.
        """
        context = self.with_names(context)
        try:
            self._program().try_out(context, self.reader)
        except NeedsDocxtpl:
            return self._trial(context, row)
        except FindingsError:
            sources = open_template(self.data, self.where).sources
            mended = [replace(s, text=without_faulty_tags(s.text)) for s in sources]
            found = self._trial(context, row, mended)
            return tuple(finding for finding in found if finding.code != "template-syntax")
        except FILL_ERRORS as problem:
            return self._faults(problem, context, row)
        return ()

    def render(self, context: Mapping[str, Any], row: Where | None = None) -> bytes:
        """The document for one context; ``row`` is where its data stands. Raises FindingsError."""
        context = self.with_names(context)
        try:
            return self._program().fill(context, self.reader)
        except NeedsDocxtpl:
            found = self._trial(context, row)
            if found:
                raise FindingsError(found) from None
            return render_with_docxtpl(self.data, self.where, context, self.reader, row)[0]
        except FILL_ERRORS as problem:
            raise FindingsError(self._faults(problem, context, row)) from problem

    def _program(self) -> Program:
        try:
            return compile_template(self.data, self.where)
        except TemplateSyntaxError as problem:
            sources = open_template(self.data, self.where).sources
            found = list(self.stray_braces())
            found = found or [f for s in sources for f in syntax_findings(s.text, self.where)]
            found = found or [plain_failure(problem, self.where, None)]
            raise FindingsError(tuple(dict.fromkeys(found))) from problem

    def printed(self) -> frozenset[str]:
        """The names that are printed whole: ``hal`` of ``{{ hal }}``, not of ``{{ hal | x }}``.

        Raises FindingsError for a template that cannot be read.
        """
        outputs = (each for tree in self.trees() for each in tree.find_all(nodes.Output))
        return frozenset(
            node.name for each in outputs for node in each.nodes if isinstance(node, nodes.Name)
        )

    def trees(self) -> list[nodes.Template]:
        """Jinja's syntax trees of its parts and properties. Raises FindingsError."""
        program = self._program()
        texts = [part.source.text for part in program.parts]
        return [tree_of(text) for text in (*texts, *program.opened.properties.values())]

    def _faults(
        self, problem: Exception, context: Mapping[str, Any], row: Where | None
    ) -> tuple[Finding, ...]:
        """Every fault, by filling part for part; at least the one that stopped the letter."""
        return self._trial(context, row) or (plain_failure(problem, self.where, row),)

    def _trial(
        self, context: Mapping[str, Any], row: Where | None, sources: Sequence[Source] = ()
    ) -> tuple[Finding, ...]:
        opened = open_template(self.data, self.where)
        found = faults(opened, sources or opened.sources, context, self.reader, self.where, row)
        return tuple(dict.fromkeys(found))


def paragraphs(data: bytes) -> Iterator[str]:
    """The texts of a document's paragraphs, those of its headers and footers too."""
    for _name, root in _text_parts(data):
        for paragraph in root.iter(_w("p")):
            yield "".join(text.text or "" for text in _texts(paragraph))


def _text_parts(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    for name, content in read_package(data).items():
        folder, _, part = name.rpartition("/")
        if folder == "word" and part.startswith(TEXT_PARTS) and part.endswith(".xml"):
            # What python-docx has not read, and docxtpl does not fill, may be anything.
            with suppress(etree.XMLSyntaxError):
                yield name, etree.fromstring(content)


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts of a paragraph; a text box stands inside a paragraph and has its own."""
    for text in paragraph.iter(_w("t")):
        if next(text.iterancestors(_w("p"))) is paragraph:
            yield text


def _w(name: str) -> str:
    return f"{W}{name}"


def _has_stray_brace(text: str) -> bool:
    for escape in ESCAPES:
        text = text.replace(escape, "")
    text = text.translate(TYPED_QUOTES)
    try:
        tokens = list(ENVIRONMENT.lex(text))
    except TemplateSyntaxError:
        return True
    kinds = [kind for _line, kind, _part in tokens]
    closed = all(
        kinds.count(f"{kind}_begin") == kinds.count(f"{kind}_end") for kind in ("variable", "block")
    )
    literal = (part for _line, kind, part in tokens if kind == "data")
    return not closed or any("{" in part or "}" in part for part in literal)


@lru_cache(maxsize=8)
def _capitals(source: Source) -> frozenset[str]:
    """As far as a template that has other faults can be read."""
    try:
        return capitals(ENVIRONMENT.parse(without_faulty_tags(source.text)))
    except TemplateSyntaxError:
        return frozenset()


@lru_cache(maxsize=8)
def _without_stray_braces(data: bytes) -> bytes:
    members = read_package(data)
    is_mended = False
    for name, root in _text_parts(data):
        for paragraph in root.iter(_w("p")):
            texts = list(_texts(paragraph))
            if _has_stray_brace("".join(text.text or "" for text in texts)):
                is_mended = True
                for text in texts:
                    text.text = ""
        members[name] = etree.tostring(root)
    return write_package(members.items()) if is_mended else data
