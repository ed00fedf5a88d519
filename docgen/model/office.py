"""Offices and their officials, as ``docgen.toml`` and the sheets of officials name them."""

from __future__ import annotations

from docgen.model.record import Record


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


class Official(Record):
    """Someone who signs: ``awalan`` is the prefix of a delegation (a.n., u.b., Plt., Plh.)."""

    kunci: str
    nama: str
    jabatan: str
    pangkat: str = ""
    golongan: str = ""
    nip: str = ""
    awalan: str = ""
    atas_nama: str = ""
