"""Which fields a Word template always shows, read from Jinja's own syntax tree."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.check.documents.demanded import demanded
from docgen.check.documents.template_fields import shown_fields
from docgen.check.documents.template_text import template_text
from docgen.ooxml.names import W

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
KOP = ("kop.logo", "kop.pemerintah", "kop.nama")
HEAD = (*KOP, "kop.alamat", "kop.kontak")
SIGNER = ("pejabat.nama", "pejabat.pangkat", "pejabat.golongan", "pejabat.nip")
INITIALS = ("paraf.no", "paraf.nama", "paraf.inisial", "paraf.tanggal")
REVIEW = (
    "nama", "nomor", "unit", "revisi", "tanggal_pengesahan", "terakhir", "jatuh_tempo",
)  # fmt: skip

SHIPPED = {
    "berita_acara": (
        *HEAD, "hal", "nomor", "tempat", "pejabat.nama", "pejabat.nip", "pejabat.pangkat",
        "pejabat.golongan", "pejabat.jabatan", "orang.pihak_kedua.nama", "orang.pihak_kedua.nip",
        "orang.pihak_kedua.pangkat", "orang.pihak_kedua.golongan", "orang.pihak_kedua.jabatan",
        "orang.pihak_kedua.instansi", "isi", "rincian.no", "rincian.kode", "rincian.uraian",
        "rincian.kurun_waktu", "rincian.jumlah", "rincian.keterangan", "penutup",
        "pejabat.awalan", "jabatan_ttd", "kode_qr", "kalimat_tte", *INITIALS, "orang.saksi.no",
        "orang.saksi.nama", "orang.saksi.jabatan", "orang.mengetahui.jabatan",
        "orang.mengetahui.nama", "orang.mengetahui.nip", "tembusan",
    ),
    "buku_sop": (
        "kop.logo", "kop.pemerintah", "judul", "jilid", "keputusan.judul", "keputusan.nomor",
        "keputusan.tanggal", "kop.nama", "kop.alamat", "tahun",
    ),
    "daftar_isi_sop": (
        "judul", "jilid", "kelompok.judul", "kelompok.dokumen.urut", "kelompok.dokumen.nomor",
        "kelompok.dokumen.tanggal", "kelompok.dokumen.uraian", "kelompok.dokumen.halaman",
    ),
    "laporan": (
        *HEAD, "nomor", "hal", "umum", "maksud", "ruang_lingkup", "dasar.no", "dasar.teks",
        "kegiatan", "hasil.no", "hasil.teks", "simpulan.no", "simpulan.teks", "penutup",
        *INITIALS, "kode_qr", "pejabat.awalan", "kop.kota", "tanggal", "jabatan_ttd",
        "kalimat_tte", *SIGNER, "tembusan",
    ),
    "notula": (
        *HEAD, "nomor", "hal", "pukul", "tempat", "acara.no", "acara.teks", "pejabat.nama",
        "pejabat.jabatan", "orang.notulis.nama", "orang.notulis.jabatan", "peserta.no",
        "peserta.teks", "pembahasan.no", "pembahasan.teks", "simpulan.no", "simpulan.teks",
        "pejabat.awalan", "jabatan_ttd", "kode_qr", "kalimat_tte", "orang.notulis.nip",
        "pejabat.pangkat", "pejabat.golongan", "pejabat.nip", *INITIALS, "tembusan",
    ),
    "pengumuman": (
        *HEAD, "nomor", "hal", "isi", "penutup", *INITIALS, "kode_qr", "pejabat.awalan",
        "kop.kota", "tanggal", "jabatan_ttd", "kalimat_tte", *SIGNER, "tembusan",
    ),
    "penjelasan_sop": (
        "judul", "ruang_lingkup", "ringkasan", "definisi.istilah", "definisi.arti",
    ),
    "daftar_isi": (
        "judul", "jilid", "kelompok.judul", "kelompok.dokumen.no", "kelompok.dokumen.nomor",
        "kelompok.dokumen.tanggal", "kelompok.dokumen.uraian", "kelompok.dokumen.halaman",
    ),
    "evaluasi_sop": (
        *REVIEW, "pertanyaan", "langkah.no", "langkah.uraian", "langkah.pelaksana",
    ),
    "label": (),
    "lembar_disposisi": (
        *HEAD, "pengirim", "nomor_surat", "tanggal_surat", "lampiran", "tanggal_terima",
        "nomor_agenda", "sifat.tanda", "hal", "diteruskan.tanda", "diteruskan.label",
        "instruksi.tanda", "instruksi.label", "catatan", "tempat_tanggal", "pejabat.awalan",
        "jabatan_ttd", *SIGNER,
    ),
    "monitoring_sop": (*REVIEW, "langkah.no", "langkah.uraian", "langkah.pelaksana"),
    "nota_dinas": (
        *HEAD, "tujuan", "dari", "tembusan", "tanggal", "nomor", "derajat", "lampiran", "hal",
        "pembuka", "isi", "penutup", *INITIALS, "kode_qr", "pejabat.awalan", "jabatan_ttd",
        "kalimat_tte", *SIGNER,
    ),
    "sampul": (
        *KOP, "judul", "jilid", "tanggal", "kurun_waktu", "kelompok.judul", "kelompok.jumlah",
        "kelompok.halaman", "jumlah_dokumen", "jumlah_halaman",
    ),
    "sop": (
        "logo", "instansi.pemerintah", "instansi.nama", "instansi.unit", "disahkan_oleh.jabatan",
        "disahkan_oleh.kode_qr", "disahkan_oleh.kalimat_tte", "disahkan_oleh.nama",
        "disahkan_oleh.pangkat", "disahkan_oleh.nip", "nama",
        "label.dasar_hukum", "label.kualifikasi_pelaksana", "dasar_hukum.tanda",
        "dasar_hukum.teks", "kualifikasi_pelaksana.tanda", "kualifikasi_pelaksana.teks",
        "label.keterkaitan", "label.peralatan", "keterkaitan.tanda", "keterkaitan.teks",
        "peralatan.tanda", "peralatan.teks", "label.peringatan", "label.pencatatan",
        "peringatan.tanda", "peringatan.teks", "pencatatan.tanda", "pencatatan.teks", "alur",
        "penutup.kalimat", "penutup.kode_qr", "penutup.kalimat_tte", "penutup.nama",
        "penutup.pangkat", "penutup.nip",
    ),
    "spd": (
        *HEAD, "klasifikasi", "nomor", "pejabat.jabatan", "orang.pegawai.nama",
        "orang.pegawai.nip", "orang.pegawai.pangkat", "orang.pegawai.golongan",
        "orang.pegawai.jabatan", "orang.pegawai.instansi", "tingkat_biaya", "maksud",
        "alat_angkut", "tempat_berangkat", "tempat_tujuan", "orang.pengikut.no",
        "orang.pengikut.nama", "orang.pengikut.tanggal_lahir", "orang.pengikut.keterangan",
        "instansi_anggaran", "kode_rekening", "keterangan", *INITIALS, "kode_qr",
        "pejabat.awalan", "kop.kota", "tanggal", "jabatan_ttd", "kalimat_tte", *SIGNER,
        "tembusan",
    ),
    "surat_dinas": (
        *HEAD, "nomor", "tempat_tanggal", "derajat", "lampiran", "hal", "tujuan", "pembuka",
        "isi", "penutup", *INITIALS, "kode_qr", "pejabat.awalan", "jabatan_ttd", "kalimat_tte",
        *SIGNER, "tembusan",
    ),
    "surat_edaran": (
        *HEAD, "tujuan", "nomor", "hal", "latar_belakang", "maksud", "ruang_lingkup", "dasar.no",
        "dasar.teks", "isi.no", "isi.teks", "penutup", *INITIALS, "kode_qr", "pejabat.awalan",
        "kop.kota", "tanggal", "jabatan_ttd", "kalimat_tte", *SIGNER, "tembusan",
    ),
    "surat_keterangan": (
        *HEAD, "nomor", "pejabat.nama", "pejabat.nip", "pejabat.pangkat", "pejabat.golongan",
        "pejabat.jabatan", "orang.pegawai.nama", "orang.pegawai.nip", "orang.pegawai.pangkat",
        "orang.pegawai.golongan", "orang.pegawai.jabatan", "orang.pegawai.instansi", "isi",
        "penutup", *INITIALS, "kode_qr", "pejabat.awalan", "tempat_tanggal", "jabatan_ttd",
        "kalimat_tte", "tembusan",
    ),
    "surat_pengantar": (
        *HEAD, "tempat_tanggal", "tujuan", "nomor", "butir.no", "butir.jenis", "butir.banyaknya",
        "butir.keterangan", "pejabat.awalan", "jabatan_ttd", "kode_qr", "kalimat_tte", *SIGNER,
        *INITIALS, "tembusan",
    ),
    "surat_tugas": (
        *HEAD, "nomor", "dasar.no", "dasar.teks", "orang.petugas.no", "orang.petugas.nama",
        "orang.petugas.pangkat", "orang.petugas.golongan", "orang.petugas.nip",
        "orang.petugas.jabatan", "untuk.no", "untuk.teks", *INITIALS, "kode_qr", "pejabat.awalan",
        "kop.kota", "tanggal", "jabatan_ttd", "kalimat_tte", *SIGNER, "tembusan",
    ),
    "telaahan_staf": (
        *HEAD, "tujuan", "dari", "tanggal", "nomor", "derajat", "lampiran", "hal", "persoalan",
        "praanggapan.no", "praanggapan.teks", "fakta.no", "fakta.teks", "analisis", "simpulan.no",
        "simpulan.teks", "saran.no", "saran.teks", *INITIALS, "kode_qr", "pejabat.awalan",
        "jabatan_ttd", "kalimat_tte", *SIGNER, "tembusan",
    ),
    "undangan": (
        *HEAD, "nomor", "tempat_tanggal", "derajat", "lampiran", "hal", "tujuan", "pembuka",
        "pukul", "tempat", "acara.no", "acara.teks", "isi", "penutup", *INITIALS, "kode_qr",
        "pejabat.awalan", "jabatan_ttd", "kalimat_tte", *SIGNER, "tembusan",
    ),
}  # fmt: skip


def packed(body: str) -> bytes:
    """A .docx of which only the body is there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W[1:-1]}">{body}</w:document>'
        )
    return buffer.getvalue()


