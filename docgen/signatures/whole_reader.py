"""What pikepdf has read of a signature over a whole file, as pyHanko wants to read it itself."""

from __future__ import annotations

import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from docgen.signatures.whole import Whole


class WholeReader:
    """Stands in for pyHanko's reader: a file of one state, of which only bytes are asked for."""

    strict = True
    hybrid_xrefs_present = False
    total_revisions = 1

    def __init__(self, data: bytes, whole: Whole) -> None:
        self.stream = io.BytesIO(data)
        self.root: Any = generic.DictionaryObject()  # type: ignore[no-untyped-call]
        self.value: Any = _Value(  # type: ignore[no-untyped-call]
            {pdf_name("/Type"): pdf_name(whole.type), pdf_name("/SubFilter"): pdf_name(whole.kind),
             pdf_name("/Contents"): generic.ByteStringObject(whole.contents),
             pdf_name("/ByteRange"): generic.ArrayObject(map(generic.NumberObject, whole.spans))}
        )  # fmt: skip
        if whole.time:
            self.value[pdf_name("/M")] = generic.TextStringObject(whole.time)
        field = {pdf_name("/V"): self.value}
        self.field: Any = generic.DictionaryObject(field)  # type: ignore[no-untyped-call]

    @property
    def xrefs(self) -> WholeReader:
        """What is asked of the table of its objects, too."""
        return self

    def get_last_change(self, _reference: object) -> int:
        """The state in which an object was written: the only one."""
        return 0


class _Value(generic.DictionaryObject):
    reference: Any = None
