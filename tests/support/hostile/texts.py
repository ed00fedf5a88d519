"""Texts, tables and what docgen keeps, larger or deeper than anybody writes them."""

from __future__ import annotations

MEGABYTE = 10**6

TOMLS = {
    "60 MB": lambda: b'a = "' + b"x" * 60 * MEGABYTE + b'"\n',
    "60 MB of lines": lambda: b"#\n" * (30 * MEGABYTE),
    "10,000 levels": lambda: b"a = " + b"[" * 10_000 + b"]" * 10_000,
    "10,000 tables": lambda: b"[" + b".".join([b"a"] * 10_000) + b"]\nb = 1\n",
    "inline tables": lambda: b"a = " + b"{a = " * 10_000 + b"1" + b"}" * 10_000,
    "5,000 digits": lambda: b"a = " + b"9" * 5000 + b"\n",
    "hexadecimal": lambda: b"a = 0x" + b"f" * 500_000 + b"\n",
    "exponent": lambda: b"a = 1e999999999\n[office.bkd]\nnama = 1e99999\n",
    "no text": lambda: b"\0" * MEGABYTE,
}
YAMLS = {
    "60 MB": lambda: b"judul: " + b"x" * 60 * MEGABYTE,
    "60 MB of lines": lambda: b"- a\n" * (15 * MEGABYTE),
    "3 MB of items": lambda: b"a:\n" + b"- a\n" * 750_000,
    "10,000 levels": lambda: b"a: " + b"[" * 10_000 + b"]" * 10_000,
    "10,000 indents": lambda: b"".join(b" " * n + b"a:\n" for n in range(3000)),
    "many anchors": lambda: b"a: &a [x]\n" + b"".join(
        b"b%d: &b%d [%b]\n" % (n, n, b"*a," * 9 if not n else b"*b%d," % (n - 1) * 9)
        for n in range(40)
    ),
    "anchor in itself": lambda: b"a: &a [*a, *a]\n",
    "merges": lambda: b"a: &a {x: 1}\n" + b"".join(b"b%d: {<<: *a}\n" % n for n in range(9000)),
    "5,000 digits": lambda: b"nomor: " + b"9" * 5000 + b"\n",
    "tag": lambda: b"a: !!python/object/apply:os.system ['true']\n",
    "documents": lambda: b"--- a\n" * 100_000,
    "no text": lambda: b"\0" * MEGABYTE,
}  # fmt: skip
JSONS = {
    "60 MB": lambda: b'["' + b"x" * 60 * MEGABYTE + b'"]',
    "60 MB of lists": lambda: b"[" + b"[]," * (20 * MEGABYTE) + b"[]]",
    "5 MB of lists": lambda: b"[" + b"[]," * (5 * MEGABYTE // 3) + b"[]]",
    "10,000 levels": lambda: b"[" * 10_000 + b"]" * 10_000,
    "900 levels": lambda: b"[" * 900 + b"]" * 900,
    "100,000 mappings": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "5,000 digits": lambda: b'[{"id": ' + b"9" * 5000 + b"}]",
    "exponent": lambda: b'[{"id": 1e999999999}]',
}
CSVS = {
    "60 million lines": lambda: b"\n" * (60 * MEGABYTE),
    "15 million rows": lambda: b"id;a\n" + b"1;2\n" * (15 * MEGABYTE),
    "20 million cells": lambda: b"id\n" + b";" * (20 * MEGABYTE),
    "a million columns": lambda: b";".join(b"k%d" % n for n in range(10**6)) + b"\n" + b";" * 10**6,
    "one cell": lambda: b'id\n"' + b"x" * (60 * MEGABYTE) + b'"\n',
    "open quote": lambda: b'id;a\n"' + b"1;2\n" * MEGABYTE,
    "quotes": lambda: b'"' * (20 * MEGABYTE),
    "over 64 MB": lambda: b"id;a\n" + b"1;2\n" * (17 * MEGABYTE),
}
# What docgen wrote itself, or nearly.
RECORDS = {
    "nested": lambda: b"[" * 100_000 + b"]" * 100_000,
    "nested in its key": lambda: b'{"rangkap":' * 50_000 + b"1" + b"}" * 50_000,
    "60 MB": lambda: b'{"rangkap": [' + b"[]," * (20 * MEGABYTE) + b"[]]}",
    "5,000 digits": lambda: b'{"rangkap": [{"berkas": ' + b"9" * 5000 + b"}]}",
    "another kind": lambda: b'{"rangkap": 7}',
    "lines of another kind": lambda: b'{"rangkap": [7, null, {"berkas": []}]}',
    "no text": lambda: b"\0\xff" * 1000,
    "empty": lambda: b"",
}
