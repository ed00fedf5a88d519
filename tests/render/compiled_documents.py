"""What stands in the documents that Word saves, with tags in it: headers, shapes, pictures.

Each is one template with data for it, as in ``compiled_cases``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx

from docgen.render.template import Image, Subdocument
from tests.render.compiled_cases import JPEG, PNG, SIGNS, TEXT_CASES, Case
from tests.support.packages import (
    Added,
    drawing,
    header,
    notes,
    p,
    package,
    picture,
    r,
    split,
    t,
    tbl,
    tr,
)  # fmt: skip


def word_cases() -> Iterator[Case]:
    """What else stands in a document that Word saved."""
    a = {"a": SIGNS, "b": "dua"}
    box = f"<w:txbxContent>{p('{{ a }}')}{split('{{ b }}', 2)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp>"
    shape = f'<wp:anchor><wp:docPr id="5" name="x" descr="{{{{ b }}}} id="/>{shape}</wp:anchor>'
    shape = shape.replace('id="/>', 'id=&quot;"/>')
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing>'
        f'</mc:Choice><mc:Fallback><w:pict><v:rect style="x"><v:textbox>{box}</v:textbox></v:rect>'
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    yield Case("text-box", package(f"<w:p><w:r>{both}</w:r></w:p>" + p("{{ b }}")), a)
    yield Case("text-box-break", package(f"<w:p><w:r>{both}</w:r></w:p>"), {"a": "x\ny", "b": "\t"})
    sdt = '<w:sdt><w:sdtPr><w:alias w:val="{{ b }}"/></w:sdtPr>%s</w:sdt>'
    sdt %= "<w:sdtContent>%s</w:sdtContent>"
    yield Case(
        "content-control", package(sdt % p("{{ a }}") + f"<w:p>{sdt % r('{{ b }}')}</w:p>"), a
    )
    tracked = (
        '<w:ins w:id="1" w:author="x">%s</w:ins><w:del w:id="2" w:author="x"><w:r>%s</w:r></w:del>'
    )
    gone = '<w:delText xml:space="preserve">{{ b }}</w:delText>'
    yield Case("tracked", package(f"<w:p>{tracked % (r('{{ a }}'), gone)}</w:p>"), a)
    link = (
        f'<w:p><w:hyperlink r:id="rId9" w:tooltip="{{{{ b }}}}">{r("{{ a }}")}</w:hyperlink></w:p>'
    )
    yield Case("hyperlink", package(link, links={"rId9": "https://contoh.go.id/?a=1&amp;b=2"}), a)
    codes = (
        '<w:fldChar w:fldCharType="begin"/>', "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>', t("{{ b }}"), '<w:fldChar w:fldCharType="end"/>',
    )  # fmt: skip
    field = "".join(f"<w:r>{code}</w:r>" for code in codes)
    simple = f'<w:fldSimple w:instr=" DATE ">{r("{{ a }}")}</w:fldSimple>'
    yield Case("fields", package(f"<w:p>{field}{simple}</w:p>"), a)
    saved = (
        '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00A77B3E" w:rsidRDefault="00A7">'
        f'<w:pPr><w:rPr><w:lang w:val="id-ID"/></w:rPr></w:pPr><w:r w:rsidRPr="00A7">{t("Yth. {")}'
        f'</w:r><w:proofErr w:type="gramStart"/><w:r>{t("{")}</w:r><w:r><w:t> a</w:t></w:r>'
        f'<w:r>{t(" }")}</w:r><w:bookmarkStart w:id="0" w:name="x"/><w:r>{t("}, ")}</w:r></w:p>'
    )
    yield Case("as-word-saves", package(f"\n  {saved}\n  {p('{{ b }}')}\n"), a)
    refers = (
        '<w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" '
        'r:id="rId4"/><w:headerReference w:type="first" r:id="rId2"/>'
        '<w:headerReference w:type="even" r:id="rId3"/>'
    )
    pages = [
        header("header1", p("{{ a }}") + split("{{ b }}", 1), "rId1"),
        header("header2", p("{% if b %}{{ b }}\n{% endif %}"), "rId2"),
        header("header3", tbl(1, tr("{{ a }}")), "rId3"),
        header("footer1", p("{% for x in b %}{{ x }} {% endfor %}"), "rId4"),
    ]
    first = f"<w:p><w:pPr><w:sectPr>{refers}</w:sectPr></w:pPr></w:p>"
    yield Case("headers", package(p("{{ a }}"), *pages, section=refers), a)
    yield Case("sections", package(first + p("{{ b }}"), *pages), {"a": "x\ty\nz", "b": "<&>"})
    yield Case("header-set", package(p("{% set a = 1 %}{{ a }}"), *pages, section=refers), a)
    grid = header("header1", tbl(3, tr("{{ a }}")) + p("z"), "rId1")
    yield Case("header-grid", package(p("x"), grid), a, "full row")
    footnote = f'<w:p>{r("x")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    yield Case("footnotes", package(footnote, notes("footnotes", p("{{ a }}"), "rId1")), a)
    yield Case("endnotes", package(footnote, notes("endnotes", p("{{ a }}"), "rId1")), a)
    core = "<dc:title>{{ b }} {# x #}</dc:title><dc:subject>tetap</dc:subject><dc:creator>{{ b }}"
    core += "</dc:creator><dc:description></dc:description><dc:identifier></dc:identifier>"
    core += "<dc:language>{# x #}</dc:language>"
    yield Case("properties", package(p("{{ a }}"), core=core), a)
    yield Case("elsewhere", package(p("{{ a }}"), document="word/document2.xml"), a)


def picture_cases() -> Iterator[Case]:
    """Pictures: their parts, relationships, content types and numbers."""
    g = {"g": Image(PNG), "j": Image(JPEG, 15.5), "b": "x", "c": "https://contoh.go.id/" * 3}
    xs = [{"g": Image(picture(n), 10 + n)} for n in (1, 4, 5, 1)]
    own = [
        Added("word/media/image1.png", "image", picture(7), "", ("rId1",)),
        Added("word/media/image3.jpeg", "image", picture(8, "JPEG"), "", ("rId3",)),
    ]
    twice = Added("word/media/image2.png", "image", picture(7), "", ("rId2",))
    holds = f"<w:p>{drawing('rId1', 41)}{drawing('rId3', 41, '{{ b }}')}</w:p>"
    top = header("header1", p("{{ g }}{{ j }}"), "rId5")
    loop = p("{%p for x in xs %}") + p("{{ x.g }}") + p("{%p endfor %}")
    yield Case("picture", package(p("a {{ g }} b {{ j }}")), g)
    yield Case(
        "picture-twice", package(p("{{ g }}{{ g }}") + p("{{ h }}")), {**g, "h": Image(PNG, 5)}
    )
    yield Case("picture-loop", package(loop), {"xs": xs})
    yield Case("picture-header", package(p("{{ j }}"), top), g)
    yield Case("picture-held", package(holds + p("{{ g }}{{ j }}{{ b }}"), *own), g)
    same = {**g, "g": Image(picture(7)), "j": Image(picture(8, "JPEG"))}
    yield Case("picture-same", package(holds + p("{{ g }}{{ j }}{{ b }}"), *own, top), same)
    held = package(holds + p("{{ g }}{{ j }}{{ b }}"), *own, twice)
    yield Case("picture-held-twice", held, g)
    yield Case("picture-held-twice-same", held, same)
    named = [
        Added("word/media/foto_1.png", "image", picture(7), "", ("rId1",)),
        Added("media/image2a3.PNG", "image", picture(9), "image/png", ("rId3",)),
    ]
    odd = package(holds + p("{{ g }}{{ j }}{{ b }}"), *named)
    yield Case("picture-odd-names", odd, g)
    yield Case("picture-odd-same", odd, {**g, "g": Image(picture(9))})
    yield Case("picture-rows", package(tbl(1, tr("h"), tr("{%tr for x in xs %}"), tr("{{ x.g }}"), tr("{%tr endfor %}"))), {"xs": xs})  # fmt: skip  # noqa: E501
    yield Case("qr", package(p("{{ c|qr }} {{ ''|qr }} {{ b|qr(10) }}")), g)
    yield Case("file", package(p("{{ 'a.png'|gambar }} {{ ''|gambar }}")), g)
    inner = docx.Document()
    inner.add_paragraph("Lampiran <satu>")
    inner.add_table(1, 2).cell(0, 1).text = "sel"
    saved = io.BytesIO()
    inner.save(saved)
    host = docx.Document()
    host.add_paragraph("Surat {{ b }}")
    host.add_paragraph("{{p lain }}")
    out = io.BytesIO()
    host.save(out)
    yield Case("subdocument", out.getvalue(), {"b": "<1>", "lain": Subdocument(saved.getvalue())})


CASES = (*TEXT_CASES, *word_cases(), *picture_cases())
