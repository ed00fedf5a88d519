"""``docgen sop impact`` in a workspace of 50 SOPs: all planted citations, and what --apply does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from tests.cli.calls import Call

# The law that is looked for in five spellings, and what looks like it.
SPELLINGS = (
    "UU 5/2014", "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara",
    "UU No.5 Thn 2014", "Undang-undang Republik Indonesia No. 5 Tahun 2014 tentang ASN;",
    "undang undang nomor 05 th. 2014",
)  # fmt: skip
DECOYS = (
    "PP 5/2014", "UU 5/2015", "UU 15/2014", "Peraturan Menteri Dalam Negeri Nomor 5 Tahun 2014",
    "Perda Kota Madiun Nomor 5 Tahun 2014", "Lembaran Negara Tahun 2014 Nomor 5",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", "surat nomor 800/5/2014",
)  # fmt: skip
NIP = "198503122010011004"
PLANTED = 12


def spec(number: int, **more: Any) -> str:
    keys = {
        "dasar_hukum": [DECOYS[number % len(DECOYS)]],
        "keterkaitan": [],
        "keterangan": "tidak ada",
        "nama_pejabat": "Siti",
        **more,
    }
    basis = "".join(f"  - {text}  # butir\n" for text in keys["dasar_hukum"])
    related = "".join(f"  - {text}\n" for text in keys["keterkaitan"])
    return f"""# SOP ke-{number}
nomor: 800/{number}/2025
nama: Layanan Nomor {number:02}
instansi:
  pemerintah: PEMERINTAH KOTA UJI
  nama: DINAS UJI
tanggal:
  pembuatan: 6 Januari 2025
disahkan_oleh:
  jabatan: Kepala Dinas
  nama: {keys["nama_pejabat"]}
dasar_hukum:   # urut
{basis or "  []"}
keterkaitan:
{related or "  []"}
pelaksana:
  staf: Staf
langkah:
  - uraian: Menerima berkas
    pelaksana: staf
    simbol: mulai
    keterangan: {keys["keterangan"]}
  - uraian: Mengirim berkas
    pelaksana: staf
    simbol: selesai
