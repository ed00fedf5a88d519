"""What the templates of letters and dispositions may name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen.model.copies import comes_back
from docgen.model.letter import Disposition, Letter, LetterState, Paraf
from docgen.model.office import Office, Official
from docgen.model.profile import LetterRules
from docgen.model.writing.dates import format_tanggal
from docgen.render.template import Image
from docgen.render.template.pictures import qr_image

TICKED, UNTICKED = "☒", "☐"
# Room to write a date by hand, until the register gives one.
BLANK_DATE = "………………………"
# What is printed over a paper that is not to be sent.
MARKS = {LetterState.KONSEP: "KONSEP", LetterState.BATAL: "BATAL"}
# The placeholders that do not depend on further columns.
LETTER_NAMES = frozenset(
    {
        "kop", "nomor", "tanggal", "tempat_tanggal", "keamanan", "derajat", "hal", "lampiran",
        "klasifikasi", "tujuan", "tembusan", "tanda_konsep", "pejabat", "jabatan_ttd", "butir",
        "dari", "rahasia", "paraf", "lembar_kembali", "cara_ttd", "elektronik", "tautan",
        "kode_qr", "kalimat_tte", "kaki_tte", "orang", "rincian",
    }
)  # fmt: skip
# Those that a column of the same name may fill otherwise.
OWN_WORDS = frozenset({"dari"})
DISPOSITION_NAMES = frozenset(
    {
        "kop", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
        "lampiran", "sifat", "diteruskan", "instruksi", "catatan", "tempat_tanggal", "pejabat",
        "jabatan_ttd", "klasifikasi",
    }
)  # fmt: skip
NOBODY = Official(kunci="-", nama="", jabatan="")
NO_RULES = LetterRules()
# Characters of a name in the box for its initials: 38 mm at 8 points.
BOX_LENGTH = 22
# Whose boxes for initials are printed: those of the papers that go round before signing.
BEFORE_SIGNING = (LetterState.KONSEP, LetterState.SIAP_TTD)


class Roles(dict[str, list[dict[str, Any]]]):
    """People by their role, in the order of their rows; of a role that nobody has, none."""

    def __missing__(self, role: str) -> list[dict[str, Any]]:
        return []

    @classmethod
    def of(cls, letter: Letter) -> Roles:
        """Those of a letter, numbered within each role."""
        found = cls()
        for person in letter.orang:
            same = found.setdefault(person.peran, [])
            same.append({"no": len(same) + 1, **person.model_dump()})
        return found


def letter_context(
    letter: Letter,
    office: Office,
    logo: Image | None,
    signatory: Official,
    rules: LetterRules = NO_RULES,
) -> dict[str, Any]:
    """The placeholders of a letter; every further column of its row is one too.

    docs/templates.md says what each is.
    """
    electronic = letter.is_electronic
    return {
        **letter.lain,
        "kop": letterhead(office, logo),
        "nomor": letter.nomor,
        "tanggal": format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else "",
        "tempat_tanggal": place_and_date(office, letter.tanggal_surat),
        "keamanan": letter.keamanan,
        "derajat": letter.derajat,
        "hal": letter.hal,
        "lampiran": letter.enclosures,
        "klasifikasi": letter.klasifikasi,
        "tujuan": list(letter.tujuan),
        "tembusan": list(letter.tembusan),
        "tanda_konsep": MARKS.get(letter.state, ""),
        "pejabat": signatory.model_dump(),
        "jabatan_ttd": list(signatory.posts),
        "butir": [
            {"no": number, **item.model_dump()} for number, item in enumerate(letter.butir, 1)
        ],
        "orang": Roles.of(letter),
        "rincian": [
            {"no": number, **each.model_dump()} for number, each in enumerate(letter.rincian, 1)
        ],
        "dari": letter.lain.get("dari") or sender(signatory),
        "rahasia": letter.is_secret,
        "paraf": initials(letter, rules),
        "lembar_kembali": comes_back(letter, rules.lembar_kembali),
        "cara_ttd": letter.cara_ttd,
        "elektronik": electronic,
        "tautan": letter.tautan,
        "kode_qr": qr_image(letter.tautan, rules.qr_mm) if electronic and letter.tautan else "",
        "kalimat_tte": rules.kalimat_tte if electronic else "",
        "kaki_tte": rules.kaki_tte if electronic else "",
    }


def sender(signatory: Official) -> str:
    """Who a nota dinas is from: the post, with its prefix when its holder only acts."""
    acting = signatory.awalan if not signatory.atas_nama else ""
    return f"{acting} {signatory.jabatan}".strip()


def initials(letter: Letter, rules: LetterRules) -> list[dict[str, str]]:
    """The boxes for initials on the last sheet, in the order of the row (domain rules §2.7).

    Who has initialled stands there with letters and date, a box to come is blank. The paper that
    is signed electronically carries its parafs unseen, inside the signature.
    """
    shown = rules.paraf_tercetak
    wanted = shown == "selalu" or (shown == "sebelum ttd" and letter.state in BEFORE_SIGNING)
    if letter.is_electronic or not wanted:
        return []
    return [
        {
            "no": str(number),
            "nama": _shortened(bare_name(paraf)),
            "inisial": _letters_of(bare_name(paraf)) if paraf.tanggal else "",
            "tanggal": format_tanggal(paraf.tanggal) if paraf.tanggal else "",
        }
        for number, paraf in enumerate(letter.paraf, 1)
    ]


def bare_name(paraf: Paraf) -> str:
    """A name without degrees: ``Dr. Ratna Dewi, S.H.`` -> ``Ratna Dewi``."""
    words = paraf.nama.partition(",")[0].split()
    while len(words) > 1 and words[0].endswith("."):
        words.pop(0)
    return " ".join(words)


def _shortened(name: str) -> str:
    """A name that fits its box: words past ``BOX_LENGTH`` characters as their first letter."""
    short = ""
    for word in name.split():
        whole = f"{short} {word}".strip()
        if len(whole) <= BOX_LENGTH:
            short = whole
        elif word[0].isupper():
            short = f"{short} {word[0]}.".strip()
    return short


def _letters_of(name: str) -> str:
    """``Ratna Dewi`` -> ``RD``; words in small letters (``dan``) do not count."""
    return "".join(word[0] for word in name.split() if word[0].isupper())[:3]


def disposition_context(
    disposition: Disposition,
    office: Office,
    logo: Image | None,
    signatory: Official,
    choices: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """The placeholders of a disposition form (domain rules §2.5)."""
    decided = disposition.tanggal_disposisi
    return {
        **disposition.lain,
        "kop": letterhead(office, logo),
        "klasifikasi": disposition.klasifikasi,
        "nomor_agenda": disposition.nomor_agenda,
        "tanggal_terima": format_tanggal(disposition.tanggal_terima),
        "pengirim": disposition.pengirim,
        "tanggal_surat": format_tanggal(disposition.tanggal_surat),
        "nomor_surat": disposition.nomor_surat,
        "hal": disposition.hal,
        "lampiran": disposition.lampiran,
        "sifat": boxes(choices["sifat"], filter(None, disposition.sifat.split("; "))),
        "diteruskan": boxes((), disposition.diteruskan_kepada),
        "instruksi": boxes(choices["instruksi"], disposition.instruksi),
        "catatan": disposition.catatan,
        "tempat_tanggal": place_and_date(office, decided),
        "pejabat": signatory.model_dump(),
        "jabatan_ttd": list(signatory.posts),
    }


def boxes(choices: Iterable[str], chosen: Iterable[str]) -> list[dict[str, str]]:
    """Tick boxes: the usual choices first, then those chosen that are not among them."""
    ticked = {choice.casefold(): choice for choice in chosen}
    result = []
    for choice in choices:
        mark = TICKED if ticked.pop(choice.casefold(), None) is not None else UNTICKED
        result.append({"tanda": mark, "label": choice})
    return result + [{"tanda": TICKED, "label": choice} for choice in ticked.values()]


def letterhead(office: Office, logo: Image | None) -> dict[str, Any]:
    """The *kop* of an office."""
    return {**office.kop, "kota": office.kota, "logo": logo or ""}


def place_and_date(office: Office, date: dt.date | None) -> str:
    """``Madiun, 21 November 2026``; dots to write on where the date is still to come."""
    return f"{office.kota}, {format_tanggal(date) if date else BLANK_DATE}"
