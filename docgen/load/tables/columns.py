"""The heads of a table against the columns that are known: missing, doubled, and read by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.tables.cells import Head, column_name
from docgen.load.tables.heads import Heading
from docgen.model.writing.likeness import suggest

# How offices shorten words of heads.
_SHORT = {
    "tgl": "tanggal", "no": "nomor", "ket": "keterangan", "gol": "golongan", "jml": "jumlah",
    "jlh": "jumlah", "jab": "jabatan", "lamp": "lampiran", "klas": "klasifikasi",
}  # fmt: skip
# Other heads for what docgen calls otherwise; only ever asked about, never taken.
_ALSO_CALLED = {
    "awalan": ("an", "a_n", "plt", "mandat"),
    "alamat": ("alamat_lengkap", "domisili"),
    "banyaknya": ("jumlah", "banyak", "volume", "qty", "kuantitas", "eksemplar"),
    "cara_ttd": ("jenis_ttd", "tanda_tangan", "metode_ttd", "tte"),
    "catatan": ("keterangan", "memo"),
    "derajat": ("sifat", "sifat_surat", "kecepatan", "urgensi", "derajat_surat", "kesegeraan"),
    "diteruskan_kepada": ("diteruskan", "kepada", "tujuan", "disposisi_kepada", "terusan"),
    "golongan": ("ruang", "golongan_ruang"),
    "hal": ("perihal", "subjek", "judul", "tentang", "isi_ringkas"),
    "instruksi": ("disposisi", "isi_disposisi", "perintah", "arahan"),
    "jabatan": ("posisi", "nama_jabatan"),
    "jenis": ("uraian", "naskah", "nama_barang", "barang", "dokumen", "berkas", "isi"),
    "keamanan": ("kerahasiaan", "klasifikasi_keamanan", "tingkat_keamanan", "sifat_keamanan"),
    "keterangan": ("catatan", "penjelasan"),
    "klasifikasi": ("kode", "kode_surat", "kode_arsip"),
    "kop": ("kantor", "instansi", "opd", "skpd", "unit"),
    "kunci": ("id", "kode"),
    "nama": ("nama_lengkap", "nama_pejabat"),
    "nip": ("ni_pppk", "nomor_induk", "nomor_induk_pegawai"),
    "nomor_surat": ("nomor",),
    "paraf": ("pemaraf", "diparaf"),
    "penandatangan": ("penanda_tangan", "ttd", "pejabat", "yang_menandatangani"),
    "penerima": ("nama", "kepada", "tujuan"),
    "pengirim": ("dari", "asal", "asal_surat"),
    "sifat": ("derajat", "sifat_surat"),
    "tanggal_terima": ("diterima", "tanggal_masuk"),
    "tanggal_ttd": ("ditandatangani", "tanggal_tanda_tangan", "tanggal"),
    "tembusan": ("cc", "tindasan", "salinan"),
    "tujuan": ("kepada", "penerima", "yth", "alamat_tujuan"),
}  # fmt: skip
# Columns that only count the rows.
_COUNTERS = frozenset({"no", "nomor_urut", "urut"})
UNUSED = "column-unused"
_LEAST = 3  # letters of a word that two names may share


def named_columns(heading: Heading) -> tuple[dict[int, str], list[Finding]]:
    """The names by column number, and those that stand there twice: column-duplicate."""
    columns: dict[int, str] = {}
    findings = []
    for number, head in heading.heads.items():
        if head.name in columns.values():
            first = next(n for n, other in columns.items() if other == head.name)
            message = (
                f'Kolom "{head.text}" ada dua kali (juga di {heading.heads[first].where.cell}); '
                "hapus atau ganti nama salah satunya."
            )
            findings.append(error("column-duplicate", head.where, message))
        else:
            columns[number] = head.name
    return columns, findings


def written_out(name: str) -> str:
    """``tgl_ttd`` -> ``tanggal_ttd``: the words of a head that offices shorten."""
    return "_".join(_SHORT.get(word, word) for word in name.split("_"))


def likely_column(name: str, wanted: Iterable[str]) -> str | None:
    """Which of the wanted columns a head means: by its spelling, its words, or what it is called
    elsewhere; None when it is like none of them."""
    choices = list(wanted)
    full = written_out(name)
    if full in choices:
        return full
    for choice in choices:
        if {name, full} & set(_ALSO_CALLED.get(choice, ())):
            return choice
    if found := suggest(full, choices) or suggest(name, choices):
        return found
    words = set(full.split("_"))
    alike = [
        choice
        for choice in choices
        if (own := set(choice.split("_"))) <= words or (words <= own and len(full) >= _LEAST)
    ]
    return max(alike, key=len, default=None)


def missing_columns(
    heads: Sequence[Head],
    place: Where,
    required: Sequence[str],
    wanted: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
    noun: str,
    closed: bool,
) -> list[Finding]:
    """Wanted columns that are not there, each with the head that was perhaps meant, and in a
    ``closed`` table every head that nothing reads.

    Findings: column-missing, column-unknown, column-unused.
    """
    findings = []
    there = {head.name for head in heads}
    strange = {head.name: head for head in heads if head.name not in wanted}
    for name in (name for name in wanted if name not in there):
        guess = _guess(name, aliases, strange, closed)
        if guess:
            head = strange.pop(guess)
            message = f'{noun} "{head.text}" tidak dikenal; maksud Anda "{name}"?'
            if name in required:
                message = f'{noun} "{name}" tidak ada. {message}'
                findings.append(error("column-missing", head.where, message))
            else:
                message += f' Ganti namanya; bila memang {noun.lower()} lain, tambahkan "{name}".'
                findings.append(warning("column-unknown", head.where, message))
        elif name in required:
            message = f'{noun} "{name}" tidak ada; tambahkan di sini.'
            findings.append(error("column-missing", place, message))
    for head in strange.values() if closed else ():
        if head.name in _COUNTERS:
            continue
        message = (
            f'{noun} "{head.text}" tidak dibaca; yang dibaca di sini: {", ".join(wanted)}. Hapus '
            "atau abaikan bila memang hanya catatan."
        )
        findings.append(hint(UNUSED, head.where, message))
    return findings


def _guess(
    name: str, aliases: Mapping[str, Sequence[str]], strange: Mapping[str, Head], closed: bool
) -> str | None:
    """The strange head that means a missing column."""
    spellings = (name, *map(column_name, aliases.get(name, ())))
    found = (suggest(spelling, strange) for spelling in spellings)
    if alike := next((each for each in found if each), None):
        return alike
    for head in strange:
        # A table that has no columns but the known ones may be asked about any of its heads.
        meant = likely_column(head, [name]) if closed else written_out(head)
        if meant == name:
            return head
    return None