def word(text: str) -> bytes:
    """A template with a paragraph for each line."""
    runs = (f"<w:r><w:t>{escape(line)}</w:t></w:r>" for line in text.split("\n"))
    return packed("".join(f"<w:p>{run}</w:p>" for run in runs))


def shown(text: str) -> tuple[str, ...]:
    return shown_fields(word(text))


def test_every_shipped_template_is_listed() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_templates(name: str) -> None:
    assert shown_fields((TEMPLATES / f"{name}.docx").read_bytes()) == SHIPPED[name]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # Names and what keeps their letters.
        ("{{ hal }} {{ pejabat.nama }} {{ hal }}", ("hal", "pejabat.nama")),
        ("{{hal}} {{- nomor -}} {{ (tanggal) }}", ("hal", "nomor", "tanggal")),
        ("{{ hal | upper | trim }} {{ pejabat.nip|nip }}", ("hal", "pejabat.nip")),
        ("{{ pejabat['nama'] }}", ("pejabat.nama",)),
        ("{{ lampiran or '-' }} {{ derajat|default('Biasa') }}", ("lampiran", "derajat")),
        ("{{ nomor or '-'|upper }} {{ (hal or '-')|upper }}", ("nomor", "hal")),
        ("{{ tujuan[0] }} {{ isi.partition('. ')[2] }}", ("tujuan", "isi")),
        ("{{ tujuan[0].partition('. ')[2] or '-' }}", ("tujuan",)),
        ("{{ kota ~ ', ' ~ tanggal }}", ("kota", "tanggal")),
        # What prints something else.
        ("{{ hal | length }} {{ hal[:3] }} {{ hal.split()[0] }} {{ 'hal' }} {{ 3 }}", ()),
        ("{{ hal | truncate(9) }} {{ hal | trim('x') }} {{ tujuan | join(', ') }}", ()),
        ("{{ hal == nomor }} {{ hal and nomor }} {{ not hal }}", ()),
        ("{{ baris[0].nama }} {{ pejabat[kunci] }}", ()),
        # Conditions.
        ("{% if hal %}{{ hal }}{% endif %}", ("hal",)),
        ("{% if hal|upper == 'A' %}{{ hal }}{% endif %}", ("hal",)),
        ("{% if pejabat.nip is defined %}{{ pejabat.nama }}{% endif %}", ("pejabat.nama",)),
        ("{% if rahasia %}{{ hal }}{% endif %}", ()),
        ("{% if hal or nomor %}{{ hal }}{% endif %}", ()),
        ("{% if false %}{{ hal }}{% endif %}", ()),
        ("{% if hal %}{{ hal }}{% elif x %}{{ x }}{% else %}{{ nomor }}{% endif %}", ("hal",)),
        ("{% if a %}{% if b %}{{ a }}{{ b }}{% endif %}{{ a }}{% endif %}", ("a",)),
        ("{% if a %}{{ b }}{% endif %}{{ b }}", ("b",)),
        ("{{ nama if x else y }}", ()),
        ("{{ nama if nama else '-' }}", ("nama",)),
        ("{{ nama if nama }} {{ (nama if nama else '-') ~ hal }}", ("nama", "hal")),
        # Conditions inside one another, all of them in one mark.
        ("{{ (a if b else c) if a else d }}", ()),
        ("{{ (a if a else c) if a else d }}", ("a",)),
        # Loops.
        ("{% for t in tujuan %}{{ t }}{% endfor %}", ("tujuan",)),
        ("{% for b in isi | baris %}{{ loop.index }} {{ b }}{% endfor %}", ("isi",)),
        ("{% for k in a %}{% for d in k.b %}{{ d.c }}{% endfor %}{% endfor %}", ("a.b.c",)),
        ("{% for t in tujuan %}{% if t.x %}{{ t.y }}{% endif %}{% endfor %}", ("tujuan.y",)),
        ("{% if n %}{% for t in tujuan %}{{ t }}{% endfor %}{% endif %}", ()),
        ("{% if tujuan %}{% for t in tujuan %}{{ t }}{% endfor %}{% endif %}", ("tujuan",)),
        ("{% for k in a %}{% if k.x %}{% for d in k.b %}{{ d }}{% endfor %}{% endif %}{% endfor %}",
         ("a.b",)),
        ("{% for t in tujuan %}{{ t }}{% else %}{{ hal }}{% endfor %}", ("tujuan",)),
        ("{% for t in tujuan[1:] %}{{ t }}{% endfor %}", ()),
        ("{% for t in tujuan|sort(reverse=true) %}{{ t }}{% endfor %}", ()),
        ("{% for t in tujuan if t.x %}{{ t.y }}{% endfor %}", ()),
        ("{% for a, b in x.items() %}{{ a }} {{ b }}{% endfor %}{{ a }}", ("a",)),
        ("{% for hal in x.items() %}{{ hal }}{% endfor %}", ()),
        ("{% for t in tujuan %}{% endfor %}{{ t }}", ("t",)),
        # Names that the template sets.
        ("{% set h = hal %}{{ h }}", ("hal",)),
        ("{% set h = pejabat %}{% if h %}{{ h.nama }}{% endif %}", ("pejabat.nama",)),
        ("{% set hal = 'lain' %}{{ hal }}", ()),
        ("{% set hal %}lain{% endset %}{{ hal }}", ()),
        ("{% if x %}{% set h = hal %}{% else %}{% set h = 1 %}{% endif %}{{ h }}", ()),
        ("{% if x %}{% set hal = nomor %}{% endif %}{{ hal }}", ()),
        ("{% for t in tujuan %}{% set j = t.jenis %}{{ j }}{% endfor %}{{ j }}",
         ("tujuan.jenis", "j")),
        ("{% if h %}{% with h = hal %}{{ h }}{% endwith %}{% endif %}", ()),
        ("{% with h = hal, n = 3 %}{{ h }}{{ n }}{% endwith %}{{ n }}", ("hal", "n")),
        # What is shown only where it is called, or not at all.
        ("{% macro m(a) %}{{ a }} {{ hal }}{% endmacro %}{{ m(nomor) }}", ()),
        ("{% macro hal() %}x{% endmacro %}{{ hal }}", ()),
        ("{% call m() %}{{ hal }}{% endcall %}", ()),
        ("{% import 'x' as hal %}{% from 'x' import a as b, c %}{{ hal }}{{ a }}{{ b }}{{ c }}",
         ("a",)),
        ("{% filter upper %}{{ hal }}{% endfilter %}{% filter length %}{{ nomor }}{% endfilter %}",
         ("hal",)),
        ("{% block isi %}{{ hal }}{% endblock %}", ("hal",)),
        ("{# {{ hal }} #}{% raw %}{{ hal }}{% endraw %}{{ '{{ hal }}' }}", ()),
        # White space is the author's own affair.
        ("{%- if hal -%}\n{{- hal -}}\n{%- endif -%}", ("hal",)),
        ("{{\nhal\n}}", ("hal",)),
        # docxtpl's own writing, and Word's quotation marks.
        ("{%p for t in tujuan %}\n{{r t }}\n{%p endfor %}\n{#p catatan #}", ("tujuan",)),
        ("{%tr for t in tujuan %}{%tc if t %}{{ t }}{%tc endif %}{%tr endfor %}", ("tujuan",)),
        ("{% cellbg warna %}{% colspan 2 %}{{ hal }}", ("hal",)),
        ("{{ lampiran or “-” }} {% if hal != ‘x’ %}{{ hal }}{% endif %}", ("lampiran", "hal")),
        # What Jinja cannot read shows nothing.
        ("{{ hal }}{% if x %}", ()),
        ("{{ hal }}{% vm %}", ()),
        ("{{ hal }}{{ nomor", ()),
        ("{{ hal }}{{ " + "(" * 5000 + ")" * 5000 + " }}", ()),
    ],
)  # fmt: skip
def test_what_a_template_shows(text: str, fields: tuple[str, ...]) -> None:
    assert shown(text) == fields


