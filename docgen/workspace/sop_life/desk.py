"""A SOP on the desk: its spec as it stands, its life, and what may not be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.errors import FindingsError
from docgen.findings import Where, error, has_errors
from docgen.load.history import history_folder, is_frozen
from docgen.load.sop import SopFile
from docgen.load.spec_files import changed_spec, is_book
from docgen.load.text.change import Change, EditError
from docgen.load.workspace import CONFIG
from docgen.model.life.states import Life, Lives, SopState
from docgen.outside.files import read_bytes
from docgen.workspace.input_files import matching
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.lives import life_of, neighbours
from docgen.workspace.opening.load import load_config


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One spec with all that stands around it; ``data`` are its bytes when it was read."""

    spec: Path
    file: SopFile
    data: bytes
    life: Life
    lives: Lives

    @property
    def history(self) -> Path:
        """The folder of its frozen revisions."""
        return history_folder(self.spec)

    def where(self, *path: str | int) -> Where:
        """Where a key of the spec stands."""
        return self.file.where(*path)

    def changed(self, changes: Sequence[Change]) -> bytes:
        """The spec with the changes. Raises FindingsError: sop-spec-uneditable."""
        try:
            return changed_spec(self.data, changes, self.spec)
        except EditError as problem:
            path = tuple(problem.key.split("."))
            message = (
                f"«{problem.key}» tidak dapat ditulis di sini dengan aman (acuan &/* atau susunan "
                "yang tidak biasa); tulis bagian itu sebagai kunci: isi, satu sebaris"
            )
            if is_book(self.spec):
                message = (
                    f"«{problem.key}» tidak dapat ditulis di buku kerja ini dengan aman (sel "
                    "berisi rumus, kolomnya tidak ada, atau buku kerja bertanda tangan digital); "
                    "ketik isinya sebagai teks, lalu jalankan lagi"
                )
            raise FindingsError([error("sop-spec-uneditable", self.where(*path), message)]) from (
                problem
            )


def open_desk(spec: Path) -> Desk:
    """Put a spec on the desk. Raises FindingsError: it, or a frozen file of it, is not as it must
    be."""
    if is_frozen(spec):
        message = "ini berkas yang sudah disahkan dan tidak berubah lagi; sebutkan spek SOP-nya"
        raise FindingsError([error("sop-frozen", Where(str(spec)), message)])
    life, file, findings = life_of(spec)
    if life is None or file is None or has_errors(findings):
        raise FindingsError(findings)
    around = neighbours([spec])
    lives = Lives.of((life, *(each for each in around.every if each.path != life.path)))
    return Desk(spec=spec, file=file, data=read_bytes(spec), life=life, lives=lives)


def declared_template(root: Path, spec: Path) -> Path | None:
    """The template of the set that a spec belongs to, as docgen.toml declares it."""
    workspace = load_config(root).value if (root / CONFIG).is_file() else None
    sets: Mapping[str, Any] = workspace.sets(SOP.key) if workspace else {}
    for declared in sets.values():
        paths = matching(root, declared.specs, "")[0]
        if any((root / path).resolve() == spec.resolve() for path in paths):
            return root / str(declared.template)
    return None


def refuse_ended(desk: Desk) -> None:
    """Raises FindingsError for a SOP whose life is over: sop-withdrawn."""
    if desk.life.sop.dicabut:
        message = "SOP ini sudah dicabut; buat SOP baru yang menyebut «menggantikan» bila perlu"
        raise FindingsError([error("sop-withdrawn", desk.where("dicabut"), message)])
    if desk.lives.state(desk.life) is SopState.DIGANTIKAN:
        successor = desk.lives.successor(desk.life)
        named = f"SOP «{successor.sop.nama}» ({successor.path})" if successor else "SOP lain"
        message = f"SOP ini sudah digantikan {named}; kerjakan penggantinya"
        raise FindingsError([error("sop-withdrawn", desk.where("nomor"), message)])


def refuse_in_flight(desk: Desk, what: str) -> None:
    """Raises FindingsError unless the spec is the revision in force: sop-not-approved,
    sop-revision-in-flight."""
    life = desk.life
    if life.last is None:
        message = (
            f"SOP ini belum pernah disahkan di sini, jadi tidak dapat {what}; sahkan dahulu dengan "
            f"docgen sop approve {life.path} (dengan --adopsi bila sudah berlaku)"
        )
        raise FindingsError([error("sop-not-approved", desk.where("nomor"), message)])
    if life.in_flight:
        message = (
            f"revisi {life.revision} sedang dikerjakan, jadi tidak dapat {what}; sahkan dahulu "
            f"dengan docgen sop approve, atau kembalikan speknya dari {life.last.folder}"
        )
        raise FindingsError([error("sop-revision-in-flight", desk.where("revisi"), message)])
