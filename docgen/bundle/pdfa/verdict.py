"""Whether a finished file is PDF/A-2b (3b): what forbids it, and what nobody could judge.

pikepdf's validator (ISO 19005-2) approves only what it knows. What it does not know is judged
through stand-ins (:mod:`~docgen.bundle.pdfa.stand_ins`), and what is left over is *unjudged*: it
may well be PDF/A.
"""

from __future__ import annotations

import bisect
import io
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from docgen.bundle.pdf import xmp
from docgen.bundle.pdf.xmp import PLAIN, WITH_FILES
from docgen.bundle.pdfa.judged_pages import JudgedPages, Unjudged, write_excerpt
from docgen.bundle.pdfa.second_opinion import Opinion, Validator, shown
from docgen.bundle.pdfa.stand_ins import put_stand_ins
from docgen.findings import Finding, Where, warning
from docgen.limits import pdf_limits
from docgen.temporary import working_folder
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried
from docgen.workers.protocol import Workers

if TYPE_CHECKING:
    from pikepdf.pdfa import Finding as Said

# "Properties come from predefined or described schemas": the validator knows the predefined
# ones only, so for docgen's own, described properties this rule is looked at here instead.
_EXTENSION_RULE = ":6.6.2.3.1-1"
# What a damaged or odd construct leads to, besides what pikepdf raises.
_DAMAGE = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError)
Problem = tuple[str, str]  # the number of a rule, and what it says
# So many pages are judged in about the time that a process takes to start, and no excerpt has
# more: it would come too near to what a worker may take.
WORTHWHILE, MOST = 150, 1_000
# So many links take as long as a page; an index is full of them.
LINKS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may not stand in a PDF/A, and what could not be judged, each by its rule.

    ``looked_at`` are the kinds of things that the validator does not know and docgen judged,
    ``at_first`` what the validator did not know in the file as it is, with its objects' numbers.
    """

    forbidden: tuple[Problem, ...] = ()
    unjudged: tuple[Problem, ...] = ()
    looked_at: tuple[str, ...] = ()
    at_first: tuple[Problem, ...] = ()

    @property
    def is_fit(self) -> bool:
        """Whether it is PDF/A for all that is known."""
        return not self.forbidden and not self.unjudged


def judge(file: Path | bytes, flavour: str = PLAIN) -> Verdict:
    """The verdict on a written file; a file that cannot be read is unjudged."""
    forbidden, unjudged = _validated(file, flavour)
    if not unjudged:
        return Verdict(forbidden)
    try:
        with pikepdf.open(_source(file), inherit_page_attributes=False) as pdf:
            replaced = put_stand_ins(pdf)
            if not (replaced.kinds or replaced.unknown):
                return Verdict(forbidden, unjudged, at_first=unjudged)
            target = io.BytesIO()
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except _DAMAGE:
        return Verdict(forbidden, unjudged, at_first=unjudged)
    # What the validator says of things it does not know need not be a rule of the norm.
    sure = [each for each in forbidden if each[0].startswith("ISO")]
    deeper, left = _validated(target.getvalue(), flavour)
    return Verdict(
        tuple(dict.fromkeys([*sure, *map(_parted, replaced.forbidden), *deeper])),
        tuple(dict.fromkeys([*map(_parted, replaced.unknown), *left])),
        tuple(sorted(replaced.kinds)),
        unjudged,
    )


def pdfa_findings(file: Path | bytes, where: Where) -> tuple[Finding, ...]:
    """All reasons why the file may not be PDF/A: warnings ``pdfa-violation``/``pdfa-unsure``.

    It is held against PDF/A-3b if it says so itself, else against PDF/A-2b.
    """
    flavour = flavour_of(file)
    return verdict_findings(judge(file, flavour), flavour, where)


def judge_archive(
    file: Path,
    where: Where,
    second: Validator | None,
    pages: JudgedPages | None = None,
    workers: Workers | None = None,
) -> tuple[tuple[Finding, ...], Opinion | None]:
    """The same for a finished bundle, with a second opinion where one is needed and can be had.

    None when the first validator knew everything. Of ``pages`` that are known only the others are
    judged; afterwards its ``now`` are those of this file, none when anything was found in it.
    Many pages are judged in parts by ``workers``, as a whole again when any part is not fit.
    """
    flavour = flavour_of(file)
    verdict = _judged_in_parts(file, flavour, pages, workers) if pages else None
    if verdict is None:
        verdict = judge(file, flavour)
        if pages and verdict != Verdict():
            pages.now.clear()
    if not (verdict.looked_at or verdict.unjudged):
        return verdict_findings(verdict, flavour, where), None
    faults = second.faults(file) if second else None
    opinion = Opinion(verdict.looked_at, second.name if second else "", faults)
    if faults == ():
        verdict = replace(verdict, unjudged=())
    findings = verdict_findings(verdict, flavour, where)
    if faults:
        message = (
            f"menurut {opinion.asked} belum memenuhi PDF/A: {shown(faults)}. Bandingkan dengan "
            "penilaian docgen, dan buat ulang dokumen asalnya bila perlu."
        )
        findings = (*findings, warning("pdfa-second-opinion", where, message))
    return findings, opinion


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """Pages of a file that are judged by themselves; ``with_marks`` its bookmarks as well."""

    pages: tuple[int, ...]
    with_marks: bool


def _judged_in_parts(
    file: Path, flavour: str, pages: JudgedPages, workers: Workers | None
) -> Verdict | None:
    """The verdict on what is not known; None when the file must be judged as a whole."""
    try:
        with working_folder() as folder:
            parts = list(_parts(pages.look_at(file), workers))
            if not parts or not all(_are_fit(file, flavour, parts, folder, workers)):
                return None
    except (*_DAMAGE, OSError):
        return None
    return Verdict()


def _parts(unjudged: Unjudged, workers: Workers | None) -> Iterator[_Excerpt]:
    """What of a file is to be judged, as even as can be; none when it is about all of it, and
    nobody would share the work."""
    many = len(unjudged.pages)
    count = min(workers.count if workers else 1, many // WORTHWHILE)
    if count < 2 and 2 * many > unjudged.of:
        return
    work = [0.0, *itertools.accumulate(1 + each / LINKS_A_PAGE for each in unjudged.links)]
    count = max(count, math.ceil(work[-1] / MOST), 1)
    inner = (bisect.bisect_left(work, work[-1] * number / count) for number in range(1, count))
    for number, (start, end) in enumerate(itertools.pairwise((0, *inner, many))):
        yield _Excerpt(unjudged.pages[start:end], unjudged.bookmarks and number == 0)


def _are_fit(
    file: Path, flavour: str, parts: Sequence[_Excerpt], folder: Path, workers: Workers | None
) -> Iterator[bool]:
    """Of each part whether nothing at all was found in it, judged by the workers if it is more
    than one."""

    def written(part: _Excerpt) -> Path:
        target = folder / f"{part.pages[0] if part.pages else 0}.pdf"
        write_excerpt(file, part.pages, target, bookmarks=part.with_marks)
        return target

    def alone(part: _Excerpt) -> bool:
        return is_faultless((Carried(written(part)), flavour))

    if workers is None or len(parts) == 1:
        yield from map(alone, parts)
        return
    task: Task[_Excerpt, tuple[Carried, str], bool] = Task(
        work=is_faultless,
        packed=lambda part: (workers.carry(written(part)), flavour),
        alone=alone,
        limits=pdf_limits(file.stat().st_size),
        portion=1,
        worthwhile=1,
    )
    with Ahead(workers, task, parts) as ahead:
        for _part, is_fit in ahead.results():
            yield is_fit is True


def is_faultless(given: tuple[Carried, str]) -> bool:
    """Whether nothing is found in a file of this flavour: what a worker is asked."""
    carried, flavour = given
    with carried.file() as path:
        return not any(_validated(path, flavour))


def verdict_findings(verdict: Verdict, flavour: str, where: Where) -> tuple[Finding, ...]:
    """A verdict on a file that docgen itself made, in words."""
    rules = shown([f"{rule}: {message}" for rule, message in verdict.unjudged])
    broken = (
        warning(
            "pdfa-violation",
            where,
            f"Belum memenuhi PDF/A-{flavour} ({rule}): {message}. Untuk arsip jangka panjang, "
            "simpan dokumen asalnya sebagai PDF/A lalu buat ulang.",
        )
        for rule, message in verdict.forbidden
    )
    unsure = (
        warning(
            "pdfa-unsure",
            where,
            f"Ada bagian yang tidak dapat dinilai menurut PDF/A-{flavour} ({rules}). Periksa "
            "berkas ini dengan veraPDF, atau pindai dokumen asalnya lalu buat ulang.",
        ),
    )
    return (*broken, *(unsure if verdict.unjudged else ()))


def flavour_of(file: Path | bytes) -> str:
    """``3b`` for a file that says that it is PDF/A-3, else ``2b``."""
    try:
        with pikepdf.open(_source(file)) as pdf:
            return WITH_FILES if xmp.part_of(xmp.read_packet(pdf)) == WITH_FILES[0] else PLAIN
    except pikepdf.PdfError:
        return PLAIN


def _validated(file: Path | bytes, flavour: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is forbidden, and what the validator does not know."""
    from pikepdf.pdfa import validate_written  # takes long to load

    problems = list(validate_written(_source(file), flavour).findings)
    if any(problem.rule.endswith(_EXTENSION_RULE) for problem in problems):
        problems = [each for each in problems if not each.rule.endswith(_EXTENSION_RULE)]
        data = file.read_bytes() if isinstance(file, Path) else file
        bare = validate_written(io.BytesIO(_without_described(data)), flavour)
        problems += [each for each in bare.findings if each.rule.endswith(_EXTENSION_RULE)]
    return _of_kind(problems, "violation"), _of_kind(problems, "unsupported")


def _of_kind(problems: Iterable[Said], kind: str) -> tuple[Problem, ...]:
    found = [(p.rule, f"{p.message} ({p.where})") for p in problems if p.kind == kind]
    return tuple(dict.fromkeys(found))


def _parted(problem: str) -> Problem:
    rule, _colon, message = problem.partition(": ")
    return rule, message


def _source(file: Path | bytes) -> Path | io.BytesIO:
    return io.BytesIO(file) if isinstance(file, bytes) else file


def _without_described(data: bytes) -> bytes:
    """The file without docgen's properties, or as it was when its packet does not describe them."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = xmp.read_packet(pdf)
            if not xmp.own_properties(root) <= xmp.described_properties(root):
                return data
            xmp.remove_properties(root)
            xmp.write_packet(pdf, root)
            target = io.BytesIO()
            pdf.save(target)
            return target.getvalue()
    except pikepdf.PdfError:
        return data
