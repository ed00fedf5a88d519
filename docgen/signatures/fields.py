"""The signature fields of a PDF and their values, read with pikepdf (ISO 32000-1, 12.7.4.5, 12.8).

A field is one of signatures when its type, its own or that of a field above it, is ``/Sig``; its
value may stand above it as well. Usage rights (``/Perms /UR3``) are no field: they say what a
reader may do with a form, and nobody signed anything by them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, String

# How far up a widget's type and value are looked for.
_HIGHEST = 50


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A field for a signature and what it holds: None while it waits for one.

    ``own`` is its dictionary; ``is_listed`` tells whether the form knows it.
    """

    value: Dictionary | None
    own: Dictionary
    is_listed: bool

    def is_signed(self, size: int) -> bool:
        """Whether the value is a signature over bytes that the file, of ``size`` bytes, has."""
        value = self.value
        if value is None or not isinstance(value.get("/Contents"), String):
            return False
        spans = value.get("/ByteRange")
        given: list[object] = list(spans) if isinstance(spans, Array) else []
        numbers: list[int] = [number for number in given if isinstance(number, int)]
        if len(numbers) < 4 or len(numbers) % 2 or len(numbers) < len(given):
            return False
        end = 0
        for start, length in zip(numbers[::2], numbers[1::2], strict=True):
            if start < end or length < 0:
                return False
            end = start + length
        return 0 < end <= size


def signature_fields(pdf: Pdf) -> Iterator[SignatureField]:
    """All of them: those of the form, and those on pages that no form lists."""
    form = pdf.Root.get("/AcroForm")
    waiting: list[tuple[object, object, object]] = []  # fields, the type and value above them
    if isinstance(form, Dictionary):
        waiting.append((form.get("/Fields"), None, None))
    seen = ObjectSet()
    while waiting:
        group, kind, value = waiting.pop()
        for field in group if isinstance(group, Array) else ():
            if not isinstance(field, Dictionary) or (field.is_indirect and not seen.add(field)):
                continue
            own, holds = field.get("/FT", kind), field.get("/V", value)
            if own == Name.Sig:
                yield _field(holds, field, is_listed=True)
            waiting.append((field.get("/Kids"), own, holds))
    with contextlib.suppress(pikepdf.PdfError):  # a broken page tree: the form still told
        for page in pdf.pages:
            notes = page.obj.get("/Annots")
            for item in notes if isinstance(notes, Array) else ():
                if isinstance(item, Dictionary) and not (item.is_indirect and item in seen):
                    yield from _unlisted(item)


def _unlisted(widget: Dictionary) -> Iterator[SignatureField]:
    """A widget that no form lists, by what it and the fields above it say."""
    kind: object = None
    value: object = None
    above: object = widget
    for _step in range(_HIGHEST):
        if not isinstance(above, Dictionary):
            break
        kind = above.get("/FT") if kind is None else kind
        value = above.get("/V") if value is None else value
        above = above.get("/Parent")
    if kind == Name.Sig:
        yield _field(value, widget, is_listed=False)


def _field(value: object, own: Dictionary, *, is_listed: bool) -> SignatureField:
    return SignatureField(value if isinstance(value, Dictionary) else None, own, is_listed)
