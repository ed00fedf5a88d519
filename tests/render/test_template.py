"""Word templates: what docxtpl gives, what the data says, and every fault as a finding."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections import defaultdict
from typing import Any

import docx
import jinja2
import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.render.placeholders.labels import Label, label_context
from docgen.render.template import FILTERS, Image, Template
from tests.support.documents import docx_of
from tests.support.workspaces import ROOT

TEMPLATES = ROOT / "templates"
WHERE = Where("templates/uji.docx")
# What XML 1.0 can hold (2.2): no control characters but tab and line breaks, no surrogates.
writable = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def text_of(document: bytes) -> list[str]:
    """The text of each paragraph, tables included; a line break is a line break."""
    body = docx.Document(io.BytesIO(document)).element.body
    return [
        "".join(
            "\n" if run.tag == qn("w:br") else "\t" if run.tag == qn("w:tab") else run.text or ""
            for run in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            if run.getparent().tag == qn("w:r")
        )
        for paragraph in body.iter(qn("w:p"))
    ]


def fault(data: bytes, context: dict[str, Any] | None = None, row: Where | None = None) -> Finding:
    with pytest.raises(FindingsError) as caught:
        Template(data, WHERE).render(context or {}, row)
    (finding,) = caught.value.findings
    assert finding.where.file == WHERE.file
    assert "Traceback" not in finding.message
    return finding


def filled(text: str) -> str:
    rendered = Template(docx_of("awal {{ isi }} akhir"), WHERE).render({"isi": text})
    (found,) = text_of(rendered)
    return found.removeprefix("awal ").removesuffix(" akhir")


@pytest.mark.parametrize(
    "text",
    [
        "", "A & B", "<w:p>", "a < b > c", '"kutip" \'tunggal\'', "🙂 مرحبا 漢字", "]]>", "{{ x }}",
        "{% if x %}", "baris satu\nbaris dua\n\nbaris empat", "a" * 5000, "kata " * 1000 + "z",
        "  dua  spasi  ", "&amp;",
    ],
    ids=lambda text: text[:12] or "empty",
)  # fmt: skip
def test_text_survives(text: str) -> None:
    assert filled(text) == text


@settings(max_examples=20, deadline=None)
@given(st.text(writable, max_size=60))
def test_any_text_survives(text: str) -> None:
    # Control characters are left out: docxtpl takes some of them as signs of its own.
    assert filled(text) == text


def test_control_characters_do_not_break_the_file() -> None:
    """Cells copied from other programs hold such characters; Word refuses a file with them."""
    found = filled("a\x0bb\x00c\x1fd")
    assert found.replace("\n", "").replace(" ", "") == "abcd"


def test_undefined_name_is_named() -> None:
    row = Where("data/surat.xlsx", sheet="a", cell="A3")
    finding = fault(docx_of("Yth. {{ tujaun }}"), {"tujuan": "x"}, row)
    assert finding.code == "template-undefined"
    assert "tujaun" in finding.message
    assert str(row) in finding.message


def test_undefined_part_is_named() -> None:
    finding = fault(docx_of("{{ kop.nmaa }}"), {"kop": {"nama": "x"}})
    assert finding.code == "template-undefined"
    assert "nmaa" in finding.message


@pytest.mark.parametrize(
    "text",
    ["{% if nama %}", "{% endif %}", "{% x %}", "{{ nama nama }}"],
)
def test_syntax_error_names_its_place(text: str) -> None:
    finding = fault(docx_of("kalimat sebelumnya", f"ini {text} salah", "sesudahnya"), {"nama": "x"})
    assert finding.code == "template-syntax"
    assert finding.where.paragraph is None or "{" in finding.where.paragraph


@pytest.mark.parametrize("text", ["{{ nama", "{{ nama }", "{ nama }}", "{% if nama", "{{ a }} {"])
def test_forgotten_brace_names_its_paragraph(text: str) -> None:
    data = docx_of("kalimat sebelumnya {{ nama }}", f"ini {text} salah", "sesudahnya {{ nama }}")
    template = Template(data, WHERE)
    (finding,) = template.stray_braces()
    assert finding.code == "template-stray-brace"
    assert finding.where.paragraph == f"ini {text} salah"
    assert template.readable().placeholders() == {"nama"}


def test_unknown_filter_is_named() -> None:
    finding = fault(docx_of("kalimat", "ini {{ nama | tidakada }} salah"), {"nama": "x"})
    assert finding.code == "template-filter-unknown"
    assert "«tidakada»" in finding.message
    assert finding.where.paragraph == "ini {{ nama | tidakada }} salah"


@pytest.mark.parametrize(
    "text",
    [
        "{{ nama.__class__ }}", "{{ nama.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}", "{{ kop.__init__.__globals__ }}",
    ],
)  # fmt: skip
def test_sandbox_holds(text: str) -> None:
    finding = fault(docx_of(text), {"nama": "x", "kop": {"a": 1}})
    assert finding.code in ("template-forbidden", "template-undefined")


@pytest.mark.parametrize(
    "text",
    [
        "{{ nilai / 0 }}", "{{ nama + 1 }}", "{{ nama | terbilang }}", "{{ nama() }}",
        "{% include 'x' %}", "{% for i in range(10 ** 9) %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    ],
)  # fmt: skip
def test_failing_expression_is_a_finding(text: str) -> None:
    assert fault(docx_of(text), {"nilai": 1, "nama": "x"}).code == "template-failed"


@pytest.mark.parametrize(
    "data", [b"", b"Yth. {{ nama }}", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_renamed_file_is_unreadable(data: bytes) -> None:
    assert fault(data).code == "template-unreadable"
    with pytest.raises(FindingsError) as caught:
        Template(data, WHERE).placeholders()
    assert caught.value.findings[0].code == "template-unreadable"


def test_other_zip_and_broken_part_are_unreadable() -> None:
    made_zip = io.BytesIO()
    with zipfile.ZipFile(made_zip, "w") as archive:
        archive.writestr("halo.txt", "halo")
    assert fault(made_zip.getvalue()).code == "template-unreadable"
    broken = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_of("x"))) as source,
        zipfile.ZipFile(broken, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:-30] if name == "word/document.xml" else data)
    assert fault(broken.getvalue()).code == "template-unreadable"


def test_workbook_is_no_word_template() -> None:
    assert fault((TEMPLATES / "rekap_skp.xlsx").read_bytes()).code == "template-unreadable"


def test_placeholders_are_the_undeclared_names() -> None:
    data = docx_of("{{ a }} {% for b in c %}{{ b.d }} {{ loop.index }}{% endfor %} {{ e | nip }}")
    assert Template(data, WHERE).placeholders() == {"a", "c", "e"}


def test_renders_do_not_touch_each_other() -> None:
    template = Template(docx_of("{{ a }}"), WHERE)
    first = template.render({"a": "satu"})
    assert text_of(template.render({"a": "dua"})) == ["dua"]
    assert template.render({"a": "satu"}) == first


def test_image_is_put_in() -> None:
    logo = Image((TEMPLATES / "logo.png").read_bytes(), 20)
    template = Template(docx_of("{{ kop.logo }}"), WHERE)
    document = docx.Document(io.BytesIO(template.render({"kop": {"logo": logo}})))
    (picture,) = document.inline_shapes
    assert round(picture.height.mm, 1) == 20


def test_broken_image_is_a_finding() -> None:
    finding = fault(docx_of("{{ logo }}"), {"logo": Image(b"bukan gambar")})
    assert finding.code == "image-unreadable"


def sample_context(names: frozenset[str], dated: frozenset[str]) -> dict[str, Any]:
    """Values with hostile text for all placeholders of a shipped template."""
    text = "A & <b> 🙂"
    item = {
        key: f"{key} {text}"
        for key in ("no", "jenis", "banyaknya", "keterangan", "tanda", "label", "teks", "isi",
                    "judul", "jumlah", "halaman", "id", "nomor", "tanggal", "uraian", "nama",
                    "inisial", "pelaksana", "urut", "istilah", "arti", "pangkat", "golongan", "nip",
                    "jabatan", "instansi", "kode", "kurun_waktu", "tanggal_lahir")
    }  # fmt: skip
    item["dokumen"] = [dict(item), dict(item)]  # type: ignore[assignment]
    record = {
        key: f"{key} {text}"
        for key in ("pemerintah", "nama", "alamat", "kontak", "kota", "logo", "jabatan", "pangkat",
                    "golongan", "nip", "awalan", "atas_nama", "kalimat", "kode_qr", "kalimat_tte",
                    "elektronik", "judul", "nomor", "tanggal")
    }  # fmt: skip
    labels = dict.fromkeys(
        ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan",
         "pencatatan"), text,
    )  # fmt: skip
    lists = {
        "butir",
        "rincian",
        "paraf",
        "sifat",
        "diteruskan",
        "instruksi",
        "kelompok",
        "identitas",
        "dasar_hukum",
        "kualifikasi_pelaksana",
        "keterkaitan",
        "peralatan",
        "peringatan",
        "pencatatan",
        "langkah",
        "definisi",
    }
    records = {"kop", "pejabat", "disahkan_oleh", "penutup", "instansi", "keputusan"}
    context: dict[str, Any] = {}
    for name in names:
        if name in lists:
            context[name] = [dict(item), dict(item)]
        elif name in records:
            context[name] = {**record, "unit": [text, text]}
        elif name in ("tujuan", "tembusan", "ruang_lingkup", "ringkasan"):
            context[name] = [text, f"{text} dua"]
        elif name == "label":
            context[name] = labels
        elif name == "orang":
            context[name] = defaultdict(lambda: [dict(item), dict(item)])
        elif name in dated:
            context[name] = "2026-11-24"
        else:
            context[name] = f"{name} {text}\n1. butir\nbaris"
    return context


@pytest.mark.parametrize(
    "name", sorted(path.name for path in TEMPLATES.glob("*.docx")), ids=lambda name: name
)
def test_shipped_template_gives_what_docxtpl_gives(name: str) -> None:
    """The same XML, part by part, as the library alone with the same filters."""
    data = (TEMPLATES / name).read_bytes()
    ours = Template(data, WHERE)
    context = sample_context(ours.placeholders(), ours.dated())
    if name == "label.docx":  # its names mean other things than in a SOP
        one = Label(
            penerima="Camat <A> & B",
            alamat="Jalan A\nKota",
            pengirim="Dinas & C",
            keamanan="Rahasia",
            rahasia=True,
            nomor=("1", "2"),
            rangkap=3,
        )
        context = label_context([one, dataclasses.replace(one, rahasia=False)], 3, 1)
    rendered = ours.render(context)
    plain = DocxTemplate(io.BytesIO(data))
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)
    plain.render(context, environment)
    saved = io.BytesIO()
    plain.save(saved)
    assert parts(rendered) == parts(saved.getvalue())
    assert ours.render(context) == rendered


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n")
            if name.endswith((".xml", ".rels"))
            else archive.read(name)
            for name in archive.namelist()
        }


def faults_of(*paragraphs: str, **context: Any) -> list[Finding]:
    template = Template(docx_of(*paragraphs), WHERE)
    try:
        template.render(context)
    except FindingsError as problem:
        return list(problem.findings)
    return []


@pytest.mark.parametrize(
    "text",
    ['{{ "a" * 10000000000 }}', "{{ [1] * 10000000000 }}", "{{ hal * 10000000000 }}",
     "{{ 9 ** 9 ** 9 ** 9 }}", '{{ "%010000000000d" % 1 }}'],
)  # fmt: skip
def test_what_would_take_all_memory(text: str) -> None:
    (finding,) = faults_of(text, hal="Rapat")
    assert (finding.code, finding.where.paragraph) == ("template-failed", text)


def test_plain_arithmetic_stays() -> None:
    template = Template(docx_of("{{ 6 * 7 }} {{ 2 ** 3 }} {{ 7 % 4 }} {{ '-' * 3 }}"), WHERE)
    assert text_of(template.render({})) == ["42 8 3 ---"]


def test_quotes_as_word_types_them() -> None:
    template = Template(docx_of("{{ hal or “belum ada” }} {{ hal or ‘tidak’ }}"), WHERE)
    assert template.stray_braces() == ()
    assert text_of(template.render({"hal": ""})) == ["belum ada tidak"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for t in tujuan %}x", "{% for … %} belum ditutup; tambahkan {% endfor %}"),
        ("{% endfor %}", "{% endfor %} tidak punya pembuka {% for … %}"),
        ("{% if a %}x{% endfor %}", "{% endfor %} ada di dalam {% if … %}"),
        ("a {%tr for t in tujuan %}x{%tr endfor %}", "hanya berlaku di dalam tabel"),
        ("{% jika a %}", "perintah «jika» tidak ada"),
        ("{{ }}", "tidak ada nama"),
        ("{{ nama pejabat }}", "nama tidak boleh berspasi"),
        ("{% if a = 1 %}{% endif %}", "sama dengan ditulis =="),
        ("{#", "belum ditutup dengan #}"),
    ],
)
def test_syntax_is_told_in_indonesian(text: str, words: str) -> None:
    (finding,) = faults_of(text, a=1, tujuan=[])
    assert finding.code == "template-syntax"
    assert words in finding.message


@pytest.mark.parametrize("height", ["0", "-3", "5000", "'x'"])
def test_a_picture_of_a_size_that_is_none(height: str) -> None:
    (finding,) = faults_of(f"{{{{ hal | qr({height}) }}}}", hal="x")
    assert "1 sampai 450 mm" in finding.message
