"""The logic around Microsoft Office, with a stand-in for it: nothing here runs on Windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pikepdf.pdfa import prepare

from docgen.convert import Absent, Job, Word, find_engine
from docgen.errors import MissingProgramError


class FakeOffice:
    """Every instance that was opened, what was asked of it, and what it shall stumble over."""

    def __init__(self) -> None:
        self.programs: list[FakeProgram] = []
        self.fails: Callable[[str, str], bool] = lambda _step, _file: False

    def open_program(self, name: str) -> FakeProgram:
        if self.fails("start", name):
            raise RuntimeError("kelas tidak terdaftar")
        self.programs.append(FakeProgram(self, name))
        return self.programs[-1]


class FakeProgram:
    Version = "16.0"

    def __init__(self, office: FakeOffice, name: str) -> None:
        self.office, self.name = office, name
        self.open: list[FakeFile] = []
        self.asked: list[dict[str, Any]] = []
        self.left: tuple[Any, ...] | None = None
        self.Options = type("Options", (), {})()
        self.Documents = self.Workbooks = self

    def Open(self, **words: Any) -> FakeFile:  # noqa: N802
        assert self.DisplayAlerts in (0, False)
        assert self.AutomationSecurity == 3
        self.asked.append(words)
        path = Path(words.get("FileName") or words["Filename"])
        assert path.is_file()
        if self.office.fails("open", path.name):
            raise RuntimeError("berkas terkunci")
        file = FakeFile(self, path)
        self.open.append(file)
        return file

    def Quit(self, *words: Any) -> None:  # noqa: N802
        self.left = words
        if self.office.fails("quit", self.name):
            raise RuntimeError("RPC server tidak tersedia")


class FakeFile:
    def __init__(self, program: FakeProgram, path: Path) -> None:
        self.program, self.path = program, path

    def ExportAsFixedFormat(self, **words: Any) -> None:  # noqa: N802
        self.program.asked.append(words)
        if self.program.office.fails("export", self.path.name):
            raise RuntimeError("tidak dapat diekspor")
        target = Path(words.get("OutputFileName") or words["Filename"])
        if self.program.office.fails("write", self.path.name):
            target.write_bytes(b"%PDF-1.7 terpotong")
            return
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            if self.program.name.startswith("Word"):
                prepare(pdf, "2b")  # its switch for ISO 19005, which Excel does not have
            pdf.save(target)

    def Close(self, **words: Any) -> None:  # noqa: N802
        assert words == {"SaveChanges": words["SaveChanges"]} and not words["SaveChanges"]
        self.program.open.remove(self)


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def jobs(make_docx, tmp_path: Path) -> list[Job]:
    sources = [make_docx("a.docx", "satu"), tmp_path / "b.xlsx", make_docx("c.docx", "tiga")]
    openpyxl.Workbook().save(sources[1])
    return [Job(path, path.with_suffix(".pdf"), f"Judul {path.stem}") for path in sources]


def codes(office: FakeOffice, jobs: list[Job]) -> list[str]:
    outcomes = Word(office.open_program).convert(jobs)
    assert [outcome.job for outcome in outcomes] == jobs
    assert all(program.left is not None for program in office.programs), "a program was left"
    assert not any(program.open for program in office.programs), "a file was left open"
    for outcome in outcomes:
        assert outcome.job.target.exists() == outcome.ok
    return [outcome.finding.code if outcome.finding else "" for outcome in outcomes]


def test_word_and_excel_each_once(office: FakeOffice, jobs: list[Job]) -> None:
    assert codes(office, jobs) == ["", "", ""]
    assert [program.name for program in office.programs] == [
        "Word.Application",
        "Excel.Application",
    ]
    word, excel = office.programs
    assert (word.Visible, word.DisplayAlerts, word.left) == (False, 0, (0,))
    assert word.Options.UpdateLinksAtOpen is False
    opened, exported = word.asked[:2]
    assert opened["ReadOnly"] and not opened["AddToRecentFiles"] and opened["PasswordDocument"]
    assert Path(opened["FileName"]).parent != jobs[0].source.parent  # a working copy
    assert exported["ExportFormat"] == 17
    assert exported["UseISO19005_1"] and exported["DocStructureTags"]
    assert (excel.DisplayAlerts, excel.AskToUpdateLinks, excel.EnableEvents) == (False,) * 3
    assert excel.asked[0]["UpdateLinks"] == 0 and excel.asked[0]["Password"]
    assert excel.asked[1]["Type"] == 0
    with pikepdf.open(jobs[0].target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Judul a"


def test_what_is_not_proven_to_be_pdfa_does_not_say_so(office: FakeOffice, jobs: list[Job]) -> None:
    outcomes = Word(office.open_program).convert(jobs)
    assert [b"pdfaid" in outcome.job.target.read_bytes() for outcome in outcomes] == [
        True,
        False,
        True,
    ]
    hints = [outcome.hint.code if outcome.hint else "" for outcome in outcomes]
    assert hints == ["", "engine-preview", ""]


@pytest.mark.parametrize("step", ["open", "export", "write"])
def test_a_file_that_fails_stops_no_other(step: str, office: FakeOffice, jobs: list[Job]) -> None:
    office.fails = lambda at, file: at == step and file == "000000.docx"
    assert codes(office, jobs) == ["convert-failed", "", ""]
    # Word was started anew behind it.
    assert [each.name[0] for each in office.programs] == ["W", "W", "E"]


def test_a_program_that_is_gone_already(office: FakeOffice, jobs: list[Job]) -> None:
    office.fails = lambda at, _file: at in ("quit", "export")
    assert codes(office, jobs) == ["convert-failed"] * 3


def test_what_is_no_document_is_never_opened(office: FakeOffice, tmp_path: Path) -> None:
    broken = tmp_path / "a.docx"
    broken.write_text("bukan Word", encoding="utf-8")
    job = Job(broken, tmp_path / "a.pdf", "A")
    assert codes(office, [job]) == ["convert-not-a-document"]
    assert office.programs == []


def test_ended_also_after_an_interrupt(office: FakeOffice, jobs: list[Job]) -> None:
    def stop(at: str, _file: str) -> bool:
        if at == "export":
            raise KeyboardInterrupt
        return False

    office.fails = stop
    with pytest.raises(KeyboardInterrupt):
        Word(office.open_program).convert(jobs)
    assert [program.left for program in office.programs] == [(0,)]
    assert not office.programs[0].open


def test_office_that_cannot_be_started(office: FakeOffice, jobs: list[Job]) -> None:
    office.fails = lambda at, _name: at == "start"
    with pytest.raises(MissingProgramError) as caught:
        Word(office.open_program).convert(jobs)
    assert "Microsoft Word" in caught.value.message


def test_the_version_is_asked_once(office: FakeOffice) -> None:
    engine = Word(office.open_program)
    assert engine.describe() == engine.describe() == "Microsoft Word 16.0"
    assert len(office.programs) == 1 and office.programs[0].left == (0,)


def test_absent_elsewhere_and_without_pywin32(monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    engine = find_engine("word", {})
    assert isinstance(engine, Absent) and "hanya ada di Windows" in engine.reason
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    engine = find_engine("word", {})
    assert isinstance(engine, Absent) and "docgen-naskah[word]" in engine.advice
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    assert isinstance(find_engine("word", {}), Word)
