"""docgen makes an office's papers: SOP sheets, letters, disposition forms, SKP recaps.

It is a pipeline of seven stages; the progress log and docs/build.md use the same numbers.

1. **load**      YAML, JSON, xlsx, csv -> model + findings       (:mod:`docgen.load`)
2. **number**    signed letters -> letters with a number         (:mod:`docgen.numbering`)
3. **lay out**   Sop -> pages of boxes and connectors            (:mod:`docgen.flowchart`)
4. **render**    model (+ geometry) -> .docx, .xlsx, .svg        (:mod:`docgen.render`)
5. **convert**   .docx, .xlsx -> .pdf                            (:mod:`docgen.convert`)
6. **bundle**    PDFs -> marked copies and one archive bundle    (:mod:`docgen.bundle`)
7. **check**     re-read everything from disk -> findings        (:mod:`docgen.check`)

The stages never import each other: :mod:`docgen.pipeline` calls them and hands model
objects from one to the next.

Other programs use the stages as functions, ``docgen.open_workspace`` to ``docgen.check_files``:
see :mod:`docgen.library` and docs/library.md.

Where the code cites *domain rules §x.y*, it means docs/domain.md, which says how sure each is.
"""

from __future__ import annotations

from docgen.lazy import asked_for

__version__ = "0.1.0"
__all__ = [
    "DocgenError", "FindingsError", "build_bundle", "build_workspace", "check_files",
    "convert_files", "make_plan", "number_letters", "open_workspace", "render_letter",
    "render_letters",
]  # fmt: skip


# The library is loaded when something of it is asked for: the command does without.
# ``__init__.pyi`` says the same to type checkers.
__getattr__ = asked_for(
    __name__,
    {
        "errors": "DocgenError FindingsError",
        "library": "build_bundle build_workspace check_files convert_files make_plan "
        "number_letters open_workspace render_letter render_letters",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
