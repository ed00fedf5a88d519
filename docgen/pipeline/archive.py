"""Stage 6 for a workspace: the archive bundles."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from docgen import __version__
from docgen.bundle import Part, assemble, page_count, pdfa_findings
from docgen.convert import REFUSES, Engine, Job, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, has_errors, hint
from docgen.model.copies import Role
from docgen.model.dates import format_tanggal, parse_date
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document, image_of
from docgen.pipeline.enclosures import by_name, enclosures_of
from docgen.pipeline.material import Material
from docgen.pipeline.output import Output, bundle_file, digest
from docgen.render.front_matter import IndexEntry, render_cover, render_index
from docgen.render.template import Template


@dataclass(frozen=True, slots=True)
class Archived:
    """One part of a bundle: a document or an enclosure of a letter, by its PDF."""

    id: str
    title: str
    group: str
    number: str
    date: str
    description: str
    pdf: str  # workspace path
    classification: str = ""
    is_scan: bool = False  # of the signed paper


def archived(material: Material, document: Document) -> list[Archived]:
    """What stands for a document in the archive: of a letter, the arsip copy and enclosures."""
    pdf = document.pdf
    for copy in copies_of(material, document):
        if copy.role is Role.ARSIP and copy.number == 1:
            pdf = document.copy_file(copy)
    parts = [
        Archived(
            document.id,
            document.title,
            document.group,
            document.number,
            document.date,
            document.description,
            pdf,
            document.letter.klasifikasi if document.letter else "",
            bool(document.letter and document.letter.berkas_ttd),
        )
    ]
    for enclosure in enclosures_of(material, document):
        title = f"{document.number} {enclosure.title}".strip()
        part_id = f"{document.id}.lampiran-{enclosure.number}"
        parts.append(
            Archived(part_id, title, document.group, "", "", enclosure.title, enclosure.pdf)
        )
    return parts


def bundle_stale(
    material: Material,
    name: str,
    members: Sequence[Document],
    output: Output,
    engine: Engine,
) -> tuple[list[str], list[Finding]]:
    """Cover, index and members as one PDF; the front matter is rendered and converted last."""
    declared = material.workspace.bundle[name]
    findings: list[Finding] = [
        hint(
            "bundle-letter-left-out", m.letter.where, f"surat {m.letter.state}, tidak masuk {name}"
        )
        for m in members
        if m.letter and not m.is_archived
    ]
    kept = [part for m in members if m.is_archived for part in archived(material, m)]
    paths = {m.id: output.path(m.pdf) for m in kept}
    for member in kept:
        if not paths[member.id].is_file():
            message = f"PDF-nya belum ada, jadi {name} tidak dibuat"
            findings.append(error("bundle-member-missing", Where(member.pdf), message))
    target = bundle_file(name)
    if kept and not engine.is_archival:
        message = (
            f"berkas arsip harus PDF/A, dan itu tidak dibuat oleh {engine.describe()}; pasang "
            "LibreOffice, lalu jalankan lagi tanpa --mesin"
        )
        findings.append(error(REFUSES, Where(target), message))
    if not kept or has_errors(findings):
        return [], findings
    office = material.workspace.office_of(declared.kop)
    made_from = digest(
        __version__,
        engine.describe(),
        declared.model_dump_json(),
        office.model_dump_json(),
        material.files[office.logo] if office.logo else b"",
        material.files[declared.sampul],
        material.files[declared.daftar_isi],
        *(digest(m.title, m.date, m.group, paths[m.id].read_bytes()) for m in kept),
    )
    if not output.reason(target, made_from):
        return [], findings
    try:
        entries = [
            IndexEntry(m.id, m.group, m.number, m.date, m.description, page_count(paths[m.id]))
            for m in kept
        ]
    except FindingsError as problem:
        return [], [*findings, *by_name(problem.findings, output.root)]
    date = parse_date(declared.tanggal)
    logo = image_of(material, office.logo)
    front = {
        "sampul": render_cover(
            Template(material.files[declared.sampul], Where(declared.sampul)),
            declared.judul,
            format_tanggal(date) if date else "",
            entries,
            office,
            logo,
        ),
        "daftar-isi": render_index(
            Template(material.files[declared.daftar_isi], Where(declared.daftar_isi)),
            declared.judul,
            entries,
        ),
    }
    with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
        tags = tags_in([declared.judul, office.model_dump(), *map(asdict, kept)])
        jobs = []
        for stem, data in front.items():
            source = Path(folder) / f"{stem}.docx"
            source.write_bytes(data)
            title = f"{declared.judul}: {stem}"
            jobs.append(Job(source, source.with_suffix(".pdf"), title, tags))
        outcomes = engine.convert(jobs)
        failed = [outcome.finding for outcome in outcomes if outcome.finding]
        if failed:
            return [], [*findings, *failed]
        parts = [Part(m.id, m.title, m.group, paths[m.id]) for m in kept]
        bundle = assemble(jobs[0].target, jobs[1].target, parts, title=declared.judul)
    for path in bundle.beside:
        message = f"bertanda tangan elektronik: tetap utuh di luar berkas arsip {name}"
        findings.append(hint("bundle-signed-beside", Where(path.name), message))
    findings += pdfa_findings(bundle.pdf, Where(target))
    output.put(target, bundle.pdf, made_from)
    return list(output.commit()), findings
