"""A small office's workspace as data: what its ``docgen.toml``, its sheets and its folders hold.

Each method gives another office with something more in it; nothing is on the disk until it is
written::

    TWO = (
        Office("dinas", nama="Dinas Sosial")
        .letters("keluar", letter("a"), letter("b", tujuan="Camat Selatan", tanggal_ttd=""))
        .bundle("arsip", judul="Arsip 2025", isi=["letters.*"])
    )
    root = TWO.write(tmp_path / "kantor")
    TWO.rewrite(root, keluar=[letter("a", hal="Lain")])  # the same office, other rows
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from tests.support.workbooks import write_book
from tests.support.workspaces import ROOT

Row = Mapping[str, object]
IDENTITY = {
    "pemerintah": "Pemerintah Kota Contoh", "nama": "Badan Kepegawaian", "kota": "Contoh",
}  # fmt: skip
HEAD_OF_OFFICE = {
    "kunci": "kepala", "nama": "Ratna, S.H.", "jabatan": "Kepala Badan", "pangkat": "Pembina",
    "golongan": "IV/a", "nip": "197105141996032001",
}  # fmt: skip
OUTGOING, INCOMING = "data/surat.xlsx", "data/masuk.xlsx"
# Templates that no table of docgen.toml names.
UNNAMED = {
    "sop": ("sop",), "bundle": ("sampul", "daftar_isi"), "label": ("label",),
    "book": ("buku_sop", "daftar_isi_sop", "penjelasan_sop"),
}  # fmt: skip


def letter(name: str, **cells: object) -> dict[str, object]:
    """The row of a signed and numbered letter, as usual but for ``cells``."""
    return {
        "id": name, "klasifikasi": "045", "tanggal_ttd": "6 Januari 2025",
        "tanggal_nomor": "6 Januari 2025", "hal": f"Hal {name}", "lampiran": "-",
        "tujuan": "Camat Utara", "tembusan": "", "penandatangan": "kepala",
        "pembuka": "Dengan hormat,", "isi": "kami undang Saudara ke rapat di aula.",
        "penutup": "Terima kasih.",
    } | cells  # fmt: skip


def incoming(name: str, **cells: object) -> dict[str, object]:
    """The row of a letter that came in and was passed on, as usual but for ``cells``."""
    return {
        "id": name, "nomor_agenda": "001", "tanggal_terima": "8 Januari 2025",
        "pengirim": "Dinas Pendidikan", "tanggal_surat": "6 Januari 2025",
        "nomor_surat": "005/1/DP/2025", "hal": f"Hal {name}",
        "diteruskan_kepada": "Sekretaris", "instruksi": "Untuk diketahui",
        "tanggal_disposisi": "9 Januari 2025", "penandatangan": "kepala",
    } | cells  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its columns are those that its rows name, in that order."""

    book: str
    rows: tuple[Row, ...]
    heads: tuple[str, ...] = ()

    def filled(self, rows: tuple[Row, ...]) -> Sheet:
        """The sheet with other rows; without any it keeps its heads."""
        heads = tuple(dict.fromkeys(name for row in rows for name in row))
        return replace(self, rows=rows, heads=heads or self.heads)

    @property
    def lines(self) -> Iterator[tuple[object, ...]]:
        """The heads, then the cells of each row."""
        yield self.heads
        for row in self.rows:
            yield tuple(row.get(head) for head in self.heads)


