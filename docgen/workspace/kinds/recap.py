"""The kind *recap*: the SKP reports of many SKPD as one workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from docgen.convert import look_at_template, tags_in
from docgen.findings import Finding, Result, Where, error
from docgen.load.letters.source import read_officials, split_source
from docgen.load.skp.recap import load_recap, load_regimes
from docgen.load.workspace import CONFIG
from docgen.model.office import Official
from docgen.model.skp.recap import Recap
from docgen.model.workspace import RecapSet
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.model.writing.likeness import meant
from docgen.render.placeholders.letters import NOBODY
from docgen.render.recap.workbook import render_recap
from docgen.workspace.document import Document, Files
from docgen.workspace.input_files import date_findings, matching
from docgen.workspace.kinds.base import Kind, Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import PROGRAM, Parts, by_key, part


@dataclass(frozen=True, slots=True)
class RecapBook:
    """The recap of one set, the files of its reports, and who signs it."""

    recap: Recap
    reports: tuple[str, ...]
    official: Official


class RecapKind(Kind[RecapSet, RecapBook]):
    """Recaps: ``output/recap/NAME.xlsx``."""

    key = "recap"
    declared = RecapSet

    def load(self, loaded: Loaded, name: str) -> Result[RecapBook]:
        """Read reports and roster. Findings: those of ``load_recap`` and of its rules."""
        declared = self.record(loaded, name)
        rules = load_regimes(loaded.root, loaded.workspace.profil)
        paths, missing = matching(loaded.root, declared.data, "laporan SKP")
        forms, no_forms = matching(loaded.root, declared.layout, "tata letak laporan SKP")
        result = load_recap(
            name,
            declared.tahun,
            [(loaded.root / path, path) for path in paths],
            (loaded.root / declared.roster, declared.roster),
            half=declared.semester,
            layouts=[(loaded.root / path, path) for path in forms],
            rules=rules.value,
        )
        official = _official(loaded, name, declared)
        findings = [
            *rules.findings,
            *loaded.keep(declared.template, "templat"),
            *missing,
            *no_forms,
            *result.findings,
            *official.findings,
        ]
        if result.value is None:
            return Result(None, tuple(findings))
        book = RecapBook(result.value, tuple(paths), official.value or NOBODY)
        return Result(book, tuple(findings))

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """Dates in docgen.toml that are none."""
        for name in loaded.workspace.sets(self.key):
            yield from date_findings(self.set(name), self.record(loaded, name).tanggal)

    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """What it holds unseen; what the workbook must have, the renderer knows."""
        path = self.record(loaded, name).template
        return look_at_template(loaded.files[path], Where(path)) if path in loaded.files else ()

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """The one workbook of a set."""
        del letters
        if self.set(name) not in loaded.books:
            return Result(())
        declared, book = self.record(loaded, name), self.book(loaded, name)
        office = loaded.workspace.office_of(declared.kop)
        date = parse_date(declared.tanggal) if declared.tanggal else None
        office_file = self.file(f"{name}.xlsx")

        def make() -> Files:
            data = render_recap(
                book.recap,
                loaded.files[declared.template],
                kop=office.kop,
                logo=loaded.logo(office),
                pejabat=book.official.model_dump(),
                tempat_tanggal=f"{office.kota}, {format_tanggal(date)}" if date else office.kota,
                shown_as=declared.template,
            )
            return {office_file: data}

        document = Document(
            set=self.set(name),
            id=str(self.set(name)),
            office_file=office_file,
            make=make,
            parts=partial(_parts, loaded, declared, book),
            shown=lambda: tuple(("nama", each.nama) for each in book.recap.employees),
            template=declared.template,
            group="Rekapitulasi SKP",
            date=format_tanggal(date) if date else "",
            description=f"Rekapitulasi SKP Tahun {book.recap.tahun}",
            classification=self.classification(loaded, name),
            data=(*book.reports, declared.roster),
            tags=tags_in([each.model_dump() for each in (book.recap, office, book.official)]),
        )
        return Result((document,))


def _parts(loaded: Loaded, declared: RecapSet, book: RecapBook) -> Parts:
    office = loaded.workspace.office_of(declared.kop)
    recap = book.recap.model_dump(mode="json", exclude={"employees": {"__all__": {"where"}}})
    return {
        **PROGRAM,
        f"templat {declared.template}": part(loaded.files[declared.template]),
        **by_key("rekap", recap),
        **by_key("kantor", office.model_dump(mode="json")),
        **by_key("pejabat", book.official.model_dump(mode="json")),
        "logo": part(loaded.logo(office) or b""),
        "tanggal": part(declared.tanggal),
    }


def _official(loaded: Loaded, name: str, declared: RecapSet) -> Result[Official]:
    """Who signs the recap. Findings: key-missing, official-unknown, those of the sheet."""
    if not declared.penandatangan:
        return Result(None)
    if not declared.pejabat:
        message = (
            f"[recap.{name}] penandatangan terisi tetapi pejabat belum; tambahkan pejabat = "
            "buku kerja yang punya lembar «pejabat»"
        )
        return Result(None, (error("key-missing", Where(CONFIG), message),))
    path = split_source(declared.pejabat)[0]
    officials = read_officials(loaded.root / path, path)
    signatory = (officials.value or {}).get(declared.penandatangan)
    if signatory or officials.value is None:
        return Result(signatory, officials.findings)
    message = (
        f"[recap.{name}] penandatangan «{declared.penandatangan}» tidak ada"
        f"{meant(declared.penandatangan, list(officials.value))}"
    )
    return Result(None, (*officials.findings, error("official-unknown", Where(CONFIG), message)))


RECAP = RecapKind()
