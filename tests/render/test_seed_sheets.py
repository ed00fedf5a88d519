"""The two real SOP sheets: every text of theirs is in the spec and on the right printed page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.findings import Severity
from docgen.load.sop import load_sop
from docgen.model.sop import Sop, Symbol
from docgen.render.sop.sheet import LISTS, SOP_NAMES, sop_context
from tests.render.seed_facts import MADIUN, SEEDS, SUNGAI_PENUH, Line, Seed
from tests.support.workspaces import ROOT, built_sample

every_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)


def spec_of(seed: Seed) -> Sop:
    path = ROOT / "sop_specs" / f"{seed.stem}.yaml"
    result = load_sop(path, path.name)
    assert [f for f in result.findings if f.severity is Severity.ERROR] == []
    assert result.value is not None
    return result.value.sop


@every_seed
def test_spec_says_what_the_sheet_says(seed: Seed) -> None:
    sop = spec_of(seed)
    context = sop_context(sop, None)
    identity = [(row["label"], row["isi"]) for row in context["identitas"]]
    identity += [("Disahkan oleh", sop.disahkan_oleh.jabatan), ("Nama SOP", sop.nama)]
    assert tuple(identity) == seed.identity
    lists = tuple(
        (
            sop.label(name),
            tuple(f"{item['tanda']} {item['teks']}".strip() for item in context[name]),
        )
        for name in LISTS
    )
    assert lists == seed.lists
    lanes = sop.pelaksana
    assert tuple(lanes.values()) == seed.lanes
    assert len(sop.langkah) == len(seed.lines)
    for step, line in zip(sop.langkah, seed.lines, strict=True):
        texts = (step.uraian, step.kelengkapan, step.waktu, step.output, step.keterangan)
        assert tuple(text or "" for text in texts) == (
            line.uraian, line.kelengkapan, line.waktu, line.output, line.keterangan,
        )  # fmt: skip
        assert set(line.symbols) <= {lanes[key] for key in step.pelaksana}
        assert {lanes[key] for key in step.tanda} == set(line.marks)
        assert set(step.tanda.values()) <= {"-"}


@every_seed
def test_terminators_stand_where_the_sheet_prints_their_word(seed: Seed) -> None:
    sop = spec_of(seed)
    kinds = {"mulai": Symbol.MULAI, "selesai": Symbol.SELESAI}
    for number, lane, word in seed.terminators:
        step = sop.langkah[number - 1]
        assert step.simbol is kinds[word]
        assert sop.pelaksana[step.lane] == lane
    assert [step.simbol for step in sop.langkah].count(Symbol.MULAI) == 1
    assert [step.simbol for step in sop.langkah].count(Symbol.SELESAI) == 1


@every_seed
def test_names_for_the_template_are_those_of_the_context(seed: Seed) -> None:
    assert {*sop_context(spec_of(seed), None), "alur"} == SOP_NAMES


def test_total_time_is_what_the_sheet_states() -> None:
    assert spec_of(SUNGAI_PENUH).total_text() == "2 HARI KERJA + 1 JAM 5 MENIT"
    assert spec_of(MADIUN).total_text() is None


def page_texts(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def squeezed(text: str) -> str:
    """Without white space: cells break lines anywhere."""
    return re.sub(r"\s+", "", text)


@pytest.mark.soffice
@every_seed
def test_printed_sheet_has_every_text_on_its_page(seed: Seed) -> None:
    pages = [squeezed(text) for text in page_texts(built_sample() / f"output/sop/{seed.stem}.pdf")]
    assert len(pages) == seed.pages
    expected = list(seed.others)
    for label, text in seed.identity:
        expected += [(seed.identity_page, label), (seed.identity_page, text)]
    for heading, items in seed.lists:
        expected += [(seed.identity_page, text) for text in (heading, *items)]
    for page in {line.page for line in seed.lines}:
        expected += [(page, text) for text in (*seed.heads, *seed.lanes)]
    for line in seed.lines:
        expected += [(line.page, text) for text in texts_of(line)]
    expected += [(seed.lines[n - 1].page, word) for n, _lane, word in seed.terminators]
    missing = [(page, text) for page, text in expected if squeezed(text) not in pages[page - 1]]
    assert missing == []


@pytest.mark.soffice
@every_seed
def test_a_step_is_printed_on_one_page_only(seed: Seed) -> None:
    pages = [squeezed(text) for text in page_texts(built_sample() / f"output/sop/{seed.stem}.pdf")]
    for line in seed.lines:
        if len(line.uraian) > 30:  # "Disposisi" alone is a word like any other
            found = [n for n, text in enumerate(pages, 1) if squeezed(line.uraian) in text]
            assert found == [line.page]


def texts_of(line: Line) -> tuple[str, ...]:
    return line.uraian, line.kelengkapan, line.waktu, line.output, line.keterangan
