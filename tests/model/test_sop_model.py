"""What a SOP says beyond its words: arrows, row numbers, labels and the total."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from docgen.model.sop import Exit, Revision, Sop, Step
from docgen.model.sop_identity import (
    LABELS,
    Closing,
    Institution,
    Layout,
    SopDates,
    TextList,
)

SPEC = Path(__file__).resolve().parents[2] / "docs" / "sop-spec.md"

STEP = {"uraian": "Menerima berkas", "pelaksana": "staf"}


def sop(*steps: dict[str, Any], **fields: Any) -> Sop:
    return Sop.model_validate(
        {
            "nomor": "1",
            "nama": "Uji",
            "instansi": {"pemerintah": "Kota", "nama": "Badan"},
            "tanggal": {},
            "disahkan_oleh": {"jabatan": "Kepala"},
            "pelaksana": {"staf": "Staf", "kabid": "Kabid"},
            "langkah": [STEP | step for step in steps],
        }
        | fields
    )


def arrows(found: Sop) -> list[tuple[str, str]]:
    return [(flow.source, flow.target) for flow in found.flows()]


def test_steps_without_an_id_have_their_number() -> None:
    found = sop({}, {"id": "kirim"}, {})
    assert [step.id for step in found.langkah] == ["1", "kirim", "3"]
    assert arrows(found) == [("1", "kirim"), ("kirim", "3")]


def test_an_end_leads_nowhere_and_an_empty_list_neither() -> None:
    found = sop({"ke": []}, {"simbol": "selesai"}, {})
    assert arrows(found) == []


def test_a_fork_and_a_decision() -> None:
    found = sop(
        {"id": "a", "ke": ["b", "c"]},
        {"id": "b", "simbol": "keputusan", "ya": {"ke": "c", "label": "Lengkap"}, "tidak": "a"},
        {"id": "c", "simbol": "selesai"},
    )
    assert arrows(found) == [("a", "b"), ("a", "c"), ("b", "c"), ("b", "a")]
    assert [(flow.exit, flow.label) for flow in found.flows()[2:]] == [
        ("ya", "Lengkap"),
        ("tidak", "Tidak"),
    ]


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        (False, None),
        ("false", None),
        (True, "2 HARI + 1 JAM 5 MENIT"),
        ("true", "2 HARI + 1 JAM 5 MENIT"),
        ("dua hari", "dua hari"),
    ],
)
def test_total(stated: bool | str, printed: str | None) -> None:
    steps = ({"waktu": "65 menit"}, {"waktu": "2 hari"}, {"waktu": "segera"}, {"waktu": None})
    found = sop(*steps, tata_letak={"total_waktu": stated})
    assert found.total_text() == printed


def test_labels_and_row_numbers() -> None:
    found = sop({}, {}, tata_letak={"titik_nomor": "true", "label": {"output": "Hasil"}})
    assert [found.row_number(index) for index in (0, 1)] == ["1.", "2."]
    assert found.label("output") == "Hasil"
    assert found.label("waktu") == LABELS["waktu"]


def test_a_blank_effective_date_still_chooses_its_label() -> None:
    assert sop({}, tanggal={"pengesahan": "2017"}).tanggal.approval[0] == "pengesahan"
    both = sop({}, tanggal={"pengesahan": "2017", "efektif": None}).tanggal.approval
    assert both == ("efektif", "Tanggal Efektif", None)


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError):
        sop({}).nomor = "2"


def test_every_key_of_a_spec_is_told() -> None:
    told = set(re.findall(r"`(\w+)[`:]", SPEC.read_text(encoding="utf-8")))
    records = (
        Sop,
        Step,
        Exit,
        Layout,
        Closing,
        Institution,
        SopDates,
        TextList,
        Revision,
    )
    keys = {key for record in records for key in record.model_fields}
    # ``isi`` stands beside ``gaya``, the exits' keys in examples.
    assert keys - told <= {"isi", "label"}
