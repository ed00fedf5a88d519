"""Names of a template against those of the data: capitals, defaults, and what nobody fills."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from docgen.findings import Where
from docgen.render.template import Template
from tests.cli.calls import Call
from tests.support.documents import docx_of

HEADS, ROW = "id;tujuan;hal;NAMA;Nomor Kontak", "a-1;Kepala X;Rapat;Ani;0812"


def with_header(text: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def found(
    call: Call, folder: Path, template: bytes, heads: str = HEADS, row: str = ROW
) -> list[tuple[str, str]]:
    """Code and message of each finding of a check of the template."""
    (folder / "t.docx").write_bytes(template)
    (folder / "surat.csv").write_text(f"{heads}\n{row}\n", encoding="utf-8")
    path = folder / "t.docx"
    answer = call("template", "check", path, "--data", "surat.csv", "-C", folder, "--json")
    return [
        (each["code"], each["message"])
        for each in json.loads(answer.out)["temuan"]
        if each["code"] not in ("column-unused", "template-without-number")
    ]


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("{{ NAMA }}", "nama"),
        ("{{ Nama | upper }}", "nama"),
        ("{% if NOMOR_KONTAK %}{{ Nomor_Kontak }}{% endif %}", "nomor_kontak"),
        ("{% for t in TUJUAN %}{{ t }}{% endfor %}", "tujuan"),
        ("{{ PEJABAT.nama }}", "pejabat"),
        ("{{ pejabat.NAMA }}", "nama"),
        ("{{ Hal if hal else NAMA }}", "hal"),
    ],
)
def test_capitals_are_read_as_the_column(text: str, small: str, tmp_path: Path, call: Call) -> None:
    for data in (docx_of(text), with_header(text)):
        findings = found(call, tmp_path, data)
        assert {code for code, _message in findings} == {"template-name-case"}
        assert any(f"«{small}»" in message for _code, message in findings)


def test_capitals_that_fit_nothing_are_an_error(tmp_path: Path, call: Call) -> None:
    codes = {code for code, _message in found(call, tmp_path, docx_of("{{ NIP_ATASAN }}"))}
    assert codes == {"column-missing", "template-undefined"}


def test_a_name_that_ends_in_a_line(tmp_path: Path, call: Call) -> None:
    """A head never becomes such a name, so nothing could fill it."""
    for text in ("{{ nama_ }}", "{{ _nama }}", "{{ NAMA_ }}"):
        findings = dict(found(call, tmp_path, docx_of(text)))
        assert "tulis {{ nama }}" in findings["column-missing"]


def test_a_list_in_capitals_is_no_text_either(tmp_path: Path, call: Call) -> None:
    codes = [code for code, _message in found(call, tmp_path, docx_of("{{ TUJUAN }}"))]
    assert "template-prints-list" in codes


@pytest.mark.parametrize(
    "text",
    [
        "{{ telepon | default('-') }}",
        "{{ telepon | d('-') | upper }}",
        "{{ (telepon | default(hal)) ~ '!' }}",
        "{{ 'Telp. ' ~ (telepon | default('-') | trim) }}",
        "{% if telepon is defined %}Telp. {{ telepon }}{% endif %}",
        "{% if telepon is not defined %}-{% else %}{{ telepon }}{% endif %}",
        "{% if telepon is undefined %}-{% elif telepon %}{{ telepon }}{% endif %}",
        "{{ telepon if telepon is defined else '-' }}",
        "{% if telepon is defined and telepon %}{{ telepon }}{% endif %}",
        "{% if telepon is not defined or not telepon %}-{% else %}{{ telepon }}{% endif %}",
        "{% set telepon = telepon | default('-') %}{{ telepon }}",
        "{% for x in telepon | default([]) %}{{ x }}{% endfor %}",
        "{% for t in tujuan if telepon is defined %}{{ telepon }}{% endfor %}",
    ],
)
def test_a_column_with_a_default_may_be_missing(text: str, tmp_path: Path, call: Call) -> None:
    assert found(call, tmp_path, docx_of(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ telepon | upper | default('-') }}",
        "{{ telepon.kantor | default('-') }}",
        "{{ hal | default(telepon) }}",
        "{% if telepon is defined %}ada{% endif %}{{ telepon }}",
        "{% if telepon is defined %}-{% else %}{{ telepon }}{% endif %}",
        "{% if telepon is defined or hal %}{{ telepon }}{% endif %}",
        "{% if hal %}{% set telepon = 'x' %}{% endif %}{{ telepon }}",
        "{{ telepon | default('-') }}{% if telepon %}ada{% endif %}",
    ],
)
def test_a_column_used_without_one_may_not(text: str, tmp_path: Path, call: Call) -> None:
    assert "column-missing" in {code for code, _message in found(call, tmp_path, docx_of(text))}


def test_a_name_with_a_default_that_is_mistyped(tmp_path: Path, call: Call) -> None:
    (finding,) = found(call, tmp_path, docx_of("{{ nomor_kontrak | default('-') }}"))
    assert finding[0] == "template-name-unfilled" and "«nomor_kontak»" in finding[1]


def test_the_letter_has_what_the_check_accepted(workspace: Path, call: Call) -> None:
    """In the build too, with the parts that make a letter stale."""
    document = docx.Document()
    for text in ("{{ NOMOR }} {{ HAL }} {{ Pejabat.NAMA }}", "{{ telepon | default('-') }}"):
        document.add_paragraph(text)
    document.save(str(workspace / "templates/surat_dinas.docx"))
    answer = call("letters", "render", "-C", workspace)
    assert answer.code == 0, answer.err
    assert "template-name-case" in answer.err
    (made,) = workspace.glob("output/letters/undangan/und-2/und-2.docx")
    texts = [each.text for each in docx.Document(str(made)).paragraphs]
    assert "Rapat kedua" in texts[0] and texts[1] == "-"


@pytest.mark.parametrize("place", ["keywords", "link"])
def test_nothing_is_built_with_a_tag_that_stays(place: str, workspace: Path, call: Call) -> None:
    path = workspace / "templates/surat_dinas.docx"
    document = docx.Document(str(path))
    if place == "keywords":
        document.core_properties.keywords = "{{ hal }}"
    else:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        document.part.relate_to("https://contoh.go.id/%7B%7B%20hal%20%7D%7D", kind, True)
    document.save(str(path))
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    assert "template-tag-unfilled" in answer.err
    assert not (workspace / "output").exists()


def test_the_alias_costs_nothing_without_capitals() -> None:
    context = {"nama": "Ani"}
    plain = Template(docx_of("{{ nama }}"), Where("t.docx"))
    assert plain.with_names(context) is context
    loud = Template(docx_of("{{ NAMA }}{% set LAIN = 1 %}{{ LAIN }}"), Where("t.docx"))
    assert loud.with_names(context) == {"nama": "Ani", "NAMA": "Ani"}
    assert loud.with_names({"NAMA": "Budi", "nama": "Ani"})["NAMA"] == "Budi"
