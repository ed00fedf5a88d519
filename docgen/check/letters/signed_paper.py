"""Verify that the signed paper of a letter is of this letter, by the words on its pages.

A scan has the words that a program read on it, if any, and those may be misread; on a page that a
program wrote they are as they were written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docgen.check.documents.shown_words import missing
from docgen.check.expectations import ExpectedLetter
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture
from docgen.check.pdf.reading import ReadPdf, letters_of
from docgen.findings import Finding, Where, error, hint, warning

Words = Sequence[tuple[str, str]]
# The fields by which a letter is known, by the placeholder that each stands in.
NUMBER, SUBJECT, RECIPIENTS, SIGNER = "nomor", "hal", "tujuan", "pejabat.nama"
_IN_WORDS = {NUMBER: "nomor", SUBJECT: "hal", RECIPIENTS: "tujuan", SIGNER: "penanda tangan"}
# Of a text that was read from a picture, so much must be as it was written.
_LIKE = 0.8
# A paper with fewer letters than this on its pages has a stamp or a page number, and no words.
_FEWEST = 40


def known_by(words: Words) -> tuple[tuple[str, str], ...]:
    """Of the fields that a page must show, those by which a letter is known."""
    return tuple((path, text) for path, text in words if field_of(path))


def field_of(path: str) -> str:
    """Which of the fields a placeholder is of, "" for none: ``tujuan.2`` is of ``tujuan``."""
    return next((key for key in _IN_WORDS if path == key or path.startswith(f"{key}.")), "")


def check_signed_paper(
    files: Files, expected: ExpectedLetter, numbers: Collection[str]
) -> Iterator[Finding]:
    """signed-paper-unread, signed-paper-other, signed-paper-differs.

    ``numbers`` are those of all letters of the register.
    """
    path = expected.signed_file
    if not path or not files.has(path):
        return  # a finding of its own
    where = Where(path)
    read = files.pdf(path)
    if read is None and not is_picture(path):
        return  # as above
    if read is None or len(letters_of("".join(read.pages))) < _FEWEST:
        message = (
            f"isi surat «{expected.letter.id}» yang ditandatangani tidak dapat dibaca, karena "
            "hanya gambar: lihat sendiri apakah ini suratnya"
        )
        yield hint("signed-paper-unread", where, message)
        return
    yield from _Paper(files, expected, read).findings(where, numbers)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A signed paper with words, and the letter that it should be."""

    files: Files
    expected: ExpectedLetter
    read: ReadPdf

    def findings(self, where: Where, numbers: Collection[str]) -> Iterator[Finding]:
        """What speaks against it."""
        is_scan = self._is_scan()
        text = letters_of("".join(self.read.pages))
        absent = [
            (path, line)
            for path, line in missing(self.expected.known_by, self.read.pages)
            if not (is_scan and _is_like(letters_of(line), text, field_of(path)))
        ]
        other = self._number_of_another(text, numbers, absent)
        gone = {field_of(path) for path, _line in absent}
        asked = {field_of(path) for path, _text in self.expected.known_by}
        named = "; ".join(f"{_IN_WORDS[field_of(path)]} «{line}»" for path, line in absent[:3])
        identifier = self.expected.letter.id
        is_other = bool(gone & asked) and gone >= (asked & {SUBJECT, RECIPIENTS})
        if other or (is_other and asked & {SUBJECT, RECIPIENTS}):
            found = f", dan yang tercantum nomor {other}" if other else ""
            message = (
                f"berkas ini bukan surat «{identifier}»: tidak ada {named}{found}; periksa "
                "«berkas_ttd», mungkin tertukar dengan surat lain"
            )
            yield error("signed-paper-other", where, message)
        elif absent:
            message = (
                f"di berkas surat «{identifier}» yang ditandatangani tidak ada {named}; periksa "
                "apakah berkasnya benar dan datanya masih sama"
            )
            make = warning if is_scan or gone == {NUMBER} else error
            yield make("signed-paper-differs", where, message)

    def _is_scan(self) -> bool:
        """Whether its pages are pictures, so that their words were read by a program."""
        pictures = self.files.pictures(self.expected.signed_file)
        return bool(pictures) and all(pictures or ()) and not self.read.signed

    def _number_of_another(
        self, text: str, numbers: Collection[str], absent: Sequence[tuple[str, str]]
    ) -> str:
        """The number of another letter that stands on it, where its own does not."""
        if not any(field_of(path) == NUMBER for path, _line in absent):
            return ""
        return next((each for each in sorted(numbers) if letters_of(each) in text), "")


def _is_like(line: str, text: str, field: str) -> bool:
    """Whether a line stands in a text that was read from a picture, a few letters misread.

    A number is never nearly right.
    """
    if field == NUMBER or not line:
        return False
    matcher = SequenceMatcher(None, text, line, autojunk=False)
    best = matcher.find_longest_match()
    start = max(0, best.a - best.b)
    window = text[start : start + len(line)]
    return SequenceMatcher(None, window, line, autojunk=False).ratio() >= _LIKE
