"""Whose label a batch needs: everybody who is sent paper, once, with all that goes to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from docgen.findings import Finding, Where, hint
from docgen.load.letters.recipients import same_recipient
from docgen.load.workspace import CONFIG
from docgen.model.copies import Role, required_copies
from docgen.model.letter import Letter, LetterState
from docgen.pipeline.material import Material
from docgen.render.placeholders.labels import Label

# Recipients without an address that a hint names.
NAMED = 5


@dataclass(slots=True)
class _Envelope:
    """What one recipient is sent by one office."""

    recipient: str
    letters: dict[str, Letter] = field(default_factory=dict)
    copies: int = 0


def labels_of(
    material: Material, name: str, letters: Mapping[str, Sequence[Letter]]
) -> tuple[tuple[Label, ...], tuple[Finding, ...]]:
    """The labels of ``[label.NAME]`` in the order of the letters.

    Only letters with a number go out, and only those on paper. One office sends one recipient one
    envelope; a letter with a security class travels in its own (domain rules §2.9). Findings:
    address-missing.
    """
    declared = material.workspace.label[name]
    profile = material.profile
    envelopes: dict[tuple[str, str, str], _Envelope] = {}
    for kelompok, book in letters.items():
        if not any(fnmatchcase(f"letters.{kelompok}", pattern) for pattern in declared.isi):
            continue
        for letter in book:
            if letter.state is not LetterState.BERNOMOR or letter.is_electronic:
                continue
            alone = f"{kelompok}/{letter.id}" if letter.keamanan else ""
            returned = profile.surat.lembar_kembali
            for copy in required_copies(letter, returned=returned):
                if copy.role is Role.ARSIP:
                    continue
                key = (letter.kop, same_recipient(copy.recipient), alone)
                envelope = envelopes.setdefault(key, _Envelope(copy.recipient))
                envelope.letters[f"{kelompok}/{letter.id}"] = letter
                envelope.copies += 1
    addresses = material.addresses.get(name, {})
    labels = tuple(_label(material, office, envelope, addresses)
                   for (office, _, _), envelope in envelopes.items())  # fmt: skip
    return labels, _without_address(name, labels) if declared.alamat else ()


def _label(
    material: Material, office: str, envelope: _Envelope, addresses: Mapping[str, str]
) -> Label:
    letters = list(envelope.letters.values())
    return Label(
        penerima=envelope.recipient,
        alamat=addresses.get(same_recipient(envelope.recipient), ""),
        pengirim=material.workspace.office[office].nama,
        keamanan=letters[0].keamanan,
        rahasia=letters[0].is_secret,
        nomor=tuple(letter.nomor for letter in letters),
        rangkap=envelope.copies,
    )


def _without_address(name: str, labels: Sequence[Label]) -> tuple[Finding, ...]:
    """One hint for all of them."""
    missing = list(dict.fromkeys(label.penerima for label in labels if not label.alamat))
    if not missing:
        return ()
    shown = "; ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
    message = (
        f"[label.{name}]: {len(missing)} penerima belum punya alamat, labelnya menyebut «di "
        f"Tempat»: {shown}; tambahkan di tabel alamat"
    )
    return (hint("address-missing", Where(CONFIG), message),)
