"""Text that docxtpl throws away, values that do not fit their tag, fields of a mail merge."""

from __future__ import annotations

import pytest

from docgen.findings import Finding, Severity, Where
from docgen.render.template import Template
from docgen.render.template_look import look_at
from tests.render.compiled_cases import Case
from tests.render.compiled_documents import CASES
from tests.support.packages import (
    BLANK,
    Added,
    drawing,
    header,
    notes,
    p,
    package,
    picture,
    r,
    split,
    story,
    tbl,
    tc,
    tr,
)  # fmt: skip

WHERE = Where("templates/uji.docx")
GIVEN = frozenset({"kop", "kode_qr"})
# Cases of docxtpl with something to say of: an endnote, values that a program brings as markup.
NAMED = {
    "richtext": {"template-value-misplaced"},
    "subdocument": {"template-value-misplaced"},
    "endnotes": {"template-tag-unfilled"},
}
FOR, END = "{%p for x in xs %}", "{%p endfor %}"
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:t>{%p if a %}</w:t></w:r></w:p>'
SECTION = p("{%p if a %}", "<w:sectPr/>")
PICTURE = f"<w:p>{r('{%p if a %}')}{drawing('rId1')}</w:p>"


def found(data: bytes) -> list[Finding]:
    return list(look_at(Template(data, WHERE), GIVEN))


