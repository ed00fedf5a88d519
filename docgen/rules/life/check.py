"""All rules for the life of SOPs, each over all of them: one SOP's end is another's finding.

What would print or keep a falsehood is an error; what an office should look at is a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.changes.unapproved import unapproved
from docgen.findings import Finding, error, warning
from docgen.model.life.due import reviews
from docgen.model.life.states import Life, Lives, SopState, folded, is_numbered
from docgen.model.profile import SopRules
from docgen.model.writing.dates import format_tanggal, parse_date, read_date
from docgen.model.writing.likeness import meant
from docgen.rules.life.references import check_references

# Of what changed without a revision, as much is named.
NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What day it is (None: nothing is asked that needs it), and the profile's rules."""

    today: dt.date | None = None
    rules: SopRules = field(default_factory=SopRules)


def check_lives(lives: Lives, times: Times) -> Iterator[Finding]:
    """Findings: sop-changed-without-revision, sop-revision-number, sop-identity-changed,
    sop-life-date, sop-two-effective, sop-successor-unknown, sop-reference-withdrawn,
    sop-review-overdue, sop-signed-not-kept."""
    for life in lives.every:
        yield from _revision(life)
        yield from _unrevised(life)
        yield from _identity(life, times.rules)
        yield from _dates(life, times.today)
        yield from _successor(life, lives)
        yield from _overdue(life, lives, times)
        yield from _signed(life)
    yield from _two_effective(lives.every)
    yield from check_references(lives)


def _revision(life: Life) -> Iterator[Finding]:
    if life.last and life.revision not in (life.last.number, life.last.number + 1):
        message = (
            f"«revisi: {life.revision}», padahal yang terakhir disahkan revisi "
            f"{life.last.number}; tulis {life.last.number}, atau mulai perubahan dengan docgen sop "
            "revise"
        )
        yield error("sop-revision-number", life.where("revisi"), message)
    elif life.last and life.in_flight and life.sop.dicabut:
        message = (
            f"dicabut selagi revisi {life.revision} dikerjakan; hapus «dicabut» dan sahkan dahulu "
            "revisinya, atau kembalikan speknya"
        )
        yield error("sop-revision-in-flight", life.where("dicabut"), message)


def _unrevised(life: Life) -> Iterator[Finding]:
    """A spec in force that says otherwise than what was approved."""
    if life.last is None or life.in_flight or not life.last.is_whole:
        return
    found = unapproved(life.last.sop, life.sop)
    if found:
        more = f" dan {len(found) - NAMED} lagi" if len(found) > NAMED else ""
        named = "; ".join(each.what for each in found[:NAMED])
        message = (
            f"berbeda dari revisi {life.last.number} yang disahkan: {named}{more}; mulai revisi "
            f"dengan docgen sop revise {life.path} --alasan …, atau kembalikan isinya dari "
            f"{life.last.folder}"
        )
        yield error("sop-changed-without-revision", life.where(*found[0].path), message)


def _identity(life: Life, rules: SopRules) -> Iterator[Finding]:
    """Whether number and day of making stay on a revision, as the profile says."""
    if not rules.identitas_tetap or life.last is None or not life.in_flight:
        return
    before = life.last.sop
    pairs: tuple[tuple[tuple[str, ...], str | None, str | None], ...] = (
        (("nomor",), before.nomor, life.sop.nomor),
        (("tanggal", "pembuatan"), before.tanggal.pembuatan, life.sop.tanggal.pembuatan),
    )
    for path, old, new in pairs:
        if folded(old or "") != folded(new or ""):
            message = (
                f"«{path[-1]}» tetap pada revisi (semula «{old or ''}»); kembalikan, atau atur "
                "identitas_tetap = false di [sop] profil"
            )
            yield warning("sop-identity-changed", life.where(*path), message)


def _dates(life: Life, today: dt.date | None) -> Iterator[Finding]:
    """Dates that are none, before the approval that they follow, or still to come."""
    sop = life.sop
    written: list[tuple[tuple[str | int, ...], str]] = []
    if sop.diajukan:
        written.append((("diajukan",), sop.diajukan))
    if sop.dicabut:
        written.append((("dicabut", "tanggal"), sop.dicabut.tanggal))
    written += [(("evaluasi", n, "tanggal"), each.tanggal) for n, each in enumerate(sop.evaluasi)]
    days = [version.approval.tanggal for version in life.versions]
    # What was sent out to be approved was so after the approval of the revision before it.
    before = days if life.in_flight else days[:-1]
    earliest = {"diajukan": before[-1:], "dicabut": days[-1:], "evaluasi": days[:1]}
    for path, text in written:
        where, date = life.where(*path), read_date(text)
        first = next(iter(earliest[str(path[0])]), None)
        if isinstance(date, str):
            yield error("sop-life-date", where, date)
        elif first and date < first:
            message = (
                f"{format_tanggal(date)} lebih awal daripada pengesahan SOP ini "
                f"({format_tanggal(first)}); periksa tanggalnya"
            )
            yield error("sop-life-date", where, message)
        elif today and date > today and path[0] in ("evaluasi", "dicabut"):
            message = f"{format_tanggal(date)} belum tiba; catat setelah dilaksanakan"
            yield error("sop-life-date", where, message)


