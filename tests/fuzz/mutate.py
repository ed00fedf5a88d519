"""Files a little or much other than they were, the same for the same chance."""

from __future__ import annotations

import contextlib
import io
import random
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

Mutate = Callable[[bytes, random.Random], bytes]
# What readers stumble over in texts: ends of their kind, odd signs, numbers beyond their kind.
ODD = (
    "", " ", "\t", "\n", "\0", "\ufeff", "\u202e", "\ud7ff", "-", "=", ":", "'", '"', "{{", "{%",
    "}}", "%}", "[", "]", "[[", "{", "}", "<", "&", "&#0;", "*x", "&x", "!!x", "|", "#", "0", "-1",
    "1e999", "9" * 400, "nan", "true", "null", "~", "..", "../x", "/etc/passwd", "C:\\x", "é" * 99,
    "x" * 70_000, "[" * 300, "{{ 9 ** 9 ** 9 }}", "30 Februari 2025", "=1+1", "%s%n",
)  # fmt: skip
_WORD = re.compile(rb"[A-Za-z0-9_./+-]+")
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_NUMBER = re.compile(rb"(?<![\d.])\d+(?![\d.])")


def of_bytes(data: bytes, chance: random.Random) -> bytes:
    """Bits turned over, the end cut off, pieces lost, doubled, moved or overwritten."""
    for _time in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(data) + 1)
        size = min(chance.choice((1, 4, 64, 1024)), len(data) - at)
        piece, before, behind = data[at : at + size], data[:at], data[at + size :]
        match chance.randrange(7):
            case 0:
                data = before + bytes(byte ^ (1 << chance.randrange(8)) for byte in piece) + behind
            case 1:
                data = before
            case 2:
                data = before + behind
            case 3:
                data = before + piece * chance.choice((2, 2, 50)) + behind
            case 4:
                data = before + chance.randbytes(size) + behind
            case 5:
                to = chance.randrange(len(before) + 1)
                data = before[:to] + piece + before[to:] + behind
            case _:
                data = before + chance.choice(ODD).encode("utf-8", "surrogatepass") + behind
        if not data:
            break
    return data


def of_text(data: bytes, chance: random.Random) -> bytes:
    """Words and lines of a text exchanged, lost, doubled, or something odd in their place."""
    for _time in range(chance.choice((1, 1, 2, 5))):
        if chance.random() < 0.4:
            lines = data.split(b"\n")
            at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
            match chance.randrange(4):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(to, lines[at])
                case 2:
                    lines[at], lines[to] = lines[to], lines[at]
                case _:
                    lines[at] = b" " * chance.randrange(9) + lines[at].lstrip()
            data = b"\n".join(lines)
            continue
        words = list(_WORD.finditer(data))
        if words:
            word = chance.choice(words)
            other = chance.choice(words)[0] if chance.random() < 0.3 else odd(chance)
            data = data[: word.start()] + other + data[word.end() :]
    return of_bytes(data, chance) if chance.random() < 0.1 else data


def odd(chance: random.Random) -> bytes:
    """One of the odd texts as UTF-8."""
    return chance.choice(ODD).encode("utf-8", "surrogatepass")


def of_package(data: bytes, chance: random.Random) -> bytes:
    """A part of an office file changed, lost, doubled or renamed; or the file as such."""
    if chance.random() < 0.2:
        return of_bytes(data, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(each.filename, package.read(each)) for each in package.infolist()]
    except (zipfile.BadZipFile, NotImplementedError):
        return of_bytes(data, chance)
    for _time in range(chance.choice((1, 1, 3))):
        at = chance.randrange(len(parts))
        name, body = parts[at]
        match chance.randrange(8):
            case 0 if len(parts) > 1:
                del parts[at]
            case 1:
                parts.append((name, of_bytes(body, chance) if body else b""))
            case 2:
                parts[at] = chance.choice(("../x.xml", "", "/x", name.upper(), "x" * 300)), body
            case 3:
                parts[at] = name, chance.choice(parts)[1]
            case 4 if body:
                parts[at] = name, of_bytes(body, chance)
            case _ if body:
                parts[at] = name, of_text(body, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, body in parts:
            with contextlib.suppress(ValueError):
                package.writestr(zipfile.ZipInfo(name), body)
    return target.getvalue()


def of_pdf(data: bytes, chance: random.Random) -> bytes:
    """Objects, references and numbers of a PDF exchanged, lost or overwritten; or its bytes."""
    for _time in range(chance.choice((1, 1, 2, 6))):
        if chance.random() < 0.3:
            data = of_bytes(data, chance)
            continue
        pattern = chance.choice((_OBJECT, _REFERENCE, _NUMBER, _WORD))
        found = list(pattern.finditer(data))
        if not found:
            continue
        one, other = chance.choice(found), chance.choice(found)[0]
        match chance.randrange(4):
            case 0:
                other = b""
            case 1 if pattern is _NUMBER:
                other = chance.choice((b"0", b"-1", b"9" * 12, b"2147483648"))
            case 2 if pattern is _OBJECT:
                other = one[0] + b"\n" + other
            case _:
                pass
        data = data[: one.start()] + other + data[one.end() :]
    return data


def of_database(data: bytes, chance: random.Random) -> bytes:
    """A cell, a table or a page of an SQLite file changed; or its bytes."""
    if chance.random() < 0.4:
        return of_bytes(data, chance)
    with TemporaryDirectory() as folder:
        path = Path(folder, "buku.db")
        path.write_bytes(data)
        with contextlib.closing(sqlite3.connect(path)) as book, contextlib.suppress(sqlite3.Error):
            book.execute("PRAGMA ignore_check_constraints = ON")
            tables = [name for (name,) in book.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]  # fmt: skip
            table = chance.choice(tables)
            columns = [row[1] for row in book.execute(f"PRAGMA table_info({table})")]
            column = chance.choice(columns)
            value: object = chance.choice((odd(chance), odd(chance).decode(), -1, 2**62, 1.5, None))
            match chance.randrange(6):
                case 0:
                    book.execute(f"DROP TABLE {table}")
                case 1:
                    book.execute(f"DELETE FROM {table}")
                case 2:
                    book.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO lain")
                case 3:
                    book.execute(f"PRAGMA user_version = {chance.randrange(-2, 99)}")
                case _:
                    book.execute(f"UPDATE {table} SET {column} = ?", (value,))
            book.commit()
        return path.read_bytes()