def begin(name: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


LOST = {
    "if": (p("{%p if a %}Dengan tembusan"), "Dengan tembusan"),
    "before": (p("Catatan: {%p if a %}"), "Catatan:"),
    "split": (split("{%p if a %}Satu", 3), "Satu"),
    "value": (p("{%p endfor %}Jumlah {{ n }}"), "Jumlah {{ n }}"),
    "two-tags": (p("{%p else %}tidak ada{%p endif %}"), "{%p else %}tidak ada"),
    "document": (p("Lampiran {{p a | sisip }}"), "Lampiran"),
    "comment-tag": (p("Ini {#p catatan #}"), "Ini"),
    "row": (tbl(2, tr("{%tr for x in xs %}", "Judul bagian")), "Judul bagian"),
    "row-same-cell": (tbl(1, tr("No {%tr for x in xs %}")), "No"),
    "row-end": (tbl(2, tr("{%tr endfor %}", "Jumlah: {{ n }}")), "Jumlah: {{ n }}"),
    "row-once": (tbl(2, tr("{%tr for x in xs %}{{ x }}", "{%tr endfor %}")), "{{ x }}"),
    "cell": (tbl(2, tr("a", "{%tc for x in xs %} Bulan")), "Bulan"),
    "cell-paragraph": (tbl(1, tr(tc(p("{%tc for x in xs %}") + p("Bulan")))), "Bulan"),
    "inner-table": (tbl(1, tr(tc(tbl(1, tr("{%tr if a %} Isi")) + p("")))), "Isi"),
    "page-break": (BREAK, "pemisah halaman"),
    "section": (SECTION, "pemisah bagian"),
    "picture": (PICTURE, "gambar"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("where", ["body", "header"])
def test_text_that_goes_is_named(kind: str, where: str) -> None:
    body, gone = LOST[kind]
    image = Added("word/media/image1.png", "image", picture(1), "", ("rId1",))
    in_header = package(p("x"), header("header1", body, "rId7"), image)
    (finding,) = [
        each
        for each in found(package(body, image) if where == "body" else in_header)
        if each.code == "template-text-dropped"
    ]
    assert finding.severity is Severity.ERROR
    assert gone in finding.message.partition(" akan hilang")[0]
    assert finding.where.paragraph


MINUS = {
    "before": (p("Awal") + p("Isi {%- if a %} ada {% endif %}"), "«Isi»"),
    "after": (p("Awal {% if a -%} Isi") + p("ada {% endif %}"), "«Isi»"),
    "paragraph": (p("Awal") + p("{%p if a -%}") + p("Isi") + p("{%p endif %}"), "«Isi»"),
    "picture": (
        f'<w:p>{r("Awal {% if a -%}")}{drawing("rId1")}{r("ada {% endif %}")}</w:p>', "gambar"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", MINUS)
def test_what_a_minus_takes_along_is_named(kind: str) -> None:
    image = Added("word/media/image1.png", "image", picture(1), "", ("rId1",))
    body, gone = MINUS[kind]
    (finding,) = found(package(body, image))
    assert finding.code == "template-text-dropped"
    assert finding.message.startswith(f"{gone} akan hilang")


def test_a_minus_that_takes_nothing_is_right() -> None:
    assert found(package(p("Awal {% if a -%}") + p("{{ b }}") + p("{% endif %} akhir"))) == []


@pytest.mark.parametrize(
    "body",
    [
        p(FOR) + p("{{ x }}") + p(END),
        p("{%p if a %}{# hanya bila perlu #}"),
        p("  {%p if a %} \t "),
        split("{%p if a %}", 1),
        p("{{p a | sisip }}"),
        tbl(2, tr("{%tr for x in xs %}", ""), tr("{{ x }}", "a"), tr("{%tr endfor %}", "")),
        tbl(3, tr("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")),
        p("Ada {%r if a %}satu{%r endif %} dan {{r b | tebal }} ini"),
        p("Satu {% if a %}dua{% endif %} tiga"),
        p("") + p("a &lt;b&gt; &amp;amp; “c” {{ d }} 5 % {e}") + "<w:p><w:r><w:t/></w:r></w:p>",
        split("{{ a }}", 1) + p("") + split("Satu dua", 2),
    ],
)
def test_tags_that_stand_alone_lose_nothing(body: str) -> None:
    assert found(package(body)) == []


MISPLACED = {
    "{{ lampiran | sisip }}": "{{p lampiran | sisip }}",
    "{{r lampiran | sisip }}": "{{p lampiran | sisip }}",
    "{% set d = lampiran | sisip %}{{ d }}": "{{p d }}",
    "{{ nama | tebal }}": "{{r nama | tebal }}",
    "{{ nama | upper | miring }}": "{{r nama | upper | miring }}",
    "{{ (nama | garis_bawah) if a else '' }}": "{{r (nama | garis_bawah) if a else '' }}",
    "{% set d = nama | tebal %}{{ d }}": "{{r d }}",
    "{% for d in xs | map('tebal') %}{{ d }}{% endfor %}": "{{r d }}",
    "{{r nama }}": "{{ nama }}",
    "{{r nama | upper }}": "{{r nama | upper | tebal }}",
    "{{r pejabat.nama }}": "{{ pejabat.nama }}",
    "{{r 'Hormat kami' }}": "{{ 'Hormat kami' }}",
    "{{p nama }}": "{{ nama }}",
    "{{p nama | tebal }}": "{{r nama | tebal }}",
    "{{tc nama }}": "{{ nama }}",
    "{{r foto | gambar }}": "{{ foto | gambar }}",
    "{{p kop.logo }}": "{{ kop.logo }}",
    "{{r kode_qr }}": "{{ kode_qr }}",
    "{{r (nama | tebal) if a else nama }}": "{% else %}",
    "{{r nama | tebal | upper }}": "paling akhir",
    "{{r 'Yth. ' ~ (nama | tebal) }}": "tersendiri",
    "{{r xs | map('tebal') | join(', ') }}": "tersendiri",
}


@pytest.mark.parametrize("text", MISPLACED)
def test_a_value_that_does_not_fit_its_tag(text: str) -> None:
    body = tbl(1, tr(text)) if text.startswith("{{tc") else p(text)
    findings = [each for each in found(package(body)) if each.code != "template-text-dropped"]
    assert {each.code for each in findings} == {"template-value-misplaced"}
    assert any(MISPLACED[text] in each.message for each in findings)


@pytest.mark.parametrize(
    "text",
    [
        "{{r nama | tebal }}", "{{r nama | default('-') | miring }}", "{{r nama|tebal|miring }}",
        "{{p lampiran | sisip }}", "{{ foto | gambar(30) }}", "{{ kop.logo }}", "{{ kode_qr }}",
        "{{r (a | tebal) if a else '' }}", "{{r (a | tebal) if a else (b | miring) }}",
        "{% set d = nama | tebal %}{{r d }}", "{{r xs | map('tebal') | join }}", "{{ a ~ b }}",
        "{{ nama | default('-') | upper }}", "{{ (a or b)[0] }}", "{{r “x” | tebal }}",
    ],
)  # fmt: skip
def test_values_that_fit(text: str) -> None:
    findings = found(package(p(text)))
    assert [each for each in findings if each.code == "template-value-misplaced"] == []


@pytest.mark.parametrize("tag", ["{{ a | tebal }}", "{{ a | qr }}", "{{r a | tebal }}", "{{p a }}"])
def test_markup_where_only_text_can_stand(tag: str) -> None:
    image = Added("word/media/image1.png", "image", picture(1), "", ("rId1",))
    code = f'<w:p><w:fldSimple w:instr=" HYPERLINK {tag} ">{r("x")}</w:fldSimple></w:p>'
    title = BLANK.replace("<dc:title></dc:title>", f"<dc:title>{tag}</dc:title>")
    for data in (
        package(f"<w:p>{drawing('rId1', 1, tag)}</w:p>", image),
        package(code),
        package(p("x"), core=title),
    ):
        assert "template-value-misplaced" in {each.code for each in found(data)}


def test_quotes_of_a_tag_in_an_attribute() -> None:
    image = Added("word/media/image1.png", "image", picture(1), "", ("rId1",))
    for quote, codes in (("&quot;", ["template-value-misplaced"]), ("'", [])):
        tag = f"{{{{ a | default({quote}-{quote}) }}}}"
        data = package(f"<w:p>{drawing('rId1', 1, tag)}</w:p>", image)
        assert [each.code for each in found(data)] == codes


FIELDS = {
    "simple": f'<w:fldSimple w:instr=" MERGEFIELD nama ">{r("«nama»")}</w:fldSimple>',
    "complex": begin("begin") + code(" MERGEFIELD nama ") + begin("separate") + r("«nama»")
    + begin("end"),
    "spread": begin("begin") + code(" MERGE") + code("FIELD  na") + code('ma \\* MERGEFORMAT ')
    + begin("separate") + r("«nama»") + begin("end"),
    "quoted": begin("begin") + code(' MERGEFIELD "Nama" ') + begin("end"),
    "in-if": begin("begin") + code(" IF ") + begin("begin") + code(" MERGEFIELD nama ")
    + begin("end") + code(' = "" "-" "ada" ') + begin("end"),
    "small": begin("begin") + code(" mergefield Nama") + begin("end"),
    "no-field": r("Yth. «nama» di tempat"),
    "no-field-split": r("«") + r("Nama") + r("»"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FIELDS)
def test_fields_of_a_mail_merge(kind: str) -> None:
    content = f"<w:p>{FIELDS[kind]}</w:p>"
    for data in (
        package(content),
        package(tbl(1, tr(content))),
        package(p("x"), header("header1", content, "rId7")),
        package(p("x"), notes("endnotes", content, "rId7")),
    ):
        (finding,) = found(data)
        assert (finding.code, finding.severity) == ("template-mergefield", Severity.ERROR)
        assert "tulis {{ nama }}" in finding.message


def test_other_fields_of_a_mail_merge() -> None:
    for name in ("ADDRESSBLOCK", "GREETINGLINE", "NEXT", "MERGESEQ"):
        (finding,) = found(package(f"<w:p>{begin('begin')}{code(name)}{begin('end')}</w:p>"))
        assert finding.code == "template-mergefield"
    field = f'<w:p><w:fldSimple w:instr=" PAGE ">{r("1")}</w:fldSimple></w:p>'
    assert found(package(field)) == []


def test_a_template_that_still_asks_for_its_data() -> None:
    data = story("settings", '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>')
    settings = Added("word/settings.xml", "settings", data, keys=("rId7",))
    (finding,) = found(package(p("x"), settings))
    assert (finding.code, finding.severity) == ("template-mergefield", Severity.WARNING)


def test_quotations_are_no_fields() -> None:
    assert found(package(p("Rapat «Evaluasi Kinerja Tahunan» dan «{{ hal }}»"))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_docxtpl_fills_right_is_right(case: Case) -> None:
    """Nothing is said of the templates whose letters are held against docxtpl's."""
    findings = {each.code for each in found(case.data)}
    assert findings == NAMED.get(case.name, set())
