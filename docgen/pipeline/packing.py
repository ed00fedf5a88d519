"""Stage 6 for a workspace, last: bags (BagIt) of bundles with all that belongs to them.

``output/bundle/NAME.bag/data``::

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
from docgen.findings import Finding, Where, error
from docgen.load.workspace import CONFIG
from docgen.model.writing.dates import parse_date
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import by_name
from docgen.pipeline.material import Material
from docgen.pipeline.members import Archived, archive_parts
from docgen.pipeline.output import FOLDER, LEDGER, Output, bag_folder, bundle_files, unwritable

# When nothing is dated: a date is required, and the day of the run would change the bag.
NO_DATE = "1980-01-01"


def pack_stale(
    material: Material, name: str, members: Sequence[Document], output: Output, *, force: bool
) -> tuple[list[str], list[Finding]]:
    """The bag of ``[bundle.NAME]`` when it asks for one and there is none, or an old one.

    A bag that somebody changed is a finding, unless ``force``. Raises OutputError.
    """
    declared = material.workspace.bundle[name]
    files = bundle_files(material.root, name)
    if not declared.paket or not output.path(files[0]).is_file():
        return [], []
    target = bag_folder(name)
    folder = output.path(target)
    try:
        payload = _payload(material, name, members, files)
        info = _info(material, name, members, [output.path(each) for each in files])
        hashes = {place: output.sha256(source) for place, source in payload.items()}
        sources = {place: output.path(source) for place, source in payload.items()}
        if folder.is_dir():
            if holds(folder, hashes, info):
                return [], []
            if not force and not is_sound(folder):
                message = (
                    "isi paket ini diubah dengan tangan sejak dibuat docgen; simpan dengan nama "
                    "lain, atau pakai --force untuk menimpanya"
                )
                return [], [error("output-changed", Where(target), message)]
        write_bag(folder, sources, info)
    except FindingsError as problem:
        return [], by_name(problem.findings, output.root)
    except OSError as problem:
        raise unwritable(problem, target) from problem
    return [target], []


def _payload(
    material: Material, name: str, members: Sequence[Document], files: Sequence[str]
) -> dict[str, str]:
    """Path inside ``data/`` -> workspace path."""
    found: dict[str, str] = {}
    base = f"{FOLDER}/bundle/"
    for path in files:
        found[f"arsip/{path.removeprefix(base)}"] = path
    if (material.root / LEDGER).is_file():
        found[PurePosixPath(LEDGER).name] = LEDGER
    kept = [member for member in members if member.is_archived]
    for member in kept:
        found[f"dokumen/{member.office_file.removeprefix(f'{FOLDER}/')}"] = member.office_file
    for path in sorted(set(_sources(material, name, kept))):
        found[f"sumber/{path}"] = path
    safe = safe_names(found)
    return {safe[place]: path for place, path in found.items()}


def _sources(material: Material, name: str, kept: Sequence[Document]) -> Iterator[str]:
    declared = material.workspace.bundle[name]
    yield from (CONFIG, declared.sampul, declared.daftar_isi)
    for part in archive_parts(material, name, kept):
        yield from part.data
        yield from (each for each in part.sources if not _is_output(each))
        if part.is_others and not _is_output(part.pdf):
            yield part.pdf
    for each in {member.set for member in kept}:
        kind, _, key = each.partition(".")
        yield getattr(material.workspace, kind)[key].template
    for member in kept:
        if member.letter and member.letter.berkas_ttd:
            yield member.letter.berkas_ttd


def _is_output(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")


def _info(
    material: Material, name: str, members: Sequence[Document], files: Sequence[Path]
) -> dict[str, str]:
    """``bag-info.txt`` (RFC 8493, 2.2.2): who, what, when; nothing of the computer or the day."""
    declared = material.workspace.bundle[name]
    office = material.workspace.office_of(declared.kop)
    parts = archive_parts(material, name, members)
    volumes = [path for path in files if path.suffix == ".pdf" and not path.parent.suffix]
    info = {
        "Source-Organization": ", ".join(filter(None, (office.nama, office.pemerintah))),
        "Organization-Address": office.alamat,
        "Contact-Phone": office.kontak,
        "External-Description": declared.judul,
        "External-Identifier": name,
        "Bagging-Date": _date(declared.tanggal, parts),
        "Bag-Software-Agent": f"{AGENT} {__version__}",
        "Docgen-Documents": str(len(parts)),
        PAGES: str(sum(map(page_count, volumes))),
        "Docgen-Volumes": str(len(volumes)),
    }
    return {key: " ".join(value.split()) for key, value in info.items() if value.strip()}


def _date(given: str, parts: Sequence[Archived]) -> str:
    """The bundle's own date, else that of its newest document."""
    dates = [date for text in (given, *(part.date for part in parts)) if (date := parse_date(text))]
    if parse_date(given):
        return dates[0].isoformat()
    return max(dates).isoformat() if dates else NO_DATE
