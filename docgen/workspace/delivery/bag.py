"""Stage 6 for a workspace, last: bags (BagIt) of bundles with all that belongs to them.

``output/bundle/NAME.bag/data`` (a book's stands in ``output/book``)::

    arsip/NAME.pdf, NAME.jilid-2.pdf     the bundle
    arsip/NAME.asli/                     originals that stay beside it, byte for byte
    arsip/NAME.daftar_arsip.xlsx
    copies.json                          the ledger
    dokumen/                             office files of its documents
    sumber/                              data, templates, enclosures and signed papers as they came
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from docgen import __version__
from docgen.bundle import page_count
from docgen.bundle.bag import AGENT, holds, is_sound, safe_names, write_bag
from docgen.check.bundles.bag import PAGES
from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.load.workspace import CONFIG
from docgen.model.writing.dates import parse_date
from docgen.workspace.delivery.enclosures import by_name
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.loaded import Loaded
from docgen.workspace.output_paths import FOLDER, LEDGER, in_output
from docgen.workspace.plan.archive_parts import ArchivePart
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.store import Store

# When nothing is dated: a date is required, and the day of the run would change the bag.
NO_DATE = "1980-01-01"


def pack_stale(plan: Plan, bundle: PlannedBundle, store: Store, *, force: bool) -> Made:
    """The bag of a bundle when it asks for one and there is none, or an old one; none of a bundle
    that could not be made.

    A bag that somebody changed is a finding, unless ``force``. Raises OutputError.
    """
    if not bundle.bag or not store.has(bundle.file) or store.spoilt_under(*bundle.prefixes):
        return Made()
    folder = store.path(bundle.bag)
    files = [bundle.file, bundle.archive_list, *store.written_under(*bundle.prefixes)]
    try:
        payload = _payload(plan.loaded, bundle, files)
        info = _info(plan.loaded, bundle, [store.path(each) for each in files])
        hashes = {place: store.sha256(source) for place, source in payload.items()}
        sources = {place: store.path(source) for place, source in payload.items()}
        if folder.is_dir():
            if holds(folder, hashes, info):
                return Made()
            if not force and not is_sound(folder):
                message = (
                    "isi paket ini diubah dengan tangan sejak dibuat docgen; simpan dengan nama "
                    "lain, atau pakai --force untuk menimpanya"
                )
                return made((), [error("output-changed", Where(bundle.bag), message)])
        write_bag(folder, sources, info)
    except FindingsError as problem:
        return made((), by_name(problem.findings, store.root))
    except OSError as problem:
        raise unwritable(problem, bundle.bag) from problem
    return made([bundle.bag])


def _payload(loaded: Loaded, bundle: PlannedBundle, files: Sequence[str]) -> dict[str, str]:
    """Path inside ``data/`` -> workspace path."""
    found: dict[str, str] = {}
    base = f"{PurePosixPath(bundle.file).parent}/"
    for path in files:
        found[f"arsip/{path.removeprefix(base)}"] = path
    if (loaded.root / LEDGER).is_file():
        found[PurePosixPath(LEDGER).name] = LEDGER
    for member in bundle.members:
        found[f"dokumen/{member.office_file.removeprefix(f'{FOLDER}/')}"] = member.office_file
    for path in sorted(set(_sources(bundle))):
        found[f"sumber/{path}"] = path
    safe = safe_names(found)
    return {safe[place]: path for place, path in found.items()}


def _sources(bundle: PlannedBundle) -> Iterator[str]:
    """Data, templates, enclosures and signed papers as they came."""
    yield from (CONFIG, bundle.declared.sampul, bundle.declared.daftar_isi)
    for part in bundle.parts:
        yield from part.data
        yield from (each for each in part.sources if not in_output(each))
        if part.origin.is_outside and not in_output(part.pdf):
            yield part.pdf
    for member in bundle.members:
        yield member.template
        if member.letter and member.letter.berkas_ttd:
            yield member.letter.berkas_ttd


def _info(loaded: Loaded, bundle: PlannedBundle, files: Sequence[Path]) -> dict[str, str]:
    """``bag-info.txt`` (RFC 8493, 2.2.2): who, what, when; nothing of the computer or the day."""
    declared = bundle.declared
    office = loaded.workspace.office_of(declared.kop)
    beside = files[0].parent  # of the first volume; originals stand in folders
    volumes = [path for path in files if path.suffix == ".pdf" and path.parent == beside]
    info = {
        "Source-Organization": ", ".join(filter(None, (office.nama, office.pemerintah))),
        "Organization-Address": office.alamat,
        "Contact-Phone": office.kontak,
        "External-Description": declared.judul,
        "External-Identifier": bundle.name,
        "Bagging-Date": _date(declared.tanggal, bundle.parts),
        "Bag-Software-Agent": f"{AGENT} {__version__}",
        "Docgen-Documents": str(len(bundle.parts)),
        PAGES: str(sum(map(page_count, volumes))),
        "Docgen-Volumes": str(len(volumes)),
    }
    return {key: " ".join(value.split()) for key, value in info.items() if value.strip()}


def _date(given: str, parts: Sequence[ArchivePart]) -> str:
    """The bundle's own date, else that of its newest document."""
    dates = [date for text in (given, *(part.date for part in parts)) if (date := parse_date(text))]
    if parse_date(given):
        return dates[0].isoformat()
    return max(dates).isoformat() if dates else NO_DATE
