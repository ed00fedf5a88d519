"""Templates laid open: what is told is what the code gives, and a starter leaves no trace."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from docgen.findings import Where
from docgen.forms.papers import Settings
from docgen.load.workspace import default_profile
from docgen.ooxml.package import read_package
from docgen.render.template import FILTERS, Image, Template
from docgen.templates.catalogue import shipped_templates
from docgen.templates.kinds import NAMES, RECAP, TemplateKind, _told, kind_of_file, template_kinds
from docgen.templates.samples import Samples, read_sample
from docgen.templates.shown import Sheet, given_lines, show
from docgen.templates.starter import HEAD, with_explanation
from docgen.workspace.placeholders import fixed_template_findings

SAMPLES = Samples(Settings(profile=default_profile(), today=dt.date(2026, 11, 28)))
WORD = {name: path for name, path in shipped_templates().items() if path.suffix == ".docx"}
TYPES = {
    "teks", "bilangan", "ya/tidak", "gambar", "naskah jadi", "bagian", "daftar", "daftar bagian",
    "daftar menurut peran",
}  # fmt: skip


def opened(path: Path) -> tuple[Template, TemplateKind]:
    template = Template(path.read_bytes(), Where(path.name), read_sample)
    return template, kind_of_file(path.name, template.placeholders())


def document(*paragraphs: str) -> Template:
    made, target = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(target)
    return Template(target.getvalue(), Where("surat.docx"), read_sample)


@pytest.mark.parametrize("key", NAMES)
def test_every_placeholder_that_the_code_gives_is_told_and_no_other(key: str) -> None:
    assert set(_told()[key].get("isian", {})) == NAMES[key]
    assert all(given.meaning and given.place for given in template_kinds()[key].given.values())


@pytest.mark.parametrize("key", [key for key in NAMES if key != RECAP])
def test_an_example_has_every_placeholder_of_its_kind(key: str) -> None:
    kind = template_kinds()[key]
    template = document("kosong")
    lines = list(given_lines(kind, SAMPLES.context(key, template)))
    assert {line.name for line in lines} == NAMES[key]
    assert NAMES[key] <= SAMPLES.context(key, template).keys()
    assert {line.type for line in lines} <= TYPES


@pytest.mark.parametrize("name", WORD)
def test_a_shipped_template_asks_for_nothing_that_nobody_fills(name: str) -> None:
    template, kind = opened(WORD[name])
    sample = SAMPLES.context(kind.key, template)
    assert template.faults(sample) == ()
    shown = show(template, kind, sample, None)
    assert shown.nobody == ()
    assert {line.name for line in shown.lines} == template.placeholders()
    assert {line.name for line in (*shown.lines, *shown.offers)} >= set(kind.given)


@pytest.mark.parametrize("name", WORD)
def test_what_a_starter_tells_is_in_no_document_that_is_made_of_it(name: str) -> None:
    template, kind = opened(WORD[name])
    sample = SAMPLES.context(kind.key, template)
    data = with_explanation(
        template.data, given_lines(kind, sample), by_rows=kind.by_rows, check="docgen"
    )
    begun = Template(data, template.where, read_sample)
    assert HEAD in "".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    assert begun.placeholders() == template.placeholders()
    assert begun.stray_braces() == ()
    assert begun.slower_for() == template.slower_for()
    # Not hidden, not blank: the very same document.
    assert read_package(begun.render(sample)) == read_package(template.render(sample))
    if not kind.by_rows:
        given = frozenset(kind.given)
        found = [
            {finding.code for finding in fixed_template_findings(each, template.where, given)}
            for each in (data, template.data)
        ]
        assert found[0] == found[1]


@pytest.mark.parametrize("name", FILTERS)
def test_an_example_fits_the_filter_that_reads_it(name: str) -> None:
    mark = "r " if name in ("tebal", "miring", "garis_bawah") else ""
    more = "(tanggal)" if name == "lama_hari" else ""
    template = document(f"{{{{{mark}nilai_saya | {name}{more} }}}}", "{{ nomor }}")
    context = SAMPLES.context("surat", template)
    assert template.faults(context) == ()
    template.render(context)


def test_where_each_placeholder_comes_from_is_told() -> None:
    template = document(
        "{{ hal }} {{ pembuka }} {{ Kop.nama }} {{ tak_ada }} {{ boleh | default('-') }}",
        "{% if rahasia %}R{% endif %}{%p for b in butir %}",
        "{{ b.jenis }}",
        "{%p endfor %}",
    )
    kind = template_kinds()["surat"]
    sample = SAMPLES.context("surat", template)
    sheet = Sheet(name="surat.xlsx#surat", columns=("hal", "pembuka"), context={"hal": "Rapat"})
    shown = show(template, kind, sample, sheet)
    lines = {line.name: line for line in shown.lines}
    assert (lines["hal"].source, lines["hal"].example) == ("kolom", "Rapat")
    assert lines["pembuka"].source == "kolom"
    assert lines["Kop"].source == "docgen.toml" and "logo" in lines["Kop"].parts
    assert lines["butir"].type == "daftar bagian"
    assert not lines["boleh"].is_needed and lines["tak_ada"].is_needed
    assert shown.nobody == ("boleh", "tak_ada")
    assert shown.tests == ("if rahasia",)
    assert shown.loops == ("for b in butir",)
    assert {"nomor", "tujuan"} <= {line.name for line in shown.offers}
    assert not {"hal", "kop", "butir"} & {line.name for line in shown.offers}


def test_pictures_are_told_as_such() -> None:
    sample = SAMPLES.context("surat", document("kosong"))
    assert isinstance(sample["kop"]["logo"], Image)
    types = {line.name: line.type for line in given_lines(template_kinds()["surat"], sample)}
    assert types["kode_qr"] == "gambar"
    assert types["kop"] == "bagian"
    assert types["rahasia"] == "ya/tidak"
    assert types["tujuan"] == "daftar"


@pytest.mark.parametrize(
    ("file", "text", "key"),
    [
        ("label.docx", "", "label"),
        ("milik_kami.docx", "{{ nomor_agenda }}", "disposisi"),
        ("amplop.docx", "{%p for b in baris_label %}{%p endfor %}", "label"),
        ("lembar.docx", "{{ disahkan_oleh.nama }}", "sop"),
        ("undangan.docx", "{{ hal }}", "surat"),
        ("rekap_kami.xlsx", "", "rekap"),
    ],
)
def test_the_kind_of_a_template_that_nothing_names(file: str, text: str, key: str) -> None:
    names = document(text).placeholders() if text.count("%p") < 2 else frozenset({"baris_label"})
    assert kind_of_file(file, names).key == key
