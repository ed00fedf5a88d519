"""The report in a real browser: filter, search, links, panels, keyboard, print, accessibility."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from docgen.check.report import render_report
from tests.browser.pages import PHONE, Show, Shown
from tests.support.reports import TODAY, fill, result

pytestmark = [pytest.mark.full, pytest.mark.soffice]

LETTERS = 7
ROW = "tr.letter"
FINDING = "li.finding"


def wait_for_all(shown: Shown) -> None:
    """Till the page has taken the filter away, which it does a moment after the button."""
    shown.page.locator("#status", has_text=f"{LETTERS} dari {LETTERS}").wait_for()


def test_it_opens_without_asking_for_anything(show: Show) -> None:
    shown = show()
    shown.page.locator("#cari").fill("kepala")
    shown.page.locator("img.face:visible").first.click()
    shown.page.keyboard.press("Escape")
    shown.page.locator("#cari").fill("")
    asked = {url.partition(":")[0] for url in shown.requests[1:]}
    assert shown.requests[0].startswith("file:///")
    assert asked <= {"data"}
    assert shown.complaints == []
    assert shown.page.title().startswith("Laporan Pemeriksaan Rangkap")
    assert shown.visible(ROW) == LETTERS


def test_the_filter(show: Show) -> None:
    shown = show()
    every = shown.visible(FINDING)
    folded = shown.page.locator(FINDING).count()  # with what stands folded under its cause
    assert folded > every
    assert re.match(rf"Tampil 7 dari 7 surat dan {folded} dari {folded} temuan", shown.status)
    shown.page.locator("#bagian").select_option("nota-dinas")
    assert (shown.visible(ROW), shown.visible(FINDING)) == (1, 0)
    assert shown.status.startswith("Tampil 1 dari 7 surat dan 0 dari")
    shown.page.get_by_role("button", name="Hapus saringan").click()
    wait_for_all(shown)
    assert (shown.visible(ROW), shown.visible(FINDING)) == (LETTERS, every)
    shown.page.locator("#keadaan").select_option("missing wrong")
    assert shown.visible(ROW) == 1
    assert {each.get_attribute("data-state") for each in shown.page.locator(f"{ROW}:visible").all()
            } == {"missing"}  # fmt: skip
    shown.page.locator("#keadaan").select_option("none")
    assert shown.visible(ROW) == 1  # the draft
    shown.page.locator("#keadaan").select_option("")
    shown.page.locator("#jenis").select_option("code:copy-missing")
    assert (shown.visible(ROW), shown.visible(FINDING), shown.visible(".group")) == (1, 1, 1)
    shown.page.locator("#jenis").select_option("sev:error")
    errors = shown.visible(FINDING)
    assert shown.visible("li.finding.error") == errors > 1
    assert shown.complaints == []


def test_the_search(show: Show) -> None:
    shown = show()
    search = shown.page.get_by_role("searchbox")
    search.fill("  INSPEKTUR  daerah ")
    assert 0 < shown.visible(ROW) < LETTERS
    assert all(
        "Inspektur" in row.text_content() for row in shown.page.locator(f"{ROW}:visible").all()
    )
    search.fill("asli-3.pdf")  # stands in a finding; its letter is shown with it
    assert (shown.visible(ROW), shown.visible(FINDING)) == (1, 1)
    search.fill("tidak mungkin ada <script>")
    assert (shown.visible(ROW), shown.visible(FINDING)) == (0, 0)
    assert shown.page.get_by_text("Tidak ada surat yang cocok").is_visible()
    search.fill("")
    assert shown.visible(ROW) == LETTERS


def test_a_red_cell_leads_to_its_finding_and_back(show: Show) -> None:
    shown = show()
    page = shown.page
    page.get_by_role("button", name="Tutup semua").click()
    assert shown.visible(FINDING) == 0
    # The filter hides the finding that the link leads to, and its panel is closed.
    page.locator("#jenis").select_option("code:copy-surplus")
    page.locator(f"{ROW}:visible li.missing a").click()
    page.locator("li.finding:focus").wait_for()
    found = page.locator(FINDING).and_(page.locator(":focus"))
    assert found.get_attribute("data-code") == "copy-missing"
    assert found.is_visible() and "asli-3.pdf" in found.text_content()
    assert page.locator("#jenis").input_value() == ""
    # Once more to where the address leads already.
    page.get_by_role("button", name="Tutup semua").click()
    page.locator(f"{ROW}:visible li.missing a").click()
    assert found.is_visible()
    group = page.locator(".group").filter(has=found)
    group.get_by_role("link", name="Lihat di tabel").click()
    page.locator("tr.letter:focus").wait_for()
    assert shown.complaints == []


def test_a_row_opens_the_panel_of_its_findings(show: Show) -> None:
    shown = show()
    shown.page.get_by_role("button", name="Tutup semua").click()
    shown.page.locator(f"{ROW} a.more").first.click()
    shown.page.locator(".group:focus").wait_for()
    assert shown.visible(".group:focus li.finding") > 1
    assert shown.visible(".group:not(:focus) li.finding") == 0


def test_everything_by_keyboard(show: Show) -> None:
    shown = show()
    page = shown.page
    page.keyboard.press("Tab")
    assert shown.focused() == "skip"
    page.keyboard.press("Enter")
    page.locator("#isi:focus").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if shown.focused() == "cari":
            break
    assert shown.focused() == "cari"
    page.keyboard.type("sosial")
    assert shown.visible(ROW) < LETTERS
    page.keyboard.press("Tab")
    assert shown.focused() == "bagian"
    page.keyboard.press("ArrowDown")
    assert page.locator("#bagian").input_value() != ""
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(width.removesuffix("px")) >= 2  # where one is can be seen
    summary = page.locator(".group summary").first
    page.get_by_role("button", name="Hapus saringan").press("Enter")
    wait_for_all(shown)
    before = shown.visible(FINDING)
    summary.press("Enter")
    assert shown.visible(FINDING) < before
    summary.press("Enter")
    assert shown.visible(FINDING) == before


def test_a_page_can_be_seen_larger(show: Show) -> None:
    shown = show()
    button = shown.page.get_by_role("button", name=re.compile("^Perbesar: Halaman pertama")).first
    button.press("Enter")
    dialog = shown.page.get_by_role("dialog")
    assert dialog.locator("img").bounding_box()["width"] > 250
    shown.page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert shown.focused() == "enlarge"
    button.click()
    dialog.get_by_role("button", name="Tutup").click()
    assert not dialog.is_visible()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(show: Show, language: str, scheme: str) -> None:
    shown = show(language, color_scheme=scheme, reduced_motion="reduce")
    assert shown.violations() == []
    shown.page.locator("#keadaan").select_option("missing wrong")
    shown.page.locator("#cari").fill("kepala")
    assert shown.visible(ROW) == 1
    assert shown.violations() == []
    shown.page.locator(f"{ROW}:visible li.missing a").first.click()
    assert shown.violations() == []
    shown.page.locator(f"{ROW}:visible .enlarge").first.click()
    assert shown.violations() == []


def test_accessibility_on_a_telephone(show: Show) -> None:
    shown = show("en", viewport=PHONE)
    assert shown.violations() == []


def test_a_telephone_scrolls_one_way_only(show: Show) -> None:
    shown = show(viewport=PHONE)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    row = shown.page.locator(ROW).first
    assert row.bounding_box()["width"] <= PHONE["width"]
    # Without a head over it, each cell says what it is.
    label = "getComputedStyle(document.querySelector('tr.letter td'), '::before').content"
    assert shown.page.evaluate(label) == '"Asli"'


def test_without_javascript(show: Show) -> None:
    shown = show(java_script_enabled=False)
    assert shown.visible(ROW) == LETTERS
    assert shown.page.locator(FINDING).count() == shown.visible(FINDING) > 1
    assert [shown.visible(name) for name in ("form", ".tools", "dialog")] == [0, 0, 0]
    shown.page.locator(f"{ROW} li.missing a").click()
    assert "#t" in shown.page.url


def test_the_print_holds_everything(show: Show) -> None:
    shown = show()
    shown.page.get_by_role("button", name="Tutup semua").click()
    pdf = PdfReader(io.BytesIO(shown.page.pdf(prefer_css_page_size=True)))
    width, height = pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height
    assert width > height  # landscape
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    whole = " ".join(texts)
    assert all("Laporan Pemeriksaan Rangkap" in text for text in texts)
    assert f"1 / {len(texts)}" in texts[0]
    assert "copy-missing" in whole and "Rangkap tidak ada" in whole
    assert "Hapus saringan" not in whole and "Lihat di tabel" not in whole


def test_hostile_words_do_nothing(show: Show, tmp_path: Path) -> None:
    page = tmp_path / "jahat.html"
    page.write_bytes(render_report(result(), fill(tmp_path), TODAY))
    shown = show(page)
    assert shown.visible(ROW) == 3
    assert shown.page.locator("script").count() == 1
    assert shown.complaints == [] and shown.violations() == []


@pytest.mark.parametrize(
    "more",
    [
        "<script>document.title = 'jebol'</script>",
        "<img src=x onerror=\"document.title = 'jebol'\">",
        "<link rel=stylesheet href='https://luar.invalid/x.css'>",
        "<img src='https://luar.invalid/x.png'>",
    ],
)
def test_nothing_else_runs_or_loads(
    show: Show, reports: dict[str, Path], tmp_path: Path, more: str
) -> None:
    """Whatever may slip into the page meets its Content-Security-Policy."""
    page = tmp_path / "disisipi.html"
    source = reports["id"].read_text(encoding="utf-8")
    page.write_text(source.replace("<footer>", more + "<footer>"), encoding="utf-8")
    shown = show(page)
    shown.page.wait_for_timeout(200)
    assert shown.page.title() != "jebol"
    assert {url: why for url, why in shown.failed.items() if "luar" in url} == {
        url: "csp" for url in shown.requests if "luar" in url
    }
    assert any("Content Security Policy" in each for each in shown.complaints)


@pytest.mark.parametrize("name", ["desk", "phone", "dark"])
def test_a_screenshot_shows_the_verdict(show: Show, name: str, tmp_path: Path) -> None:
    options = {"desk": {}, "phone": {"viewport": PHONE}, "dark": {"color_scheme": "dark"}}[name]
    shown: Shown = show(**options)
    path = tmp_path / f"{name}.png"
    shown.page.screenshot(path=path)
    with Image.open(path) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24)
    seen = {colour for _count, colour in colours}
    wanted = (59, 22, 24) if name == "dark" else (253, 234, 234)
    assert wanted in seen  # the ground of a verdict with errors
