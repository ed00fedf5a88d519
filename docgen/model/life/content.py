"""What counts as content of an approval: every key of a spec that prints words, and no other.

``NOT_CONTENT`` is the one list of what does not count; docs/sop-life.md explains it. A key that is
new in the program counts until it is listed here: silence would be worse than a question.
"""

from __future__ import annotations

from collections.abc import Sequence

# Keys of the spec, of its parts, of each step and lane. What is only looks, bookkeeping or a state.
NOT_CONTENT = (
    "klasifikasi", "asal", "revisi", "menggantikan", "diajukan", "dicabut", "evaluasi",
    "disahkan_oleh.berkas_ttd",
    "tata_letak.kertas", "tata_letak.arah", "tata_letak.huruf", "tata_letak.nomor_kolom",
    "tata_letak.titik_nomor",
    "pelaksana.kunci",
    "langkah.id", "langkah.catatan", "langkah.halaman_baru",
)  # fmt: skip


def is_content(path: Sequence[str]) -> bool:
    """Whether what stands at keys of a spec (``("tata_letak", "arah")``) counts."""
    return not any(".".join(path[: end + 1]) in NOT_CONTENT for end in range(len(path)))
