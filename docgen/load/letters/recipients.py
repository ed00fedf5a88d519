"""To whom a letter and its copies go: what a list of recipients may not hold (§2.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.findings import Finding, error, warning
from docgen.load.letters.fields import BULLETS, DEGREE
from docgen.load.tables.cells import Row
from docgen.model.profile import CopyWords

# The archive copy is implied; a letter that lists it counts it twice.
_ARCHIVE = re.compile(
    r"(arsip|pertinggal)(\s*(/|&|,|\(|\bdan\b)\s*(arsip|pertinggal)\)?)*", re.IGNORECASE
)

# What stands between recipients who were written one after the other.
_COMMA = re.compile(r"\s*[,|]\s*|\s+[-–]\s+")
_AND = re.compile(r"\s+(?:dan|serta|&|\+|/)\s+")
# Offices of a region, taken together.
_ALL_OF = re.compile(r"\bse[- ]?(?:kabupaten|kota|provinsi|kecamatan|wilayah|[A-Z])")
# "1. Camat A 2. Camat B", "• Camat A • Camat B" in one line.
_LISTED = re.compile(
    rf"(?:\A|\s)\(?(?:\d{{1,2}}|[a-z])[.)]\s+|(?:\A|\s)[{re.escape(BULLETS.replace('-', ''))}]\s*"
)
_A_WORD = 3  # letters of a word that two recipients may share


def recipient_findings(
    recipients: Sequence[str], copied: Sequence[str], row: Row, words: CopyWords
) -> Iterator[Finding]:
    """What is wrong with *tujuan* and *tembusan* of a row.

    Findings: tembusan-archive, tembusan-office, tembusan-order, tembusan-purpose,
    recipient-salutation, recipient-twice, recipients-joined.
    """
    yield from joined_recipients(recipients, row, "tujuan", words)
    yield from joined_recipients(copied, row, "tembusan", words)
    for recipient in copied:
        if _ARCHIVE.fullmatch(recipient.strip(" .")):
            message = (
                f"hapus «{recipient}» dari tembusan: rangkap arsip selalu ada dan sudah dihitung"
            )
            yield error("tembusan-archive", row.where_of("tembusan"), message)
        else:
            yield from _copied(recipient, row, words)
    for column, values in (("tujuan", recipients), ("tembusan", copied)):
        for recipient in values:
            if word := _begins(recipient, words.sapaan):
                bare = recipient[len(word) :].lstrip(" .:,")
                message = f"hapus «{word}» di depan «{bare}»; cukup sebut jabatannya"
                if column == "tujuan":
                    message += ", karena templat sudah mencetak sapaan"
                yield warning("recipient-salutation", row.where_of(column), message)
    yield from _order(copied, row, words)
    named = {same_recipient(recipient) for recipient in recipients}
    for recipient in sorted({value for value in copied if same_recipient(value) in named}):
        message = f"«{recipient}» tercantum sebagai tujuan dan tembusan"
        yield warning("recipient-twice", row.where_of("tembusan"), message)
    for column, values in (("tujuan", recipients), ("tembusan", copied)):
        first = {same_recipient(value): value for value in reversed(values)}
        counted = Counter(map(same_recipient, values))
        for recipient in sorted(first[same] for same, count in counted.items() if count > 1):
            message = f"«{recipient}» tercantum dua kali di kolom «{column}»"
            yield warning("recipient-twice", row.where_of(column), message)


def _order(copied: Sequence[str], row: Row, words: CopyWords) -> Iterator[Finding]:
    """The first copy that stands behind one for a lower post."""
    ranks = {post: rank for rank, posts in enumerate(words.urutan) for post in posts}
    lowest = ("", -1)
    for recipient in copied:
        post = _begins(recipient, list(ranks))
        if not post:
            continue
        if ranks[post] < lowest[1]:
            message = (
                f"tembusan ditulis menurut jenjang jabatan: dahulukan «{recipient}» daripada "
                f"«{lowest[0]}»"
            )
            yield warning("tembusan-order", row.where_of("tembusan"), message)
            return
        lowest = max(lowest, (recipient, ranks[post]), key=lambda each: each[1])


def same_recipient(recipient: str) -> str:
    """What two spellings of one recipient share: capitals, spaces and a point do not count."""
    return " ".join(recipient.casefold().rstrip(" .").split())


def _copied(recipient: str, row: Row, words: CopyWords) -> Iterator[Finding]:
    where = row.where_of("tembusan")
    bare = recipient
    while word := _begins(bare, words.sapaan):
        bare = bare[len(word) :].lstrip(" .:,")
    if word := _begins(bare, [word for word, title in words.kantor.items() if title]):
        instead = words.kantor[word] + bare[len(word) :]
        message = (
            f"«{recipient}» adalah nama kantor; tembusan menyebut pejabatnya, misalnya «{instead}»"
        )
        yield warning("tembusan-office", where, message)
    phrase = next((p for p in words.keterangan if p.casefold() in recipient.casefold()), None)
    if phrase:
        message = f"hapus «{phrase}» dari «{recipient}»; tembusan hanya menyebut penerimanya"
        yield warning("tembusan-purpose", where, message)


def _begins(text: str, words: Sequence[str]) -> str:
    """The longest of the words that a text begins with, as a word of its own; "" when none."""
    folded = text.casefold()
    found = [
        word
        for word in words
        if folded.startswith(word.casefold()) and not folded[len(word) : len(word) + 1].isalnum()
    ]
    return max(found, key=len, default="")


def joined_recipients(
    values: Sequence[str], row: Row, column: str, words: CopyWords
) -> Iterator[Finding]:
    """Several recipients that stand as one: each would share a single copy with the others.

    Findings: recipients-joined; an error where the signs between them can mean nothing else.
    """
    for value in values:
        parts = _apart(value, words)
        if len(parts) < 2:
            continue
        message = (
            f"«{value}» tampaknya {len(parts)} penerima dalam satu isian: {' | '.join(parts)}; "
            "pisahkan dengan titik koma (;) atau baris baru. Bila memang satu penerima, tulis "
            "jabatan keduanya dengan «selaku»"
        )
        where = row.where_of(column)
        if _LISTED.search(value) or _COMMA.search(value):
            yield error("recipients-joined", where, message)
        else:
            yield warning("recipients-joined", where, message)


def _apart(value: str, words: CopyWords) -> list[str]:
    """The recipients in a value; one when nothing says that there are more."""
    if _LISTED.search(value):
        listed = [part.strip(" ,.") for part in _LISTED.split(value) if part.strip(" ,.")]
        if len(listed) > 1:
            return listed
    for sign in (_COMMA,) if _ALL_OF.search(value) else (_COMMA, _AND):
        parts = [part.strip() for part in sign.split(value) if part.strip()]
        if len(parts) < 2:
            continue
        posts = [*words.jabatan, *(post for posts in words.urutan for post in posts)]
        posts += [title for title in words.kantor.values() if title]
        first = parts[0].split()[0].casefold()
        # «Camat A, Camat B», «SDN 1, SDN 2»; but «Dinas Pendidikan, Pemuda dan Olahraga» is one.
        alike = len(first) >= _A_WORD and any(
            part.casefold().startswith(f"{first} ") for part in parts[1:]
        )
        if alike or (_begins(parts[0], posts) and any(_begins(part, posts) for part in parts[1:])):
            return parts
        # Three names with commas and no «dan» before the last are a list, not one name.
        bare = [part for part in parts if not DEGREE.fullmatch(part)]
        if sign is _COMMA and len(bare) == len(parts) > 2 and not _AND.search(parts[-1]):
            return parts
    return [value]