class Office:
    """An office with one kop and one official who signs, until more is said."""

    def __init__(self, key: str = "bkd", **identity: str) -> None:
        self._tables: dict[str, dict[str, Any]] = {}
        self._sheets: dict[str, Sheet] = {}
        self._officials: tuple[Row, ...] = (HEAD_OF_OFFICE,)
        self._profile: str | None = None
        self._files: dict[str, bytes | Path] = {}
        self._tables[f"office.{key}"] = IDENTITY | {"kode": key.upper()} | identity

    # --- what it has -----------------------------------------------------------------------

    def kop(self, key: str, **identity: str) -> Self:
        """One more kop."""
        return self.table(f"office.{key}", **(IDENTITY | {"kode": key.upper()} | identity))

    def officials(self, *rows: Row) -> Self:
        """Those who sign, in place of the usual one."""
        other = self._copy()
        other._officials = rows
        return other

    def letters(
        self, name: str, *rows: Row, template: str = "surat_dinas", book: str = OUTGOING,
        **values: Any,
    ) -> Self:  # fmt: skip
        """A set of letters, on a sheet of its own name."""
        return self._set("letters", name, rows, template, book, values)

    def incoming(
        self, name: str, *rows: Row, template: str = "lembar_disposisi", book: str = INCOMING,
        **values: Any,
    ) -> Self:  # fmt: skip
        """A set of letters that came in, with their dispositions."""
        return self._set("disposisi", name, rows, template, book, values)

    def items(self, *rows: Row, book: str = OUTGOING) -> Self:
        """What its cover letters go with."""
        return self._sheet("butir", book, rows)

    def sop(self, name: str, *specs: Path, folder: str = "sop_specs") -> Self:
        """A set of SOPs: the specs in a folder."""
        placed = {f"{folder}/{path.name}": path for path in specs}
        return self.table(f"sop.{name}", specs=[f"{folder}/*.yaml"]).files(placed)

    def bundle(self, name: str, **values: Any) -> Self:
        """An archive bundle."""
        return self.table(f"bundle.{name}", **values)

    def label(self, name: str, **values: Any) -> Self:
        """A set of labels."""
        return self.table(f"label.{name}", **values)

    def table(self, name: str, **values: Any) -> Self:
        """Any other table of ``docgen.toml``."""
        other = self._copy()
        other._tables[name] = values
        return other

    def profile(self, text: str) -> Self:
        """A profile of its own."""
        other = self._copy()
        other._profile = text
        return other

    def files(self, files: Mapping[str, bytes | Path]) -> Self:
        """Other files, by their paths in the workspace: their bytes, or what to copy."""
        other = self._copy()
        other._files |= files
        return other

    # --- on the disk -----------------------------------------------------------------------

    def write(self, root: Path) -> Path:
        """The whole workspace; returns its folder."""
        root.mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        self.configure(root)
        for book in dict.fromkeys(sheet.book for sheet in self._sheets.values()):
            self._write_book(root, book)
        return root

    def rewrite(self, root: Path, **sheets: list[Row]) -> None:
        """Other rows on these sheets of a workspace; only their workbooks are written anew."""
        other = self._copy()
        for name, rows in sheets.items():
            other._sheets[name] = self._sheets[name].filled(tuple(rows))
        for book in {self._sheets[name].book for name in sheets}:
            other._write_book(root, book)

    def configure(self, root: Path) -> None:
        """``docgen.toml`` and the profile anew, and those templates that are not there yet."""
        (root / "docgen.toml").write_text(self.config, encoding="utf-8")
        if self._profile is not None:
            (root / "profil").mkdir(exist_ok=True)
            (root / "profil/uji.toml").write_text(self._profile, encoding="utf-8")
        for name in self._templates():
            (root / "templates").mkdir(exist_ok=True)
            if not (root / name).exists():
                shutil.copy(ROOT / name, root / name)

    @property
    def config(self) -> str:
        """The text of its ``docgen.toml``."""
        lines = [] if self._profile is None else ['profil = "uji"']
        for name, values in self._tables.items():
            lines.append(f"[{name}]")
            lines += [f"{key} = {toml(value)}" for key, value in values.items()]
        return "\n".join(lines) + "\n"

    # --- inside ----------------------------------------------------------------------------

    def _copy(self) -> Self:
        other = copy.copy(self)
        other._tables, other._sheets = dict(self._tables), dict(self._sheets)
        other._files = dict(self._files)
        return other

    def _set(
        self, kind: str, name: str, rows: tuple[Row, ...], template: str, book: str,
        values: dict[str, Any],
    ) -> Self:  # fmt: skip
        named = {"template": f"templates/{template}.docx", "data": f"{book}#{name}"}
        return self.table(f"{kind}.{name}", **(named | values))._sheet(name, book, rows)

    def _sheet(self, name: str, book: str, rows: tuple[Row, ...]) -> Self:
        other = self._copy()
        other._sheets[name] = Sheet(book, ()).filled(rows)
        return other

    def _write_book(self, root: Path, book: str) -> None:
        sheets = {name: sheet.lines for name, sheet in self._sheets.items() if sheet.book == book}
        sheets["pejabat"] = Sheet(book, ()).filled(self._officials).lines
        write_book(root / book, **sheets)

    def _templates(self) -> Iterator[str]:
        """What its tables name of the repository's templates, and what they need unnamed."""
        for name, values in self._tables.items():
            yield from (
                value
                for value in values.values()
                if str(value).startswith("templates/") and (ROOT / value).is_file()
            )
            for other in UNNAMED.get(name.partition(".")[0], ()):
                yield f"templates/{other}.docx"


def toml(value: object) -> str:
    """A value as TOML writes it."""
    match value:
        case dict():
            return f"{{{', '.join(f'{key} = {toml(each)}' for key, each in value.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)
