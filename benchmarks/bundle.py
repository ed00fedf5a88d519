"""The archive bundle against the fastest plain merge, its size, and ten times as many documents.

A bundle of 1,000 one-page letters with cover, index, links, bookmarks, page labels, stamps and
PDF/A-2b, against pikepdf merging the 1,000 single PDFs and adding nothing. The bundle is made of
letters that were converted together, as ``docgen build`` does; the plain merge takes the same
letters converted one by one, as everybody else does. LibreOffice's conversion of letters and front
matter, and the validation of the result, are counted apart (and printed).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf

from benchmarks.letters import LEAN, contexts
from benchmarks.measure import print_ratio
from docgen.bundle import Front, Part, assemble, find_font, pdfa_findings, write_segments
from docgen.convert import Job, batch_names, convert_all, find_soffice
from docgen.findings import Where
from docgen.load.shipped import shipped
from docgen.model.office import Office
from docgen.render.placeholders.front_matter import IndexEntry, render_cover, render_index
from docgen.render.template import Template

FEW, MANY, RUNS = 1_000, 10_000, 5
GROUPS = 5
# What a bundle of 10,000 documents may take, KiB.
MEMORY = 500_000_000 / 1024
TITLE = "Arsip Surat Keluar 2026"
OFFICE = Office(kunci="a", pemerintah="Pemerintah Kota Contoh", nama="Badan Kepegawaian")


def write_letters(folder: Path, count: int) -> list[Path]:
    """The letters as .docx."""
    template = Template(shipped(LEAN.file).read_bytes(), LEAN)
    paths = []
    for number, context in enumerate(contexts(count)):
        paths.append(folder / f"{number:05}.docx")
        paths[-1].write_bytes(template.render(context))
    return paths


def convert(jobs: Sequence[Job], soffice: Path, what: str) -> None:
    """Convert, and say how long it took."""
    start = time.perf_counter()
    for outcome in convert_all(jobs, soffice):
        if outcome.finding or outcome.hint:
            raise RuntimeError(str(outcome.finding or outcome.hint))
    print(f"LibreOffice, {what}: {time.perf_counter() - start:.1f} s", file=sys.stderr)


def parts_of(folder: Path, count: int) -> list[Part]:
    """The letters as parts of a bundle."""
    return [
        Part(
            id=f"surat.{n}", title=f"800.1.7/{n}/BKD/2026 Permintaan data {n}",
            group=f"Kelompok {n * GROUPS // count + 1}", path=folder / f"{n:05}.pdf",
        )
        for n in range(count)
    ]  # fmt: skip


def make_front(folder: Path, count: int, soffice: Path) -> Front:
    """Cover and index for as many letters."""
    entries = [
        IndexEntry(
            id=part.id,
            group=part.group,
            number=f"800.1.7/{n}/BKD/2026",
            date="6 Januari 2026",
            description=part.title,
            pages=1,
            page=n,
        )
        for n, part in enumerate(parts_of(folder, count), 1)
    ]
    made = (
        render_cover(_template("sampul"), TITLE, "", entries, OFFICE, None),
        *render_index(_template("daftar_isi"), TITLE, entries),
    )
    jobs = []
    for number, data in enumerate(made):
        source = folder / f"front-{count}-{number}.docx"
        source.write_bytes(data)
        jobs.append(Job(source, source.with_suffix(".pdf"), source.stem))
    convert(jobs, soffice, f"front matter of {count}")
    cover, *index = (job.target for job in jobs)
    return Front(cover, tuple(index))


def _template(name: str) -> Template:
    path = f"templates/{name}.docx"
    return Template(shipped(path).read_bytes(), Where(path))


def bind(folder: Path, front: Front, count: int, target: Path) -> None:
    """Make the bundle."""
    font = find_font(os.environ)
    with tempfile.TemporaryDirectory() as segments:
        volumes = write_segments(parts_of(folder, count), Path(segments), font, title=TITLE)
        assemble(volumes, 1, [front], target, title=TITLE, font=font)


def merge(paths: Sequence[Path], target: Path) -> None:
    """The plain merge."""
    with pikepdf.new() as pdf:
        sources = []
        for path in paths:
            source = pikepdf.open(path)
            sources.append(source)
            pdf.pages.extend(source.pages)
        pdf.save(target)
        for source in sources:
            source.close()


def seconds(work: Callable[[], None]) -> float:
    """How long it takes, with the giving back of its memory."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(folder: Path, singles: Sequence[Path], front: Front) -> tuple[float, float]:
    """Bundle over merge in time, the median of runs in turn, and merge over bundle in size."""
    ratios = []
    bundle, plain = folder / "bundle.pdf", folder / "plain.pdf"
    for _ in range(RUNS):
        merged = seconds(lambda: merge(singles, plain))
        bound = seconds(lambda: bind(folder, front, FEW, bundle))
        print(f"bundle {bound:.2f} s, plain merge {merged:.2f} s", file=sys.stderr)
        ratios.append(bound / merged)
    sizes = plain.stat().st_size / bundle.stat().st_size
    return statistics.median(ratios), sizes


def measured(folder: Path, front: Front, count: int) -> tuple[float, float]:
    """Seconds and most memory (KiB) of a process of its own that makes a bundle."""
    papers = map(str, (front.cover, *front.index))
    command = [sys.executable, "-m", "benchmarks.bundle", str(folder), str(count), *papers]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    took, memory = map(float, done.stdout.split())
    return took, memory


def _alone(folder: str, count: str, cover: str, *index: str) -> None:
    import resource  # not on Windows

    front = Front(Path(cover), tuple(map(Path, index)))
    target = Path(folder, "alone.pdf")
    took = seconds(lambda: bind(Path(folder), front, int(count), target))
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    """Print the ratios; with arguments, make one bundle and print its time and memory."""
    if len(sys.argv) > 1:
        _alone(*sys.argv[1:])
        return
    soffice = find_soffice(os.environ)
    if soffice is None:
        sys.exit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        folder, single = Path(temporary, "joined"), Path(temporary, "single")
        folder.mkdir()
        single.mkdir()
        sources = write_letters(folder, MANY)
        targets = [single / f"{path.stem}.pdf" for path in sources[:FEW]]
        pairs = zip(sources, targets, strict=False)
        convert([Job(a, b, a.stem) for a, b in pairs], soffice, f"{FEW} letters one by one")
        batches = zip(sources, batch_names("bench", MANY), strict=True)
        jobs = [
            Job(path, path.with_suffix(".pdf"), path.stem, batch=name) for path, name in batches
        ]
        convert(jobs, soffice, f"{MANY} letters together")
        few, many = (make_front(folder, count, soffice) for count in (FEW, MANY))
        time_ratio, size_ratio = in_turn(folder, targets, few)
        print_ratio("bundle_docgen_over_pikepdf_plain_merge", time_ratio)
        print_ratio("bundle_size_plain_over_docgen", size_ratio)
        short = statistics.median(measured(folder, few, FEW)[0] for _ in range(RUNS))
        long, memory = measured(folder, many, MANY)
        print_ratio("bundle_time_10k_over_1k", long / short)
        print(f"{MANY} documents: {long:.1f} s, {memory / 1024:.0f} MiB", file=sys.stderr)
        print_ratio("bundle_rss_10k_over_500mb", memory / MEMORY)
        start = time.perf_counter()
        findings = pdfa_findings(folder / "bundle.pdf", Where("bundle.pdf"))
        print(f"validation: {time.perf_counter() - start:.1f} s", file=sys.stderr)
        if findings:
            raise RuntimeError(str(findings[0]))


if __name__ == "__main__":
    main()
