"""The table of faults, first half: copies, papers, data, enclosures."""

from __future__ import annotations

import shutil

from tests.check import damage
from tests.check.fault_kinds import (
    Fault,
    add,
    copies,
    cut,
    each_copy,
    incoming,
    other_letter,
    other_scan,
    replace,
    resaved,
    set_register,
    swap,
    without_mark,
)
from tests.check.full_office import OUT, change_info, change_pdf, change_row, paper
from tests.support.pdfs import scan_pdf

PAPER_FAULTS = {
    # Copies of letters.
    "a copy deleted": Fault("copy-missing", lambda r: copies("asli-1")(r).unlink()),
    "the archive copy deleted": Fault("copy-missing", lambda r: copies("arsip")(r).unlink()),
    "a copy renamed": Fault(
        "copy-missing", lambda r: copies("asli-1")(r).rename(copies("asli-9")(r))
    ),
    "a copy cut": Fault("copy-unreadable", lambda r: cut(copies("asli-1")(r)), True),
    "a copy emptied": Fault(
        "copy-unreadable", lambda r: copies("asli-1")(r).write_bytes(b""), True
    ),
    "a byte behind a copy": Fault("checksum-wrong", lambda r: add(copies("asli-1")(r))),
    "two copies swapped": Fault(
        "copy-wrong-recipient", lambda r: swap(copies("asli-1")(r), copies("asli-2")(r)), True
    ),
    "original and tembusan swapped": Fault(
        "copy-wrong-role", lambda r: swap(copies("asli-1")(r), copies("tembusan-1")(r)), True
    ),
    "tembusan of two letters swapped": Fault(
        "copy-wrong-role",
        lambda r: swap(copies("tembusan-1")(r), copies("tembusan-1", "edaran")(r)),
        True,
    ),
    "a copy of another letter": Fault("copy-text-differs", other_letter, True),
    "words in a copy": Fault(
        "copy-text-differs", lambda r: change_pdf(copies("asli-1")(r), damage.extra_words), True
    ),
    "words in every copy of a letter": Fault(
        "copy-text-differs", lambda r: each_copy(r, damage.extra_words), True
    ),
    "a page more in a copy": Fault(
        "copy-text-differs", lambda r: change_pdf(copies("asli-1")(r), damage.page_too_many), True
    ),
    "a line of a copy covered": Fault(
        "copy-drawing-differs", lambda r: change_pdf(copies("asli-1")(r), damage.white_box), True
    ),
    "a line of every copy covered": Fault(
        "copy-drawing-differs", lambda r: each_copy(r, damage.white_box), True
    ),
    "lines of a copy covered by its mark": Fault(
        "copy-drawing-differs", lambda r: change_pdf(copies("asli-1")(r), damage.wide_mark), True
    ),
    "a note over a line of a copy": Fault(
        "copy-drawing-differs", lambda r: change_pdf(copies("arsip")(r), damage.note_over), True
    ),
    "the words of a copy made white": Fault(
        "copy-drawing-differs", lambda r: change_pdf(copies("asli-1")(r), damage.white_words), True
    ),
    "a copy without its mark": Fault("copy-mark-missing", without_mark, True),
    "a copy that says another recipient": Fault(
        "copy-wrong-recipient",
        lambda r: change_info(copies("tembusan-1")(r), recipient="Bupati"),
        True,
    ),
    "a copy of an older version": Fault(
        "copy-old-version", lambda r: change_info(copies("asli-1")(r), version="0" * 16), True
    ),
    "the archive copy of an older version": Fault(
        "copy-old-version", lambda r: change_info(copies("arsip")(r), version="0" * 16), True
    ),
    "a folder of copies renamed": Fault(
        "letter-without-files",
        lambda r: paper(r, "edaran", "x").parent.rename(paper(r, "lain", "x").parent),
    ),
    # Signed papers.
    "a byte in a sealed copy": Fault(
        "copy-seal-differs", lambda r: add(copies("asli-2", "tte")(r)), True
    ),
    "a sealed copy saved anew": Fault(
        "copy-seal-differs",
        lambda r: change_pdf(copies("asli-1", "tte")(r), lambda pdf: None),
        True,
    ),
    "an unsealed copy of a sealed letter": Fault(
        "copy-wrong-role",
        lambda r: shutil.copy(paper(r, "tte", "pdf"), copies("asli-1", "tte")(r)),
    ),
    "a byte in the sealed original": Fault("copy-seal-differs", lambda r: add(r / "ttd/tte.pdf")),
    "the sealed original beside the bundle": Fault(
        "bundle-original-differs",
        lambda r: add(r / OUT / "bundle/arsip.asli/letters.keluar.tte.pdf"),
        True,
    ),
    "the sealed original beside the bundle deleted": Fault(
        "bundle-original-missing",
        lambda r: (r / OUT / "bundle/arsip.asli/letters.keluar.tte.pdf").unlink(),
        True,
    ),
    "the signed paper deleted": Fault("file-missing", lambda r: (r / "ttd/tte.pdf").unlink()),
    "a signed paper that is none any more": Fault(
        "source-damaged", lambda r: (r / "ttd/pindai.pdf").write_bytes(b"x" * 2000)
    ),
    "an incoming letter that is none any more": Fault(
        "source-damaged", lambda r: (r / "masuk/m-1.pdf").write_bytes(b"x" * 2000)
    ),
    "an enclosure's file that is none any more": Fault(
        "source-damaged", lambda r: (r / "lampiran/jadwal.docx").write_bytes(b"x" * 2000)
    ),
    "a paper of the bundle that is none any more": Fault(
        "source-damaged", lambda r: (r / "lain/peta.pdf").write_bytes(b"x" * 2000)
    ),
    "another scan of a signed paper": Fault(
        "copy-picture-differs", lambda r: (r / "ttd/pindai.pdf").write_bytes(scan_pdf(90))
    ),
    "another picture in a copy of a scan": Fault(
        "copy-picture-differs", lambda r: other_scan(copies("asli-1", "pindai")(r)), True
    ),
    # Papers.
    "an office file deleted": Fault("paper-missing", lambda r: paper(r, "edaran", "docx").unlink()),
    "an office file saved anew": Fault(
        "paper-old-version", lambda r: resaved(paper(r, "edaran", "docx")), True
    ),
    "an office file of other copies": Fault(
        "copy-old-version", lambda r: resaved(paper(r, "edaran", "docx")), True
    ),
    "an office file that is none": Fault(
        "paper-unreadable", lambda r: paper(r, "edaran", "docx").write_bytes(b"x"), True
    ),
    "the PDF of another letter": Fault(
        "paper-old-version",
        lambda r: shutil.copy(paper(r, "undangan", "pdf"), paper(r, "edaran", "pdf")),
        True,
    ),
    "a form's PDF cut": Fault(
        "paper-unreadable", lambda r: cut(r / OUT / "disposisi/masuk/m-1/m-1.pdf"), True
    ),
    "the PDF of labels deleted": Fault(
        "paper-missing", lambda r: (r / OUT / "label/kirim.pdf").unlink()
    ),
    "labels without recipients": Fault(
        "paper-outdated",
        lambda r: change_pdf(r / OUT / "label/kirim.pdf", damage.no_words),
        True,
    ),
    "the labels saved anew": Fault(
        "paper-old-version", lambda r: resaved(r / OUT / "label/kirim.docx"), True
    ),
    "a drawing deleted": Fault("paper-missing", lambda r: (r / OUT / "sop/clean-1.svg").unlink()),
    "a drawing changed": Fault("checksum-wrong", lambda r: add(r / OUT / "sop/clean-1.svg")),
    # Data that changed since.
    "a subject changed in the data": Fault(
        "paper-outdated", lambda r: change_row(r, 1, hal="Edaran Cuti")
    ),
    "the text changed in the data": Fault(
        "paper-outdated", lambda r: change_row(r, 1, isi="kantor tutup pada hari Senin.")
    ),
    "another addressee in the data": Fault(
        "copy-wrong-recipient", lambda r: change_row(r, 1, tujuan="Camat Barat")
    ),
    "one tembusan more in the data": Fault(
        "copy-missing", lambda r: change_row(r, 1, tembusan="Walikota; Inspektur; Kepala Bidang")
    ),
    "another date in the data": Fault(
        "paper-outdated", lambda r: set_register("tanggal", "2025-01-09")(r)
    ),
    "the step of a SOP newer than its sheet": Fault(
        "paper-outdated", lambda r: replace(r / "sop/clean.yaml", "Mengirim", "Mengantar")
    ),
    "the time of a SOP newer than its sheet": Fault(
        "paper-outdated", lambda r: replace(r / "sop/clean.yaml", "60 menit", "50 menit")
    ),
    "an incoming letter renamed in the data": Fault(
        "paper-outdated", incoming("hal", "Undangan seminar")
    ),
    "a disposition without its letter": Fault(
        "file-missing", lambda r: (r / "masuk/m-1.pdf").unlink()
    ),
    "a signature taken back": Fault(
        "number-without-signature", lambda r: change_row(r, 1, tanggal_ttd="", tanggal_nomor="")
    ),
    "a number before the signature": Fault(
        "number-before-signature", lambda r: change_row(r, 1, tanggal_nomor="6 Januari 2025")
    ),
    # Enclosures.
    "an enclosure deleted": Fault(
        "enclosure-missing", lambda r: copies("lampiran-1")(r).unlink(), True
    ),
    "an enclosure of no letter": Fault(
        "enclosure-mark-missing",
        lambda r: shutil.copy(paper(r, "edaran", "pdf"), copies("lampiran-1")(r)),
        True,
    ),
    "a named enclosure deleted": Fault(
        "file-missing", lambda r: (r / "lampiran/aturan.pdf").unlink()
    ),
}
