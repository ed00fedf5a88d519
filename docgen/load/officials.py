"""The sheet of officials (*pejabat*): who signs, with rank and NIP."""

from __future__ import annotations

from pathlib import Path

from docgen.findings import Finding, Result, warning
from docgen.load.fields import Fields
from docgen.load.tables import read_table
from docgen.model.nip import bare_nip, parse_nip
from docgen.model.office import Official

SHEET = "pejabat"
COLUMNS = ("kunci", "nama", "jabatan", "pangkat", "golongan", "nip", "awalan", "atas_nama")


def load_officials(path: Path, shown_as: str) -> Result[dict[str, Official]]:
    """Read the officials of a workbook by their key; a .csv has one sheet and so no officials."""
    if path.suffix.lower() == ".csv":
        return Result({})
    table = read_table(
        path, SHEET, shown_as=shown_as, required=COLUMNS[:3], known=COLUMNS, strict=True
    )
    if table.value is None:
        return Result(None, table.findings)
    findings: list[Finding] = list(table.findings)
    officials: dict[str, Official] = {}
    seen: dict[str, int] = {}
    for row in table.value.rows:
        fields = Fields(row)
        key = fields.identifier("kunci", seen)
        nip = fields.text("nip")
        problem = parse_nip(nip) if nip else ""
        if isinstance(problem, str) and problem:
            findings.append(warning("nip-invalid", row.where_of("nip"), problem))
        officials[key] = Official(
            kunci=key,
            nama=fields.needed("nama"),
            jabatan=fields.needed("jabatan"),
            pangkat=fields.text("pangkat"),
            golongan=fields.text("golongan"),
            nip=bare_nip(nip),
            awalan=fields.text("awalan"),
            atas_nama=fields.text("atas_nama"),
        )
        findings += fields.findings
    return Result(officials, tuple(findings))
