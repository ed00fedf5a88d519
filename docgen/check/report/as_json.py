"""The result of a check as ``--json`` prints it: plain values with the words of the office."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from docgen.check.result import CheckResult, DocumentResult, LetterResult, State

_COUNTED = {
    "letters": "surat",
    "required": "wajib",
    "found": "ada",
    "missing": "kurang",
    "wrong": "salah",
    "surplus": "lebih",
    "errors": "galat",
    "warnings": "peringatan",
    "hints": "saran",
}


def plain_result(result: CheckResult) -> dict[str, Any]:
    """All of it but the findings, which every command prints in the same way."""
    counts = asdict(result.counts)
    return {
        "jenis": str(result.kind),
        "sasaran": result.target,
        "lengkap": result.complete and not result.counts.errors,
        "jumlah": {_COUNTED[name]: value for name, value in counts.items()},
        "surat": [_letter(letter) for letter in result.letters],
        "dokumen": [_document(document) for document in result.documents],
        "arsip": [_document(bundle) for bundle in result.bundles],
        "tanda_tangan": [
            {"berkas": each.file, "dokumen": each.subject, "tanda_tangan": list(each.lines)}
            for each in result.signed
        ],
        "keterkaitan": [
            {"dari": each.source, "ke": each.target, "ada": each.is_known}
            for each in result.references
        ],
        "register": [
            {
                "kantor": agenda.office,
                "tahun": agenda.year,
                "seri": agenda.series,
                "terbit": agenda.given,
                "sementara": agenda.provisional,
                "dipesan": agenda.reserved,
                "batal": agenda.cancelled,
                "buku_lama": agenda.inherited,
                "terakhir": agenda.last,
            }
            for agenda in result.agendas
        ],
    }


def _letter(letter: LetterResult) -> dict[str, Any]:
    return {
        "id": letter.id,
        "set": letter.set,
        "kantor": letter.office,
        "nomor": letter.number,
        "tanggal": letter.date,
        "hal": letter.subject,
        "tahap": str(letter.stage),
        "folder": letter.folder,
        "keadaan": str(letter.state),
        "wajib": len(letter.copies),
        "ada": letter.count(State.OK),
        "kurang": letter.count(State.MISSING),
        "salah": letter.count(State.WRONG),
        "lebih": list(letter.surplus),
        "temuan": list(letter.codes),
        "rangkap": [
            {
                "peran": str(copy.role),
                "ke": copy.number,
                "penerima": copy.recipient,
                "berkas": copy.file,
                "keadaan": str(copy.state),
                "temuan": list(copy.codes),
            }
            for copy in letter.copies
        ],
    }


def _document(document: DocumentResult) -> dict[str, Any]:
    return {
        "id": document.id,
        "judul": document.title,
        "pdf": document.pdf,
        "berkas": list(document.files),
        "keadaan": str(document.state),
        "temuan": list(document.codes),
        **({"isi": document.holds} if document.kind == "bundle" else {}),
    }
