"""PDFs of an engine that makes no PDF/A: they must not say that they are any."""

from __future__ import annotations

import io

import pikepdf

from docgen.convert.jobs import Job
from docgen.findings import Finding, Where, hint


def without_claim(data: bytes) -> bytes:
    """The PDF without its XMP packet, where it says PDF/A; title and language stand elsewhere."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.Metadata
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def preview(job: Job, reason: str) -> Finding:
    """The hint ``engine-preview``: what the PDF is not, as a sentence."""
    message = f"{reason} Untuk berkas arsip, buat ulang dengan LibreOffice."
    return hint("engine-preview", Where(str(job.source)), message)
