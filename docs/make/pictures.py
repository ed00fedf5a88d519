"""Make the pictures of README and manual from the real program: ``make pictures``.

The sample office is copied, built, damaged for the report, and its pages are drawn. Needs LibreOffice,
pdftoppm and Chromium; what is missing is named, and its pictures stay as they are. Look at every
picture before it is committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from docgen.cli import run

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ("docgen.toml", "templates", "sop_specs", "data")
LETTERS = "output/letters"
# Shades of a picture: enough for text and lines, few for a small file.
COLOURS = 16
DOTS = 120
MARGIN = 14
REPORT_SIZE = (1000, 1500)
REPORT_WIDTH = 700


@dataclass(frozen=True)
class Page:
    """A page of a PDF: which, how wide its picture is (pixels), what share of the page is shown, from
    its top and from its left."""

    pdf: str
    number: int = 1
    width: int = 760
    down: float = 1.0
    across: float = 1.0


PAGES = {
    "sop": Page("output/sop/madiun-skp.pdf", 3, 900),
    "sop-identitas": Page("output/sop/sungai-penuh-skp.pdf", 1, 720, 0.78),
    "surat": Page(f"{LETTERS}/permintaan/permintaan-skp-2024/permintaan-skp-2024.asli-1.pdf", 1, 520),
    "disposisi": Page("output/disposisi/masuk/cetak.pdf", 1, 620, 0.48),
    "rekap": Page("output/recap/skp-2024.pdf", 1, 860, 0.6),
    "arsip-isi": Page("output/bundle/arsip-skp-2024.pdf", 2, 560, 0.55),
    "formulir": Page("formulir.pdf", 1, 760, 0.5, 0.62),
    "agenda": Page("agenda.pdf", 1, 860, 0.45),
    "label": Page("output/label/ekspedisi.pdf", 1, 560, 0.3),
}  # fmt: skip


def make(folder: Path) -> list[str]:
    """Write every picture that can be made; returns what could not be, and why."""
    if not shutil.which("pdftoppm"):
        return ["pdftoppm is not installed: apt-get install poppler-utils"]
    for name in SAMPLE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("make"))
        else:
            shutil.copy(source, folder)
    if code := run(["build", "-q", "--ya", "-C", str(folder)]):
        return [f"the sample does not build (exit code {code}); is LibreOffice installed?"]
    _workbooks(folder)
    PICTURES.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        _save(_drawn(folder / page.pdf, page), name)
    return _report(folder)


def _workbooks(folder: Path) -> None:
    """A form and an agenda book, as PDFs that can be drawn."""
    form = folder / "formulir.xlsx"
    run(["form", "surat", "-q", "-o", str(form), "-C", str(folder)])
    run(["register", "export", "keluar", "-q", "-C", str(folder)])
    (book,) = (folder / "output/register").glob("*keluar*.xlsx")
    shutil.copy(book, folder / "agenda.xlsx")
    run(["convert", "-q", "-o", str(folder), str(form), str(folder / "agenda.xlsx")])


def _drawn(pdf: Path, page: Page) -> Image.Image:
    target = pdf.parent / "gambar"
    number = str(page.number)
    words = ["pdftoppm", "-r", str(DOTS), "-f", number, "-l", number, "-singlefile", "-png"]
    subprocess.run([*words, str(pdf), str(target)], check=True, timeout=60)
    image = Image.open(target.with_suffix(".png")).convert("RGB")
    image = image.crop((0, 0, int(image.width * page.across), int(image.height * page.down)))
    return _trimmed(image, page.width)


def _trimmed(image: Image.Image, width: int) -> Image.Image:
    """Without the white around it, as wide as wanted and never larger than drawn."""
    white = Image.new("RGB", image.size, "white")
    box = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    left, top, right, bottom = box
    image = image.crop(
        (max(left - MARGIN, 0), max(top - MARGIN, 0),
         min(right + MARGIN, image.width), min(bottom + MARGIN, image.height))
    )  # fmt: skip
    width = min(width, image.width)
    return image.resize(
        (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
    )


def _save(image: Image.Image, name: str) -> None:
    framed = Image.new("RGB", (image.width + 2, image.height + 2), "#b0b0b0")
    framed.paste(image, (1, 1))
    small = framed.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def _report(folder: Path) -> list[str]:
    """The page of a check that found a copy missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        return ["no chromium: laporan.png stays as it is"]
    copies = folder / LETTERS / "permintaan/permintaan-skp-2024"
    (copies / "permintaan-skp-2024.asli-3.pdf").unlink()
    page, shot = folder / "laporan.html", folder / "laporan.png"
    run(["check", "-q", str(folder), "--report", str(page)])
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={folder / 'browser'}", f"--window-size={','.join(map(str, REPORT_SIZE))}",
         f"--screenshot={shot}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    _save(_trimmed(Image.open(shot).convert("RGB"), REPORT_WIDTH), "laporan")
    return []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="docgen-pictures-") as place:
        left_out = make(Path(place))
    sys.exit("\n".join(left_out) or 0)
