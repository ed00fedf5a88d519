"""Each reader of docgen with a small office in which it reads what chance has changed.

The corpus is what the tests' own builders make, and the little that ``corpus/`` keeps.
"""

from __future__ import annotations

import contextlib
import csv
import io
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import bagit

from docgen.bundle.foreign.take_in import take_in
from docgen.cli import run
from docgen.errors import DocgenError
from docgen.findings import Where
from docgen.load.legacy.file import read_file
from tests.fuzz import mutate
from tests.fuzz.make_corpus import CERTIFICATE, SIGNED
from tests.support.hostile_pdfs import plain, saved
from tests.support.legacy import excel as legacy_excel
from tests.support.legacy import word as legacy_word
from tests.support.legacy.own import ORIGIN, SEEDS, spec_of
from tests.support.legacy.plan import Plan, make_plan
from tests.support.office import HEAD_OF_OFFICE, OUTGOING, Office, letter
from tests.support.pdfs import scan_pdf
from tests.support.workspaces import ROOT

DRY, CHECK = ("build", "--dry-run"), ("check",)
RENDER = ("letters", "render")


@dataclass(frozen=True)
class Target:
    """A reader: what it reads, where that stands in its office, and the commands that read it."""

    make: Callable[[Path], None]
    place: str
    mutate: mutate.Mutate
    commands: tuple[tuple[str, ...], ...]

    def prepare(self, root: Path) -> bytes:
        """Make the office; the bytes that are to be changed."""
        self.make(root)
        return (root / self.place).read_bytes()

    def read(self, root: Path, data: bytes) -> str:
        """Let every command read other bytes; what they said. Raises what docgen lets through."""
        (root / self.place).write_bytes(data)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            for words in self.commands:
                if words == ("sop", "import"):
                    read_file(data, self.place, dict(ORIGIN))
                    continue
                if words == ("take in",):
                    _take_in(root / self.place)
                    continue
                code = run(self._in(root, words))
                assert 0 <= code <= 5, code
        return said.getvalue()

    def _in(self, root: Path, words: tuple[str, ...]) -> list[str]:
        """The words of a command with the folder or the file that it is about."""
        if words[-1] == self.place:
            return [*words[:-1], str(root / self.place)]
        return [*words, str(root)] if words == CHECK else [*words, "-C", str(root)]


def _take_in(path: Path) -> None:
    with TemporaryDirectory() as folder, contextlib.suppress(DocgenError):
        take_in(path, Path(folder, "salinan.pdf"), Where(path.name))


OFFICE = Office().table("ubah_pdf", mesin="embedded").letters("keluar", letter("a"), letter("b"))


def office(more: Office = OFFICE, built: bool = False) -> Callable[[Path], None]:
    """Writes an office, and builds it where its outputs are read."""

    def make(root: Path) -> None:
        more.write(root)
        if built:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(
                io.StringIO()
            ):  # fmt: skip
                assert run(["build", "-q", "--ya", "-C", str(root)]) == 0

    return make


def with_file(path: str, data: bytes, **cells: object) -> Callable[[Path], None]:
    """An office one of whose letters names a file."""
    named = Office().table("ubah_pdf", mesin="embedded").letters("keluar", letter("a", **cells))
    return office(named.files({path: data}))


def profile() -> Office:
    """An office with a profile of its own: that of the sample."""
    return OFFICE.profile((ROOT / "docgen/load/profiles/default.toml").read_text(encoding="utf-8"))


def with_csv(root: Path) -> None:
    """An office whose rows stand in a .csv."""
    OFFICE.table(
        "letters.keluar", template="templates/surat_dinas.docx", data="data/surat.csv"
    ).write(root)
    (root / "data").mkdir(exist_ok=True)
    (root / "data/surat.csv").write_bytes(_csv(letter("a"), letter("b")))
    (root / "data/surat.pejabat.csv").write_bytes(_csv(HEAD_OF_OFFICE))


