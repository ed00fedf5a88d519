"""What is asked before a workspace is made, with an answer for whoever has none yet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from docgen.choices import LETTER_SIZES, USUAL_PAPERS
from docgen.findings import Finding, Where, error
from docgen.load.names import is_safe_name
from docgen.model.file_kinds import really
from docgen.model.office import EXAMPLE_KOP
from docgen.model.workspace import Numbering
from docgen.numbering import pattern_findings
from docgen.outside.files import read_bytes
from docgen.outside.pictures import too_large

LOGOS = {"PNG": ".png", "JPEG": ".jpg"}
USUAL_KEY = "kantor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """An office, its letterhead and numbers, and which papers (``PAPERS_OF_OFFICES``) it makes."""

    pemerintah: str = EXAMPLE_KOP["pemerintah"]
    kantor: str = EXAMPLE_KOP["nama"]
    alamat: str = EXAMPLE_KOP["alamat"]
    kontak: str = ""
    kota: str = "Contoh"
    kode: str = "DINAS"
    logo: Path | None = None
    kertas: str = LETTER_SIZES[0]
    pola: str = Numbering().pola
    naskah: tuple[str, ...] = USUAL_PAPERS

    @property
    def key(self) -> str:
        """How docgen.toml calls the office."""
        key = self.kode.lower()
        return key if is_safe_name(key) and "." not in key else USUAL_KEY

    def has(self, *papers: str) -> bool:
        """Whether it makes one of these papers."""
        return not {*papers}.isdisjoint(self.naskah)

    def findings(self) -> Iterator[Finding]:
        """Findings: cell-empty, pattern-syntax, pattern-unknown, pattern-no-serial,
        image-too-large, logo-unreadable."""
        for name in ("pemerintah", "kantor", "kota"):
            if not getattr(self, name).strip():
                message = f"«{name}» belum diisi; tanpa itu kop surat tidak utuh"
                yield error("cell-empty", Where(f"--{name}"), message)
        yield from pattern_findings(self.pola, Where("--pola"))
        if self.logo is not None:
            yield from _logo_findings(self.logo)

    def logo_file(self) -> tuple[str, bytes] | None:
        """Where the logo stands in the workspace, and its bytes. Raises OSError."""
        if self.logo is None:
            return None
        data = read_bytes(self.logo)
        return f"templates/logo{LOGOS[_kind(data)]}", data


def _logo_findings(path: Path) -> Iterator[Finding]:
    where = Where(str(path))
    data = read_bytes(path)
    large = too_large(data, where)
    if large:
        yield large
    elif _kind(data) not in LOGOS:
        kind = really(data)
        message = f"logo ini {kind or 'bukan gambar PNG atau JPEG yang utuh'}; pakai PNG atau JPEG"
        yield error("logo-unreadable", where, message)


def _kind(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            return str(image.format)
    except (OSError, SyntaxError, ValueError):
        return ""