"""


@pytest.fixture
def fifty(tmp_path: Path) -> tuple[Path, set[tuple[str, str]]]:
    """A workspace, and the file and line, or cell, of each planted citation."""
    root = tmp_path / "kantor"
    (root / "sop_specs").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "profil").mkdir()
    planted: set[tuple[str, str]] = set()
    for number in range(50):
        more: dict[str, Any] = {}
        if number < 8:
            more["dasar_hukum"] = [DECOYS[0], SPELLINGS[number % 5]]
        elif number < 10:
            more["keterangan"] = f"berdasarkan {SPELLINGS[number % 5]}"
        text = spec(number, **more)
        path = root / "sop_specs" / f"layanan-{number:02}.yaml"
        path.write_text(text, encoding="utf-8")
        lines = text.splitlines()
        spelt = [n for n, line in enumerate(lines, 1) if any(s in line for s in SPELLINGS)]
        planted |= {(f"sop_specs/{path.name}", str(line)) for line in spelt}
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "surat"
    sheet.append(["id", "hal", "isi"])
    sheet.append(["s-1", "Tindak lanjut", f"Sesuai {SPELLINGS[2]}, kami sampaikan."])
    sheet.append(["s-2", "Tindak lanjut", DECOYS[1]])
    book.save(root / "data" / "surat.xlsx")
    planted.add(("data/surat.xlsx", "C2"))
    (root / "profil" / "kota.toml").write_text(f'# {SPELLINGS[0]}\nsumber = "{SPELLINGS[1]}"\n')
    planted.add(("profil/kota.toml", "2"))
    (root / "docgen.toml").write_text(
        '[office.uji]\npemerintah = "Pemerintah Kota Uji"\nnama = "Dinas Uji"\nkode = "U"\n'
        '[sop.semua]\nspecs = ["sop_specs/*.yaml"]\n'
        '[letters.surat]\ntemplate = "surat.docx"\ndata = "data/surat.xlsx#surat"\n'
    )
    assert len(planted) == PLANTED
    return root, planted


def asked(call: Call, root: Path, *words: str) -> dict[str, Any]:
    answer = call("sop", "impact", *words, "-C", root, "--json")
    assert answer.code == 0, answer.err
    data: dict[str, Any] = json.loads(answer.out)["hasil"]
    return data


def test_all_twelve_are_found_and_nothing_else(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, planted = fifty
    found = asked(call, root, "Undang-Undang Nomor 5 Tahun 2014")
    places = {
        (each["tempat"]["berkas"], str(each["tempat"].get("baris", each["tempat"].get("sel"))))
        for each in found["sebutan"]
    }
    assert places == planted
    instead = {each["ganti_dengan"] for each in found["sebutan"]}
    assert len(instead) == 1
    assert "20 Tahun 2023" in instead.pop()


def test_apply_changes_the_values_alone(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    before = {path: path.read_text() for path in sorted((root / "sop_specs").iterdir())}
    refused = call("sop", "impact", "UU 5/2014", "-C", root, "--apply")
    assert refused.code != 0  # nobody is there to agree
    assert {path: path.read_text() for path in before} == before
    assert call("sop", "impact", "UU 5/2014", "-C", root, "--apply", "--ya").code == 0
    changed = [path for path, text in before.items() if path.read_text() != text]
    assert len(changed) == 10
    for path in changed:
        old, new = before[path].splitlines(), path.read_text().splitlines()
        assert len(old) == len(new)
        differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        assert len(differing) == 1
        assert "Undang-Undang Nomor 20 Tahun 2023" in differing[0][1]
        assert differing[0][0].partition("#")[1:] == differing[0][1].partition("#")[1:]
    left = asked(call, root, "UU 5/2014")["sebutan"]
    assert {each["sumber"] for each in left} == {"data", "profil"}


def test_windows_line_ends_and_marks_stay(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    path = root / "sop_specs" / "layanan-03.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert call("sop", "impact", "UU 5/2014", "-C", root, "--apply", "--ya").code == 0
    after = path.read_bytes()
    assert after != before
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\r\n")


def write_spec(root: Path, number: int, **more: Any) -> None:
    path = root / "sop_specs" / f"layanan-{number:02}.yaml"
    path.write_text(spec(number, **more), encoding="utf-8")


def test_what_follows_is_told_through_keterkaitan(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    write_spec(root, 20, keterkaitan=["SOP Layanan Nomor 01"])
    write_spec(root, 21, keterkaitan=["SOP layanan nomor 20"], keterangan="SOP Layanan Nomor 22")
    write_spec(root, 22, keterkaitan=["SOP Layanan Nomor 21"])
    found = asked(call, root, "SOP Layanan Nomor 01")["sebutan"]
    told = [(each.get("sop"), each.get("lewat")) for each in found]
    assert told == [
        ("Layanan Nomor 01", None), ("Layanan Nomor 01", None), ("Layanan Nomor 20", None),
        ("Layanan Nomor 21", "Layanan Nomor 20"), ("Layanan Nomor 22", "Layanan Nomor 21"),
    ]  # fmt: skip
    by_number = asked(call, root, "800/1/2025")["sebutan"]
    assert [each["tempat"] for each in by_number] == [each["tempat"] for each in found]


def test_a_sop_is_called_otherwise_everywhere(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    write_spec(root, 20, keterkaitan=["SOP Layanan Nomor 30", "SOP Layanan Nomor 31"])
    words = ("sop", "impact", "Layanan Nomor 30", "--ganti", "Pelayanan Terpadu", "-C", root)
    assert call(*words, "--apply", "--ya").code == 0
    read = YAML(typ="safe").load
    assert read((root / "sop_specs" / "layanan-20.yaml").read_text())["keterkaitan"] == [
        "SOP Pelayanan Terpadu", "SOP Layanan Nomor 31",
    ]  # fmt: skip
    assert read((root / "sop_specs" / "layanan-30.yaml").read_text())["nama"] == "Pelayanan Terpadu"


def test_a_person_is_found_by_name_and_number(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    path = root / "sop_specs" / "layanan-40.yaml"
    text = spec(40, nama_pejabat="Drs. Budi Santoso, M.Si.")
    path.write_text(text.replace("dasar_hukum:", f'  nip: "{NIP}"\ndasar_hukum:', 1))
    write_spec(root, 41, nama_pejabat="BUDI SANTOSO")
    for words in (NIP, "Budi Santoso", "Budi Santoso, S.Sos."):
        files = [each["tempat"]["berkas"] for each in asked(call, root, words)["sebutan"]]
        assert files == ["sop_specs/layanan-40.yaml"] * 2 + ["sop_specs/layanan-41.yaml"], words


def test_laws_that_cannot_be_replaced_are_left(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call
) -> None:
    root, _planted = fifty
    both = "UU 5/2014 sebagaimana dimaksud dalam PP 11/2017"
    write_spec(root, 1, dasar_hukum=[both])
    write_spec(root, 2, dasar_hukum=["UU 20/2023", "UU 5/2014"])
    answer = call("sop", "impact", "UU 5/2014", "-C", root, "--apply", "--ya", "--json")
    codes = [each["code"] for each in json.loads(answer.out)["temuan"]]
    assert codes.count("mention-left") == 2
    assert both in (root / "sop_specs" / "layanan-01.yaml").read_text()
    assert "- UU 5/2014" in (root / "sop_specs" / "layanan-02.yaml").read_text()


@pytest.mark.parametrize(
    "words", [("–",), ("...",), ("a", "b", "--ganti", "c")], ids=["blank", "dots", "two"]
)
def test_what_cannot_be_asked(
    fifty: tuple[Path, set[tuple[str, str]]], call: Call, words: tuple[str, ...]
) -> None:
    assert call("sop", "impact", *words, "-C", fifty[0]).code == 2


def test_nothing_found_is_said(fifty: tuple[Path, set[tuple[str, str]]], call: Call) -> None:
    answer = call("sop", "impact", "Inspektur Jenderal", "-C", fifty[0])
    assert answer.code == 0
    assert "Tidak ada" in answer.out
