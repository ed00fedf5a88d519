"""Revisions of SOPs that were approved, as documents: the frozen files, and marked copies of them.

Nothing of them is rendered again, whatever the program's version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from zipfile import BadZipFile

from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.history import ALTERED, HISTORY, RECORD
from docgen.load.spec_files import specs_named
from docgen.load.workspace import CONFIG
from docgen.model.life.states import Life, Lives, Version
from docgen.model.origin import Origin
from docgen.model.set_name import SetName
from docgen.model.sop import Sop
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.marked import plain
from docgen.outside.files import read_bytes, sha256_of
from docgen.render.sop.state_mark import with_mark
from docgen.rules.life.references import GONE
from docgen.workspace.document import Document, Files
from docgen.workspace.input_files import matching
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import PROGRAM, Parts, part

GROUP = "Standar Operasional Prosedur"
# What of every step a sheet shows.
STEP_FIELDS = ("uraian", "kelengkapan", "waktu", "output")


def step_fields(sop: Sop) -> tuple[tuple[str, str], ...]:
    """What of its steps every sheet of a SOP shows."""
    return tuple(
        (f"langkah {number}, {key}", text)
        for number, step in enumerate(sop.langkah, 1)
        for key in STEP_FIELDS
        if any(map(str.isalnum, text := plain(getattr(step, key) or "")))
    )


def frozen_documents(
    loaded: Loaded, name: SetName, life: Life, lives: Lives, template: str
) -> Iterator[Document]:
    """A document for each approved revision: in force at the SOP's own place while none is in
    flight, all others under ``output/sop/riwayat/``, marked with what became of them."""
    for version in life.versions:
        is_last = version is life.last
        yield _document(
            loaded,
            name,
            (life, version),
            mark=lives.version_mark(life, version),
            template=template,
            in_place=is_last and not life.in_flight,
            is_archived=is_last,
        )


def _document(
    loaded: Loaded,
    name: SetName,
    which: tuple[Life, Version],
    *,
    mark: str,
    template: str,
    in_place: bool,
    is_archived: bool,
) -> Document:
    life, version = which
    stem = PurePosixPath(life.path).stem
    sop, folder = version.sop, f"output/{name.kind}"
    base = f"{folder}/{stem}" if in_place else f"{folder}/{HISTORY}/{stem}-{version.number}"
    if not in_place:
        drawings: tuple[str, ...] = ()
    else:
        drawings = tuple(f"{folder}/{PurePosixPath(each).name}" for each in version.drawings)
    _key, _label, approval = sop.tanggal.approval
    sources = dict(zip(drawings, version.drawings, strict=False))
    return Document(
        set=name,
        id=f"{name.kind}.{stem}" + ("" if in_place else f"@{version.number}"),
        office_file=f"{base}.docx",
        make=_maker(loaded, version, f"{base}.docx", sources, mark),
        parts=_parts(loaded, version, mark),
        shown=lambda: step_fields(version.sop),
        template=template,
        group=GROUP,
        number=sop.nomor,
        date=approval or format_tanggal(version.approval.tanggal),
        description=f"SOP {sop.nama}" + ("" if in_place else f" (revisi {version.number})"),
        classification=sop.klasifikasi or loaded.profile.arsip.klasifikasi.get(name.kind, ""),
        source=Where(life.path),
        data=(life.path,),
        attached=(version.signed,) if version.signed else (),
        drawings=drawings,
        is_archived=is_archived,
        origin=Origin.SIGNED if version.signed and not mark else Origin.OWN,
        frozen_pdf=version.pdf,
        signed="" if mark else version.signed,
        mark=mark,
    )


def _maker(
    loaded: Loaded, version: Version, office_file: str, drawings: dict[str, str], mark: str
) -> Callable[[], Files]:
    def make() -> Files:
        try:
            files = {office_file: with_mark(_frozen(loaded, version.sheet), mark)}
        except (BadZipFile, etree.XMLSyntaxError, LookupError) as problem:
            message = "bukan dokumen Word yang utuh; kembalikan dari git atau cadangan"
            raise FindingsError([error(ALTERED, Where(version.sheet), message)]) from problem
        return files | {name: _frozen(loaded, path) for name, path in drawings.items()}

    return make


def _frozen(loaded: Loaded, path: str) -> bytes:
    try:
        return read_bytes(loaded.root / path)
    except OSError as problem:
        message = "berkas yang disahkan tidak dapat dibaca; kembalikan dari git atau cadangan"
        raise FindingsError([error(ALTERED, Where(path), message)]) from problem


def _parts(loaded: Loaded, version: Version, mark: str) -> Callable[[], Parts]:
    def parts() -> Parts:
        found = {"berkas yang disahkan": part(_frozen(loaded, version.sheet))}
        # Who marks it may mark it otherwise tomorrow.
        return {**found, **PROGRAM, "tanda": mark} if mark else found

    return parts


def superseded_in_bundles(
    loaded: Loaded, lives: Lives, paths: dict[str, SetName]
) -> Iterator[Finding]:
    """sop-superseded-in-bundle: what a bundle takes in although it is no longer in force.

    A SOP of a set goes in as a stamped copy, which is a hint; a file that the bundle names itself
    would go in as if it were in force. ``paths`` are the specs with their sets.
    """
    old = {
        path: lives.version_mark(life, version)
        for life in lives.every
        for version in life.versions
        for path in filter(None, (version.pdf, version.signed))
        if lives.version_mark(life, version)
    }
    shas = {_sha(loaded, path): path for path in old}
    for name, declared in loaded.workspace.bundles.items():
        for life in lives.every if declared.takes_ended else ():
            if lives.state(life) in GONE and paths[life.path].fits_any(declared.isi):
                message = (
                    f"[{name}] memuat SOP «{life.sop.nama}» yang sudah {lives.state(life)}; "
                    "masuk sebagai salinan bercap. Keluarkan speknya dari «specs» bila tidak perlu"
                )
                yield hint("sop-superseded-in-bundle", Where(life.path), message)
        patterns = [extra.berkas for extra in declared.tambahan] if old else []
        for path in matching(loaded.root, patterns, "")[0]:
            same = shas.get(_sha(loaded, path)) if path.lower().endswith(".pdf") else None
            if same:
                message = (
                    f"[{name}] tambahan: {path} adalah SOP yang tidak berlaku lagi "
                    f"({old[same]}); hapus, atau pakai salinan bercap di output/sop/{HISTORY}/"
                )
                yield warning("sop-superseded-in-bundle", Where(CONFIG), message)


def without_spec(loaded: Loaded, paths: Sequence[str]) -> Iterator[Finding]:
    """SOPs that were approved and whose spec is gone: no list would know of them any more."""
    for folder in dict.fromkeys(PurePosixPath(path).parent for path in paths):
        here = loaded.root / folder
        specs = {PurePosixPath(path).stem for path in paths if PurePosixPath(path).parent == folder}
        for each in sorted((here / HISTORY).glob(f"*/*/{RECORD}")):
            stem = each.parent.parent.name
            if stem not in specs and not specs_named(here, stem):
                message = (
                    f"SOP ini pernah disahkan, tetapi {folder}/{stem}.yaml tidak ada; kembalikan "
                    "speknya (SOP yang berakhir dicabut dengan docgen sop withdraw, tidak dihapus)"
                )
                yield warning("sop-spec-missing", Where(str(folder / HISTORY / stem)), message)
                specs.add(stem)


def _sha(loaded: Loaded, path: str) -> str:
    try:
        return sha256_of(loaded.root / path)
    except OSError:
        return path
