"""Sources inside a PDF/A-3: embedded files, each associated with the document.

ISO 19005-3, 6.8: a file needs its MIME type, F and UF, and how it relates to the document
(``AFRelationship``), and must be listed under ``AF``. Specimen::

    << /Type /Filespec /F (surat.docx) /UF (surat.docx) /AFRelationship /Source
       /EF << /F 12 0 R /UF 12 0 R >> >>
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf

from docgen.bundle.volumes.parts import Attachment
from docgen.outside.files import read_bytes

MIME = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".csv": "text/csv", ".json": "application/json", ".yaml": "application/yaml",
    ".yml": "application/yaml", ".pdf": "application/pdf", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
}  # fmt: skip
UNKNOWN = "application/octet-stream"


def file_spec(pdf: Pdf, attachment: Attachment) -> Object:
    """The file as an object of ``pdf``. No dates: the same file, the same bytes."""
    data = read_bytes(attachment.path)
    suffix = PurePosixPath(attachment.name).suffix.lower()
    stream = pdf.make_stream(
        data,
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + MIME.get(suffix, UNKNOWN)),
        Params=Dictionary(
            Size=len(data),
            CheckSum=pikepdf.String(hashlib.md5(data, usedforsecurity=False).digest()),
        ),
    )
    name = pikepdf.String(attachment.name)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=name, UF=name,
            AFRelationship=Name.Data if attachment.is_data else Name.Source,
            EF=Dictionary(F=stream, UF=stream),
        )
    )  # fmt: skip


def list_files(pdf: Pdf, files: Sequence[Object]) -> None:
    """Let readers find the files, under their names, and associate them with the document."""
    tree = NameTree.new(pdf)
    for each in sorted(files, key=lambda each: str(each.UF)):
        tree[str(each.UF)] = each
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = tree.obj
    pdf.Root.Names = names
    pdf.Root.AF = Array(files)
