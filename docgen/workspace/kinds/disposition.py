"""The kind *disposition*: a row of the incoming agenda is a form (lembar disposisi)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from docgen.check.documents.demanded import demanded
from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where, warning
from docgen.load.letters.dispositions import DispositionBook, load_dispositions
from docgen.model.letter import Disposition
from docgen.model.office import Office, Official
from docgen.model.profile import Profile
from docgen.model.workspace import DispositionSet, Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.likeness import suggest
from docgen.render.placeholders.letters import DISPOSITION_NAMES, NOBODY, disposition_context
from docgen.render.template import Template
from docgen.workspace.document import Document, Files, Printed, Words
from docgen.workspace.input_files import incoming_files
from docgen.workspace.kinds.base import Kind, Letters, Rows
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import TemplateParts, computed
from docgen.workspace.placeholders import Names, filled_by_rows

NAMES = Names(
    given=DISPOSITION_NAMES,
    steering=frozenset(
        {
            "id", "kop", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat",
            "nomor_surat", "hal", "lampiran", "sifat", "diteruskan_kepada", "instruksi", "catatan",
            "tanggal_disposisi", "penandatangan", "berkas_surat",
        }
    ),
)  # fmt: skip
# Tick boxes are of the profile as well as of the row.
PROFILE_PARTS = {
    "sifat": "kolom sifat atau profil sifat_disposisi",
    "instruksi": "kolom instruksi atau profil instruksi_disposisi",
}


class DispositionKind(Kind[DispositionSet, DispositionBook]):
    """Forms: ``output/disposisi/NAME/ID/ID.docx``."""

    key = "disposisi"
    declared = DispositionSet
    has_folders = True
    sheet_column = "nomor_agenda"

    def load(self, loaded: Loaded, name: str) -> Result[DispositionBook]:
        """Read the agenda. Findings: those of ``load_dispositions``; choice-unknown."""
        declared = self.record(loaded, name)
        findings = loaded.keep(declared.template, "templat")
        offices = list(loaded.workspace.office)
        result = load_dispositions(loaded.root, declared.data, name, offices)
        findings += result.findings
        if result.value:
            findings += incoming_files(loaded.root, result.value)
            for disposition in result.value.dispositions:
                findings += _choices(loaded.profile, disposition)
        return Result(result.value, tuple(findings))

    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """The template against the columns of the agenda."""
        if self.set(name) not in loaded.books:
            return ()
        book = self.book(loaded, name)
        template = self.record(loaded, name).template
        return filled_by_rows(loaded, template, NAMES, book.columns, book.where)

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """A form for each row."""
        del letters
        path = self.record(loaded, name).template
        template = Template(loaded.files[path], Where(path), loaded.read)
        book = self.book(loaded, name)
        labels = {**computed(DISPOSITION_NAMES, book.columns), **PROFILE_PARTS}
        reads = TemplateParts(template, labels)
        return Result(
            tuple(self._document(loaded, each, template, reads) for each in book.dispositions)
        )

    def _document(
        self, loaded: Loaded, form: Disposition, template: Template, reads: TemplateParts
    ) -> Document:
        name = form.kelompok
        office = loaded.workspace.office[form.kop]
        official = self.book(loaded, name).officials.get(form.penandatangan)
        logo, choices = loaded.image(office.logo), _boxes(loaded.profile)
        context = partial(disposition_context, form, office, logo, official or NOBODY, choices)
        office_file = self.file(name, form.id, f"{form.id}.docx")

        def make() -> Files:
            return {office_file: template.render(context())}

        return Document(
            set=self.set(name),
            id=self.set(name).document(form.id),
            office_file=office_file,
            make=make,
            parts=lambda: reads.of(context(), form.where),
            shown=lambda: _shown(template, form, office, official),
            template=template.where.file,
            group="Lembar Disposisi",
            number=form.nomor_agenda,
            date=format_tanggal(form.tanggal_terima),
            description=f"{form.hal} (surat {form.nomor_surat})",
            source=form.where,
            is_row=True,
            data=(form.where.file,),
            attached=(form.berkas_surat,) if form.berkas_surat else (),
            tags=tags_in([each.model_dump() for each in (form, office, official or NOBODY)]),
            printed=Printed.FORM,
            is_joined=True,
        )

    def rows(self, root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
        """The rows of an agenda."""
        result = load_dispositions(root, data, "periksa", list(workspace.office))
        if result.value is None:
            return Result(None, result.findings)
        book = result.value

        def context(form: Disposition) -> Mapping[str, Any]:
            office = workspace.office_of(form.kop if form.kop in workspace.office else None)
            signatory = book.officials.get(form.penandatangan, NOBODY)
            return disposition_context(form, office, None, signatory, _boxes(profile))

        rows = Rows(
            contexts=tuple((partial(context, each), each.where) for each in book.dispositions),
            columns=book.columns,
            names=NAMES,
            where=book.where,
        )
        return Result(rows, result.findings)


def _boxes(profile: Profile) -> dict[str, Sequence[str]]:
    return {"sifat": profile.sifat_disposisi, "instruksi": profile.instruksi_disposisi}


def _choices(profile: Profile, disposition: Disposition) -> Iterator[Finding]:
    """Words that are like a tick box of the form and yet another one."""
    for column, choices, given in (
        ("sifat", profile.sifat_disposisi, [disposition.sifat]),
        ("instruksi", profile.instruksi_disposisi, disposition.instruksi),
    ):
        known = {choice.casefold() for choice in choices}
        for text in given:
            likely = suggest(text, choices) if text.casefold() not in known else None
            if likely:
                message = f"«{text}» di kolom «{column}» bukan pilihan; maksud Anda «{likely}»?"
                yield warning("choice-unknown", disposition.where, message)


def _shown(
    template: Template, form: Disposition, office: Office, official: Official | None
) -> Words:
    """What its pages must show: nothing of stage 4 is asked how it fills its templates."""
    fields: dict[str, object] = {
        **form.lain,
        "kop": office.kop,
        "pejabat": official.model_dump() if official else {},
        "nomor_agenda": form.nomor_agenda,
        "tanggal_terima": format_tanggal(form.tanggal_terima),
        "pengirim": form.pengirim,
        "tanggal_surat": format_tanggal(form.tanggal_surat),
        "nomor_surat": form.nomor_surat,
        "hal": form.hal,
        "lampiran": form.lampiran,
        "diteruskan": [{"label": each} for each in form.diteruskan_kepada],
        "instruksi": [{"label": each} for each in form.instruksi],
        "catatan": form.catatan,
    }
    return demanded(template.data, template.with_names(fields))


DISPOSITION = DispositionKind()