def _successor(life: Life, lives: Lives) -> Iterator[Finding]:
    number = life.sop.menggantikan
    if not number:
        return
    where = life.where("menggantikan")
    others = [each for each in lives.every if each is not life and is_numbered(each, number)]
    if is_numbered(life, number) and not others:
        if folded(number) == folded(life.sop.nomor):
            message = f"SOP ini menggantikan dirinya sendiri (nomor «{number}»); tulis nomor lain"
            yield error("sop-successor-unknown", where, message)
    elif not others:
        known = [each.sop.nomor for each in lives.every if each is not life]
        message = (
            f"tidak ada SOP bernomor «{number}» di ruang kerja ini{meant(number, known)}; biarkan "
            "bila SOP lama itu memang belum pernah dicatat di sini"
        )
        yield warning("sop-successor-unknown", where, message)
    for other in others:
        if other.sop.menggantikan and is_numbered(life, other.sop.menggantikan):
            message = f"«{life.sop.nomor}» dan «{other.sop.nomor}» saling menggantikan; hapus satu"
            yield error("sop-successor-unknown", where, message)


def _overdue(life: Life, lives: Lives, times: Times) -> Iterator[Finding]:
    if times.today is None or lives.state(life) is SopState.DIGANTIKAN:
        return
    for review in reviews(life, times.rules.bulan_pantau, times.rules.bulan_evaluasi):
        if review.due < times.today:
            message = (
                f"{review.kind} seharusnya paling lambat {format_tanggal(review.due)}; buat "
                f"formulirnya dengan docgen sop due {life.path}, lalu catat hasilnya di «evaluasi» "
                f"(jenis: {review.kind})"
            )
            yield warning("sop-review-overdue", life.where("evaluasi"), message)


def _signed(life: Life) -> Iterator[Finding]:
    paper = life.sop.disahkan_oleh.berkas_ttd
    if paper and life.last and not life.in_flight and not life.last.signed:
        message = (
            f"«{paper}» belum disimpan bersama revisi {life.last.number}; jalankan docgen sop "
            f"approve {life.path}"
        )
        where = life.where("disahkan_oleh", "berkas_ttd")
        yield warning("sop-signed-not-kept", where, message)


def _two_effective(every: Iterable[Life]) -> Iterator[Finding]:
    """One number, one name, one successor: never two SOPs in force for it."""
    in_force = [life for life in every if life.last and not life.sop.dicabut]
    # Who was replaced is no longer in force, though its spec may not say so.
    lives = Lives.of(in_force)
    in_force = [life for life in in_force if lives.successor(life) is None]
    numbers: dict[tuple[str, str], Life] = {}
    names: dict[tuple[str, str], Life] = {}
    replaced: dict[str, Life] = {}
    for life in in_force:
        assert life.last is not None
        sop = life.last.sop
        office = folded(sop.instansi.nama)
        first = numbers.setdefault((folded(sop.nomor), office), life)
        if first is not life:
            message = _both(f"nomor «{sop.nomor}»", first)
            yield error("sop-two-effective", life.where("nomor"), message)
        elif (named := names.setdefault((folded(sop.nama), office), life)) is not life:
            message = _both(f"nama «{sop.nama}»", named)
            yield warning("sop-two-effective", life.where("nama"), message)
        if sop.menggantikan:
            other = replaced.setdefault(folded(sop.menggantikan), life)
            if other is not life:
                message = _both(f"pengganti nomor «{sop.menggantikan}»", other)
                yield error("sop-two-effective", life.where("menggantikan"), message)


def _both(what: str, other: Life) -> str:
    return (
        f"{what} juga berlaku di {other.path}; cabut salah satunya (docgen sop withdraw), atau "
        "tulis «menggantikan» pada penggantinya"
    )


def approved_before(life: Life, date: dt.date) -> str:
    """Why a date cannot follow the approval of the last revision; "" when it can."""
    if life.last and date < life.last.approval.tanggal:
        return (
            f"{format_tanggal(date)} lebih awal daripada pengesahan revisi {life.last.number} "
            f"({format_tanggal(life.last.approval.tanggal)})"
        )
    made = parse_date(life.sop.tanggal.pembuatan or "")
    if made and date < made:
        return f"{format_tanggal(date)} lebih awal daripada tanggal.pembuatan"
    return ""
