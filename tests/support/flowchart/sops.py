"""SOPs for the layout tests, plain ones and random ones, and their drawings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from docgen.findings import Result, Where, has_errors
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing, Sheet, mm
from docgen.model.sop import Sop

# Landscape, millimetres; F4 is 215 mm wide in some regions.
PAPERS = {"A4": (297, 210), "F4": (330, 215), "Letter": (279.4, 215.9), "Legal": (355.6, 215.9)}
MARGIN = 15
LANES = (
    "Staf", "Kasubbag/Kasubbid", "Sekretaris", "JFU", "Kepala Dinas Komunikasi dan Informatika",
    "Kabid", "Pengelola Barang/Jasa", "Walikota",
)  # fmt: skip
WORDS = (
    "menerima", "memeriksa", "surat", "dan", "mendokumentasikan", "berkas", "rekapitulasi",
    "SKP", "laporan", "disposisi", "kepada", "Kasubbag/Kasubbid", "&", "<draf>",
)  # fmt: skip

SET_APART = (
    "**lengkap**", "*surat pengantar*", "***sangat penting***", "*) wajib", "\n1. berkas",
    "\n10. kartu keluarga", "\n- lampiran",
)  # fmt: skip

plain_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
rich_texts = st.lists(st.sampled_from((*WORDS, *SET_APART)), min_size=1, max_size=12).map(" ".join)
texts = st.one_of(plain_texts, plain_texts, rich_texts)


def plain_spec(texts: list[str], lanes: int = 2, paper: str = "A4") -> dict[str, Any]:
    """The data of a spec whose steps follow each other, all in the first lane."""
    return {
        "nomor": "1", "nama": "Uji", "instansi": {"pemerintah": "P", "nama": "N"}, "tanggal": {},
        "disahkan_oleh": {"jabatan": "J"},
        "pelaksana": {f"p{n}": f"Staf {n}" for n in range(lanes)},
        "tata_letak": {"kertas": paper},
        "langkah": [{"uraian": text, "pelaksana": "p0"} for text in texts],
    }  # fmt: skip


@st.composite
def random_sops(draw: st.DrawFn, decisions: bool = True, most_steps: int = 25) -> dict[str, Any]:
    """The data of a spec with 1-8 lanes; without ``decisions`` each step leads to the next."""
    lanes = {f"p{n}": title for n, title in enumerate(LANES[: draw(st.integers(1, 8))])}
    count = draw(st.integers(1, most_steps))
    steps = [draw(_step(number, count, tuple(lanes), decisions)) for number in range(count)]
    layout = {
        "kertas": draw(st.sampled_from(sorted(PAPERS))),
        "keterangan": draw(st.booleans()),
        "nomor_kolom": draw(st.booleans()),
        "total_waktu": draw(st.booleans()),
    }
    spec = {
        "nomor": "1", "nama": "Uji", "instansi": {"pemerintah": "P", "nama": "N"}, "tanggal": {},
        "disahkan_oleh": {"jabatan": "J"}, "pelaksana": lanes, "tata_letak": layout,
        "langkah": steps,
    }  # fmt: skip
    if draw(st.booleans()):
        spec["penutup"] = {"jabatan": "Kepala"}
    if len(lanes) > 2 and draw(st.booleans()):
        first = draw(st.integers(0, len(lanes) - 2))
        last = draw(st.integers(first, len(lanes) - 1))
        spec["kelompok_pelaksana"] = {"Satuan Kerja Penerima": list(lanes)[first : last + 1]}
    return spec


@st.composite
def _step(
    draw: st.DrawFn, number: int, count: int, lanes: tuple[str, ...], decisions: bool
) -> dict[str, Any]:
    actors = draw(st.lists(st.sampled_from(lanes), min_size=1, max_size=3, unique=True))
    step: dict[str, Any] = {"id": f"s{number}", "uraian": draw(texts), "pelaksana": actors}
    free = [lane for lane in lanes if lane not in actors]
    if free and draw(st.integers(0, 4)) == 0:
        step["tanda"] = {draw(st.sampled_from(free)): "-"}
    if draw(st.booleans()):
        step |= {"kelengkapan": draw(texts), "output": draw(texts), "waktu": "2 hari kerja"}
    if draw(st.integers(0, 9)) == 0:
        step["halaman_baru"] = True
    if draw(st.integers(0, 7)) == 0:
        step["teks"] = draw(st.sampled_from(["Via email", "Berkas sudah lengkap?"]))
    target = st.integers(0, count - 1).map("s{}".format)
    kind = draw(st.integers(0, 9)) if decisions else 0
    if number and draw(st.integers(0, 5)) == 0:
        shared = draw(st.sampled_from([["waktu"], ["kelengkapan", "output"]]))
        step = {key: value for key, value in step.items() if key not in shared} | {"gabung": shared}
    if number == 0:
        step["simbol"] = "mulai"
    elif number == count - 1 or kind == 9:
        step["simbol"] = "selesai"
    elif kind >= 7:
        step |= {"simbol": "keputusan", "ya": draw(target), "tidak": draw(target)}
        if len(actors) == 2 and draw(st.booleans()):
            step |= {key: {actor: draw(target) for actor in actors} for key in ("ya", "tidak")}
    elif kind == 6:
        step["ke"] = draw(st.lists(target, min_size=1, max_size=3, unique=True))
    elif kind == 5 and len(actors) > 1:
        step["ke"] = {actor: draw(target) for actor in actors}
    return step


def sheet_of(paper: str, *, closing: bool) -> Sheet:
    """The sheet of that paper, with room for a signature at its end or not."""
    width, height = PAPERS[paper]
    margin = mm(MARGIN)
    return Sheet(
        width=mm(width),
        height=mm(height),
        left=margin,
        top=margin,
        right=margin,
        bottom=margin,
        closing=mm(48) if closing else 0,
    )


def lay(spec: dict[str, Any]) -> Result[Drawing]:
    """The drawing with its findings."""
    sheet = sheet_of(spec["tata_letak"]["kertas"], closing="penutup" in spec)
    return lay_out(Sop.model_validate(spec), sheet, lambda *_path: Where("uji.yaml"))


# What random SOPs may have said of them: words too long, cells with a page break in them.
OFTEN = {"layout-word-parted", "layout-shared-cell-parted"}


def drawn(spec: dict[str, Any]) -> Drawing:
    """The drawing of a spec that fits its paper: nothing to say of it but ``OFTEN``."""
    result = lay(spec)
    said = [found for found in result.findings if found.code not in OFTEN]
    assert result.value is not None and not said, said
    return result.value


def draw_it(spec: dict[str, Any]) -> Drawing | None:
    """The drawing, or None when the spec does not fit its paper (and a finding says so)."""
    result = lay(spec)
    assert (result.value is None) == has_errors(result.findings)
    return result.value
