"""Stage 6 for a workspace: the archive bundles, with what stands beside them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from docgen import __version__
from docgen.bundle import (
    Attachment,
    Front,
    Limits,
    Part,
    Placed,
    Reason,
    Volume,
    assemble,
    gather,
    is_image_file,
    pdfa_findings,
    read_paper,
    unknown_letters,
)
from docgen.convert import REFUSES, Engine, Job, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, has_errors, hint, warning
from docgen.model.workspace import BundleSet
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.pipeline.documents import Document, image_of
from docgen.pipeline.enclosures import by_name
from docgen.pipeline.lists import archive_list, look_of
from docgen.pipeline.material import Material
from docgen.pipeline.members import Archived, archive_parts, kept_as
from docgen.pipeline.output import (
    Output,
    archive_list_file,
    bundle_file,
    digest,
    originals_folder,
    volume_file,
    volume_prefix,
)
from docgen.render.placeholders.front_matter import IndexEntry, render_cover, render_index
from docgen.render.template import Template

MEGABYTE = 1_000_000  # as file managers and upload limits count


def bundle_stale(
    material: Material,
    name: str,
    members: Sequence[Document],
    output: Output,
    engine: Engine,
    font: Path,
) -> tuple[list[str], list[Finding]]:
    """The volumes of a bundle, signed originals beside them, and the archive list, when stale."""
    findings: list[Finding] = [
        hint(
            "bundle-letter-left-out", m.letter.where, f"surat {m.letter.state}, tidak masuk {name}"
        )
        for m in members
        if m.letter and not m.is_archived
    ]
    kept = archive_parts(material, name, members)
    for member in kept:
        if not output.path(member.pdf).is_file():
            message = f"PDF-nya belum ada, jadi {name} tidak dibuat"
            findings.append(error("bundle-member-missing", Where(member.pdf), message))
    if kept and not engine.is_archival:
        message = (
            f"berkas arsip harus PDF/A, dan itu tidak dibuat oleh {engine.describe()}; pasang "
            "LibreOffice, lalu jalankan lagi tanpa --mesin"
        )
        findings.append(error(REFUSES, Where(bundle_file(name)), message))
    if not kept or has_errors(findings):
        return [], findings
    made_from = _made_from(material, name, kept, output, engine.describe())
    targets = (bundle_file(name), archive_list_file(name))
    if not any(output.reason(target, made_from) for target in targets):
        return [], findings
    try:
        with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
            made = _Binding(material, name, kept, output, font, Path(folder))
            found = made.make(engine, made_from)
    except FindingsError as problem:
        output.discard()
        return [], [*findings, *by_name(problem.findings, output.root)]
    return list(output.commit()), [*findings, *found]


def _made_from(
    material: Material, name: str, kept: Sequence[Archived], output: Output, engine: str
) -> str:
    declared = material.workspace.bundle[name]
    office = material.workspace.office_of(declared.kop)
    sources = _attached(kept) if declared.lampirkan_sumber else {}
    return digest(
        __version__,
        engine,
        declared.model_dump_json(),
        office.model_dump_json(),
        material.logo(office) or b"",
        material.files[declared.sampul],
        material.files[declared.daftar_isi],
        look_of(material.root)[0],
        repr(sorted(material.profile.retensi.items())),
        *(digest(repr(part), output.path(part.pdf).read_bytes()) for part in kept),
        *(digest(path, output.path(path).read_bytes()) for path in sources),
    )


def _attached(kept: Sequence[Archived]) -> dict[str, bool]:
    """The sources of all parts by their path, each once, and whether they are data."""
    found: dict[str, bool] = {}
    for part in kept:
        found |= dict.fromkeys(part.sources, False) | dict.fromkeys(part.data, True)
    return found


class _Binding:
    """One bundle while it is made."""

    def __init__(
        self, material: Material, name: str, kept: Sequence[Archived], output: Output, font: Path,
        folder: Path,
    ) -> None:  # fmt: skip
        self._material, self._name, self._kept = material, name, kept
        self._output, self._font, self._folder = output, font, folder
        self._declared: BundleSet = material.workspace.bundle[name]
        self._by_id = {part.id: part for part in kept}

    def make(self, engine: Engine, made_from: str) -> list[Finding]:
        """Put all files into the output, to be committed. Raises FindingsError."""
        declared, output, name = self._declared, self._output, self._name
        limits = Limits(declared.jilid_halaman or 0, round((declared.jilid_mb or 0) * MEGABYTE))
        (self._folder / "isi").mkdir()
        parts, refused = self._parts()
        try:
            volumes = gather(
                parts,
                self._folder / "isi",
                self._font,
                title=declared.judul,
                dividers=declared.pembatas,
                limits=limits,
            )
        except FindingsError as problem:
            raise FindingsError([*refused, *problem.findings]) from problem
        if refused:
            raise FindingsError(refused)
        fronts = self._fronts(volumes, engine)
        findings = list(self._undrawn(volumes))
        names = [volume_file(name, volume.number) for volume in volumes]
        for volume, target in zip(volumes, names, strict=True):
            path = self._folder / "jilid.pdf"
            assemble(volumes, volume.number, fronts, path, title=declared.judul, font=self._font)
            findings += pdfa_findings(path, Where(target))
            if limits.size and path.stat().st_size > limits.size:
                message = (
                    f"{path.stat().st_size / MEGABYTE:.1f} MB, lebih dari jilid_mb, karena "
                    "dokumennya sendiri sebesar itu; kecilkan pindaiannya atau naikkan jilid_mb"
                )
                findings.append(warning("bundle-volume-large", Where(target), message))
            output.put_copy(target, path, made_from)
        placed = [each for volume in volumes for each in volume.placed]
        findings += by_name((found for each in placed for found in each.findings), output.root)
        findings += self._keep_beside(placed, made_from, names)
        workbook = archive_list(self._material, name, self._kept, placed, len(volumes))
        output.put(archive_list_file(name), workbook, made_from)
        return findings

    def _undrawn(self, volumes: Sequence[Volume]) -> Iterator[Finding]:
        """Letters that stamps, dividers and pages for originals show as question marks."""
        texts = [self._declared.judul]
        for volume in volumes:
            texts += volume.dividers
            for each in volume.placed:
                part = each.part
                texts += [part.title, part.number, part.date, part.kept_as] if each.beside else []
        if letters := unknown_letters(texts, self._font):
            message = (
                f"huruf cap tidak punya «{' '.join(letters)}»; di cap, pembatas dan halaman "
                "pengganti asli tercetak «?». Ganti huruf itu di judul bila mengganggu"
            )
            yield hint("bundle-letters-unknown", Where(bundle_file(self._name)), message)

    def _parts(self) -> tuple[list[Part], list[Finding]]:
        """All parts, and what is said about pictures that are none."""
        parts: list[Part] = []
        refused: list[Finding] = []
        for number, part in enumerate(self._kept):
            try:
                parts.append(self._part(number, part))
            except FindingsError as problem:
                refused += problem.findings
        return parts, refused

    def _part(self, number: int, part: Archived) -> Part:
        path = self._output.path(part.pdf)
        is_picture = part.is_others and is_image_file(path)
        if is_picture:
            page = self._folder / f"gambar-{number}.pdf"
            page.write_bytes(read_paper(path))
            path = page
        attached = _attached([part]) if self._declared.lampirkan_sumber else {}
        return Part(
            part.id,
            part.title,
            part.group,
            path,
            number=part.number,
            date=part.date,
            kept_as=_beside_bundle(kept_as(self._name, part)),
            follows=part.follows,
            is_foreign=part.is_others and not is_picture,
            attachments=tuple(
                Attachment(source, self._output.path(source), is_data)
                for source, is_data in attached.items()
            ),
        )

    def _fronts(self, volumes: Sequence[Volume], engine: Engine) -> list[Front]:
        """Cover and index of every volume; the first index is that of all volumes."""
        declared = self._declared
        office = self._material.workspace.office_of(declared.kop)
        tags = tags_in([declared.judul, office.model_dump(), *map(asdict, self._kept)])
        every = [self._entry(placed) for volume in volumes for placed in volume.placed]
        jobs, fronts = [], []
        for volume in volumes:
            own = [entry for entry in every if entry.volume == volume.number]
            name = f"Jilid {volume.number} dari {len(volumes)}" if len(volumes) > 1 else ""
            index = self._index(every if volume.number == 1 else own, name)
            targets = []
            for number, data in enumerate((self._cover(own, name), *index)):
                stem = "daftar-isi" if number else "sampul"
                source = self._folder / f"{stem}-{volume.number}-{number}.docx"
                source.write_bytes(data)
                targets.append(source.with_suffix(".pdf"))
                jobs.append(Job(source, targets[-1], f"{declared.judul}: {stem}", tags))
            file_name = PurePosixPath(volume_file(self._name, volume.number)).name
            fronts.append(Front(targets[0], tuple(targets[1:]), file_name))
        outcomes = engine.convert(jobs)
        failed = [outcome.finding for outcome in outcomes if outcome.finding]
        if failed:
            raise FindingsError(failed)
        return fronts

    def _cover(self, entries: Sequence[IndexEntry], volume: str) -> bytes:
        declared = self._declared
        office = self._material.workspace.office_of(declared.kop)
        date = parse_date(declared.tanggal)
        return render_cover(
            Template(self._material.files[declared.sampul], Where(declared.sampul)),
            declared.judul,
            format_tanggal(date) if date else "",
            entries,
            office,
            image_of(self._material, office.logo),
            volume=volume,
            span=_span(entries),
        )

    def _index(self, entries: Sequence[IndexEntry], volume: str) -> tuple[bytes, ...]:
        path = self._declared.daftar_isi
        template = Template(self._material.files[path], Where(path))
        return render_index(template, self._declared.judul, entries, volume=volume)

    def _entry(self, placed: Placed) -> IndexEntry:
        part = self._by_id[placed.part.id]
        return IndexEntry(
            part.id, part.group, part.number, part.date, part.description, placed.length,
            placed.page, placed.volume,
        )  # fmt: skip

    def _keep_beside(
        self, placed: Sequence[Placed], made_from: str, volumes: Sequence[str]
    ) -> list[Finding]:
        """Copy what stays beside the bundle, and delete what an earlier build left there."""
        needed = set(volumes)
        findings = []
        for each in placed:
            if each.beside is None:
                continue
            part = self._by_id[each.part.id]
            target = kept_as(self._name, part)
            needed.add(target)
            self._output.put_copy(target, each.part.path, made_from)
            if each.beside.reason is Reason.SIGNED:
                message = f"bertanda tangan elektronik: aslinya utuh di {target}"
                findings.append(hint("bundle-signed-beside", Where(part.pdf), message))
        prefixes = (f"{originals_folder(self._name)}/", volume_prefix(self._name))
        self._output.retire(prefixes, needed)
        return findings


def _beside_bundle(name: str) -> str:
    """A path as it is seen from the bundle's folder."""
    path = PurePosixPath(name)
    return f"{path.parent.name}/{path.name}"


def _span(entries: Sequence[IndexEntry]) -> str:
    """The time that the dated documents are of: ``6 Januari 2025 s.d. 9 Maret 2025``."""
    dates = sorted(date for entry in entries if (date := parse_date(entry.date)))
    if not dates:
        return ""
    first, last = format_tanggal(dates[0]), format_tanggal(dates[-1])
    return first if first == last else f"{first} s.d. {last}"
