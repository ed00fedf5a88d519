"""The table of faults, second half: register, ledger, lists, bundle, bag; and warnings."""

from __future__ import annotations

import shutil

from tests.check import damage
from tests.check.fault_kinds import (
    Fault,
    add,
    bundle,
    copies,
    cut,
    drop_line,
    edit_line,
    extra_line,
    incoming,
    no_unique_numbers,
    set_register,
    sums,
)
from tests.check.full_office import (
    BAG,
    BUNDLE,
    EXPEDITION,
    FULL,
    ITEM,
    LEDGER,
    LETTERS,
    LIST,
    OUT,
    SECOND,
    SENT,
    SUMS,
    change_cells,
    change_pdf,
    change_register,
    change_row,
    paper,
)

RECORD_FAULTS = {
    # The register.
    "a number edited in the register": Fault(
        "number-not-printed", set_register("nomor", "045/9/BKD/2025")
    ),
    "a line deleted from the register": Fault(
        "number-not-registered",
        lambda r: change_register(r, "DELETE FROM keluar WHERE surat = 'keluar/edaran'"),
    ),
    "a subject edited in the register": Fault(
        "register-entry-differs", set_register("hal", "Edaran Lain")
    ),
    "an addressee edited in the register": Fault(
        "register-entry-differs", set_register("tujuan", "Camat Barat")
    ),
    "a text edited in the register": Fault(
        "register-entry-differs", set_register("isi", '{"isi": "lain"}')
    ),
    "a text in the register that is none": Fault(
        "register-entry-differs", set_register("isi", "lain")
    ),
    "a date edited in the register": Fault("paper-outdated", set_register("tanggal", "2025-01-07")),
    "a line of the register given to another letter": Fault(
        "number-orphan", set_register("surat", "keluar/lain")
    ),
    "one number for two letters": Fault("number-twice", no_unique_numbers),
    # Ledger, checksums, lists.
    "a line taken from the ledger": Fault("ledger-line-missing", drop_line, True),
    "another recipient in the ledger": Fault(
        "ledger-line-wrong", edit_line("penerima", "Camat Barat"), True
    ),
    "another number in the ledger": Fault(
        "ledger-line-wrong", edit_line("nomor", "005/7/BKD/2025"), True
    ),
    "a line too many in the ledger": Fault("ledger-line-surplus", extra_line, True),
    "a hash edited in the ledger": Fault("checksum-wrong", edit_line("sha256", "0" * 64)),
    "a line break in the ledger": Fault("checksum-wrong", lambda r: add(r / LEDGER)),
    "the ledger deleted": Fault("ledger-missing", lambda r: (r / LEDGER).unlink()),
    "the ledger cut": Fault("ledger-unreadable", lambda r: cut(r / LEDGER)),
    "a ledger without end": Fault(
        "ledger-unreadable", lambda r: (r / LEDGER).write_text("[" * 100_000)
    ),
    "the checksums deleted": Fault("sums-missing", lambda r: (r / SUMS).unlink()),
    "a line taken from the checksums": Fault(
        "sums-line-missing", sums(lambda text: text.partition("\n")[2])
    ),
    "a line too many in the checksums": Fault(
        "sums-line-surplus", sums(lambda text: f"{text}{'0' * 64}  z.pdf\n")
    ),
    "the checksums in capitals": Fault("sums-unreadable", sums(str.upper)),
    "the ekspedisi deleted": Fault("list-missing", lambda r: (r / EXPEDITION).unlink()),
    "another recipient in the ekspedisi": Fault(
        "list-line-wrong",
        lambda r: change_cells(r / EXPEDITION, {"Camat Selatan": "Camat Barat"}),
    ),
    "the ekspedisi cut": Fault("list-unreadable", lambda r: cut(r / EXPEDITION)),
    "another document in the archive list": Fault(
        "list-line-wrong", lambda r: change_cells(r / LIST, {"Edaran Libur": "Edaran"}), True
    ),
    "the archive list deleted": Fault("list-missing", lambda r: (r / LIST).unlink(), True),
    # The bundle.
    "the bundle deleted": Fault("bundle-missing", lambda r: (r / BUNDLE).unlink(), True),
    "the bundle cut": Fault("bundle-unreadable", lambda r: cut(r / BUNDLE), True),
    "a volume deleted": Fault("bundle-volume-missing", lambda r: (r / SECOND).unlink(), True),
    "a page lost": Fault("bundle-pages-wrong", bundle(damage.lost_page), True),
    "a page blanked": Fault("bundle-member-wrong", bundle(damage.blank_page), True),
    "two pages in another order": Fault("bundle-member-wrong", bundle(damage.turned_order), True),
    "a page turned": Fault("bundle-member-wrong", bundle(damage.turned_page), True),
    "words on a page": Fault(
        "bundle-member-wrong",
        lambda r: change_pdf(paper(r, "undangan", "arsip.pdf"), damage.extra_words),
        True,
    ),
    "a line in the bundle covered": Fault("bundle-drawing-differs", bundle(damage.white_box), True),
    "a stamp taken off": Fault("bundle-stamp-missing", bundle(damage.no_stamp), True),
    "a bookmark moved": Fault("bundle-bookmark-wrong", bundle(damage.moved_bookmark), True),
    "a link moved": Fault("bundle-index-wrong", bundle(damage.moved_link), True),
    "another page number in the index": Fault(
        "bundle-index-wrong", bundle(damage.other_page_number), True
    ),
    "another description in the index": Fault(
        "bundle-index-wrong", bundle(damage.other_description), True
    ),
    "no archive format any more": Fault("checksum-wrong", bundle(damage.no_archive_format)),
    # The bag.
    "the bag deleted": Fault("bag-missing", lambda r: shutil.rmtree(r / BAG)),
    "a file of the bag changed": Fault(
        "bag-checksum-wrong", lambda r: add(r / BAG / "data/sumber/docgen.toml")
    ),
    "a ledger without end in the bag": Fault(
        "bag-ledger-unreadable", lambda r: (r / BAG / "data/copies.json").write_text("[" * 100_000)
    ),
    "a file of the bag deleted": Fault(
        "bag-file-missing", lambda r: (r / BAG / "data/copies.json").unlink()
    ),
    "a file more in the bag": Fault(
        "bag-file-surplus", lambda r: (r / BAG / "data/x.txt").write_text("x")
    ),
}
# What an office should look at, and what does not keep anybody from working.
WARNINGS = {
    "a copy that nobody asked for": Fault(
        "copy-surplus", lambda r: shutil.copy(copies("tembusan-1")(r), copies("tembusan-8")(r))
    ),
    "a letter that left the data": Fault(
        "register-without-letter", lambda r: FULL.rewrite(r, keluar=LETTERS[:1] + LETTERS[2:])
    ),
    "files without a row": Fault(
        "papers-without-data",
        lambda r: shutil.copytree(paper(r, "edaran", "x").parent, paper(r, "lain", "x").parent),
    ),
    "no archive format any more": Fault("bundle-not-pdfa", bundle(damage.no_archive_format), True),
    "numbered too late": Fault("number-late", set_register("tanggal", "2025-03-01")),
    "tembusan against rank": Fault(
        "tembusan-order", lambda r: change_row(r, 1, tembusan="Inspektur; Walikota")
    ),
    "an enclosure announced": Fault(
        "enclosure-absent", lambda r: change_row(r, 1, lampiran="2 (dua) berkas")
    ),
    "enclosures counted wrongly": Fault(
        "enclosure-count-differs", lambda r: change_row(r, 0, lampiran="3 (tiga) berkas")
    ),
    "an item that is no letter": Fault(
        "item-not-enclosed",
        lambda r: FULL.rewrite(
            r, butir=[ITEM | {"jenis": "Salinan surat 005/8/BKD/2025", "banyaknya": "1"}]
        ),
    ),
    "fewer enclosures than items": Fault(
        "item-not-enclosed",
        lambda r: FULL.rewrite(
            r,
            pengantar=[SENT | {"berkas_lampiran": "lampiran/aturan.pdf"}],
            butir=[ITEM, {"id": "kirim-1", "jenis": "Daftar nama", "banyaknya": "1 lembar"}],
        ),
    ),
    "an incoming letter without its file": Fault(
        "incoming-letter-missing", incoming("berkas_surat", "")
    ),
    "signed otherwise in the register": Fault(
        "register-disagrees", set_register("ttd", "2025-01-06")
    ),
    "a printout deleted and made of less": Fault(
        "print-copies-differ",
        lambda r: shutil.copy(r / OUT / "letters/pengantar/cetak.pdf", r / OUT / "letters/keluar"),
        True,
    ),
}