def _csv(*rows: Mapping[str, object]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def bag(root: Path) -> None:
    """A bag with a signed paper in it."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SIGNED, root / "surat.pdf")
    bagit.make_bag(str(root), checksums=["sha256"])


def pdf() -> bytes:
    """A few plain pages, in objects that can be seen."""
    with plain(3) as made:
        return saved(made)


def _plan() -> Plan:
    return make_plan(spec_of(SEEDS[0]), random.Random(1))


def targets() -> Mapping[str, Target]:
    """All readers by name."""
    enclosed = {"berkas_lampiran": "x.pdf", "lampiran": "1 (satu) berkas"}
    spec = OFFICE.sop("uji", *sorted((ROOT / "sop_specs").glob("*.yaml"))[:1])
    name = next(iter(sorted((ROOT / "sop_specs").glob("*.yaml")))).name
    signed_office = (
        Office().table("ubah_pdf", mesin="embedded")
        .letters("keluar", letter("a", berkas_ttd="ttd/a.pdf", cara_ttd="elektronik"))
        .files({"ttd/a.pdf": SIGNED, "sertifikat/a.pem": CERTIFICATE})
    )  # fmt: skip
    return {
        "spec": Target(office(spec), f"sop_specs/{name}", mutate.of_text, (DRY,)),
        "docgen.toml": Target(office(), "docgen.toml", mutate.of_text, (DRY,)),
        "profile": Target(office(profile()), "profil/uji.toml", mutate.of_text, (DRY,)),
        "workbook": Target(office(), OUTGOING, mutate.of_package, (DRY,)),
        "csv": Target(with_csv, "data/surat.csv", mutate.of_text, (DRY,)),
        "template": Target(
            office(), "templates/surat_dinas.docx", mutate.of_package, (RENDER,)
        ),
        "foreign PDF": Target(
            with_file("x.pdf", pdf(), **enclosed), "x.pdf", mutate.of_pdf,
            (DRY, ("take in",), ("check", "x.pdf")),
        ),
        "scan": Target(
            with_file("x.pdf", scan_pdf(40), **enclosed), "x.pdf", mutate.of_pdf,
            (DRY, ("take in",)),
        ),
        "signed PDF": Target(
            office(signed_office), "ttd/a.pdf", mutate.of_pdf, (DRY, ("check", "ttd/a.pdf")),
        ),
        "certificate": Target(office(signed_office), "sertifikat/a.pem", mutate.of_text, (DRY,)),
        "legacy document": Target(
            with_file("x.docx", legacy_word.write(_plan(), "wps", random.Random(1))), "x.docx",
            mutate.of_package, (("sop", "import"),),
        ),
        "legacy workbook": Target(
            with_file("x.xlsx", legacy_excel.write(_plan())), "x.xlsx", mutate.of_package,
            (("sop", "import"),),
        ),
        "register": Target(
            office(built=True), "register/agenda.db", mutate.of_database,
            (("register", "list"), DRY, CHECK),
        ),
        "ledger": Target(office(built=True), "output/copies.json", mutate.of_text, (CHECK, DRY)),
        "checksums": Target(office(built=True), "output/SHA256SUMS", mutate.of_text, (CHECK,)),
        "state": Target(office(built=True), "output/.docgen.db", mutate.of_database, (RENDER,)),
        "bag": Target(bag, "manifest-sha256.txt", mutate.of_text, (CHECK,)),
        "paper in a bag": Target(bag, "data/surat.pdf", mutate.of_pdf, (CHECK,)),
    }  # fmt: skip


def changed(target: Target, data: bytes, name: str, seed: int, number: int) -> bytes:
    """The ``number``-th change of a reader's file."""
    return target.mutate(data, random.Random(f"{seed}/{name}/{number}"))


def restore(made: Path, root: Path) -> None:
    """The office as it was before anything read it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(made, root)
