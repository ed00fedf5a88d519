"""Whether a finished file is PDF/A-2b (3b), as pikepdf's validator sees it (ISO 19005-2)."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf.pdfa import validate_written

from docgen.bundle.pdf import xmp
from docgen.bundle.pdf.xmp import PLAIN, WITH_FILES
from docgen.findings import Finding, Where, warning

# "Properties come from predefined or described schemas": the validator knows the predefined
# ones only, so for docgen's own, described properties this rule is looked at here instead.
_EXTENSION_RULE = ":6.6.2.3.1-1"


def pdfa_findings(file: Path | bytes, where: Where) -> tuple[Finding, ...]:
    """All reasons why the file may not be PDF/A: warnings ``pdfa-violation``/``pdfa-unsure``.

    It is held against PDF/A-3b if it says so itself, else against PDF/A-2b. The validator approves
    only what it knows, so an empty answer is trustworthy and ``pdfa-unsure`` may be a false alarm.
    """
    flavour = _flavour(file)
    report = validate_written(file if isinstance(file, Path) else io.BytesIO(file), flavour)
    problems = report.findings
    if any(problem.rule.endswith(_EXTENSION_RULE) for problem in problems):
        problems = [each for each in problems if not each.rule.endswith(_EXTENSION_RULE)]
        data = file.read_bytes() if isinstance(file, Path) else file
        bare = validate_written(io.BytesIO(_without_described(data)), flavour)
        problems += [each for each in bare.findings if each.rule.endswith(_EXTENSION_RULE)]
    return tuple(
        warning(
            "pdfa-violation" if problem.kind == "violation" else "pdfa-unsure",
            where,
            f"Belum memenuhi PDF/A-{flavour} ({problem.rule}, {problem.where}): {problem.message}. "
            "Untuk arsip jangka panjang, simpan dokumen asalnya sebagai PDF/A lalu buat ulang.",
        )
        for problem in problems
    )


def _flavour(file: Path | bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(file) if isinstance(file, bytes) else file) as pdf:
            return WITH_FILES if xmp.part_of(xmp.read_packet(pdf)) == WITH_FILES[0] else PLAIN
    except pikepdf.PdfError:
        return PLAIN


def _without_described(data: bytes) -> bytes:
    """The file without docgen's properties, or as it was when its packet does not describe them."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = xmp.read_packet(pdf)
            if not xmp.own_properties(root) <= xmp.described_properties(root):
                return data
            xmp.remove_properties(root)
            xmp.write_packet(pdf, root)
            target = io.BytesIO()
            pdf.save(target)
            return target.getvalue()
    except pikepdf.PdfError:
        return data
