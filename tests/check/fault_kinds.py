"""Kinds of damage to an office, as small functions, for the tables of faults."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from tests.check import damage
from tests.check.full_office import (
    BUNDLE,
    FORM,
    FULL,
    OTHER_FORM,
    OUT,
    SUMS,
    change_info,
    change_ledger,
    change_pdf,
    change_register,
    paper,
)
from tests.support.pdfs import scan_pdf

Damage = Callable[[Path], object]


@dataclass(frozen=True)
class Fault:
    """A kind of damage, the code that names it, and whether every record is made to agree."""

    code: str
    do: Damage
    agreeing: bool = False


def copies(kind: str, name: str = "undangan") -> Callable[[Path], Path]:
    return lambda root: paper(root, name, f"{kind}.pdf")


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def add(path: Path, data: bytes = b"\n") -> None:
    path.write_bytes(path.read_bytes() + data)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def each_copy(root: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    for path in paper(root, "edaran", "docx").parent.glob("edaran.*-*.pdf"):
        change_pdf(path, change)
    change_pdf(paper(root, "edaran", "arsip.pdf"), change)


def without_mark(root: Path) -> None:
    """A copy with all that it must say, but of pages that are not marked."""
    path = paper(root, "edaran", "asli-1.pdf")
    with pikepdf.open(path) as pdf:
        info = {key[8:]: str(pdf.docinfo[key]) for key in pdf.docinfo if "docgen:" in key}
    shutil.copy(paper(root, "edaran", "pdf"), path)
    change_info(path, **info)


def other_letter(root: Path) -> None:
    """The copy of another letter that says that it is of this one."""
    path = paper(root, "undangan", "asli-1.pdf")
    shutil.copy(paper(root, "edaran", "asli-1.pdf"), path)
    with pikepdf.open(paper(root, "undangan", "asli-2.pdf")) as pdf:
        version = str(pdf.docinfo["/docgen:version"])
    change_info(path, letter="undangan", version=version)


def resaved(path: Path) -> None:
    """The same document, zipped anew with one part more."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/baru.xml", "<x/>")


def is_picture(item: object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def other_scan(path: Path) -> None:
    """The picture of a page exchanged, everything else left."""
    scan = path.with_name("lain.pdf")
    scan.write_bytes(scan_pdf(120))
    with pikepdf.open(scan) as other, pikepdf.open(path, allow_overwriting_input=True) as pdf:
        (new,) = other.pages[0].get_images().values()
        (old,) = (each for each in pdf.objects if is_picture(each))
        old.write(new.read_raw_bytes(), filter=pikepdf.Name.DCTDecode)
        pdf.save(path)
    scan.unlink()


def no_unique_numbers(root: Path) -> None:
    change_register(root, """
        CREATE TABLE lama AS SELECT * FROM keluar; DROP TABLE keluar;
        ALTER TABLE lama RENAME TO keluar;
        UPDATE keluar SET nomor = '045/2/BKD/2025' WHERE surat = 'keluar/tte';
    """)  # fmt: skip


def edit_line(key: str, value: str) -> Damage:
    def change(lines: list[dict[str, str]]) -> None:
        lines[0][key] = value

    return lambda root: change_ledger(root, change)


def drop_line(root: Path) -> None:
    change_ledger(root, lambda lines: lines.pop(0))


def extra_line(root: Path) -> None:
    change_ledger(root, lambda lines: lines.append(lines[0] | {"berkas": f"{OUT}/lain.pdf"}))


def sums(change: Callable[[str], str]) -> Damage:
    def do(root: Path) -> None:
        path = root / SUMS
        path.write_text(change(path.read_text()))

    return do


def bundle(change: damage.Change) -> Damage:
    return lambda root: change_pdf(root / BUNDLE, change)


def set_register(column: str, value: str) -> Damage:
    statement = f"UPDATE keluar SET {column} = '{value}' WHERE surat = 'keluar/edaran'"
    return lambda root: change_register(root, statement)


def incoming(column: str, value: str) -> Damage:
    return lambda root: FULL.rewrite(root, masuk=[FORM | {column: value}, OTHER_FORM])
