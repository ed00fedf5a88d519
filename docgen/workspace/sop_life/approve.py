"""``docgen sop approve``: a version is put in force and frozen byte for byte.

What is frozen is rendered once, here: spec, sheet, drawings, PDF, and the signed paper if it came
back. Nothing is written before all of it is there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docgen.convert import Absent, Engine, Job
from docgen.errors import FindingsError, MissingProgramError, UsageError
from docgen.findings import Finding, error, has_errors, warning
from docgen.limits import MOST_VOLUME
from docgen.load.history import RECORD, SIGNED, SUMS, read_sums
from docgen.load.text.change import Change, What
from docgen.model.life.states import Life, folded, is_numbered
from docgen.model.revisions import Approval
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.outside.files import ANY_SIZE, read_bytes
from docgen.rules.life.check import approved_before
from docgen.temporary import working_folder
from docgen.workspace.report import Report
from docgen.workspace.single_sops import Rules, SingleSops
from docgen.workspace.sop_life.desk import Desk, refuse_ended
from docgen.workspace.sop_life.signed import signed_findings
from docgen.workspace.sop_life.write import add_frozen, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Approving:
    """What the command line says: which day, who, whether it was in force before; and with what
    the sheet is made. ``root`` is what paths of signed papers count from."""

    date: dt.date | None
    by: str
    adopted: bool
    today: dt.date
    root: Path
    template: Path
    rules: Rules
    engine: Engine | Absent


def approve(desk: Desk, how: Approving, report: Report) -> None:
    """Freeze the spec on the desk as the revision that it says it is.

    Run again for a revision that is frozen already, it only adds the signed paper that came later.
    Raises FindingsError, MissingProgramError, OutputError; then nothing was written.
    """
    refuse_ended(desk)
    life = desk.life
    if life.last and not life.in_flight:
        _add_signed(desk, how, report)
        return
    if how.date is None or not how.by:
        raise UsageError(
            "tanggal atau yang mengesahkan belum disebut",
            'Tambahkan --tanggal "5 Maret 2026" --oleh "nama atau jabatan".',
        )
    date = how.date
    report.note(_refusals(desk, how, date))
    report.stop_on_errors()
    data = desk.data if how.adopted else desk.changed(_entries(desk, date, how.by))
    signed = _signed(desk, how, report)
    files = {desk.spec.name: data, **_made(desk, how, data, report), **signed}
    if report.conversion_failed:
        return
    approval = Approval(
        revisi=life.revision,
        tanggal=date,
        oleh=how.by,
        adopsi=how.adopted,
        nomor=life.sop.nomor,
        nama=life.sop.nama,
        sebelumnya=_before(desk),
    )
    record = json.dumps(approval.model_dump(mode="json"), ensure_ascii=False, indent=2)
    files[RECORD] = f"{record}\n".encode()
    folder = desk.history / str(life.revision)
    freeze(folder, files, (desk.spec, desk.data, data))
    report.written += [str(folder / name) for name in (*sorted(files), SUMS)]
    if data != desk.data:
        report.written.append(str(desk.spec))


def _refusals(desk: Desk, how: Approving, date: dt.date) -> Iterator[Finding]:
    """sop-life-date, sop-adopted-late, sop-revision-number, sop-two-effective,
    sop-approver-differs."""
    life, sop = desk.life, desk.life.sop
    if how.adopted and life.versions:
        message = "--adopsi hanya untuk SOP yang belum pernah disahkan di sini; hapus pilihan itu"
        yield error("sop-adopted-late", desk.where("revisi"), message)
    if date > how.today:
        message = f"{format_tanggal(date)} belum tiba; sahkan setelah ditandatangani"
        yield error("sop-life-date", desk.where("tanggal"), message)
    if why := approved_before(life, date):
        yield error("sop-life-date", desk.where("tanggal"), f"{why}; periksa --tanggal")
    if life.last and life.revision != life.last.number + 1:
        message = f"setelah revisi {life.last.number} datang revisi {life.last.number + 1}"
        yield error("sop-revision-number", desk.where("revisi"), message)
    if other := _in_force(desk):
        message = (
            f"nomor «{sop.nomor}» sudah berlaku di {other.path}; cabut yang itu, beri nomor lain, "
            "atau tulis «menggantikan» di sini"
        )
        yield error("sop-two-effective", desk.where("nomor"), message)
    known = (sop.disahkan_oleh.nama, sop.disahkan_oleh.jabatan)
    if not any(folded(how.by) == folded(each or "") for each in known):
        message = (
            f"disahkan oleh «{how.by}», sedangkan lembarnya mencetak "
            f"«{sop.disahkan_oleh.nama or sop.disahkan_oleh.jabatan}»; periksa salah satunya"
        )
        yield warning("sop-approver-differs", desk.where("disahkan_oleh"), message)
    if not how.adopted:
        yield from _printed_date(desk, date)


def _in_force(desk: Desk) -> Life | None:
    """Another SOP of the office that is in force with this number, and would stay so."""
    sop = desk.life.sop
    for other in desk.lives.every:
        if other is desk.life or other.last is None or other.sop.dicabut:
            continue
        same = folded(other.last.sop.nomor) == folded(sop.nomor)
        same_office = folded(other.last.sop.instansi.nama) == folded(sop.instansi.nama)
        is_replaced = bool(sop.menggantikan and is_numbered(other, sop.menggantikan))
        if same and same_office and not is_replaced and not desk.lives.successor(other):
            return other
    return None


def _printed_date(desk: Desk, approved: dt.date) -> Iterator[Finding]:
    """The date that the sheet prints must be that of the approval, or of effect after it."""
    key, label, text = desk.life.sop.tanggal.approval
    if not text or text == "-":
        return
    date = parse_date(text)
    where = desk.where("tanggal", key)
    if date is None:
        message = (
            f"«{label}» ({text}) bukan tanggal lengkap; tulis lengkap atau kosongkan (diisi dari "
            "--tanggal). SOP lama yang tercetak begitu disahkan dengan --adopsi"
        )
        yield error("sop-life-date", where, message)
    elif date != approved and (key == "pengesahan" or date < approved):
        message = (
            f"«{label}» mencetak {format_tanggal(date)}, disahkan {format_tanggal(approved)}; "
            "samakan, atau kosongkan di spek"
        )
        yield error("sop-life-date", where, message)


def _entries(desk: Desk, date: dt.date, by: str) -> list[Change]:
    """What the approval writes into the spec: its date, and who approved the last change."""
    sop = desk.life.sop
    key, _label, text = sop.tanggal.approval
    changes = []
    if not text or text == "-":
        changes.append(Change(What.SET, ("tanggal", key), format_tanggal(date)))
    for number, each in enumerate(sop.riwayat):
        if each.revisi == desk.life.revision and not each.disahkan_oleh:
            changes.append(Change(What.SET, ("riwayat", number, "disahkan_oleh"), by))
    return changes


def _made(desk: Desk, how: Approving, data: bytes, report: Report) -> Mapping[str, bytes]:
    """Sheet, drawings and PDF of the spec as it will stand."""
    if isinstance(how.engine, Absent):
        raise MissingProgramError(how.engine.reason, how.engine.advice)
    with working_folder() as folder:
        spec = folder / desk.spec.name
        spec.write_bytes(data)
        sops = SingleSops([desk.spec], how.template, how.rules, how.today, {desk.spec: spec})
        sheet = sops.clean_sheet(desk.spec)
        report.note(sheet.findings)
        report.stop_on_errors()
        assert sheet.value is not None
        source = folder / sheet.value.office_file
        source.write_bytes(sheet.value.files[sheet.value.office_file])
        job = Job(
            source=source,
            target=source.with_suffix(".pdf"),
            title=f"{desk.life.sop.nomor} SOP {desk.life.sop.nama}",
            allowed=sheet.value.tags,
        )
        (outcome,) = how.engine.at_quality(how.rules.profile.mutu_foto).convert([job])
        told = outcome.told_of(str(desk.spec))
        report.note(filter(None, (told.finding, told.note)))
        if not outcome.ok:
            report.conversion_failed = True
            return {}
        return {**sheet.value.files, job.target.name: read_bytes(job.target, ANY_SIZE)}


def _signed(desk: Desk, how: Approving, report: Report) -> dict[str, bytes]:
    """The signed paper that the spec names, judged, by the name under which it is kept."""
    path = desk.life.sop.disahkan_oleh.berkas_ttd
    if not path:
        return {}
    found = signed_findings(desk, how.root, path)
    report.note(found)
    if has_errors(found):
        raise FindingsError(report.findings)
    name = f"{desk.spec.stem}{SIGNED}{PurePosixPath(path).suffix.lower()}"
    return {name: read_bytes(how.root / path, MOST_VOLUME)}


def _add_signed(desk: Desk, how: Approving, report: Report) -> None:
    """Keep the signed paper of the revision in force, which came after its approval."""
    last = desk.life.last
    assert last is not None
    if not desk.life.sop.disahkan_oleh.berkas_ttd or last.signed:
        message = (
            f"revisi {last.number} sudah disahkan {format_tanggal(last.approval.tanggal)}; "
            "perubahan dimulai dengan docgen sop revise, surat bertanda tangan yang datang "
            "kemudian disebut di disahkan_oleh.berkas_ttd"
        )
        raise FindingsError([error("sop-approved-already", desk.where("revisi"), message)])
    folder = desk.history / str(last.number)
    (item,) = _signed(desk, how, report).items()
    kept = {name: read_bytes(folder / name, ANY_SIZE) for name in read_sums(folder)}
    add_frozen(folder, *item, kept)
    report.written += [str(folder / item[0]), str(folder / SUMS)]


def _before(desk: Desk) -> str:
    """The SHA-256 of the checksums of the revision before."""
    if desk.life.last is None:
        return ""
    sums = read_bytes(desk.history / str(desk.life.last.number) / SUMS)
    return hashlib.sha256(sums).hexdigest()
