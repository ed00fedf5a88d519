"""What the pages say that stand for documents kept beside a bundle."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.bundle.volumes.parts import Beside, Part, Reason

KEPT_TITLE = "Dokumen Asli Disimpan Terpisah"
_WHY = {
    Reason.SIGNED: (
        "Dokumen ini bertanda tangan elektronik. Menggabungkan atau menyimpannya ulang akan "
        "merusak tanda tangannya, maka aslinya disimpan utuh, byte demi byte, di samping berkas "
        "arsip ini."
    ),
    Reason.UNFIT: (
        "Dokumen ini tidak dapat dijadikan PDF/A tanpa mengubah tampilannya (misalnya terkunci, "
        "hurufnya tidak disematkan, atau berisi formulir yang hidup), maka berkasnya disimpan "
        "utuh, byte demi byte, di samping berkas arsip ini."
    ),
    Reason.PICTURED: (
        "Dokumen ini tidak dapat dijadikan PDF/A, atau tidak dapat dinilai menurut PDF/A, maka "
        "berkasnya disimpan utuh, byte demi byte, di samping berkas arsip ini. Gambar halamannya "
        "ada di halaman-halaman berikut."
    ),
}
_HOW = (
    "Cara memeriksa keutuhannya: hitung SHA-256 berkas itu (Windows: certutil -hashfile BERKAS "
    "SHA256, Linux: sha256sum BERKAS) dan cocokkan dengan yang tertulis di atas."
)


def kept_beside(part: Part, beside: Beside) -> tuple[str, str, Mapping[str, str], str]:
    """Title, text, facts and advice of such a page; facts that nobody knows are left out."""
    facts = {
        "Dokumen": part.title,
        "Nomor": part.number,
        "Tanggal": part.date,
        "Halaman": str(beside.pages) if beside.pages else "",
        "Berkas": part.kept_as or part.path.name,
        "SHA-256": beside.sha256,
    }
    for number, line in enumerate(part.signatures, 1):
        facts[f"Tanda tangan {number}" if len(part.signatures) > 1 else "Tanda tangan"] = line
    known = {label: value for label, value in facts.items() if value}
    return KEPT_TITLE, _WHY[beside.reason], known, _HOW
