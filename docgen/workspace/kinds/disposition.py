"""The kind *disposition*: a row of the incoming agenda is a form (lembar disposisi)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result
from docgen.load.letters.dispositions import COLUMNS, DispositionBook, load_dispositions
from docgen.model.letter import Disposition
from docgen.model.office import Office, Official
from docgen.model.profile import Profile
from docgen.model.workspace import DispositionSet, Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.render.placeholders.letters import DISPOSITION_NAMES, disposition_context
from docgen.render.template import Image, Template
from docgen.workspace.document import Printed
from docgen.workspace.input_files import incoming_files
from docgen.workspace.kinds.by_rows import RowKind
from docgen.workspace.loaded import Loaded
from docgen.workspace.placeholders import Names
from docgen.workspace.printed_parts import columns_printed

NAMES = Names(
    given=DISPOSITION_NAMES,
    steering=frozenset(COLUMNS),
    taken={
        "diteruskan": "tulis penerimanya di «diteruskan_kepada»",
        "tempat_tanggal": "tulis tanggalnya di «tanggal_disposisi»",
        "pejabat": "sebut kuncinya di «penandatangan» dan datanya di lembar «pejabat»",
        "jabatan_ttd": "sebut kuncinya di «penandatangan» dan jabatannya di lembar «pejabat»",
    },
)  # fmt: skip
# Columns whose reader is whoever gets the form, and the placeholders that show them.
SHOWN_BY = {
    **{
        name: (name,)
        for name in (
            "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal", "lampiran",
            "sifat", "instruksi", "catatan",
        )
    },
    "diteruskan_kepada": ("diteruskan",),
}  # fmt: skip
# Tick boxes are of the profile as well as of the row.
PROFILE_PARTS = {
    "sifat": "kolom sifat atau profil sifat_disposisi",
    "instruksi": "kolom instruksi atau profil instruksi_disposisi",
}


class DispositionKind(RowKind[DispositionSet, DispositionBook, Disposition]):
    """Forms: ``output/disposisi/NAME/ID/ID.docx``."""

    key = "disposisi"
    declared = DispositionSet
    sheet_column = "nomor_agenda"
    names = NAMES
    parts = PROFILE_PARTS

    def read(
        self, root: Path, data: str, name: str, workspace: Workspace, profile: Profile
    ) -> Result[DispositionBook]:
        """An incoming agenda."""
        return load_dispositions(root, data, name, list(workspace.office), profile)

    def papers(self, book: DispositionBook) -> Sequence[Disposition]:
        """The rows of an agenda."""
        return book.dispositions

    def load(self, loaded: Loaded, name: str) -> Result[DispositionBook]:
        """Read the agenda. Findings: those of ``load_dispositions``."""
        declared = self.record(loaded, name)
        findings = loaded.keep(declared.template, "templat")
        result = self.read(loaded.root, declared.data, name, loaded.workspace, loaded.profile)
        findings += result.findings
        if result.value:
            findings += incoming_files(loaded.root, result.value)
        return Result(result.value, tuple(findings))

    def printed_parts(
        self, loaded: Loaded, template: Template, book: DispositionBook
    ) -> Iterator[Finding]:
        """Also its columns. Findings: those of ``columns_printed``."""
        yield from super().printed_parts(loaded, template, book)
        yield from columns_printed(template, [*book.rows.values()], SHOWN_BY)

    def incoming(self, loaded: Loaded, name: str) -> Iterable[str]:
        """The letters that came in."""
        every = self.book(loaded, name).dispositions
        return (each.berkas_surat for each in every if each.berkas_surat)

    def context(
        self,
        row: Disposition,
        office: Office,
        logo: Image | None,
        signatory: Official,
        profile: Profile,
    ) -> Mapping[str, Any]:
        """What a form is filled with."""
        return disposition_context(row, office, logo, signatory, _boxes(profile))

    def further(self, row: Disposition, profile: Profile) -> Mapping[str, Any]:
        """Its agenda number and date, the letter that came in, and that two make a sheet."""
        del profile
        return {
            "group": "Lembar Disposisi",
            "number": row.nomor_agenda,
            "date": format_tanggal(row.tanggal_terima),
            "description": f"{row.hal} (surat {row.nomor_surat})",
            "classification": row.klasifikasi,
            "attached": (row.berkas_surat,) if row.berkas_surat else (),
            "printed": Printed.FORM,
        }

    def fields(
        self, row: Disposition, office: Office, official: Official | None
    ) -> Mapping[str, object]:
        """What its pages must show, from the data alone."""
        return {
            **row.lain,
            "kop": office.kop,
            "pejabat": official.model_dump() if official else {},
            "nomor_agenda": row.nomor_agenda,
            "tanggal_terima": format_tanggal(row.tanggal_terima),
            "pengirim": row.pengirim,
            "tanggal_surat": format_tanggal(row.tanggal_surat),
            "nomor_surat": row.nomor_surat,
            "hal": row.hal,
            "lampiran": row.lampiran,
            "diteruskan": [{"label": each} for each in row.diteruskan_kepada],
            "instruksi": [{"label": each} for each in row.instruksi],
            "klasifikasi": row.klasifikasi,
            "catatan": row.catatan,
        }


def _boxes(profile: Profile) -> dict[str, Sequence[str]]:
    return {"sifat": profile.sifat_disposisi, "instruksi": profile.instruksi_disposisi}


DISPOSITION = DispositionKind()
