"""The usual file: one signature, over every byte of it but the signature's own digits.

Nothing can have been changed after such a one, so no older state of the file need be looked for,
nor what came to it. What pikepdf has read of the signature is told to pyHanko here, which would
read the same digit by digit; how it is judged is the same (:mod:`~docgen.signatures.judging`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Name, Pdf, String

from docgen.signatures.byte_range import hole_problem, is_blank
from docgen.signatures.fields import SignatureField

# Rules of a field, or of the file, that need more of it than its signature.
_RULES = ("/SV", "/Lock")


@dataclass(frozen=True, slots=True)
class Whole:
    """The one signature of a file: what its dictionary says, with ``spans`` of bytes signed.

    ``kind`` is its ``/SubFilter``, ``type`` its ``/Type``, ``time`` its ``/M``; "" for none.
    """

    contents: bytes
    spans: tuple[int, int, int, int]
    kind: str
    type: str
    time: str


def whole_signature(pdf: Pdf, fields: list[SignatureField], data: bytes) -> Whole | None:
    """The signature if it is the only one, a form lists it and it covers all; else None.

    None too where anything is unusual: damage, a lock, what the file keeps for verifying, or rules
    that the field sets.
    """
    if len(fields) != 1 or pdf.is_encrypted or "/DSS" in pdf.Root:
        return None
    (field,) = fields
    value = field.value
    if value is None or not field.is_listed or any(key in field.own for key in _RULES):
        return None
    contents, given = value.get("/Contents"), value.get("/ByteRange")
    if not isinstance(contents, String) or not isinstance(given, Array):
        return None
    found, numbers = bytes(contents), list[object](given)
    spans = [each for each in numbers if isinstance(each, int)]
    if is_blank(found) or len(spans) != len(numbers) or hole_problem(data, spans, found):
        return None
    covered = spans[1] + 2 * len(found) + 2 + spans[3]  # <digits>, without a space among them
    if covered != len(data) or spans[2] + spans[3] != len(data) or pdf.get_warnings():
        return None
    kind, kept, time = (value.get(key) for key in ("/SubFilter", "/Type", "/M"))
    if not isinstance(kind, Name) or not isinstance(kept, Name | None):
        return None
    return Whole(
        found, (spans[0], spans[1], spans[2], spans[3]), str(kind), str(kept or "/Sig"),
        str(time) if isinstance(time, String) else "",
    )  # fmt: skip
