"""``undangan.docx``, ``surat_tugas.docx`` and ``surat_keterangan.docx``."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.papers.pieces import (
    DATA,
    aligned,
    annex_head,
    dated_signature,
    grid,
    identity,
    listed,
    rank_of,
    tasks,
    titled,
)
from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    carbon_copies,
    letter_paper,
    letterhead,
    signature,
    text_of,
)
from templates.make.words import cell, each, paragraph, row, table, when

MOST = 4  # invited people who stand on the letter itself


def invitation() -> Paper:
    """As a surat dinas, with day, time and place; many who are invited stand on another sheet."""
    widths = [20.0, 4.0, 70.0, WIDTH - 94]

    def line(label: str, value: str, right: str = "") -> str:
        texts = ((label, "Kepala Surat"), (":", "Kepala Surat"), (value, "Kepala Surat"),
                 (right, "Tempat Tanggal"))  # fmt: skip
        return row(*(cell(paragraph(text, style), width)
                     for (text, style), width in zip(texts, widths, strict=True)))  # fmt: skip

    several = f"tujuan | length > {MOST}"
    enclosed = f"{{{{ lampiran or ('1 (satu) lembar' if {several} else '-') }}}}"
    to = (
        when("tujuan | length == 1", paragraph("Yth.\t{{ tujuan[0] }}", "Tujuan Surat"))
        + when(
            f"tujuan | length > 1 and not {several}",
            each("t in tujuan",
                 paragraph("{% if loop.first %}Yth.{% endif %}\t{{ loop.index }}.\t{{ t }}",
                           "Tujuan Surat Bernomor")),
        )
        + when(several, paragraph("Yth.\t(Daftar Undangan terlampir)", "Tujuan Surat"))
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
    )  # fmt: skip
    day = (
        "{{ tanggal_acara | hari_tanggal }}"
        "{% if tanggal_selesai and tanggal_selesai != tanggal_acara %} sampai dengan "
        "{{ tanggal_selesai | hari_tanggal }}{% endif %}"
    )
    occasion = aligned(
        ("hari, tanggal", day), ("pukul", "{{ pukul }}"), ("tempat", "{{ tempat }}"),
        ("acara", listed("acara")), label=28, indent=12.5,
    )  # fmt: skip
    invited = annex_head("DAFTAR UNDANGAN") + each(
        "t in tujuan", paragraph("{{ loop.index }}.\t{{ t }}", "Tembusan")
    ) + paragraph(style="Pemisah") + signature(marks=False)  # fmt: skip
    return letter_paper(
        "Undangan",
        letterhead(WIDTH)
        + table(widths, line("Nomor", NUMBER, "{{ tempat_tanggal }}"),
                line("Sifat", "{{ derajat or '-' }}"), line("Lampiran", enclosed),
                line("Hal", "{{ hal }}"), pad=TIGHT)
        + paragraph(style="Pemisah") + to
        + when("pembuka", paragraph("{{ pembuka }}", "Isi Surat"))
        + occasion + paragraph(style="Pemisah")
        + text_of("isi", "loop.last and not penutup")
        + when("penutup", paragraph("{{ penutup }}", "Isi Surat Penutup"))
        + signature() + carbon_copies() + when(several, invited),
    )  # fmt: skip


def assignment() -> Paper:
    """On what grounds, who, and what for."""
    people = grid(
        ("No", "Nama", "Pangkat/Gol.", "NIP", "Jabatan"), [9, 42, 28, 45, WIDTH - 124],
        "p in orang.petugas",
        ("{{ p.no }}", "{{ p.nama }}", rank_of("p"), "{{ (p.nip | nip) or '-' }}",
         "{{ p.jabatan or '-' }}"),
    )  # fmt: skip
    return letter_paper(
        "Surat Tugas",
        letterhead(WIDTH)
        + titled("Surat Tugas")
        + when("dasar", aligned(("Dasar", listed("dasar")), label=22))
        + paragraph("Menugaskan", "Perintah Naskah")
        + paragraph("Kepada:", "Kepala Kepada")
        + people + paragraph(style="Pemisah")
        + tasks("Untuk", "untuk")
        + dated_signature("Ditetapkan") + carbon_copies(),
    )  # fmt: skip


def certificate() -> Paper:
    """Who states what about whom."""
    return letter_paper(
        "Surat Keterangan",
        letterhead(WIDTH)
        + titled("Surat Keterangan")
        + paragraph("Yang bertanda tangan di bawah ini:", DATA)
        + identity("pejabat", "kop.nama")
        + paragraph(style="Pemisah")
        + paragraph("dengan ini menerangkan bahwa:", DATA)
        + each("p in orang.pegawai", identity("p", "p.instansi"), paragraph(style="Pemisah"))
        + text_of("isi", "loop.last and not penutup")
        + when("penutup", paragraph("{{ penutup }}", "Isi Surat Penutup"))
        + signature("{{ tempat_tanggal }}") + carbon_copies(),
    )  # fmt: skip
