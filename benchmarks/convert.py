"""PDFs: joined batches against two plain LibreOffice processes with 100 files a call.

Both convert the same 300 letters with two workers. The usual template is saved by python-docx with
all the styles it brings; the lean one is the shipped surat pengantar. The sizes are those of the
PDFs that LibreOffice makes one by one, together, and of the joined ones as a bundle holds them: in
one file, with identical streams stored once. unoserver gets the usual letters one by one, from its
own client (:mod:`~benchmarks.unoserver`); its server runs already.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from benchmarks import unoserver
from benchmarks.letters import LEAN, USUAL, contexts, usual_template
from benchmarks.measure import print_ratio
from docgen.bundle.pdf.dedupe import share_streams
from docgen.convert import Job, batch_names, convert_all, find_soffice
from docgen.convert.jobs import Kind
from docgen.convert.libreoffice.soffice import RESTART_CODE, export_options
from docgen.findings import Where
from docgen.load.shipped import shipped
from docgen.render.template import Template

LETTERS, RUNS, WORKERS, A_CALL = 300, 3, 2, 100


def write_letters(data: bytes, where: Where, folder: Path) -> list[Path]:
    """The letters as .docx."""
    template = Template(data, where)
    paths = []
    for number, context in enumerate(contexts(LETTERS)):
        paths.append(folder / f"{number:03}.docx")
        paths[-1].write_bytes(template.render(context))
    return paths


def with_docgen(soffice: Path, sources: Sequence[Path], folder: Path, *, joined: bool) -> None:
    """Convert as ``docgen build`` does; or letter by letter."""
    names = batch_names("bench", len(sources)) if joined else [""] * len(sources)
    jobs = [
        Job(source, folder / f"{source.stem}.pdf", source.stem, batch=name)
        for source, name in zip(sources, names, strict=True)
    ]
    for outcome in convert_all(jobs, soffice, workers=WORKERS):
        if outcome.finding or outcome.hint:
            raise RuntimeError(str(outcome.finding or outcome.hint))


def with_plain(soffice: Path, sources: Sequence[Path], folder: Path) -> None:
    """Two processes side by side, each with a profile and half of the files, 100 a call.

    As its manual has it, and to the same kind of PDF; the first start makes the profile.
    """

    def work(number: int) -> None:
        mine = sources[number::WORKERS]
        for start in range(0, len(mine), A_CALL):
            target = folder / f"out-{number}-{start}"
            target.mkdir()
            command = [
                soffice, f"-env:UserInstallation={(folder / f'profile-{number}').as_uri()}",
                "--headless", "--convert-to",
                f"pdf:{Kind.WRITER.value}:{export_options()}",
                "--outdir", target, *mine[start : start + A_CALL],
            ]  # fmt: skip
            while subprocess.run(command, capture_output=True).returncode == RESTART_CODE:
                pass

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = len(list(folder.glob("out-*/*.pdf")))
    if made != len(sources):
        raise RuntimeError(f"{made} of {len(sources)} PDFs")


def ratio(soffice: Path, sources: Sequence[Path]) -> float:
    """How many times longer plain processes take: the median of several runs in turn."""
    ratios = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            start = time.perf_counter()
            with_docgen(soffice, sources, Path(one), joined=True)
            between = time.perf_counter()
            with_plain(soffice, sources, Path(other))
            end = time.perf_counter()
        docgen, plain = between - start, end - between
        print(f"docgen {docgen:.1f} s, plain {plain:.1f} s", file=sys.stderr)
        ratios.append(plain / docgen)
    return statistics.median(ratios)


def unoserver_ratio(soffice: Path, sources: Sequence[Path]) -> float:
    """How many times longer unoserver takes: the median of several runs in turn."""
    ratios = []
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        unoserver.running(Path(home)) as server,
    ):
        server.convert(sources[:1], Path(home))  # the first pays for the start
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
                start = time.perf_counter()
                with_docgen(soffice, sources, Path(one), joined=True)
                between = time.perf_counter()
                server.convert(sources, Path(other))
                end = time.perf_counter()
            docgen, other_time = between - start, end - between
            print(f"docgen {docgen:.1f} s, unoserver {other_time:.1f} s", file=sys.stderr)
            ratios.append(other_time / docgen)
    return statistics.median(ratios)


def size_ratio(soffice: Path, sources: Sequence[Path]) -> float:
    """How many times larger the PDFs are that were converted one by one."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        with_docgen(soffice, sources, Path(one), joined=True)
        with_docgen(soffice, sources, Path(other), joined=False)
        single = sum(path.stat().st_size for path in Path(other).glob("*.pdf"))
        return single / merged_size(Path(one))


def merged_size(folder: Path) -> int:
    """The size of all PDFs of a folder as one, bytes; without tags, as in a bundle."""
    with pikepdf.new() as pdf:
        for path in sorted(folder.glob("*.pdf")):
            with pikepdf.open(path) as letter:
                for page in letter.pages:
                    if "/StructParents" in page.obj:
                        del page.obj.StructParents
                pdf.pages.extend(letter.pages)
        share_streams(pdf)
        target = folder / "merged"
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.stat().st_size


def main() -> None:
    """Print the ratios."""
    soffice = find_soffice(os.environ)
    if soffice is None:
        sys.exit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        usual, lean = Path(folder, "usual"), Path(folder, "lean")
        usual.mkdir()
        lean.mkdir()
        usual_letters = write_letters(usual_template(), USUAL, usual)
        lean_letters = write_letters(shipped(LEAN.file).read_bytes(), LEAN, lean)
        print_ratio("pdf_soffice_pool_over_docgen", ratio(soffice, usual_letters))
        print_ratio("pdf_soffice_pool_over_docgen_lean", ratio(soffice, lean_letters))
        if reason := unoserver.missing():
            print(f"{reason}: pdf_unoserver_over_docgen not measured", file=sys.stderr)
        else:
            print_ratio("pdf_unoserver_over_docgen", unoserver_ratio(soffice, usual_letters))
        print_ratio("pdf_size_single_over_joined", size_ratio(soffice, lean_letters))


if __name__ == "__main__":
    main()
