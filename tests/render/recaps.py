"""Recaps for the tests, and their workbooks after a hard recalculation by LibreOffice."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from docgen.findings import Finding, Where
from docgen.load.skp.recap import regimes
from docgen.model.skp.recap import Employee, Recap, Regime, Skpd
from docgen.model.skp.regime import Value
from docgen.render.recap.workbook import render_recap
from tests.support.workspaces import ROOT, soffice

TEMPLATE = ROOT / "templates" / "rekap_skp.xlsx"
KOP = {"pemerintah": "Pemerintah Kota Contoh", "nama": "Badan Kepegawaian", "alamat": "Jalan A"}
SIGNER = {
    "awalan": "a.n.",
    "atas_nama": "Walikota",
    "jabatan": "Kepala Badan",
    "nama": "Ratna, S.H.",
    "pangkat": "Pembina",
    "golongan": "IV/a",
    "nip": "197005121994032004",
}
REGIMES = {regime.kunci: regime for regime in regimes()}
WORDS = REGIMES["permenpanrb-6-2022"]
ROSTER = (
    Skpd(kode="disdik", nama="Dinas Pendidikan", kepala="Drs. Ali"),
    Skpd(kode="dinkes", nama="Dinas Kesehatan"),
    Skpd(kode="dinsos", nama="Dinas Sosial", kepala="Dra. Ani"),
)
# LibreOffice computes a workbook anew when it opens it (0: always), whatever values it carries.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
RESTART = 81  # what LibreOffice says when it has just made its profile


def employee(name: str, skpd: str = "dinkes", **changed: Any) -> Employee:
    """An employee whose work and conduct are as expected."""
    values = {
        "hasil_kerja": "Sesuai ekspektasi", "perilaku": "Sesuai ekspektasi", "predikat": "Baik",
    }  # fmt: skip
    for key in values:
        values[key] = changed.pop(key, values[key])
    fields: dict[str, Any] = {
        "nip": "198001012005012001",
        "pangkat": "Penata",
        "golongan": "III/c",
        "jabatan": "Analis",
        "values": {key: value for key, value in values.items() if value},
        "where": Where("x"),
    }
    return Employee(nama=name, skpd=skpd, **{**fields, **changed})


def recap(
    *employees: Employee,
    regime: Regime = WORDS,
    year: int = 2024,
    findings: Sequence[Finding] = (),
    **changed: Any,
) -> Recap:
    """A recap of three SKPD; without a word the third is late."""
    return Recap(
        nama="skp", tahun=year, regime=regime, roster=ROSTER, employees=employees,
        findings=tuple(findings), **changed,
    )  # fmt: skip


def of_values(regime: Regime, rows: Sequence[Mapping[str, Value]]) -> Recap:
    """A recap of employees with these values, as a reader fills them in; every third SKPD late."""
    employees = []
    for number, given in enumerate(rows):
        values = {**given, **regime.numbers(given)}
        label = regime.assess(values)[1]
        if label and "predikat" not in values:
            values["predikat"] = label
        employees.append(
            employee(f"Pegawai {number}", ROSTER[number % 2].kode).model_copy(
                update={"values": values}
            )
        )
    return recap(*employees, regime=regime, year=2021)


def render(data: Recap, **changed: Any) -> bytes:
    """The workbook of a recap with letterhead and signer."""
    options: dict[str, Any] = {
        "kop": KOP,
        "logo": None,
        "pejabat": SIGNER,
        "tempat_tanggal": "Contoh, 3 Februari 2025",
    }
    return render_recap(data, TEMPLATE.read_bytes(), **{**options, **changed})


def opened(data: bytes, *, values: bool = False) -> Workbook:
    """The workbook as openpyxl reads it: formulas, or the values that they carry."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def recalculated(folder: Path, *workbooks: bytes) -> list[Workbook]:
    """The workbooks with all formulas computed by LibreOffice. Skips the test without it."""
    program = soffice()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    sources = []
    for number, data in enumerate(workbooks):
        sources.append(folder / f"{number}.xlsx")
        sources[-1].write_bytes(data)
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx", "--outdir", str(folder / "done"), *map(str, sources),
    ]  # fmt: skip
    code = RESTART
    for _ in range(3):
        if code == RESTART:
            code = subprocess.run(command, capture_output=True, timeout=300).returncode
    assert code == 0
    return [opened((folder / "done" / source.name).read_bytes(), values=True) for source in sources]
