"""What of this computer shows in the outputs: the program that converts, and fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docgen.convert import fonts_of, printed_by
from docgen.outside.files import read_bytes
from docgen.workspace.parts import Parts, part


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """``engine`` describes what makes the PDFs ("" when nothing will), ``marks`` is the hash of the
    font in which copies are marked and pages stamped."""

    engine: str = ""
    marks: str = ""
    _known: dict[bytes, str] = field(default_factory=dict, repr=False, compare=False)

    def of(self, template: bytes | None) -> Parts:
        """What the PDF of a document with this template is made by, and in which fonts."""
        if not self.engine or template is None:
            return {"mesin": self.engine}
        return {"mesin": self.engine, "huruf": self.fonts(template)}

    def fonts(self, template: bytes) -> str:
        """The hash of what prints the fonts of a template; "" when nothing will."""
        if self.engine and template not in self._known:
            self._known[template] = part(printed_by(fonts_of(template)))
        return self._known.get(template, "")

    def of_file(self, path: Path) -> Parts:
        """The same of a file; whoever converts it says what is wrong with it."""
        try:
            return self.of(read_bytes(path))
        except OSError:
            return self.of(None)

    @property
    def stamped(self) -> Parts:
        """What a page with marks or stamps is made by."""
        return {"huruf tanda": self.marks}


NO_MAKERS: Makers = Makers()
