"""Stage 6 for a workspace: the marked copies of letters and the ledger of who gets which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docgen import __version__
from docgen.bundle import make_copies
from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.model.copies import VERSION_LENGTH, Copy, required_copies
from docgen.numbering import letter_key
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material
from docgen.pipeline.output import LEDGER, SUMS, Output, digest


def copies_of(material: Material, document: Document) -> tuple[Copy, ...]:
    """The copies that a document needs; only letters need any."""
    if document.letter is None:
        return ()
    profile = material.profile
    returned = profile.surat.lembar_kembali
    return required_copies(document.letter, profile.arsip_tambahan, returned=returned)


def copy_stale(
    material: Material, chosen: Sequence[Document], output: Output, font: Path
) -> tuple[list[str], list[Finding]]:
    """The marked copies of each letter, from its PDF or from the signed paper that came back.

    A signed paper that cannot be read is a finding and stops no other letter.
    """
    findings: list[Finding] = []
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
        try:
            made = make_copies(source, stale, version, font=font)
        except FindingsError as problem:
            place = Where(paper or document.pdf)
            findings += [replace(finding, where=place) for finding in problem.findings]
            continue
        for copy in stale:
            output.put(document.copy_file(copy), made[copy.file_name], wanted[copy])
    return list(output.commit()), findings


def letter_version(output: Output, document: Document) -> str:
    """The version of a letter: the start of its .docx's SHA-256."""
    return output.written_sha(document.office_file)[:VERSION_LENGTH]


def write_ledger(
    material: Material,
    every: Sequence[Document],
    made: Sequence[Document],
    output: Output,
    engine: str,
) -> list[str]:
    """``copies.json``: who gets which file, with its hash, and what made it.

    ``made`` are those that ``engine`` converted, now or before; of the others the ledger keeps
    what it said.
    """
    lines = []
    known = _engines(output)
    mine = {document.id for document in made}
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
                        "mesin": document.letter.berkas_ttd
                        or (engine if document.id in mine else known.get(name, engine)),
                    }
                )
    data = (json.dumps({"rangkap": lines}, ensure_ascii=False, indent=1) + "\n").encode()
    made_from = digest(data)
    if output.reason(LEDGER, made_from):
        output.put(LEDGER, data, made_from)
    return list(output.commit())


def _engines(output: Output) -> dict[str, str]:
    """What made each file, by its name, as the ledger on disk says."""
    try:
        ledger = json.loads(output.path(LEDGER).read_text(encoding="utf-8"))
        return {line["berkas"]: line["mesin"] for line in ledger["rangkap"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_sums(names: Iterable[str], output: Output) -> list[str]:
    """``SHA256SUMS`` in the form that ``sha256sum --check`` reads, of what docgen wrote last under
    these names, sorted; copies are in the ledger, which is in here."""
    folder = PurePosixPath(SUMS).parent
    sums = {
        PurePosixPath(name).relative_to(folder).as_posix(): output.written_sha(name)
        for name in names
        if output.written_sha(name) and output.path(name).is_file()
    }
    data = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    made_from = digest(data)
    if output.reason(SUMS, made_from):
        output.put(SUMS, data, made_from)
    return list(output.commit())
