"""The sheet of officials (*pejabat*): who signs, by whose mandate, with rank and NIP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.findings import Finding, Result, warning
from docgen.load.letters.fields import Fields
from docgen.load.letters.staff import staff_findings
from docgen.load.tables.entered import as_entered
from docgen.load.tables.read import Row, read_table
from docgen.model.office import ACTING, ON_BEHALF, PASSED_ON, Official
from docgen.model.staff.nip import bare_nip, parse_nip

SHEET = "pejabat"
COLUMNS = (
    "kunci", "nama", "jabatan", "pangkat", "golongan", "nip", "awalan", "atas_nama",
    "untuk_beliau",
)  # fmt: skip
PREFIXES = (ON_BEHALF, *ACTING, PASSED_ON)


def load_officials(path: Path, shown_as: str) -> Result[dict[str, Official]]:
    """Read the officials of a workbook by their key; a .csv has one sheet and so no officials."""
    if path.suffix.lower() == ".csv":
        return Result({})
    table = read_table(
        path, SHEET, shown_as=shown_as, required=COLUMNS[:3], known=COLUMNS, strict=True,
        closed=True,
    )  # fmt: skip
    if table.value is None:
        return Result(None, table.findings)
    entered, unsure = as_entered(table.value)
    findings: list[Finding] = [*table.findings, *unsure]
    officials: dict[str, Official] = {}
    seen: dict[str, int] = {}
    for row in entered.rows:
        fields = Fields(row)
        key = fields.identifier("kunci", seen)
        nip = fields.text("nip")
        problem = parse_nip(nip) if nip else ""
        if isinstance(problem, str) and problem:
            findings.append(warning("nip-invalid", row.where_of("nip"), problem))
        official = Official(
            kunci=key,
            nama=fields.needed("nama"),
            jabatan=fields.needed("jabatan"),
            pangkat=fields.text("pangkat"),
            golongan=fields.text("golongan"),
            nip=bare_nip(nip),
            awalan=_prefix(fields),
            atas_nama=fields.optional("atas_nama"),
            untuk_beliau=fields.optional("untuk_beliau"),
        )
        officials[key] = official
        findings += fields.findings
        # What is wrong with the number itself is said above.
        findings += [f for f in staff_findings(row) if f.code != "nip-invalid"]
        findings += delegation_findings(official, row)
    return Result(officials, tuple(findings))


def _prefix(fields: Fields) -> str:
    """The prefix in its one spelling (``an``, ``A.n`` -> ``a.n.``), u.b. being a kind of a.n."""
    text = fields.optional("awalan")
    bare = {prefix.replace(".", "").casefold(): prefix for prefix in PREFIXES}
    found = bare.get("".join(c for c in text if c.isalpha()).casefold(), text)
    if found == PASSED_ON or (not text and fields.optional("atas_nama")):
        return ON_BEHALF
    return found


def delegation_findings(official: Official, row: Row) -> Iterator[Finding]:
    """Mandates that make no sense on paper (domain rules §2.4)."""
    prefix, where = official.awalan, row.where_of("awalan")
    if prefix and prefix not in PREFIXES:
        message = f"awalan «{prefix}» tidak dikenal; yang ada: {', '.join(PREFIXES)}"
        yield warning("delegation-unknown", where, message)
    if prefix == ON_BEHALF and not official.atas_nama:
        message = "awalan a.n. tanpa «atas_nama»; isi jabatan yang diwakili tanda tangannya"
        yield warning("delegation-incomplete", where, message)
    if prefix in ACTING and official.atas_nama:
        message = (
            f"{prefix} menandatangani atas wewenang jabatan itu sendiri, bukan atas nama orang "
            "lain; kosongkan «atas_nama», atau pindahkan awalan itu ke depan jabatannya"
        )
        yield warning("delegation-mixed", where, message)
    if official.untuk_beliau and not official.atas_nama:
        message = "«untuk_beliau» (u.b.) hanya berlaku bersama «atas_nama» (a.n.); isi keduanya"
        yield warning("delegation-incomplete", row.where_of("untuk_beliau"), message)
    levels = [official.atas_nama, official.untuk_beliau, official.jabatan]
    named = [level.casefold() for level in levels if level]
    if len(set(named)) < len(named):
        message = "jabatan yang sama tercantum dua kali dalam satu blok tanda tangan; periksa"
        yield warning("delegation-self", row.where_of("atas_nama"), message)
    if prefix and official.jabatan.casefold().startswith(prefix.casefold()):
        message = f"«{prefix}» akan tercetak dua kali; tulis di kolom «awalan» saja"
        yield warning("delegation-twice", row.where_of("jabatan"), message)
