"""Whether a finished file is PDF/A-2b, as pikepdf's validator sees it (ISO 19005-2)."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf.pdfa import validate_written

from docgen.bundle import xmp
from docgen.findings import Finding, Where, warning

# "Properties come from predefined or described schemas": the validator knows the predefined
# ones only, so for docgen's own, described properties this rule is looked at here instead.
_EXTENSION_RULE = "ISO_19005_2:6.6.2.3.1-1"


def pdfa_findings(file: Path | bytes, where: Where) -> tuple[Finding, ...]:
    """All reasons why the file may not be PDF/A-2b: warnings ``pdfa-violation``/``pdfa-unsure``.

    The validator approves only what it knows, so an empty answer is trustworthy and
    ``pdfa-unsure`` may be a false alarm.
    """
    data = file.read_bytes() if isinstance(file, Path) else file
    report = validate_written(io.BytesIO(data), "2b")
    problems = report.findings
    if any(problem.rule == _EXTENSION_RULE for problem in problems):
        problems = [problem for problem in problems if problem.rule != _EXTENSION_RULE]
        bare = validate_written(io.BytesIO(_without_described(data)), "2b")
        problems += [problem for problem in bare.findings if problem.rule == _EXTENSION_RULE]
    return tuple(
        warning(
            "pdfa-violation" if problem.kind == "violation" else "pdfa-unsure",
            where,
            f"Belum memenuhi PDF/A-2b ({problem.rule}, {problem.where}): {problem.message}. "
            "Untuk arsip jangka panjang, simpan dokumen asalnya sebagai PDF/A lalu buat ulang.",
        )
        for problem in problems
    )


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