def test_a_mark_may_be_parted_by_word() -> None:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("{", "{ pejabat", ".na", "ma }}"))
    assert shown_fields(packed(f"<w:p>{runs}</w:p>")) == ("pejabat.nama",)


def test_a_text_box_stands_where_it_is_anchored() -> None:
    box = "<w:p><w:r><w:t>{{ hal }}</w:t></w:r></w:p>"
    ends = [f"<w:r><w:t>{mark}</w:t></w:r>" for mark in ("{% if rahasia %}", "{% endif %}")]
    assert shown_fields(packed(f"<w:p>{ends[0]}{box}{ends[1]}</w:p>")) == ()


@pytest.mark.parametrize(
    "data", [b"", b"PK", packed("<w:p>"), packed("").replace(b"word/", b"kata/")]
)
def test_what_is_no_word_document_shows_nothing(data: bytes) -> None:
    assert shown_fields(data) == ()
    assert demanded(data, {"hal": "Cuti"}) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_changes_no_meaning_changes_no_field(name: str) -> None:
    text = template_text((TEMPLATES / f"{name}.docx").read_bytes())
    for same in (
        text.replace("{{ ", "{{- ").replace(" %}", " -%}"),
        text.replace("{{ ", "{# {{ lain }} #}{{ "),
        text.replace("{{ ", "{{ (").replace(" }}", ") }}"),
        f"{{% set lain = 1 %}}{{% with %}}{text}{{% endwith %}}",
    ):
        assert shown(same) == SHIPPED[name]
    for hidden in (
        f"{{% if lain %}}{text}{{% endif %}}",
        f"{{% if x %}}{{% else %}}{text}{{% endif %}}",
        f"{{% macro m() %}}{text}{{% endmacro %}}",
        f"{{% set x %}}{text}{{% endset %}}",
        f"{{# {text} #}}",
        f"{text}{{% if x %}}",
    ):
        assert shown(hidden) == ()


