"""Makes the Word templates and the logo: ``python -m templates.make.make_docx`` at the root.

The files in ``templates/`` are what docgen uses; running this again gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from templates.make import archive, books, cover_letter, forms, labels, letters, reviews, sop_sheet
from templates.make.logo import draw_logo
from templates.make.package import build
from templates.make.papers import correspondence, notices, records, reports, travel

HERE = Path(__file__).resolve().parent.parent
PAPERS = {
    "surat_dinas.docx": letters.official_letter,
    "nota_dinas.docx": letters.memorandum,
    "surat_pengantar.docx": cover_letter.cover_letter,
    "lembar_disposisi.docx": forms.disposition,
    "sop.docx": sop_sheet.paper,
    "sampul.docx": archive.cover,
    "daftar_isi.docx": archive.index,
    "buku_sop.docx": books.title_page,
    "daftar_isi_sop.docx": books.index,
    "penjelasan_sop.docx": books.explanation,
    "label.docx": labels.labels,
    "monitoring_sop.docx": reviews.monitoring,
    "evaluasi_sop.docx": reviews.evaluation,
    "undangan.docx": correspondence.invitation,
    "surat_tugas.docx": correspondence.assignment,
    "surat_keterangan.docx": correspondence.certificate,
    "surat_edaran.docx": notices.circular,
    "pengumuman.docx": notices.announcement,
    "berita_acara.docx": records.record,
    "notula.docx": records.minutes,
    "telaahan_staf.docx": reports.staff_study,
    "laporan.docx": reports.report,
    "spd.docx": travel.journey,
}


def main() -> None:
    """Write every template."""
    (HERE / "logo.png").write_bytes(draw_logo())
    for name, paper in PAPERS.items():
        (HERE / name).write_bytes(build(paper()))
        print(HERE / name)


if __name__ == "__main__":
    main()
