"""Letters with everything that joining could spoil: one to three pages, lists, footnotes, pictures
of their own, a header of the first page, "page x of y", the styles of an office that never tidied.
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from PIL import Image

from docgen.model.letter import Item
from docgen.ooxml.package import read_package, write_package
from tests.support.letters import disposition, letter, long, rendered, rendered_form

NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def write_letter(path: Path, template: str, number: int) -> Path:
    """The letter ``number`` of a batch, one to three pages of a template, or a hard one."""
    if template == "keras":
        return write_hard_letter(path, number)
    if template == "lembar_disposisi":
        hal = f"Undangan ke-{number}. " + "Isi yang panjang. " * (number % 3 * 300)
        path.write_bytes(rendered_form(disposition(hal=hal)))
        return path
    items = tuple(Item(jenis=f"Berkas {n}", keterangan="Diproses") for n in range(number % 3 * 40))
    one = letter(hal=f"Surat ke-{number}", butir=items, **long(number % 3 * 20 + 3))
    path.write_bytes(rendered(one, name=f"{template}.docx"))
    return path


def write_hard_letter(path: Path, number: int, *, notes: bool = True) -> Path:
    """The letter ``number`` of a batch, always the same."""
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run().add_picture(logo(0), width=Mm(20))
    section.header.paragraphs[0].text = f"Lanjutan surat ke-{number}"
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.add_run("Halaman ")
        add_field(paragraph, "PAGE")
        paragraph.add_run(" dari ")
        add_field(paragraph, "NUMPAGES")
    document.add_heading(f"Surat Edaran {number}", 1)
    document.add_paragraph(f"Yth. Kepala Dinas Nomor {number}")
    if number % 4 != 3:
        document.add_picture(logo(number + 1), width=Mm(25))
    count = 0
    for block in range(1 + number % 3 * 7):
        paragraph = document.add_paragraph(
            f"Alinea {block} surat {number}. " + "Kalimat isi. " * 20
        )
        if notes and block % 3 == 0:
            count += 1
            add_reference(paragraph, count + 1)
        for item in range(number % 3 + 2):
            document.add_paragraph(f"butir {item}", style="List Number")
        document.add_paragraph("titik", style="List Bullet")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).paragraphs[0].text = f"Sel {number}"
    table.cell(1, 1).add_paragraph("di tabel", style="List Number 2")
    document.add_paragraph("Tembusan:")
    document.add_paragraph(f"Arsip {number}", style="List Number")
    document.save(str(path))
    if notes:
        add_notes(path, number, count)
    return path


def logo(number: int) -> io.BytesIO:
    """A picture that no other number has."""
    target = io.BytesIO()
    image = Image.new("RGB", (40, 40), (number * 37 % 256, number * 91 % 256, number % 256))
    image.putpixel((number % 40, 7), (255, 255, 255))
    image.save(target, "PNG")
    return io.BytesIO(target.getvalue())


def add_field(paragraph: Paragraph, name: str, shown: str = "1") -> None:
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("=", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "=" else "")
        if kind == "=":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = f" {text} "
        run._r.append(element)


def add_reference(paragraph: Paragraph, key: int) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{key}"/></w:r>'
        )
    )
    paragraph.add_run(" Lanjutan kalimat sesudah catatan.")


def add_notes(path: Path, number: int, count: int) -> None:
    parts = read_package(path.read_bytes())
    notes = "".join(
        f'<w:footnote w:id="{n + 1}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Catatan {n} surat {number}.'
        "</w:t></w:r></w:p></w:footnote>"
        for n in range(1, count + 1)
    )
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/>'
        f"</w:r></w:p></w:footnote>{notes}</w:footnotes>"
    ).encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES_TYPE}"/></Types>'.encode(),
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        b"</Relationships>",
        f'<Relationship Id="rId900" Type="{NOTES_LINK}" Target="footnotes.xml"/>'
        "</Relationships>".encode(),
    )
    path.write_bytes(write_package(parts.items()))
