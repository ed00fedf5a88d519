"""What ``docgen.toml`` says of bundles and books: what they take in, and their front matter."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, Where, error, warning
from docgen.load.workspace import CONFIG
from docgen.model.file_kinds import HEIC, HEIC_SUFFIXES
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet, BundleSet
from docgen.model.writing.dates import parse_date
from docgen.render.placeholders.front_matter import (
    COVER_NAMES,
    EXPLANATION_NAMES,
    INDEX_NAMES,
    TITLE_NAMES,
)
from docgen.workspace.input_files import (
    SCANS,
    coarse_scan,
    date_findings,
    matching,
    unfit_file,
    unmatched,
)
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.loaded import Loaded
from docgen.workspace.placeholders import template_only
from docgen.workspace.plan.books import WORD, is_word

# The parts of a manual (PermenPANRB 35/2012; domain rules §1.1) that an office says itself, by key.
PARTS = {
    "keputusan": "keputusan pimpinan yang menetapkan SOP; sebutkan berkasnya (PDF atau .docx)",
    "tanggal": "tahun pembuatan di halaman judul; isi tanggal",
    "ruang_lingkup": "ruang lingkup di penjelasan singkat; tulis untuk apa dan siapa buku ini",
    "ringkasan": "ringkasan di penjelasan singkat; tulis isi buku ini dengan singkat",
    "definisi": 'definisi di penjelasan singkat; tulis istilah = "artinya"',
}


def bundle_findings(loaded: Loaded, name: SetName, declared: BundleSet) -> Iterator[Finding]:
    """What is wrong with what a bundle or book names; its templates are kept.

    Findings: file-missing, file-outside, file-not-pdf, image-coarse, name-unknown, date-impossible,
    book-not-sop, book-part-missing.
    """
    yield from loaded.keep(declared.sampul, "templat")
    yield from loaded.keep(declared.daftar_isi, "templat")
    yield from unmatched(name, declared.isi, loaded.sets)
    yield from date_findings(name, declared.tanggal)
    if isinstance(declared, BookSet):
        yield from _book(loaded, name, declared)
    for extra in declared.tambahan:
        paths, missing = matching(loaded.root, [extra.berkas], "berkas tambahan")
        yield from missing
        for path in paths:
            if not path.lower().endswith(SCANS):
                kind = f", ini {HEIC}" if path.lower().endswith(HEIC_SUFFIXES) else ""
                message = (
                    f"berkas tambahan [{name}] hanya boleh PDF atau gambar{kind}; simpan "
                    f"sebagai {', '.join(SCANS)}, atau persempit «{extra.berkas}»"
                )
                yield error("file-not-pdf", Where(path), message)
            yield from coarse_scan(loaded.root, path, Where(path))


def front_templates(loaded: Loaded, declared: BundleSet) -> Iterator[Finding]:
    """Templates of the front matter may name what docgen gives, and nothing else."""
    is_book = isinstance(declared, BookSet)
    yield from template_only(loaded, declared.sampul, TITLE_NAMES if is_book else COVER_NAMES)
    yield from template_only(loaded, declared.daftar_isi, INDEX_NAMES)
    if isinstance(declared, BookSet) and declared.explains:
        yield from template_only(loaded, declared.penjelasan, EXPLANATION_NAMES)


def _book(loaded: Loaded, name: SetName, declared: BookSet) -> Iterator[Finding]:
    others = [each for each in loaded.sets if each.kind != SOP.key]
    for each in others:
        if each.fits_any(declared.isi):
            message = f"[{name}] isi: [{each}] bukan SOP, padahal buku ini hanya memuat SOP; hapus"
            yield error("book-not-sop", Where(CONFIG), message)
    for key, what in PARTS.items():
        if not getattr(declared, key):
            message = f"[{name}] belum punya «{key}»: {what}"
            yield warning("book-part-missing", Where(CONFIG), message)
    if declared.explains:
        yield from loaded.keep(declared.penjelasan, "templat")
    given = declared.keputusan
    if given is None:
        return
    finding = unfit_file(loaded.root, given.berkas, "keputusan", (*SCANS, WORD), Where(CONFIG))
    if finding:
        loaded.absent.append(given.berkas)
        yield finding
    elif is_word(given.berkas):
        yield from loaded.keep(given.berkas, "keputusan")
    else:
        yield from coarse_scan(loaded.root, given.berkas, Where(given.berkas))
    if given.tanggal and parse_date(given.tanggal) is None:
        yield from date_findings(name, given.tanggal)
