"""Stage 1 for a whole workspace: everything that ``docgen.toml`` declares, and all findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, has_errors, warning
from docgen.load.laws import load_laws
from docgen.load.workspace import (
    CONFIG,
    PROFILES,
    default_profile,
    load_profile,
    load_workspace,
)
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import Workspace
from docgen.model.writing.likeness import meant
from docgen.numbering import pattern_findings, scheme_findings
from docgen.outside.pictures import too_large
from docgen.progress import followed
from docgen.render.template.pictures import measured_picture
from docgen.render.template.values import IMAGE_ERRORS
from docgen.signatures import Judge, read_certificates
from docgen.workspace import kinds
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.aside import Owned, put_aside
from docgen.workspace.opening.from_register import scheme_of
from docgen.workspace.opening.gathered import bundle_findings, front_templates
from docgen.workspace.opening.incoming import oversized, signatures
from docgen.workspace.opening.partial import is_unreadable, leave_out, leave_out_unreadable
from docgen.workspace.opening.unread import unread_files
from docgen.workspace.plan.plan import with_members


def load_config(root: Path) -> Result[Workspace]:
    """What ``docgen.toml`` says, with the tables of every kind."""
    return load_workspace(root, kinds.config_model())


def profile_of(root: Path) -> Profile:
    """The profile of the workspace in ``root``; the shipped one when there is none to be read."""
    workspace = load_config(root).value if (root / CONFIG).is_file() else None
    return (load_profile(root, workspace.profil).value if workspace else None) or default_profile()


def named_profile(root: Path, name: str | None) -> Profile:
    """A profile by name, else that of the workspace in ``root``. Raises FindingsError."""
    if name is None:
        return profile_of(root)
    result = load_profile(root, name)
    if result.value is None:
        raise FindingsError(result.findings)
    return result.value


def load_all(
    root: Path,
    words: Sequence[str] = (),
    *,
    accept_changes: bool = False,
    for_check: bool = False,
    today: dt.date | None = None,
) -> Result[Loaded]:
    """Read the whole workspace. Nothing is written; all findings come at once.

    ``words`` say which sets and bundles the run is about (all without any): errors of others that
    no number hangs on are put aside (see :mod:`~docgen.workspace.opening.aside`). With
    ``accept_changes`` tracked changes in enclosures are taken as the profile may say. ``for_check``
    keeps what can be checked in spite of errors (:mod:`~docgen.workspace.opening.partial`). Without
    ``today`` nothing is asked that needs the day.
    """
    workspace = load_config(root)
    if workspace.value is None:
        return Result(None, workspace.findings)
    profile = load_profile(root, workspace.value.profil)
    findings = [*workspace.findings, *profile.findings]
    if profile.value is None:
        return Result(None, tuple(findings))
    rules = profile.value
    if accept_changes:
        rules = rules.model_copy(update={"perubahan": "terima"})
    laws = load_laws(root, workspace.value.profil)
    findings += laws.findings
    loaded = Loaded(root, workspace.value, rules, _sets(workspace.value))
    loaded.laws, loaded.today = laws.value or (), today
    loaded.wanted = _wanted(loaded, words)
    findings += _kinds_of_profile(loaded)
    findings += _patterns(loaded)
    certificates = read_certificates(root)
    findings += certificates.findings
    loaded.judge = Judge(certificates.value or ())
    read = [*_read(loaded)]
    if for_check:
        findings += [finding for _owners, finding in read]
        large = [*oversized(loaded)]
        findings += [finding for _owners, finding in large]
        findings += leave_out_unreadable(loaded)
        heavy = [name for owners, _finding in large for name in sorted(owners, key=str)]
        findings += leave_out(loaded, heavy, "berkasnya terlalu besar")
    else:
        findings += put_aside(loaded, [*read, *oversized(loaded), *signatures(loaded)])
    return Result(loaded, tuple(dict.fromkeys(findings)))


def _patterns(loaded: Loaded) -> Iterator[Finding]:
    """The patterns of numbers: each by itself, then side by side."""
    scheme, where = scheme_of(loaded.workspace, loaded.profile), Where(CONFIG)
    patterns = [loaded.workspace.numbering.pola, *(each.pattern for each in scheme.kinds.values())]
    found = [each for text in filter(None, patterns) for each in pattern_findings(text, where)]
    yield from found
    if not has_errors(found):
        yield from scheme_findings(scheme, where)


def _wanted(loaded: Loaded, words: Sequence[str]) -> frozenset[SetName]:
    names = loaded.names()
    # A name that is unknown is told of once everything is read.
    known = [word for word in words if any(name.answers_to(word) for name in names)]
    return with_members(loaded, choose(names, known if len(known) == len(words) else ()))


def _read(loaded: Loaded) -> Iterator[Owned]:
    """Read all sets; what is wrong with each, and with what they have in common."""
    for name in followed("membaca data", loaded.sets):
        kind = kinds.kind_of(name.kind)
        result = kind.load(loaded, name.name)
        if result.value is not None:
            loaded.books[name] = result.value
        if result.value is None or is_unreadable(result.findings):
            loaded.unreadable.append(name)
        yield from _owned(result.findings, *(() if kind.is_numbered else (name,)))
        yield from _owned(kind.files(loaded, name.name), name)
    for kind in kinds.KINDS:
        for finding in kind.review(loaded):
            about = () if kind.is_numbered else map(kind.set, kind.concerned(loaded, finding))
            yield from _owned((finding,), *about)
    for name, declared in loaded.workspace.bundles.items():
        yield from _owned(bundle_findings(loaded, name, declared), name)
    yield from _owned(_offices(loaded))
    for owner, finding in unread_files(loaded):
        yield from _owned((finding,), *((owner,) if owner else ()))
    for name in loaded.sets:
        found = kinds.kind_of(name.kind).template_findings(loaded, name.name)
        yield from _owned(found, name)
    for name, declared in loaded.workspace.bundles.items():
        yield from _owned(front_templates(loaded, declared), name)


def _owned(findings: Iterable[Finding], *owners: SetName) -> Iterator[Owned]:
    return ((frozenset(owners), finding) for finding in findings)


def choose(names: Sequence[SetName], words: Sequence[str]) -> tuple[SetName, ...]:
    """The names that any word (``sop.*``) means; all of them without words.

    A bare NAME means the set of that name of every kind. Raises FindingsError (name-unknown).
    """
    if not words:
        return tuple(names)
    unknown = [word for word in words if not any(name.answers_to(word) for name in names)]
    if unknown:
        known = list(map(str, names))
        raise FindingsError(
            [
                error("name-unknown", Where(CONFIG), f"tidak ada «{word}»{meant(word, known)}")
                for word in unknown
            ]
        )
    return tuple(name for name in names if any(name.answers_to(word) for word in words))


def _sets(workspace: Workspace) -> tuple[SetName, ...]:
    return tuple(kind.set(name) for kind in kinds.KINDS for name in workspace.sets(kind.key))


def _kinds_of_profile(loaded: Loaded) -> Iterator[Finding]:
    """Kinds that ``[arsip.klasifikasi]`` of the profile names, and there are none of."""
    known = [kind.key for kind in kinds.KINDS]
    for key in loaded.profile.arsip.klasifikasi:
        if key not in known:
            message = f"[arsip.klasifikasi]: tidak ada jenis «{key}»{meant(key, known)}"
            where = Where(f"{PROFILES}/{loaded.profile.nama}.toml")
            yield error("key-unknown", where, message)


def _of_logo(data: bytes, where: Where) -> Iterator[Finding]:
    if finding := too_large(data, where):
        yield finding
        return
    try:
        measured_picture(data)
    except IMAGE_ERRORS:
        message = "logo ini bukan gambar PNG atau JPEG yang utuh; simpan ulang sebagai PNG"
        yield error("image-unreadable", where, message)


def _offices(loaded: Loaded) -> Iterator[Finding]:
    for key, office in loaded.workspace.office.items():
        if office.logo:
            found = loaded.keep(office.logo, "logo")
            yield from found or _of_logo(loaded.files[office.logo], Where(office.logo))
        if not office.kode and loaded.workspace.sets(LETTER.key):
            message = f"[office.{key}] belum punya «kode» untuk nomor surat"
            yield warning("office-without-code", Where(CONFIG), message)
        if left := office.examples:
            message = (
                f"[office.{key}]: {', '.join(left)} masih contoh dan tercetak di setiap kop; "
                "tulis yang sebenarnya"
            )
            yield warning("office-example", Where(CONFIG), message)
