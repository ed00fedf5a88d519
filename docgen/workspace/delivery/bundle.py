"""Stage 6 for a workspace: the archive bundles, with what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from docgen.bundle import (
    NO_LIMITS,
    Attachment,
    Front,
    House,
    KeptPieces,
    Limits,
    Opinion,
    Part,
    Placed,
    Reason,
    Validator,
    Volume,
    assemble,
    is_image_file,
    read_as_pdf,
    write_segments,
)
from docgen.convert import Engine, Job, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, has_errors, hint
from docgen.model.origin import Origin
from docgen.model.workspace import BookSet
from docgen.progress import step
from docgen.render.placeholders.front_matter import (
    IndexEntry,
    printed_date,
    render_cover,
    render_index,
    span_of,
    title_page,
)
from docgen.render.template import Template
from docgen.temporary import working_folder
from docgen.workers.protocol import Workers
from docgen.workspace.delivery.archive_list import archive_list
from docgen.workspace.delivery.bundle_findings import (
    MEGABYTE,
    Judging,
    not_counted,
    obstacles,
    too_large,
    undrawn,
)
from docgen.workspace.delivery.enclosures import by_name
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.output_paths import KEPT_SEGMENTS, volume_file
from docgen.workspace.plan.archive_parts import ArchivePart, attached
from docgen.workspace.plan.bundles import PlannedBundle, beside
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.store import Store


def bind_stale(
    plan: Plan,
    bundle: PlannedBundle,
    store: Store,
    engine: Engine,
    font: Path,
    workers: Workers,
    second: Validator | None = None,
) -> Made:
    """The volumes of a bundle, signed originals beside them, and the archive list, when stale.

    ``workers`` judge its pages; ``second`` is asked about what the first validator of PDF/A does
    not know.
    """
    findings = list(obstacles(bundle, store, engine))
    if not bundle.parts or has_errors(findings):
        return made((), findings)
    planned = (plan.files[path] for path in (bundle.file, bundle.archive_list))
    if not any(map(store.reason, planned)) and not store.spoilt_under(*bundle.prefixes):
        return made((), findings)
    try:
        with working_folder() as folder:
            binding = _Binding(plan, bundle, store, font, folder, workers, second)
            found = binding.make(engine)
    except FindingsError as problem:
        store.discard()
        return made((), [*findings, *by_name(problem.findings, store.root)])
    return Made(store.commit(), (*findings, *found), tuple(binding.opinions), tuple(binding.pages))


class _Binding:
    """One bundle while it is made."""

    def __init__(
        self, plan: Plan, bundle: PlannedBundle, store: Store, font: Path, folder: Path,
        workers: Workers, second: Validator | None,
    ) -> None:  # fmt: skip
        self._plan, self._bundle, self._store = plan, bundle, store
        self._font, self._folder, self._second = font, folder, second
        self._house = House(second, plan.loaded.profile.arsip.pictures, workers.count)
        self.opinions: list[tuple[str, Opinion]] = []
        self.pages: list[tuple[str, tuple[str, ...]]] = []
        self._declared = bundle.declared
        self._office = plan.loaded.workspace.office_of(bundle.declared.kop)
        self._by_id = {part.id: part for part in bundle.parts}
        place = store.path(KEPT_SEGMENTS) / str(bundle.set).replace(".", "-")
        self._kept = KeptPieces(place, store.sha256_at, reads=store.trusts)
        self._judging = Judging(store, bundle, workers)

    def make(self, engine: Engine) -> list[Finding]:
        """Put all files into the store, to be committed. Raises FindingsError."""
        planned = self._plan.files[self._bundle.file]
        ahead, volumes = self._volumes()
        fronts = self._fronts(ahead, volumes, engine)
        every = (*ahead, *volumes)
        findings = list(undrawn(self._declared, every, self._font, self._bundle.file))
        fronted: list[tuple[int, str]] = []  # pages before the documents of each volume
        targets = [volume_file(self._bundle.set, volume.number) for volume in volumes]
        for volume, target in zip(volumes, targets, strict=True):
            path = self._folder / "jilid.pdf"
            title = self._declared.judul
            pages = assemble(
                volumes, volume.number, fronts, path, title=title, font=self._font, kept=self._kept
            )
            fronted.append((pages - volume.pages, target))
            findings += self._judged(path, target)
            findings += too_large(self._limits, path, volume.pages, target)
            further = volume.number > 1
            self._store.put_copy(beside(self._bundle, target) if further else planned, path)
            self.pages.append((self._store.written_sha(target), self._judging.pages))
        self._kept.prune()
        self._judging.keep(self._plan.loaded.names())
        findings += not_counted(self._limits, fronted)
        placed = [each for volume in every for each in volume.placed]
        findings += by_name((f for each in placed for f in each.findings), self._store.root)
        findings += self._keep_beside(placed, targets)
        workbook = archive_list(self._plan.loaded, self._bundle, placed, len(volumes))
        self._store.put(self._plan.files[self._bundle.archive_list], workbook)
        return findings

    @property
    def _limits(self) -> Limits:
        declared = self._declared
        return Limits(declared.jilid_halaman or 0, round((declared.jilid_mb or 0) * MEGABYTE))

    def _volumes(self) -> tuple[Sequence[Volume], Sequence[Volume]]:
        """The pages of all parts: those ahead of the index, and the others, parted into volumes.

        Raises FindingsError.
        """
        parts, refused = self._parts()
        written: list[Sequence[Volume]] = []
        for name, is_ahead in (("depan", True), ("isi", False)):
            chosen = [part for part in parts if self._by_id[part.id].ahead is is_ahead]
            segments = self._folder / name
            segments.mkdir()
            try:
                volumes = write_segments(
                    chosen,
                    segments,
                    self._font,
                    title=self._declared.judul,
                    dividers=self._declared.pembatas and not is_ahead,
                    limits=NO_LIMITS if is_ahead else self._limits,
                    house=self._house,
                    kept=self._kept,
                )
            except FindingsError as problem:
                refused += problem.findings
                continue
            written.append(volumes if chosen or not is_ahead else ())
        if refused:
            raise FindingsError(refused)
        ahead, rest = written
        return ahead, rest

    def _judged(self, path: Path, target: str) -> Iterable[Finding]:
        with step(f"menilai PDF/A {PurePosixPath(target).name}", 1):
            findings, opinion = self._judging.of(path, target, self._second)
        if opinion:
            self.opinions.append((target, opinion))
        return findings

    def _parts(self) -> tuple[list[Part], list[Finding]]:
        """All parts, and what is said about pictures that are none."""
        parts: list[Part] = []
        refused: list[Finding] = []
        for number, part in enumerate(self._bundle.parts):
            try:
                parts.append(self._part(number, part))
            except FindingsError as problem:
                refused += problem.findings
        return parts, refused

    def _part(self, number: int, part: ArchivePart) -> Part:
        path, origin = self._store.path(part.pdf), part.origin
        if origin.is_outside and is_image_file(path):
            page = self._folder / f"gambar-{number}.pdf"
            page.write_bytes(read_as_pdf(path))
            path, origin = page, Origin.OWN  # the page is docgen's
        sources = attached([part]) if self._declared.lampirkan_sumber else {}
        verdict = self._plan.loaded.judge.verdict(path) if origin.is_outside else None
        return Part(
            id=part.id,
            title=part.title,
            group=part.group,
            path=path,
            number=part.number,
            date=part.date,
            kept_as=part.kept_as.removeprefix(f"{PurePosixPath(self._bundle.file).parent}/"),
            follows=part.follows,
            origin=origin,
            signatures=verdict.lines() if verdict else (),
            attachments=tuple(
                Attachment(source, self._store.path(source), is_data)
                for source, is_data in sources.items()
            ),
        )

    def _fronts(
        self, ahead: Sequence[Volume], volumes: Sequence[Volume], engine: Engine
    ) -> list[Front]:
        """Cover and index of every volume; the first index is that of all volumes, and only before
        it stands what goes ``ahead``."""
        declared = self._declared
        tags = tags_in(
            [declared.judul, self._office.model_dump(), *map(asdict, self._bundle.parts)]
        )
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
                title = f"{declared.judul}: {stem}"
                jobs.append(Job(source=source, target=targets[-1], title=title, allowed=tags))
            file_name = PurePosixPath(volume_file(self._bundle.set, volume.number)).name
            first = tuple(ahead) if volume.number == 1 else ()
            fronts.append(Front(targets[0], tuple(targets[1:]), file_name, first))
        bundle = volume_file(self._bundle.set, 1)
        told = (outcome.told_of(bundle) for outcome in engine.convert(jobs))
        failed = [each.finding for each in told if each.finding]
        if failed:
            raise FindingsError(failed)
        return fronts

    def _cover(self, entries: Sequence[IndexEntry], volume: str) -> bytes:
        declared, loaded = self._declared, self._plan.loaded
        return render_cover(
            Template(loaded.files[declared.sampul], Where(declared.sampul)),
            declared.judul,
            printed_date(declared.tanggal),
            entries,
            self._office,
            loaded.image(self._office.logo),
            volume=volume,
            span=span_of(entries),
            more=title_page(declared) if isinstance(declared, BookSet) else None,
        )

    def _index(self, entries: Sequence[IndexEntry], volume: str) -> tuple[bytes, ...]:
        path = self._declared.daftar_isi
        template = Template(self._plan.loaded.files[path], Where(path))
        return render_index(template, self._declared.judul, entries, volume=volume)

    def _entry(self, placed: Placed) -> IndexEntry:
        part = self._by_id[placed.part.id]
        return IndexEntry(
            id=part.id, group=part.group, number=part.number, date=part.date,
            description=part.description, pages=placed.length, page=placed.page,
            volume=placed.volume,
        )  # fmt: skip

    def _keep_beside(self, placed: Sequence[Placed], volumes: Sequence[str]) -> list[Finding]:
        """Copy what stays beside the bundle, and delete what an earlier build left there."""
        needed = set(volumes)
        findings = []
        for each in placed:
            if each.beside is None:
                continue
            part = self._by_id[each.part.id]
            needed.add(part.kept_as)
            kept = beside(self._bundle, part.kept_as, part.pdf)
            self._store.put_copy(kept, each.part.path)
            if each.beside.reason is Reason.SIGNED:
                message = f"bertanda tangan elektronik: aslinya utuh di {part.kept_as}"
                findings.append(hint("bundle-signed-beside", Where(part.pdf), message))
        self._store.retire(self._bundle.prefixes, needed)
        return findings
