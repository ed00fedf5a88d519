"""The schemas take what docgen takes, and refuse what it refuses."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from docgen.choices import SCHEMAS
from docgen.forms.papers import Settings
from docgen.load.workspace import default_profile
from docgen.starter.schema import schema_text

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(profile=default_profile(), today=dt.date(2026, 11, 24), offices=("badan",))
SPECS = sorted((ROOT / "sop_specs").glob("*.yaml"))
CASES = sorted((ROOT / "tests/cases/flowchart").glob("*.yaml"))
OFFICE = '[office.a]\npemerintah = "Kota"\nnama = "Dinas"\n'
LETTER = {"id": "a", "tujuan": ["Camat Utara", "Camat Timur"], "hal": "Rapat", "acara": "Rapat"}
SPEC = """\
nomor: 12.10
nama: Contoh
instansi: {pemerintah: Kota, nama: Dinas}
tanggal: {pembuatan: 2025-01-06, revisi: }
disahkan_oleh: {jabatan: Kepala}
dasar_hukum:
peralatan: [Komputer]
pelaksana: {a: Staf, b: Kepala}
langkah:
  - {uraian: Menulis, pelaksana: a, simbol: mulai, waktu: 5 menit}
  - {uraian: Setuju?, pelaksana: [b], simbol: keputusan, ya: 3, tidak: {ke: "1", label: Belum}}
  - {uraian: Selesai, pelaksana: b, simbol: selesai}
"""


def faults(name: str, data: Any) -> list[str]:
    schema = json.loads(schema_text(name, SETTINGS))
    return [f"{e.json_path} {e.message}" for e in Draft202012Validator(schema).iter_errors(data)]


def yaml(text: str) -> Any:
    data = YAML(typ="safe").load(text)
    return json.loads(json.dumps(data, default=str))  # an editor sees a date as text


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema_without_words_for_developers(name: str) -> None:
    text = schema_text(name, SETTINGS)
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "``" not in text
    assert text == schema_text(name, SETTINGS)


def test_the_samples_fit() -> None:
    assert faults("docgen", tomllib.loads((ROOT / "docgen.toml").read_text("utf-8"))) == []
    shipped = ROOT / "docgen/load/profiles/default.toml"
    assert faults("profil", tomllib.loads(shipped.read_text("utf-8"))) == []
    assert faults("profil", {}) == []


@pytest.mark.parametrize("path", SPECS + CASES, ids=lambda path: path.stem)
def test_sops_that_are_read_fit(path: Path) -> None:
    assert faults("sop", yaml(path.read_text("utf-8"))) == []


def test_what_is_left_out_or_shortened_fits() -> None:
    assert faults("sop", yaml(SPEC)) == []
    config = f'{OFFICE}[sop.a]\nspecs = "a.yaml"\n[bundle.b]\njudul = "B"\nisi = "sop.*"\n'
    config += 'tambahan = ["a.pdf", {berkas = "b.pdf", judul = "B"}]\n'
    assert faults("docgen", tomllib.loads(config)) == []


@pytest.mark.parametrize(
    "data",
    [
        [LETTER],
        {"surat": [LETTER]},
        {"surat": {"a": {key: value for key, value in LETTER.items() if key != "id"}}},
        {
            "pejabat": {"kepala": {"nama": "Ani", "jabatan": "Kepala", "nip": 197305061998032001}},
            "surat": [
                LETTER
                | {
                    "paraf": [{"Budi": "3 Januari 2025"}, "Cici"],
                    "keamanan": "rhs",
                    "butir": [{"jenis": "Berkas", "banyaknya": "2 bundel"}],
                }
            ],
        },
        {"surat": [], "butir": [{"id": "a", "jenis": "Berkas"}], "pejabat": None},
    ],
)
def test_letters_that_are_read_fit(data: Any) -> None:
    assert faults("surat", data) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("docgen", {}),
        ("docgen", {"office": {"a": {"nama": "Dinas"}}}),
        ("docgen", tomllib.loads(f"{OFFICE}[letter.a]\ntemplate = 'x'\ndata = 'y'\n")),
        ("docgen", tomllib.loads(f"{OFFICE}[letters.a]\ntemplate = 'x'\n")),
        ("docgen", tomllib.loads(f"{OFFICE}[register]\npenomoran = 'nanti'\n")),
        ("profil", {"hari": 5}),
        ("profil", {"sop": {"arah": "miring"}}),
        ("profil", {"tingkat": {"sop-law-revoked": "berat"}}),
        ("sop", yaml(SPEC.replace("nomor:", "nomer:"))),
        ("sop", yaml(SPEC.replace("simbol: mulai", "simbol: awal"))),
        ("sop", yaml(SPEC.replace("peralatan: [Komputer]", "peralatan: 3"))),
        ("surat", {"surat": [{"id": "a"}]}),
        ("surat", {"surat": [LETTER], "pejabat": {"kepala": {"nama": "Ani", "jabtan": "Kepala"}}}),
        ("surat", [LETTER | {"hal": {"a": "b"}}]),
    ],
)
def test_what_is_wrong_does_not_fit(name: str, data: Any) -> None:
    assert faults(name, data) != []
