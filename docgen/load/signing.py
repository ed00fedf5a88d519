"""What the QR of an electronic signature says (``tautan``): of a letter, of a SOP."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, Where, error, hint

# A QR of 25 mm with more bytes than this has modules under 0.35 mm: an office printer and a
# telephone's camera no longer agree.
MOST_QR = 300


def link_findings(link: str, electronic: bool, waits: bool, where: Where) -> Iterator[Finding]:
    """qr-missing, qr-unused, qr-too-long. ``waits``: the signature has not been given yet."""
    if electronic and waits and not link:
        message = (
            "belum ada «tautan» untuk kode QR; tempatnya dikosongkan bagi layanan tanda tangan"
        )
        yield hint("qr-missing", where, message)
    if link and not electronic:
        message = "«tautan» tidak tercetak, karena «cara_ttd» bukan elektronik"
        yield hint("qr-unused", where, message)
    if len(link.encode()) > MOST_QR:
        message = f"«tautan» terlalu panjang untuk kode QR yang terbaca; paling banyak {MOST_QR}"
        yield error("qr-too-long", where, message)
