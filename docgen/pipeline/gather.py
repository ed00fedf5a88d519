"""Stage 1 for a whole workspace: everything that ``docgen.toml`` declares, and all findings."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, warning
from docgen.load.letters.addresses import load_addresses
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import load_letters, orphan_items
from docgen.load.letters.source import read_officials, split_source
from docgen.load.skp.recap import load_recap, load_regimes
from docgen.load.sop import load_sop
from docgen.load.workspace import CONFIG, load_profile, load_workspace
from docgen.model.letter import Disposition
from docgen.model.workspace import Profile
from docgen.model.writing.likeness import meant, suggest
from docgen.numbering import pattern_findings
from docgen.pipeline.material import Material
from docgen.pipeline.named_files import SCANS, incoming_files, letter_files, shared_papers
from docgen.pipeline.preflight import date_findings, template_findings
from docgen.rules.sop import check_sop


def choose(names: Sequence[str], patterns: Sequence[str]) -> tuple[str, ...]:
    """The names that any pattern (``sop.*``) fits; all of them without patterns.

    A bare NAME fits the set of that name in every group. Raises FindingsError (name-unknown).
    """
    if not patterns:
        return tuple(names)

    def fits(name: str, pattern: str) -> bool:
        return fnmatchcase(name, pattern) or name.partition(".")[2] == pattern

    unknown = [p for p in patterns if not any(fits(name, p) for name in names)]
    if unknown:
        raise FindingsError(
            [
                error("name-unknown", Where(CONFIG), f"tidak ada «{p}»{meant(p, list(names))}")
                for p in unknown
            ]
        )
    return tuple(name for name in names if any(fits(name, p) for p in patterns))


def load_material(root: Path) -> Result[Material]:
    """Read the whole workspace. Nothing is written; all findings come at once."""
    workspace = load_workspace(root)
    if workspace.value is None:
        return Result(None, workspace.findings)
    profile = load_profile(root, workspace.value.profil)
    if profile.value is None:
        return Result(None, workspace.findings + profile.findings)
    material = Material(root, workspace.value, profile.value)
    findings = [*workspace.findings, *profile.findings]
    findings += pattern_findings(material.workspace.numbering.pola, Where(CONFIG))
    for read in (_sops, _letters, _dispositions, _recaps, _labels, _bundles, _offices):
        findings += read(material)
    findings += template_findings(material)
    findings += date_findings(material)
    return Result(material, material.profile.weigh(tuple(dict.fromkeys(findings))))


def matching(root: Path, patterns: Sequence[str], what: str) -> tuple[list[str], list[Finding]]:
    """Paths under ``root`` that fit the patterns, sorted; a pattern without any is a finding.

    A pattern that is the name of a file stands for it, whatever signs it holds: ``surat [1].pdf``.
    Lock files of an open Office program (``~$…``) are passed over.
    """
    found: list[str] = []
    findings = []
    for pattern in patterns:
        inside = (
            not PurePosixPath(pattern).is_absolute() and ".." not in PurePosixPath(pattern).parts
        )
        paths = _files(root, pattern) if inside else []
        names = [p.relative_to(root).as_posix() for p in paths if not p.name.startswith("~$")]
        if not names:
            message = f"tidak ada {what} yang cocok dengan «{pattern}»"
            findings.append(error("file-missing", Where(CONFIG), message))
        found += [name for name in names if name not in found]
    return found, findings


def _files(root: Path, pattern: str) -> list[Path]:
    with contextlib.suppress(OSError, ValueError):  # ValueError: no pattern at all, or `**x`
        if (root / pattern).is_file():
            return [root / pattern]
        return sorted(path for path in root.glob(pattern) if path.is_file())
    return []


def _file(material: Material, path: str, what: str) -> list[Finding]:
    """Keep the bytes of a template or logo; a finding when it is not there."""
    if path in material.files:
        return []
    try:
        material.files[path] = (material.root / path).read_bytes()
    except OSError:
        message = f"{what} «{path}» tidak ada atau tidak dapat dibaca; periksa docgen.toml"
        return [error("file-missing", Where(path), message)]
    return []


def _sops(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    stems: dict[str, tuple[str, str]] = {}  # path and set that a name of outputs belongs to
    for name, declared in material.workspace.sop.items():
        paths, missing = matching(material.root, declared.specs, "spesifikasi SOP")
        findings += missing + _file(material, declared.template, "templat")
        material.sops[name] = {}
        for path in paths:
            result = load_sop(material.root / path, path)
            findings += result.findings
            stem = PurePosixPath(path).stem.lower()
            other, first = stems.setdefault(stem, (path, name))
            if other == path and first != name:
                message = f"ada di [sop.{first}] dan [sop.{name}]; sebutkan di satu bagian saja"
                findings.append(error("output-collision", Where(path), message))
            elif other != path:
                message = f"nama berkasnya sama dengan {other}; hasilnya akan saling menimpa"
                findings.append(error("output-collision", Where(path), message))
            if result.value:
                material.sops[name][path] = result.value
                if result.value.sop.instansi.logo:
                    findings += _file(material, result.value.sop.instansi.logo, "logo")
    files = [file for sops in material.sops.values() for file in sops.values()]
    names = [file.sop.nama for file in files]
    for file in files:
        findings += check_sop(file.sop, file.where, names)
    return findings


def _letters(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    for name, declared in material.workspace.letters.items():
        findings += _file(material, declared.template, "templat")
        offices, words = list(material.workspace.office), material.profile.tembusan
        result = load_letters(material.root, declared.data, name, offices, words)
        findings += result.findings
        if result.value:
            material.letters[name] = result.value
            for letter in result.value.letters:
                findings += letter_files(material.root, result.value, letter)
    books = material.letters
    findings += [*_in_two_sets(material), *shared_papers(material.letters.values())]
    return [*findings, *orphan_items(list(books.values()))]


def _in_two_sets(material: Material) -> Iterator[Finding]:
    """Rows that two sets read: each letter would get two numbers."""
    first: dict[tuple[Path, Where, str], str] = {}
    told = set()
    for name, book in material.letters.items():
        for letter in book.letters:
            where = letter.where
            row = ((material.root / where.file).resolve(), where.at(file=""), letter.id)
            other = first.setdefault(row, name)
            if other != name and (other, name) not in told:
                told.add((other, name))
                message = (
                    f"lembar ini dibaca oleh [letters.{other}] dan [letters.{name}], sehingga "
                    f"surat «{letter.id}» akan mendapat dua nomor; pakai lembar yang lain"
                )
                yield error("letter-in-two-sets", where, message)


def _dispositions(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    for name, declared in material.workspace.disposisi.items():
        findings += _file(material, declared.template, "templat")
        offices = list(material.workspace.office)
        result = load_dispositions(material.root, declared.data, name, offices)
        findings += result.findings
        if result.value:
            material.dispositions[name] = result.value
            findings += incoming_files(material.root, result.value)
            for disposition in result.value.dispositions:
                findings += _choices(material.profile, disposition)
    return findings


def _choices(profile: Profile, disposition: Disposition) -> Iterator[Finding]:
    """Words that are like a tick box of the form and yet another one."""
    for column, choices, given in (
        ("sifat", profile.sifat_disposisi, [disposition.sifat]),
        ("instruksi", profile.instruksi_disposisi, disposition.instruksi),
    ):
        known = {choice.casefold() for choice in choices}
        for text in given:
            likely = suggest(text, choices) if text.casefold() not in known else None
            if likely:
                message = f"«{text}» di kolom «{column}» bukan pilihan; maksud Anda «{likely}»?"
                yield warning("choice-unknown", disposition.where, message)


def _recaps(material: Material) -> list[Finding]:
    if not material.workspace.recap:
        return []
    rules = load_regimes(material.root, material.workspace.profil)
    findings: list[Finding] = list(rules.findings)
    for name, declared in material.workspace.recap.items():
        findings += _file(material, declared.template, "templat")
        paths, missing = matching(material.root, declared.data, "laporan SKP")
        forms, no_forms = matching(material.root, declared.layout, "tata letak laporan SKP")
        roster = (material.root / declared.roster, declared.roster)
        result = load_recap(
            name,
            declared.tahun,
            [(material.root / path, path) for path in paths],
            roster,
            half=declared.semester,
            layouts=[(material.root / path, path) for path in forms],
            rules=rules.value,
        )
        findings += [*missing, *no_forms, *result.findings]
        if result.value:
            material.recaps[name] = result.value
        if declared.penandatangan and not declared.pejabat:
            message = (
                f"[recap.{name}] penandatangan terisi tetapi pejabat belum; tambahkan pejabat = "
                "buku kerja yang punya lembar «pejabat»"
            )
            findings.append(error("key-missing", Where(CONFIG), message))
        elif declared.penandatangan:
            path = split_source(declared.pejabat)[0]
            officials = read_officials(material.root / path, path)
            findings += officials.findings
            signatory = (officials.value or {}).get(declared.penandatangan)
            if signatory:
                material.recap_officials[name] = signatory
            elif officials.value is not None:
                message = (
                    f"[recap.{name}] penandatangan «{declared.penandatangan}» tidak ada"
                    f"{meant(declared.penandatangan, list(officials.value))}"
                )
                findings.append(error("official-unknown", Where(CONFIG), message))
    return findings


def _labels(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    names = [name for name in material.names() if name.startswith("letters.")]
    for name, declared in material.workspace.label.items():
        findings += _file(material, declared.template, "templat")
        for pattern in declared.isi:
            if not any(fnmatchcase(each, pattern) for each in names):
                message = f"[label.{name}] isi: tidak ada «{pattern}»{meant(pattern, names)}"
                findings.append(error("name-unknown", Where(CONFIG), message))
        if declared.alamat:
            result = load_addresses(material.root, declared.alamat)
            findings += result.findings
            material.addresses[name] = result.value or {}
    return findings


def _bundles(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    names = [name for name in material.names() if not name.startswith("bundle.")]
    for name, declared in material.workspace.bundle.items():
        findings += _file(material, declared.sampul, "templat")
        findings += _file(material, declared.daftar_isi, "templat")
        for pattern in declared.isi:
            if not any(fnmatchcase(each, pattern) for each in names):
                message = f"[bundle.{name}] isi: tidak ada «{pattern}»{meant(pattern, names)}"
                findings.append(error("name-unknown", Where(CONFIG), message))
        for extra in declared.tambahan:
            paths, missing = matching(material.root, [extra.berkas], "berkas tambahan")
            findings += missing
            for path in paths:
                if not path.lower().endswith(SCANS):
                    message = (
                        f"berkas tambahan [bundle.{name}] hanya boleh PDF atau gambar; simpan "
                        f"sebagai {', '.join(SCANS)}, atau persempit «{extra.berkas}»"
                    )
                    findings.append(error("file-not-pdf", Where(path), message))
    return findings


def _offices(material: Material) -> list[Finding]:
    findings: list[Finding] = []
    for key, office in material.workspace.office.items():
        if office.logo:
            findings += _file(material, office.logo, "logo")
        if not office.kode and material.workspace.letters:
            message = f"[office.{key}] belum punya «kode» untuk nomor surat"
            findings.append(warning("office-without-code", Where(CONFIG), message))
    return findings
