"""Stages 5 and 6 for a workspace: PDFs, the marked copies of letters, the bundles."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from docgen import __version__
from docgen.bundle import (
    Part,
    assemble,
    make_copies,
    page_count,
    pdfa_findings,
)  # fmt: skip
from docgen.convert import Job, convert_all, tags_in
from docgen.findings import Finding, Where, error, has_errors, hint
from docgen.model.copies import VERSION_LENGTH, Copy, Role, required_copies
from docgen.model.dates import format_tanggal, parse_date
from docgen.numbering import letter_key
from docgen.pipeline.documents import Document, image_of
from docgen.pipeline.material import Material
from docgen.pipeline.output import LEDGER, Output, bundle_file, digest
from docgen.render.front_matter import IndexEntry, render_cover, render_index
from docgen.render.template import Template


def convert_stale(
    chosen: Sequence[Document], output: Output, soffice: Path, engine: str
) -> tuple[list[str], list[Finding]]:
    """PDFs for all office files that have none, or an old one. Commits what was converted."""
    stale = []
    for document in chosen:
        made_from = digest(output.written_sha(document.office_file), engine, document.title)
        if output.reason(document.pdf, made_from):
            stale.append((document, made_from))
    if not stale:
        return [], []
    with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
        jobs = [
            Job(output.path(doc.office_file), Path(folder) / f"{number}.pdf", doc.title, doc.tags)
            for number, (doc, _made_from) in enumerate(stale)
        ]
        outcomes = convert_all(jobs, soffice)
        for (document, made_from), outcome in zip(stale, outcomes, strict=True):
            if outcome.ok:
                output.put(document.pdf, outcome.job.target.read_bytes(), made_from)
        written = output.commit()
    findings = []
    for (document, _made_from), outcome in zip(stale, outcomes, strict=True):
        if outcome.finding:
            place = Where(document.office_file)
            findings.append(error(outcome.finding.code, place, outcome.finding.message))
    return list(written), findings


def copies_of(material: Material, document: Document) -> tuple[Copy, ...]:
    """The copies that a document needs; only letters need any."""
    if document.letter is None:
        return ()
    return required_copies(document.letter, material.profile.arsip_tambahan)


def copy_stale(
    material: Material, chosen: Sequence[Document], output: Output, font: Path
) -> list[str]:
    """The marked copies of each letter, from its PDF or from the signed paper that came back."""
    for document in chosen:
        copies = copies_of(material, document)
        if not copies or not document.letter:
            continue
        paper = document.letter.berkas_ttd
        source = material.root / paper if paper else output.path(document.pdf)
        if not source.is_file():
            continue  # its conversion failed, which is a finding already
        version = letter_version(output, document)
        content = digest(source.read_bytes())
        wanted = {copy: digest(__version__, content, version, copy.mark) for copy in copies}
        stale = [
            copy
            for copy, made_from in wanted.items()
            if output.reason(document.copy_file(copy), made_from)
        ]
        if not stale:
            continue
        made = make_copies(source, stale, version, font=font)
        for copy in stale:
            output.put(document.copy_file(copy), made[copy.file_name], wanted[copy])
    return list(output.commit())


def letter_version(output: Output, document: Document) -> str:
    """The version of a letter: the start of its .docx's SHA-256."""
    return output.written_sha(document.office_file)[:VERSION_LENGTH]


def write_ledger(
    material: Material, every: Sequence[Document], output: Output, engine: str
) -> list[str]:
    """``copies.json``: who gets which file, with its hash."""
    lines = []
    for document in every:
        for copy in copies_of(material, document):
            name = document.copy_file(copy)
            if output.path(name).is_file() and document.letter:
                lines.append(
                    {
                        "surat": letter_key(document.letter),
                        "nomor": document.letter.nomor,
                        "peran": str(copy.role),
                        "penerima": copy.recipient,
                        "berkas": name,
                        "versi": letter_version(output, document),
                        "sha256": output.written_sha(name),
                        "mesin": document.letter.berkas_ttd or engine,
                    }
                )
    data = (json.dumps({"rangkap": lines}, ensure_ascii=False, indent=1) + "\n").encode()
    made_from = digest(data)
    if output.reason(LEDGER, made_from):
        output.put(LEDGER, data, made_from)
    return list(output.commit())


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
        )
    ]
    enclosures = document.letter.berkas_lampiran if document.letter else ()
    for number, path in enumerate(enclosures, 1):
        description = f"Lampiran {number}: {PurePosixPath(path).stem}"
        title = f"{document.number} {description}".strip()
        part_id = f"{document.id}.lampiran-{number}"
        parts.append(Archived(part_id, title, document.group, "", "", description, path))
    return parts


def bundle_stale(
    material: Material,
    name: str,
    members: Sequence[Document],
    output: Output,
    soffice: Path,
    engine: str,
) -> tuple[list[str], list[Finding]]:
    """Cover, index and members as one PDF; the front matter is rendered and converted last."""
    declared = material.workspace.bundle[name]
    findings: list[Finding] = [
        hint("bundle-letter-left-out", m.letter.where, f"belum bernomor, tidak masuk {name}")
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
    if not kept or has_errors(findings):
        return [], findings
    office = material.workspace.office_of(declared.kop)
    made_from = digest(
        __version__,
        engine,
        declared.model_dump_json(),
        office.model_dump_json(),
        material.files[office.logo] if office.logo else b"",
        material.files[declared.sampul],
        material.files[declared.daftar_isi],
        *(digest(m.title, m.date, m.group, paths[m.id].read_bytes()) for m in kept),
    )
    if not output.reason(target, made_from):
        return [], findings
    entries = [
        IndexEntry(m.id, m.group, m.number, m.date, m.description, page_count(paths[m.id]))
        for m in kept
    ]
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
        outcomes = convert_all(jobs, soffice)
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
