"""Templates that use what docxtpl's users use, one thing each, with data for them.

``slower`` is what the template is repaired for, as docxtpl does: empty where the proof holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import Listing, RichText

from tests.support.packages import (
    p,
    package,
    picture,
    r,
    split,
    tbl,
    tc,
    tr,
)

SIGNS = "A & B < C > D \"E\" 'F' 🙂 مرحبا 漢字 &amp; {{ x }} {% y %} ]]>"
PEOPLE = [
    {"nama": "Ani & <Budi>", "nip": "197105141996032001", "anak": ["a", "b"]},
    {"nama": 'Citra "C"', "nip": "2", "anak": []},
    {"nama": "Dedi", "nip": "3", "anak": ["🙂"]},
]
PNG, JPEG = picture(1), picture(2, "JPEG")


@dataclass(frozen=True)
class Case:
    """A template, its data, and why its letters must be repaired (``""``: they need not)."""

    name: str
    data: bytes
    context: Mapping[str, Any]
    slower: str = ""


def text_cases() -> Iterator[Case]:
    """Text, and what Word does to it."""
    a = {"a": SIGNS, "b": "dua", "k": {"a": "<k>", "list": [1, 2]}, "d": {"items": 3}}
    yield Case("plain", package(p("Yth. {{ a }} di {{ b }}")), a)
    yield Case("dotted", package(p("{{ k.a }} {{ k['a'] }} {{ k.list[1] }} {{ k.list|sum }}")), a)
    for width in (1, 2, 3, 5):
        words = "Yth. {{ a }}, {% if b %}ada {{ b|upper }}{% else %}tiada{% endif %}{# catatan #}!"
        yield Case(f"split-{width}", package(split(words, width)), a)
    inline = (
        "{% if n == 1 %}satu{% elif n == 2 %}dua{% else %}lain{% endif %} "
        "{% for x in xs %}{{ loop.index }}/{{ loop.length }} {{ x }}"
        "{% if not loop.last %}, {% endif %}{% else %}kosong{% endfor %}"
    )
    for n, xs in ((1, []), (2, ["<a>"]), (3, ["a", "b", "c"])):
        yield Case(f"inline-{n}", package(p(inline)), {"n": n, "xs": xs})
    yield Case(
        "comments",
        package(p("a{# {{ x }} #}b") + p("{#p x #}") + p("c") + tbl(1, tr("{#tr x #}"), tr("y"))),
        {},
    )  # fmt: skip
    yield Case(
        "merged-paragraphs",
        package(p("satu") + p("{%- if a %}") + p("dua {{ b }}") + p("{%- endif -%}") + p("tiga")),
        a,
    )
    yield Case("dashes-inside", package(p("a {%- if a -%} b {%- endif %} c {{- b -}} d")), a)
    quoted = (
        "{{ k[‘a’] }} {{ “x” ~ b }} {% if b == “dua” %}ya{% endif %} {{ b if 2 &gt; 1 else 0 }}"
    )
    yield Case("smart-quotes", package(p(quoted)), a)
    yield Case("escaped-braces", package(p("{_{ nama }_} {_% if %_} {{ b }}")), a)
    yield Case(
        "set-with-macro",
        package(
            p("{% set s = b ~ '!' %}{{ s }}{% with q = 3 %}{{ q * 2 }}{% endwith %}")
            + p("{% macro f(x, y='z') %}[{{ x }}{{ y }}]{% endmacro %}{{ f(a) }}{{ f(b, y=1) }}")
        ),
        a,
        "Jinja's Macro",
    )
    yield Case("set", package(p("{% set s = b ~ '!' %}{{ s }}") + p("{{ s }}{{ b }}")), a)
    yield Case("with", package(p("{% with q = b %}{{ q * 2 }}{% endwith %}")), a)
    yield Case(
        "set-block", package(p("{% set s %}<{{ b }}{% endset %}{{ s }}".replace("<", "&lt;"))), a,
        "Jinja's AssignBlock",
    )  # fmt: skip
    yield Case(
        "filter-block", package(p("{% filter trim %} x {{ a }} {% endfilter %}")), a,
        "Jinja's FilterBlock",
    )  # fmt: skip
    yield Case("block", package(p("{% block isi %}x {{ a }}{% endblock %}")), a, "Jinja's Block")
    yield Case(
        "filters-tests",
        package(
            p("{{ a|length }} {{ b|title|replace('u', 'o') }} {{ xs|join(', ') }}")
            + p("{{ c|default('—') }} {{ n|terbilang }} {{ n|rupiah }}")
            + p("{% if c is defined %}1{% endif %}{% if n is odd and xs is sequence %}2{% endif %}")
            + p("{{ nip|nip }} {{ t|tanggal }} {{ t|bulan_romawi }}")
            + p("{{ xs|map('upper')|list }} {{ a|e }} {{ a|truncate(9) }} {{ g|pangkat }}")
        ),
        {**a, "xs": ["a", "<b>"], "n": 21001, "nip": "197105141996032001", "t": "2026-11-21",
         "g": "III/c"},
    )  # fmt: skip
    values = {
        "i": 7, "f": 1.5, "y": True, "x": None, "d": dt.date(2025, 1, 6), "e": [], "o": {"<": "&"},
        "h": "", "s": "  spasi  ", "l": "kata " * 4000, "z": 0, "q": ["'", '"'],
    }  # fmt: skip
    yield Case("values", package("".join(p(f"[{{{{ {name} }}}}]") for name in values)), values)
    broken = "satu\ndua\n\ntiga\tempat\t\alima\n\fenam\r\ntujuh"
    breaks = p("awal {{ x }} akhir", '<w:jc w:val="both"/>') + split("{{ x }}|{{ y }}", 3)
    breaks += '<w:p w:rsidR="00AA"/>' + p("{{ y }}") + tbl(1, tr("{{ x }}")) + "<w:p/>" + p("z")
    yield Case("breaks", package(breaks), {"x": broken, "y": Listing("a & b\nc\ad\fe\tf")})
    rich = RichText("tebal & <x>", bold=True, color="#FF0000", size=28, font="Arial")
    rich.add("\nmiring", italic=True, underline="wave", highlight="yellow", lang="id-ID")
    yield Case(
        "richtext",
        package(p("a {{r rich }} b {{r nama|tebal }}{{r nama|miring }}{{r nama|garis_bawah }}")),
        {"rich": rich, "nama": SIGNS},
    )
    yield Case(
        "run-tags",
        package(f"<w:p>{r('a ')}{r('{%r if y %}')}{r('ya', '<w:b/>')}{r('{%r endif %}')}</w:p>"),
        {"y": True},
    )
    yield Case(
        "paragraph-tags",
        package(
            p("{%p if y %}") + p("ya {{ a }}") + p("{%p else %}") + p("tidak") + p("{%p endif %}")
            + p("{%p for x in xs %}") + p("{{ loop.index }}. {{ x }}") + p("{%p endfor %}")
        ),
        {**a, "y": False, "xs": ["<1>", "2\n3"]},
    )  # fmt: skip
    yield Case(
        "recursive-loop",
        package(p("{% for x in xs recursive %}{{ x.n }}({{ loop(x.xs) }}){% endfor %}")),
        {"xs": [{"n": "<1>", "xs": [{"n": 2, "xs": []}]}, {"n": 3, "xs": []}]},
    )
    yield Case("safe-markup", package(p("a {{ x|safe }} b")), {"x": "<w:br/>"}, "markup")
    yield Case("constant", package(p("a {{ '&lt;b>' }} {{ '\\t' ~ 1 }} b")), {})
    yield Case("namespace", package(p("{% set n = namespace(v=1) %}{% for x in xs %}{% set n.v = n.v + x %}{% endfor %}{{ n.v }}")), {"xs": [1, 2]})  # fmt: skip  # noqa: E501
    yield Case("empty", package(""), {})


def table_cases() -> Iterator[Case]:
    """Tables, whose grid docxtpl fits to the cells."""
    loop = ("{%tr for x in xs %}", "{%tr endfor %}")
    rows = tbl(2, tr("No.", "Nama"), tr(loop[0], ""), tr("{{ loop.index }}", "{{ x.nama }}"),
               tr(loop[1], ""))  # fmt: skip
    for count in (0, 3):
        yield Case(f"rows-{count}", package(rows), {"xs": PEOPLE[:count]})
    many = [{"nama": f"Pegawai {n} & <{n}>"} for n in range(500)]
    yield Case("rows-500", package(rows), {"xs": many})
    headless = tbl(2, tr(loop[0], ""), tr("{{ loop.index }}", "{{ x.nama }}"), tr(loop[1], ""))
    for count in (0, 2):
        yield Case(f"rows-vanish-{count}", package(headless), {"xs": PEOPLE[:count]}, "full row")
    nested = tbl(1, tr(tc(p("{{ x.nama }}") + tbl(2, tr("a", "b"),
                 tr("{%tr for y in x.anak %}", ""), tr("{{ y }}", "{{ loop.index }}"),
                 tr("{%tr endfor %}", "")) + "<w:p/>")))  # fmt: skip
    yield Case(
        "nested-tables", package(p("{%p for x in xs %}") + nested + p("{%p endfor %}")),
        {"xs": PEOPLE}, "more cells",
    )  # fmt: skip
    inside = tbl(2, tr("a", tc(tbl(1, tr("h"), tr("{%tr for y in ys %}"), tr("{{ y }}"),
                 tr("{%tr endfor %}")) + "<w:p/>")))  # fmt: skip
    yield Case("nested-narrow", package(inside), {"ys": ["<1>", 2]})
    wide = tc("{{ a }}", '<w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/>')
    yield Case("grid-span", package(tbl(3, tr(wide, "c"), tr("1", "2", "3"))), {"a": SIGNS})
    yield Case("grid-span-only", package(tbl(3, tr(wide, "c"))), {"a": 1})
    yield Case("grid-span-short", package(tbl(4, tr(wide, "c"))), {"a": 1}, "full row")
    yield Case(
        "grid-short", package(tbl(3, tr("1", "2"), tr("{{ a }}", "x"))), {"a": 1}, "full row"
    )
    yield Case("grid-long", package(tbl(1, tr("1", "2", "{{ a }}"))), {"a": 1}, "more cells")
    columns = tbl(
        2,
        tr("Nama", "{%tc for k in ks %}", "{{ k }}", "{%tc endfor %}"),
        tr("{%tr for x in xs %}"),
        tr("{{ x.nama }}", "{%tc for k in ks %}", "{{ x[k] }}", "{%tc endfor %}"),
        tr("{%tr endfor %}"),
    )
    for count in (0, 1, 4):
        ks = ["nip", "nama", "anak", "nip"][:count]
        yield Case(f"columns-{count}", package(columns), {"xs": PEOPLE, "ks": ks}, "cells")
    yield Case(
        "colspan", package(tbl(3, tr("{% colspan n %}{{ a }}"), tr("1", "2", "3"))),
        {"n": 3, "a": "x"}, "column count",
    )  # fmt: skip
    shaded = tc("{% cellbg x.c %}{{ x.n }}", '<w:tcW w:w="1" w:type="dxa"/><w:shd w:fill="FFF"/>')
    yield Case(
        "cellbg",
        package(tbl(1, tr("h"), tr("{%tr for x in xs %}"), tr(shaded), tr("{%tr endfor %}"))),
        {"xs": [{"c": "FF0000", "n": "<1>"}, {"c": '"00', "n": "2"}]},
    )
    merged = tbl(2, tr("a", "b"), tr(loop[0], ""), tr("{% vm %}{{ xs[0].nama }}", "{{ x.nama }}"),
                 tr(loop[1], ""))  # fmt: skip
    yield Case("vm", package(merged), {"xs": PEOPLE})
    flat = tbl(3, tr("{%tc for x in xs %}", "{% hm %}judul", "{%tc endfor %}"), tr("1", "2", "3"))
    yield Case("hm", package(flat), {"xs": PEOPLE}, "cells")
    yield Case(
        "row-if",
        package(tbl(2, tr("a", "b"), tr("{%tr if y %}"), tr("{{ y }}", "1"), tr("{%tr else %}"),
                    tr("tidak", "2"), tr("{%tr endif %}"))),
        {"y": ""},
    )  # fmt: skip
    yield Case(
        "table-if",
        package(p("{%p if y %}") + tbl(1, tr("{{ y }}")) + p("{%p endif %}") + p("z")), {"y": 1},
    )  # fmt: skip
    deep = p("{%p for x in xs %}") + p("{{ x.nama }}") + p("{%p for y in x.anak %}")
    deep += p("{{ loop.index }} {{ y }} {{ loop.first }} {{ loop.last }}") + p("{%p endfor %}") * 2
    yield Case("nested-loops", package(deep), {"xs": PEOPLE})
    tracked = '<w:tblGrid><w:gridCol w:w="9"/><w:tblGridChange w:id="1"><w:tblGrid/>'
    tracked = f"<w:tbl><w:tblPr/>{tracked}</w:tblGridChange></w:tblGrid>{tr('{{ y }}')}</w:tbl>"
    yield Case("grid-change", package(tracked), {"y": 1})


TEXT_CASES = (*text_cases(), *table_cases())
