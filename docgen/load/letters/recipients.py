"""To whom a letter and its copies go: what a list of recipients may not hold (§2.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen.findings import Finding, error, warning
from docgen.load.letters.fields import DEGREE
from docgen.load.tables.cells import Row
from docgen.model.profile import CopyWords
from docgen.model.writing.lists import BULLETS

# The archive copy is implied; a letter that lists it counts it twice.
_ARCHIVE = re.compile(
    r"(arsip|pertinggal)(\s*(/|&|,|\(|\bdan\b)\s*(arsip|pertinggal)\)?)*", re.IGNORECASE
)

# What stands between recipients who were written one after the other.
_COMMA = re.compile(r"\s*[,|]\s*|\s+[-–]\s+")
_AND = re.compile(r"\s+(?:dan|serta|&|\+|/)\s+")
# A recipient who is reached through another, or is both.
_THROUGH = re.compile(r"\b(?:u\.?p|c\.?q|selaku|melalui|pada|d\.?a)\b", re.IGNORECASE)
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


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words at the beginning of a text, as a word of its own."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)", re.IGNORECASE)


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
        parts, is_sure = _apart(value, words)
        if len(parts) < 2:
            continue
        where = row.where_of(column)
        message = (
            f"«{value}» tampaknya {len(parts)} penerima dalam satu isian: {' | '.join(parts)}; "
            "pisahkan dengan titik koma (;) atau baris baru. Bila memang satu penerima, tulis "
            "jabatan keduanya dengan «selaku»"
        )
        if is_sure:
            yield error("recipients-joined", where, message)
        else:
            yield warning("recipients-joined", where, message)


def _apart(value: str, words: CopyWords) -> tuple[list[str], bool]:
    """The recipients in a value, one when nothing says that there are more; and whether the signs
    between them are certain."""
    if _LISTED.search(value):
        listed = [part.strip(" ,.") for part in _LISTED.split(value) if part.strip(" ,.")]
        if len(listed) > 1:
            return listed, True
    ranked = (post for posts in words.urutan for post in posts)
    post = _any_of((*words.jabatan, *ranked, *filter(None, words.kantor.values())))
    parts = [part for part in _COMMA.split(value) if part]
    if _begin_alike(parts) or _posts(parts, post):
        return parts, True
    if _ALL_OF.search(value):
        return [value], False
    # Three names with commas and no «dan» before the last are a list, not one name.
    is_person = " " in parts[0] if parts else False
    bare = [part for part in parts if not (is_person and DEGREE.fullmatch(part))]
    if len(bare) == len(parts) > 2 and not _AND.search(f" {parts[-1]}"):
        return parts, False
    joined = [part for part in _AND.split(value) if part]
    # «Ketua dan Sekretaris Panitia» has one noun for both posts.
    if len(joined) > 1 and " " in joined[0] and (_begin_alike(joined) or _posts(joined, post)):
        return joined, False
    first = value.split()[0] if post.match(value) else ""
    again = re.split(rf"[\s.]+(?={re.escape(first)}\s)", value) if first else [value]
    return ([value] if _THROUGH.search(value) else again), False


def _begin_alike(parts: Sequence[str]) -> bool:
    """«Camat A, Camat B», «SDN 1, SDN 2»; but «Dinas Pendidikan, Pemuda dan Olahraga» is one."""
    if len(parts) < 2:
        return False
    first = parts[0].split()[0].casefold()
    return len(first) >= _A_WORD and any(
        part.casefold().startswith(f"{first} ") for part in parts[1:]
    )


def _posts(parts: Sequence[str], post: re.Pattern[str]) -> bool:
    return len(parts) > 1 and bool(post.match(parts[0])) and any(map(post.match, parts[1:]))
