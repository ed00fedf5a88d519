from __future__ import annotations

from lxml import etree

from docgen.convert.inspect.words import missing, words_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def body(inner: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{inner}</w:body>')


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_words_run_through_runs_but_not_through_paragraphs_and_tabs() -> None:
    tab = "<w:r><w:tab/></w:r>"
    first = f"<w:p>{run('Unda')}{run('ngan')}{tab}{run('rapat')}</w:p>"
    assert words_of(body(f"{first}<w:p>{run('pleno')}</w:p>")) == {"undangan", "rapat", "pleno"}


def test_what_is_not_printed_as_it_stands_does_not_count() -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate"))
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    text = (
        f"<w:p>{run('rahasia', '<w:vanish/>')}{field}{run('halaman')}{end} {run('terlihat')}</w:p>"
    )
    assert words_of(body(text)) == {"terlihat"}


def test_line_ends_hyphens_and_capitals_do_not_matter() -> None:
    assert missing({"undangan", "rapat", "pleno"}, "UNDA-\nNGAN Ra\npat") == ["pleno"]
