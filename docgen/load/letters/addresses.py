"""The addresses of recipients, for labels: a table with ``penerima`` and ``alamat``."""

from __future__ import annotations

from pathlib import Path

from docgen.findings import Finding, Result, warning
from docgen.load.letters.recipients import same_recipient
from docgen.load.letters.source import split_source
from docgen.load.tables.entered import as_entered
from docgen.load.tables.read import read_table

COLUMNS = ("penerima", "alamat")


def load_addresses(root: Path, data: str) -> Result[dict[str, str]]:
    """Addresses from ``data`` (``path#sheet``), by ``same_recipient`` of who lives there.

    Findings: those of ``read_table``; address-duplicate.
    """
    shown_as, sheet = split_source(data)
    table = read_table(
        root / shown_as, sheet, shown_as=shown_as, required=COLUMNS, known=COLUMNS, closed=True
    )
    findings: list[Finding] = list(table.findings)
    if table.value is None or not table.ok:
        return Result(None, tuple(findings))
    entered, unsure = as_entered(table.value)
    findings += unsure
    found: dict[str, str] = {}
    for row in entered.rows:
        key, address = same_recipient(row.text("penerima")), row.text("alamat")
        if not (key and address):
            continue  # an address that is still to come
        if found.setdefault(key, address) != address:
            message = f"alamat «{row.text('penerima')}» ada dua dan berbeda; yang pertama dipakai"
            findings.append(warning("address-duplicate", row.where_of("alamat"), message))
    return Result(found, tuple(findings))
