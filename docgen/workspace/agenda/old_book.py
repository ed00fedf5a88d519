"""The book that an office kept before, as lines of the agenda; what is doubtful in it."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from docgen.findings import Finding, Where, error, warning
from docgen.load.old_book import OldLine, parse_old_serial
from docgen.model.office import Office
from docgen.model.writing.dates import format_tanggal
from docgen.numbering import Entry, Place, Scheme, security_class

# What each part of a pattern may look like in a number that people wrote.
PARTS: Mapping[str, str] = {
    "urut": r"\d{1,9}(?:\s?[.\-]?\s?[a-zA-Z]{1,2})?",
    "klasifikasi": r"[\w.\-]+?",
    "unit": r"[^/]+?",
    "bulan": r"\d{1,2}",
    "bulan_romawi": r"[IVXivx]+",
    "tahun": r"\d{4}",
    "keamanan": r"[A-Za-z ]+",
    "jenis": r"[^/]+?",
}
SHOWN = 10  # serials that a message names


class OldBook:
    """The lines of an old book for one office, and what is wrong with them.

    ``entries`` are to be written when ``findings`` has no error: a line for each of its numbers,
    and for each serial between them that neither it nor the register (``known``) tells of; ``name``
    is what the book is called. Findings: import-serial-unknown,
    import-serial-differs, import-serial-twice, import-number-twice, import-date-missing,
    import-year-differs, import-series-unknown, import-gap, date-order, number-in-future.
    """

    def __init__(
        self,
        lines: Sequence[OldLine],
        office: Office,
        scheme: Scheme,
        known: Sequence[Entry],
        name: str,
        today: dt.date,
    ) -> None:
        self.findings: list[Finding] = []
        self._known = {(entry.place, entry.serial) for entry in known}
        self._office, self._scheme, self._name, self._today = office, scheme, name, today
        self._matches = [_parts_of(line.number, scheme) for line in lines]
        # *No.* counts rows in some books, and serials in those that have nothing else.
        self._by_count = not any(self._matches) and all(line.serial is None for line in lines)
        found = [
            (line, entry)
            for line, parts in zip(lines, self._matches, strict=True)
            if (entry := self._entry(line, parts))
        ]
        self.findings += self._twice(found)
        series: dict[Place, list[tuple[OldLine, Entry]]] = defaultdict(list)
        for line, entry in found:
            series[entry.place].append((line, entry))
        self.entries = tuple(entry for _line, entry in found)
        self._places = {entry.slot: line.where for line, entry in found}
        for place, own in series.items():
            own.sort(key=lambda pair: pair[1].label.order)
            self.findings += _out_of_order(own)
            self.entries += tuple(self._gaps(place, own))

    def where_of(self, entry: Entry) -> Where:
        """The row of a line; that of any for one that the book passes over."""
        return self._places.get(entry.slot) or next(iter(self._places.values()))

    def _entry(self, line: OldLine, parts: Mapping[str, str]) -> Entry | None:
        read = parse_old_serial(parts.get("urut", ""))
        own = (line.serial, line.suffix) if line.serial is not None else None
        if self._by_count and line.count is not None:
            own = (line.count, "")
        if read and own and read != own:
            message = (
                f"nomor urut {own[0]}{own[1]} menurut kolomnya, {read[0]}{read[1]} menurut nomor "
                f"«{line.number}»; betulkan salah satunya"
            )
            self.findings.append(error("import-serial-differs", line.where, message))
            return None
        serial = own or read
        if serial is None:
            message = (
                f"nomor urut tidak terbaca dari «{line.number}» dengan pola "
                f"{self._scheme.rules.pola}; tambahkan kolom «Nomor Urut»"
            )
            self.findings.append(error("import-serial-unknown", line.where, message))
            return None
        year = self._year(line, parts)
        series = self._series(line, parts)
        if year is None or series is None:
            return None
        void = line.is_void
        return Entry(
            office=self._office.kunci,
            year=year,
            series=series,
            serial=serial[0],
            suffix=serial[1],
            number=line.number,
            letter="",
            signed=None,
            dated=line.date or self._today,
            subject=line.subject,
            recipients=line.recipients,
            cancelled=(line.date or self._today) if void else None,
            cancelled_why=line.remark if void else "",
            inherited=self._today,
            inherited_from=self._name + f" ({line.remark})" * bool(line.remark and not void),
        )

    def _year(self, line: OldLine, parts: Mapping[str, str]) -> int | None:
        if line.date is None and line.number:
            message = f"nomor «{line.number}» tanpa tanggal; isi tanggal suratnya"
            self.findings.append(error("import-date-missing", line.where, message))
            return None
        date = line.date or self._today
        if date > self._today:
            message = f"tanggal {format_tanggal(date)} belum tiba; periksa tanggal suratnya"
            self.findings.append(error("number-in-future", line.where, message))
        year = int(parts.get("tahun", date.year))
        if year != date.year:
            message = (
                f"nomor «{line.number}» bertahun {year}, padahal tanggalnya "
                f"{format_tanggal(date)}; dicatat dalam agenda {year}"
            )
            self.findings.append(warning("import-year-differs", line.where, message))
        return year

    def _series(self, line: OldLine, parts: Mapping[str, str]) -> str | None:
        rule = self._scheme.rules.seri
        if rule == "kantor":
            return ""
        name = parts.get(rule, "") or line.columns.get(rule, "")
        if rule == "keamanan":
            name = security_class(name)
        if rule == "jenis":
            kinds = {kind.name.casefold(): kind.name for kind in self._scheme.kinds.values()}
            name = kinds.get(name.casefold(), "")
        if not name:
            message = f"{rule} surat ini tidak terbaca, padahal tiap {rule} punya seri sendiri; "
            message += f"tambahkan kolom «{rule}»"
            self.findings.append(error("import-series-unknown", line.where, message))
            return None
        return self._scheme.series_named(name)

    def _twice(self, found: Sequence[tuple[OldLine, Entry]]) -> Iterator[Finding]:
        slots = Counter(entry.slot for _line, entry in found)
        numbers = Counter(entry.number for _line, entry in found if entry.number)
        for line, entry in found:
            if slots[entry.slot] > 1:
                message = (
                    f"nomor urut {entry.label} ada {slots[entry.slot]} kali dalam agenda "
                    f"{entry.place}; bedakan, misalnya {entry.label}.a untuk sisipan"
                )
                yield error("import-serial-twice", line.where, message)
            elif numbers[entry.number] > 1:
                message = f"nomor «{entry.number}» ada {numbers[entry.number]} kali; periksa"
                yield error("import-number-twice", line.where, message)

    def _gaps(self, place: Place, own: Sequence[tuple[OldLine, Entry]]) -> Iterator[Entry]:
        """A line for each serial that the book passes over, which it says in a warning."""
        serials = {entry.serial for _line, entry in own}
        between = set(range(1, max(serials))) - serials
        missing = sorted(each for each in between if (place, each) not in self._known)
        if not missing:
            return
        named = ", ".join(map(str, missing[:SHOWN])) + " …" * bool(missing[SHOWN:])
        message = (
            f"buku ini tidak memuat nomor urut {named} agenda {place} ({len(missing)} nomor); "
            "dicatat sebagai tidak tertulis di buku lama dan tidak akan diberikan lagi"
        )
        self.findings.append(warning("import-gap", own[0][0].where, message))
        for serial in missing:
            yield Entry(
                office=place.office,
                year=place.year,
                series=place.series,
                serial=serial,
                number="",
                letter="",
                signed=None,
                dated=self._today,
                subject="",
                inherited=self._today,
                inherited_from=f"{self._name}, tidak tertulis di sana",
            )


def _out_of_order(own: Sequence[tuple[OldLine, Entry]]) -> Iterator[Finding]:
    """One warning for a series whose dates do not follow its serials."""
    wrong = [
        (line, before, entry)
        for (_line, before), (line, entry) in pairwise(own)
        if entry.dated < before.dated and not entry.suffix
    ]
    if wrong:
        line, before, entry = wrong[0]
        others = f" (dan {len(wrong) - 1} lainnya)" if len(wrong) > 1 else ""
        message = (
            f"nomor urut {entry.label} bertanggal {format_tanggal(entry.dated)}, sebelum nomor "
            f"{before.label} ({format_tanggal(before.dated)}){others}; periksa tanggalnya"
        )
        yield warning("date-order", line.where, message)


def _parts_of(number: str, scheme: Scheme) -> Mapping[str, str]:
    """The parts of a number by the pattern of the office, or of a kind of paper; none if it fits
    no pattern."""
    kinds: dict[str, set[str]] = {scheme.rules.pola: set()}
    for kind in scheme.kinds.values():
        kinds.setdefault(kind.pattern or scheme.rules.pola, set()).add(kind.name)
    for pattern, names in kinds.items():
        if match := _expression(pattern).fullmatch(number):
            parts = {name: text.strip() for name, text in match.groupdict().items()}
            return parts if len(names) > 1 else {"jenis": "".join(names)} | parts
    return {}


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern of numbers as an expression; blanks around slashes and small letters pass."""
    found, seen = "", set()
    for text, name, _spec, _conversion in string.Formatter().parse(pattern):
        found += r"\s*/\s*".join(map(re.escape, text.split("/")))
        if name and name in PARTS:
            found += PARTS[name] if name in seen else f"(?P<{name}>{PARTS[name]})"
            seen.add(name)
    return re.compile(found, re.IGNORECASE)
