"""Each hostile input in each way in which docgen meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.hostile.nodes import NODES
from tests.support.hostile.packages import BOOKS, PICTURES, WORDS
from tests.support.hostile.pdfs import PDFS
from tests.support.hostile.texts import CSVS, JSONS, RECORDS, TOMLS, YAMLS
from tests.support.office import Office, letter
from tests.support.workspaces import ROOT

Make = Callable[[Path], None]
# These need LibreOffice.
CONVERTING = ("bundled PDF", "convert a document", "convert a workbook", "enclosed document")


@dataclass(frozen=True)
class Case:
    """``make`` puts the input where the way wants it; ``way`` gives the command's words."""

    name: str
    place: str
    office: Office | None
    make: Make
    words: tuple[str, ...]

    def prepare(self, folder: Path) -> list[str]:
        """Make everything under ``folder``; what to call docgen with, in that folder."""
        if self.office:
            self.office.write(folder)
        path = folder / self.place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            path.unlink()
        self.make(path)
        return list(self.words)


def written(make: Callable[[], bytes]) -> Make:
    return lambda path: void(path.write_bytes(make()))


def void(_result: object) -> None:
    return None


def office() -> Office:
    return Office().table("ubah_pdf", mesin="embedded").letters("keluar", letter("a"))


def signed(path: str) -> Office:
    return Office().table("ubah_pdf", mesin="embedded").letters(
        "keluar", letter("a", berkas_ttd=path)
    )  # fmt: skip


def enclosing(path: str) -> Office:
    return Office().table("ubah_pdf", mesin="embedded").letters(
        "keluar", letter("a", berkas_lampiran=path, lampiran="1 (satu) berkas")
    )  # fmt: skip


def bundling(path: str) -> Office:
    """Only an engine that makes PDF/A makes bundles."""
    return Office().bundle("arsip", judul="Arsip", tambahan=[path])


def with_template() -> Office:
    return office().letters("lain", letter("b"), template="lain")


def tabled(path: str) -> Office:
    return Office().table("ubah_pdf", mesin="embedded").letters("keluar", letter("a")).table(
        "letters.keluar", template="templates/surat_dinas.docx", data=path
    )  # fmt: skip


BUILD = ("build", "--json")
# A way: where the input stands, the office around it, the words of the command.
Way = tuple[str, Callable[[], Office | None], tuple[str, ...]]


def no_office() -> None:
    return None


WAYS: Mapping[str, Way] = {
    "check a PDF": ("x.pdf", no_office, ("check", "x.pdf", "--json")),
    "signed paper": ("ttd/x.pdf", lambda: signed("ttd/x.pdf"), BUILD),
    "enclosed PDF": ("lampiran/x.pdf", lambda: enclosing("lampiran/x.pdf"), BUILD),
    "bundled PDF": ("luar/x.pdf", lambda: bundling("luar/x.pdf"), BUILD),
    "scan": ("ttd/x.png", lambda: signed("ttd/x.png"), BUILD),
    "enclosed picture": ("lampiran/x.png", lambda: enclosing("lampiran/x.png"), BUILD),
    "letterhead": (
        "logo.png", lambda: Office("bkd", logo="logo.png").letters("keluar", letter("a")), BUILD,
    ),
    "convert a document": ("x.docx", no_office, ("convert", "x.docx", "--json")),
    "convert a workbook": ("x.xlsx", no_office, ("convert", "x.xlsx", "--json")),
    "legacy document": ("x.docx", no_office, ("sop", "import", "x.docx", "--json")),
    "legacy workbook": ("x.xlsx", no_office, ("sop", "import", "x.xlsx", "--json")),
    "template": ("templates/lain.docx", with_template, BUILD),
    "check a template": (
        "templates/lain.docx", with_template,
        ("template", "check", "templates/lain.docx", "--json"),
    ),
    "enclosed document": ("lampiran/x.docx", lambda: enclosing("lampiran/x.docx"), BUILD),
    "workbook of letters": ("data/surat.xlsx", office, BUILD),
    "csv of letters": ("data/s.csv", lambda: tabled("data/s.csv"), BUILD),
    "json of letters": ("data/s.json", lambda: tabled("data/s.json"), BUILD),
    "yaml of letters": ("data/s.yaml", lambda: tabled("data/s.yaml"), BUILD),
    "docgen.toml": ("docgen.toml", office, BUILD),
    "profile": ("profil/uji.toml", lambda: office().profile(""), BUILD),
    "check a spec": ("x.yaml", no_office, ("sop", "check", "x.yaml", "--json")),
    "check a workbook of a SOP": ("x.xlsx", no_office, ("sop", "check", "x.xlsx", "--json")),
    "spec": (
        "sop_specs/x.yaml",
        lambda: office().sop("skp", ROOT / "sop_specs/sungai-penuh-skp.yaml"), BUILD,
    ),
    "ledger": ("output/copies.json", office, ("check", "--json")),
    "state": ("output/.docgen.db", office, BUILD),
    "old state": ("output/.docgen.json", office, BUILD),
    "register": ("register/agenda.db", office, ("register", "list", "--json")),
    "register in a build": ("register/agenda.db", office, BUILD),
    "lock": ("register/agenda.db.lock", office, BUILD),
}  # fmt: skip

EVERY: Mapping[str, Mapping[str, Callable[[], bytes]]] = {
    "check a PDF": PDFS, "signed paper": PDFS, "bundled PDF": PDFS,
    "enclosed PDF": PDFS,
    "scan": PICTURES, "enclosed picture": PICTURES, "letterhead": PICTURES,
    "convert a document": WORDS, "template": WORDS, "check a template": WORDS,
    "enclosed document": WORDS, "legacy document": WORDS, "legacy workbook": BOOKS,
    "convert a workbook": BOOKS, "workbook of letters": BOOKS,
    "check a workbook of a SOP": BOOKS,
    "csv of letters": CSVS, "json of letters": JSONS, "yaml of letters": YAMLS,
    "docgen.toml": TOMLS, "profile": TOMLS, "check a spec": YAMLS, "spec": YAMLS,
    "ledger": RECORDS, "old state": RECORDS, "state": RECORDS, "register": RECORDS,
    "register in a build": RECORDS, "lock": RECORDS,
}  # fmt: skip


# Where the same reader was asked already, every third of them will do.
AGAIN = frozenset({
    "enclosed PDF", "enclosed picture", "check a template", "enclosed document", "profile", "spec",
    "yaml of letters", "old state", "register in a build", "lock", "check a workbook of a SOP",
})  # fmt: skip
STEP = 3


def cases() -> Iterator[Case]:
    for turn, (way, (place, around, words)) in enumerate(WAYS.items()):
        makes = list(EVERY[way].items())
        makes = makes[turn % STEP :: STEP] if way in AGAIN else makes
        found: dict[str, Make] = {name: written(make) for name, make in makes}
        nodes = list(NODES)
        for name in ("fifo", "sparse", nodes[turn % len(nodes)]):
            found[name] = NODES[name]
        for name, make in found.items():
            yield Case(f"{way}: {name}", place, around(), make, words)
