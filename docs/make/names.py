"""The pages of what a Word template may write: placeholders and filters."""

from __future__ import annotations

import tomllib
from pathlib import Path

from docgen.render.template import FILTERS
from docs.make.tables import code, table

TOLD = Path("docgen/templates/told.toml")
FILTER_NOTES = {
    "tanggal": ("{{ tanggal_rapat | tanggal }}", "2026-11-21 atau 21/11/2026 menjadi 21 November 2026"),
    "bulan_romawi": ("{{ tanggal | bulan_romawi }}", "bulan sebuah tanggal: XI"),
    "hari": ("{{ tanggal_rapat | hari }}", "hari sebuah tanggal: Sabtu"),
    "hari_tanggal": ("{{ tanggal_rapat | hari_tanggal }}", "Sabtu, 21 November 2026"),
    "tanggal_terbilang": (
        "{{ tanggal | tanggal_terbilang }}",
        "dua puluh satu bulan November tahun dua ribu dua puluh enam",
    ),
    "lama_hari": (
        "{{ tanggal_berangkat | lama_hari(tanggal_kembali) }}",
        "banyaknya hari, keduanya dihitung: 3 (tiga) hari",
    ),
    "angka": ("{{ jumlah | angka }}", "1234567.5 menjadi 1.234.567,5"),
    "rupiah": ("{{ biaya | rupiah }}", "1500000 menjadi Rp1.500.000,00"),
    "terbilang": ("{{ biaya | terbilang }}", "21000 menjadi dua puluh satu ribu"),
    "bilangan": ("{{ banyak | bilangan }}", "2 berkas menjadi 2 (dua) berkas"),
    "nip": ("{{ nip_pegawai | nip }}", "NIP dengan spasinya"),
    "pangkat": ("{{ golongan | pangkat }}", "III/c menjadi Penata"),
    "baris": ("{% for b in isi | baris %}", "baris-baris sebuah sel, satu per satu"),
    "daftar": ("{% for d in dasar | daftar %}", "baris-baris sebuah sel: d.teks, dan nomornya d.no"),
    "qr": ("{{ tautan | qr(30) }}", "kode QR teks itu, tingginya 30 mm (bawaan 25 mm)"),
    "gambar": ("{{ foto | gambar(30) }}", "gambar PNG atau JPEG dari folder kerja, tingginya 30 mm (bawaan 18 mm)"),
    "sisip": ("{{p berkas | sisip }}", "isi berkas Word lain dari folder kerja"),
    "tebal": ("{{r hal | tebal }}", "huruf tebal"),
    "miring": ("{{r hal | miring }}", "huruf miring"),
    "garis_bawah": ("{{r hal | garis_bawah }}", "huruf bergaris bawah"),
}  # fmt: skip


def filters_page() -> str:
    """``penyaring.md``"""
    rows = [(code(name), code(FILTER_NOTES[name][0]), FILTER_NOTES[name][1]) for name in FILTERS]
    return (
        "# Penyaring dalam templat\n\nPenyaring ditulis di belakang nama, sesudah garis tegak, dan "
        "mengubah cara isinya tercetak.\n\n"
        + table(("penyaring", "contoh", "hasilnya"), rows) + "\n"
    )  # fmt: skip


def placeholders_page(root: Path) -> str:
    """``penanda.md``: what docgen gives each kind of template; "" where no table says it."""
    if not (root / TOLD).is_file():
        return ""
    kinds = tomllib.loads((root / TOLD).read_text(encoding="utf-8"))
    parts = [
        "# Penanda dalam templat\n\nDi templat Word penanda ditulis di antara kurung kurawal ganda: "
        "`{{ hal }}`. Setiap kolom lain dari data menjadi penanda juga. "
        "`docgen template show TEMPLAT` menyebut penanda sebuah templat dengan contohnya."
    ]
    for kind in kinds.values():
        if not kind.get("isian"):
            continue
        rows = [
            (code(name), what[2], f"{what[0]}: {what[1]}") for name, what in kind["isian"].items()
        ]
        title = kind["judul"][0].upper() + kind["judul"][1:]
        parts.append(
            f"## {title}\n\n{kind['untuk'][0].upper()}{kind['untuk'][1:]}. Dipakai di {code(kind['di'])}.\n\n"
            + table(("penanda", "apa", "dari mana"), rows)
        )
    return "\n\n".join(parts) + "\n"
