"""Offices and their officials, as ``docgen.toml`` and the sheets of officials name them."""

from __future__ import annotations

from docgen.model.record import Record

# Prefixes over a signature (domain rules §2.4): on behalf of; acting for a vacant post, for an
# absent official, for an elected one on leave; appointed to a vacant elected post.
ON_BEHALF = "a.n."
ACTING = ("Plt.", "Plh.", "Pjs.", "Pj.")
# Passes on, to a third level, what was itself given on behalf of the first.
PASSED_ON = "u.b."


# What a new workspace has in its letterhead until somebody says better.
EXAMPLE_KOP = {
    "pemerintah": "Pemerintah Kota Anda",
    "nama": "Dinas Contoh",
    "alamat": "Jalan Contoh Nomor 1",
}


class Office(Record):
    """An office with its letterhead (*kop*); ``kode`` stands in its letter numbers."""

    kunci: str
    pemerintah: str
    nama: str
    alamat: str = ""
    kontak: str = ""
    kota: str = ""
    kode: str = ""
    logo: str | None = None

    @property
    def kop(self) -> dict[str, str]:
        """The lines of its letterhead, by the names that templates give them."""
        return {key: getattr(self, key) for key in ("pemerintah", "nama", "alamat", "kontak")}

    @property
    def examples(self) -> list[str]:
        """The lines of its letterhead that are still those of a new workspace."""
        return [
            name
            for name, text in EXAMPLE_KOP.items()
            if getattr(self, name).casefold() == text.casefold()
        ]


class Official(Record):
    """Someone who signs, and by whose mandate.

    ``awalan`` is the prefix (a.n., Plt., Plh., Pjs., Pj.), ``atas_nama`` the post on whose behalf,
    ``untuk_beliau`` the post between the two that passes the mandate on (u.b.).
    """

    kunci: str
    nama: str
    jabatan: str
    pangkat: str = ""
    golongan: str = ""
    nip: str = ""
    awalan: str = ""
    atas_nama: str = ""
    untuk_beliau: str = ""

    @property
    def posts(self) -> tuple[str, ...]:
        """The lines between place and signature; the prefix stands left of the first.

        a.n. ``Kepala Badan`` / ``Sekretaris,`` and, with three levels, a.n. ``Bupati`` /
        ``Sekretaris Daerah`` / ``u.b.`` / ``Kepala Bagian,``.
        """
        passed = (self.untuk_beliau, PASSED_ON) if self.untuk_beliau else ()
        signs = f"{self.jabatan}," if self.jabatan else ""
        return tuple(line for line in (self.atas_nama, *passed, signs) if line)