NAMES = ("satu", "dua", "tiga")
names = st.sampled_from(NAMES)
tests = st.one_of(names, st.tuples(names, st.sampled_from(["and", "or"]), names).map(" ".join))
expressions = st.recursive(
    names,
    lambda inner: st.one_of(
        inner.map(lambda one: f"({one})|upper"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} ~ {two[1]})"),
        st.tuples(inner, tests, inner).map(lambda each: "({} if {} else {})".format(*each)),
        inner.map(lambda one: f"({one})[:2]"),
    ),
    max_leaves=4,
)
statements = st.recursive(
    expressions.map(lambda one: f"{{{{ {one} }}}}"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(tests, inner).map(lambda two: "{{% if {} %}}{}{{% endif %}}".format(*two)),
        st.tuples(tests, inner, inner).map(
            lambda each: "{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format(*each)
        ),
        st.tuples(names, expressions, inner).map(
            lambda each: "{{% set {} = {} %}}{}".format(*each)
        ),
        st.tuples(names, names, inner).map(
            lambda each: "{{% with {} = {} %}}{}{{% endwith %}}".format(*each)
        ),
        st.tuples(names, names, inner).map(
            lambda each: "{{% for {} in [{}] %}}{}{{% endfor %}}".format(*each)
        ),
        inner.map(lambda one: f"{{# {one.replace('#', '')} #}}"),
    ),
    max_leaves=6,
)
values = st.fixed_dictionaries({name: st.sampled_from(["", f"{name} kata"]) for name in NAMES})


@given(text=statements, values=values)
def test_what_is_always_shown_is_shown_whatever_the_data(text: str, values: dict[str, str]) -> None:
    printed = jinja2.Environment().from_string(text).render(values).casefold()
    for path in shown(text):
        assert values[path] in printed, (path, text)
