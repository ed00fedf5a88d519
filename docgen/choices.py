"""What a clerk may choose between, by the names that data, commands and papers share.

Nothing heavy is imported here: the command line knows its choices before it loads what does the
work.
"""

from __future__ import annotations

from typing import Literal, get_args

from docgen.letter_kinds import letter_kinds

EngineName = Literal["libreoffice", "embedded"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
# Languages of the report, the usual one first.
LANGUAGES = ("id", "en")
# What has a JSON Schema.
SCHEMAS = ("docgen", "sop", "surat", "profil")
# What a new workspace may be for, what it is for unless somebody chooses, and the paper of its
# letters; the usual one first.
_OTHER_PAPERS = ("disposisi", "sop", "rekap")
PAPERS_OF_OFFICES = (*letter_kinds(), *_OTHER_PAPERS)
USUAL_PAPERS = (*(kind.name for kind in letter_kinds().values() if kind.is_usual), *_OTHER_PAPERS)
LETTER_SIZES = ("A4", "F4")
# The books of numbers.
BOOKS = ("keluar", "masuk")
# The seven stages, from 1; docs/build.md, progress log and documentation number them so.
STAGES = ("muat", "nomori", "tata", "isi", "ubah ke PDF", "satukan", "periksa")
# Office files are there after this one; what follows needs PDFs.
LAST_OFFICE_STAGE = 4
# What stands for a stage while another run is at work.
WAITING = 0
# A book kept before docgen has at most so many numbers.
MOST_BEFORE = 20_000
