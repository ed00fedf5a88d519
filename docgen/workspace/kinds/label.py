"""The kind *label*: address labels for everybody who is sent paper, once, with all they get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial

from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where, hint
from docgen.load.letters.addresses import load_addresses
from docgen.load.letters.recipients import same_recipient
from docgen.load.workspace import CONFIG
from docgen.model.copies import Role
from docgen.model.letter import Letter, LetterState
from docgen.model.workspace import LabelSet
from docgen.render.placeholders.labels import LABEL_NAMES, Label, label_context
from docgen.render.template import Template
from docgen.workspace.document import Document, Files
from docgen.workspace.input_files import unmatched
from docgen.workspace.kinds.base import Kind, Letters
from docgen.workspace.kinds.letter import LETTER, copies_of
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import PROGRAM, Parts, part
from docgen.workspace.placeholders import template_only

# Recipients without an address that a hint names.
NAMED = 5
Addresses = Mapping[str, str]  # recipient -> address


@dataclass(slots=True)
class _Envelope:
    """What one recipient is sent by one office."""

    recipient: str
    letters: dict[str, Letter] = field(default_factory=dict)
    copies: int = 0


class LabelKind(Kind[LabelSet, dict[str, str]]):
    """Labels: ``output/label/NAME.docx``."""

    key = "label"
    declared = LabelSet

    def load(self, loaded: Loaded, name: str) -> Result[dict[str, str]]:
        """Read the addresses. Findings: those of ``load_addresses``; name-unknown."""
        declared = self.record(loaded, name)
        letters = [each for each in loaded.sets if each.kind == LETTER.key]
        findings = loaded.keep(declared.template, "templat")
        findings += unmatched(self.set(name), declared.isi, letters)
        if not declared.alamat:
            return Result({}, tuple(findings))
        result = load_addresses(loaded.root, declared.alamat)
        return Result(result.value or {}, (*findings, *result.findings))

    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """The template may name what docgen gives, and nothing else."""
        return template_only(loaded, self.record(loaded, name).template, LABEL_NAMES)

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """The labels of a set; none while nothing is to be sent. Findings: address-missing."""
        declared = self.record(loaded, name)
        labels = _labels(loaded, declared, self.book(loaded, name), letters)
        if not labels:
            return Result(())
        path = declared.template
        template = Template(loaded.files[path], Where(path), loaded.read)
        office_file = self.file(f"{name}.docx")
        recipients = tuple(dict.fromkeys(label.penerima for label in labels))

        def make() -> Files:
            context = label_context(labels, declared.kolom, declared.lewati)
            return {office_file: template.render(context)}

        document = Document(
            set=self.set(name),
            id=str(self.set(name)),
            office_file=office_file,
            make=make,
            parts=partial(_parts, loaded, declared, labels),
            shown=lambda: tuple(("penerima", each) for each in recipients),
            template=path,
            group="Label",
            description=f"Label {name}",
            tags=tags_in([asdict(label) for label in labels]),
            is_archived=False,
        )
        missing = _without_address(name, labels) if declared.alamat else ()
        return Result((document,), tuple(missing))


def _labels(
    loaded: Loaded, declared: LabelSet, addresses: Addresses, letters: Letters
) -> tuple[Label, ...]:
    """The labels in the order of the letters.

    Only letters with a number go out, and only those on paper. One office sends one recipient one
    envelope; a letter with a security class travels in its own (domain rules §2.9).
    """
    envelopes: dict[tuple[str, str, str], _Envelope] = {}
    for name, book in letters.items():
        for letter in book if LETTER.set(name).fits_any(declared.isi) else ():
            if letter.state is not LetterState.BERNOMOR or letter.is_electronic:
                continue
            identifier = LETTER.set(name).document(letter.id)
            alone = identifier if letter.keamanan else ""
            for copy in copies_of(letter, loaded.profile):
                if copy.role is Role.ARSIP:
                    continue
                key = (letter.kop, same_recipient(copy.recipient), alone)
                envelope = envelopes.setdefault(key, _Envelope(copy.recipient))
                envelope.letters[identifier] = letter
                envelope.copies += 1
    return tuple(
        _label(loaded.workspace.office[office].nama, envelope, addresses)
        for (office, _, _), envelope in envelopes.items()
    )


def _label(sender: str, envelope: _Envelope, addresses: Addresses) -> Label:
    letters = list(envelope.letters.values())
    return Label(
        penerima=envelope.recipient,
        alamat=addresses.get(same_recipient(envelope.recipient), ""),
        pengirim=sender,
        keamanan=letters[0].keamanan,
        rahasia=letters[0].is_secret,
        nomor=tuple(letter.nomor for letter in letters),
        rangkap=envelope.copies,
    )


def _parts(loaded: Loaded, declared: LabelSet, labels: Sequence[Label]) -> Parts:
    return {
        **PROGRAM,
        f"templat {declared.template}": part(loaded.files[declared.template]),
        "kolom dan lewati": part([declared.kolom, declared.lewati]),
        **{f"penerima {number}": part(repr(label)) for number, label in enumerate(labels, 1)},
    }


def _without_address(name: str, labels: Sequence[Label]) -> Iterator[Finding]:
    """One hint for all of them."""
    missing = list(dict.fromkeys(label.penerima for label in labels if not label.alamat))
    if missing:
        shown = "; ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
        message = (
            f"[label.{name}]: {len(missing)} penerima belum punya alamat, labelnya menyebut «di "
            f"Tempat»: {shown}; tambahkan di tabel alamat"
        )
        yield hint("address-missing", Where(CONFIG), message)


LABEL = LabelKind()
