"""Write ``docs/reference/``: what the program itself says of its commands, keys, names, findings.

``make reference``, after a change of any of them; a test holds the pages against the program.
"""

from __future__ import annotations

from pathlib import Path

from docs.make.commands import commands_page, exit_page
from docs.make.findings import findings_page, said_table
from docs.make.keys import config_page, profile_page, sop_page
from docs.make.names import filters_page, placeholders_page
from docs.make.tables import table

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = "docs/reference"
SAID = "docgen/check/report/said.toml"
_ABOUT = {
    "perintah.md": "setiap perintah dengan pilihannya dan sebuah contoh",
    "kode-keluar.md": "dengan angka apa sebuah perintah berakhir",
    "temuan.md": "setiap kode temuan: sebab, contoh pesan, jalan keluar",
    "docgen-toml.md": "semua kunci docgen.toml",
    "profil.md": "semua kunci profil, dengan bawaannya",
    "spek-sop.md": "semua kunci spesifikasi SOP",
    "penanda.md": "penanda yang dapat dipakai di setiap jenis templat",
    "penyaring.md": "penyaring: cara mencetak tanggal, uang, NIP, gambar",
}


def pages() -> dict[str, str]:
    """The text of each page by its path from the root, that of the messages first."""
    found = {
        "perintah.md": commands_page(),
        "kode-keluar.md": exit_page(),
        "temuan.md": findings_page(),
        "docgen-toml.md": config_page(),
        "profil.md": profile_page(),
        "spek-sop.md": sop_page(),
        "penanda.md": placeholders_page(ROOT),
        "penyaring.md": filters_page(),
    }
    found = {name: text for name, text in found.items() if text}
    rows = [(f"[{name}]({name})", _ABOUT[name]) for name in found]
    index = (
        "# Rujukan\n\nHalaman-halaman ini dibuat dari programnya sendiri (`make reference`); yang "
        "dicari orang kantor sehari-hari ada di [panduan](../panduan/README.md).\n\n"
        + table(("halaman", "isinya"), rows) + "\n"
    )  # fmt: skip
    return {f"{REFERENCE}/{name}": text for name, text in {"README.md": index, **found}.items()}


def write(root: Path = ROOT) -> None:
    """Write the table of messages, then the pages, which read it."""
    (root / SAID).write_text(said_table(), encoding="utf-8")
    folder = root / REFERENCE
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in folder.glob("*.md"):
        if f"{REFERENCE}/{path.name}" not in made:
            path.unlink()
    for name, text in made.items():
        (root / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
