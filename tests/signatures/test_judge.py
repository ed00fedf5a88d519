"""Sound signatures are accused of nothing, and each altered file is named for what it is."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper

from docgen.findings import Severity, Where
from docgen.signatures import Judge, State, missing_signature, signature_findings
from docgen.signatures.judge import verdict_of
from docgen.signatures.whole import Whole, whole_signature
from tests.support.altered import ruined, unsigned, updated
from tests.support.hostile_pdfs import plain, saved
from tests.support.pdfs import scan_pdf
from tests.support.pdfs import sign as lay_in
from tests.support.signing import (
    EXPIRED,
    REVOKED,
    SECOND,
    certifier,
    signed,
    signer,
    time_stamper,
    with_revocation,
)

STAMPED = dt.datetime(2025, 3, 1, 8, 30, tzinfo=dt.UTC)
Make = Callable[[], bytes]
BOX = (60, 60, 260, 120)


def codes(data: bytes, *trusted: bytes) -> list[str]:
    verdict, judge = verdict_of(data, trusted), Judge(trusted)
    found = signature_findings(verdict, Where("surat.pdf"), judge) if verdict else ()
    return [each.code for each in found]


def second(data: bytes, **options: object) -> bytes:
    return signed(data, by=signer(SECOND), field="ttd-2", **options)


def packed() -> bytes:
    with plain() as pdf:
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_field() -> bytes:
    """A page with a text field."""
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("isian"),
                Rect=Array([10, 10, 100, 30]), F=4,
            )
        )  # fmt: skip
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        return saved(pdf)


def filled(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.pdf_utils.generic import pdf_string

    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field["/V"] = pdf_string("diisi kemudian")
    writer.update_container(field)


def stamped_later(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    return PdfTimeStamper(time_stamper()).timestamp_pdf(writer, "sha256").getvalue()


def waiting_field(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    append_signature_field(writer, SigFieldSpec("ttd-2", box=BOX))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@cache
def sound() -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for kind in ("ec", "rsa"):
        by = signer(kind=kind)
        for pades in (True, False):
            for box in (None, BOX):
                name = f"{kind} {'pades' if pades else 'adobe'} {'visible' if box else 'unseen'}"
                made[name] = signed(unsigned(), by=by, pades=pades, box=box)
        made[f"{kind} with a time stamp"] = signed(unsigned(), by=by, stamp=time_stamper())
        made[f"{kind} lasting"] = signed(unsigned(), by=by, stamp=time_stamper(), lasting=True)
        made[f"{kind} two signers"] = second(signed(unsigned(), by=by), box=BOX)
    base = signed(unsigned())
    certified = {each: signed(unsigned(), certify=each) for each in MDPPerm}
    return made | {
        "certified, no changes": certified[MDPPerm.NO_CHANGES],
        "certified, form": certified[MDPPerm.FILL_FORMS],
        "certified, notes": certified[MDPPerm.ANNOTATE],
        "certified, seen": signed(unsigned(), certify=MDPPerm.FILL_FORMS, box=BOX),
        "certified, then signed": second(certified[MDPPerm.FILL_FORMS]),
        "certified, then filled in": updated(
            signed(with_field(), certify=MDPPerm.FILL_FORMS), filled
        ),
        "certified, no changes, then stamped": stamped_later(certified[MDPPerm.NO_CHANGES]),
        "stamped later": stamped_later(base),
        "stamped twice": stamped_later(stamped_later(base)),
        "three signers": signed(second(base), by=signer("Ketiga"), field="ttd-3"),
        "two signers, stamped": second(
            signed(unsigned(), stamp=time_stamper()), stamp=time_stamper()
        ),
        "two signers, lasting": second(base, stamp=time_stamper(), lasting=True),
        "lasting and seen": signed(unsigned(), stamp=time_stamper(), lasting=True, box=BOX),
        "lasting, then stamped": stamped_later(
            signed(unsigned(), stamp=time_stamper(), lasting=True)
        ),
        "an old time stamp": signed(unsigned(), stamp=time_stamper(STAMPED)),
        "a file of object streams": signed(packed()),
        "two on object streams": second(signed(packed())),
        "a scan": signed(scan_pdf(40)),
        "a field that waits beside it": waiting_field(base),
        "a field that waited": second(waiting_field(base)),
        "a form that was filled in before": signed(updated(with_field(), filled)),
        "SHA-512": signed(unsigned(), md_algorithm="sha512"),
        "with a reason": signed(unsigned(), reason="Menyetujui", location="Contoh"),
    }


def test_sound_signatures_are_accused_of_nothing() -> None:
    files = sound()
    assert len(files) >= 30
    assert {name: found for name, data in files.items() if (found := codes(data, certifier().der))
            } == {}  # fmt: skip
    for name, data in files.items():
        verdict = verdict_of(data, (certifier().der,))
        assert verdict and verdict.state is State.KNOWN, name


def test_who_is_not_trusted_is_unknown_and_nothing_else() -> None:
    for name, data in sound().items():
        assert set(codes(data)) == {"signature-unknown-signer"}, name
        assert set(codes(data, certifier("Balai Lain").der)) == {"signature-unknown-signer"}, name


def test_an_unknown_signer_weighs_more_where_some_are_known() -> None:
    verdict = verdict_of(signed(unsigned()), ())
    assert verdict
    for trusted, severity in (((), Severity.HINT), ((signer(SECOND).der,), Severity.WARNING)):
        (found,) = signature_findings(verdict, Where("x"), Judge(trusted))
        assert found.severity is severity


def test_a_signer_may_be_trusted_without_the_issuer() -> None:
    assert codes(signed(unsigned()), signer().der) == []


def test_a_file_that_is_signed_as_a_whole_is_judged_the_same_either_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = sound() | {name: data for name, (data, _code) in ruined().items()}
    files |= {
        "expired": signed(unsigned(), by=signer(EXPIRED)),
        "weak": signed(unsigned(), md_algorithm="sha1"),
    }
    short: set[str] = set()

    def noted(name: str, made: Whole | None) -> Whole | None:
        short.update({name} if made else ())
        return made

    quick = {}
    for name, data in files.items():

        def look(*given: Any, name: str = name) -> Whole | None:
            return noted(name, whole_signature(*given))

        monkeypatch.setattr("docgen.signatures.judge.whole_signature", look)
        quick[name] = [verdict_of(data, trusted) for trusted in ((), (certifier().der,))]
    monkeypatch.setattr("docgen.signatures.judge.whole_signature", lambda *_given: None)
    for name, data in files.items():
        assert quick[name] == [verdict_of(data, each) for each in ((), (certifier().der,))], name
    assert short >= {"ec pades unseen", "rsa adobe visible", "SHA-512", "a scan", "weak"}
    # What is not whole, or keeps what verifying needs, goes the long way.
    assert not short & {"two signers, lasting", "three signers", "other page", "a file cut off"}


@pytest.mark.parametrize("name", ruined())
def test_what_was_altered_is_named(name: str) -> None:
    data, code = ruined()[name]
    for trusted in ((), (certifier().der,)):
        verdict, judge = verdict_of(data, trusted), Judge(trusted)
        assert verdict and verdict.state.is_bad
        found = list(signature_findings(verdict, Where("x"), judge))
        assert code in [each.code for each in found]
        assert any(each.severity is Severity.ERROR for each in found)


def test_other_things_that_are_told() -> None:
    trusted = certifier().der
    assert codes(signed(unsigned(), by=signer(EXPIRED)), trusted) == [
        "signature-expired-at-signing"
    ]
    early = time_stamper(dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert "signature-expired-at-signing" in codes(signed(unsigned(), stamp=early), trusted)
    in_time = time_stamper(dt.datetime(2025, 1, 10, tzinfo=dt.UTC))
    assert codes(signed(unsigned(), by=signer(EXPIRED), stamp=in_time), trusted) == []
    assert codes(updated(signed(with_field()), filled), trusted) == ["signature-form-filled"]
    strict = signed(with_field(), certify=MDPPerm.NO_CHANGES)
    assert codes(updated(strict, filled), trusted) == ["signature-changed-after"]
    old = signed(unsigned(), md_algorithm="sha1")
    assert codes(old, trusted) == ["signature-weak"]


def test_a_certificate_that_was_revoked_before_and_after_signing() -> None:
    by, stamp = signer(REVOKED), time_stamper(STAMPED)
    data = signed(unsigned(), by=by, stamp=stamp)
    for day, code in (
        (STAMPED - dt.timedelta(days=9), ["signature-revoked"]),
        (STAMPED + dt.timedelta(days=9), []),
    ):
        assert codes(with_revocation(data, by, day), certifier().der) == code
    assert codes(data, certifier().der) == []  # nobody said anything
    other = with_revocation(data, signer(SECOND), STAMPED - dt.timedelta(days=9))
    assert codes(other, certifier().der) == []


def test_whose_word_the_time_is() -> None:
    trusted = (certifier().der,)
    for data, clock in (
        (signed(unsigned()), "menurut penanda tangan"),
        (signed(unsigned(), stamp=time_stamper(STAMPED)), "menurut cap waktu"),
        (
            signed(unsigned(), stamp=time_stamper(STAMPED, trusted=False)),
            "menurut cap waktu yang penerbitnya belum dikenal",
        ),
    ):
        verdict = verdict_of(data, trusted)
        assert verdict
        (signature,) = verdict.signatures
        assert signature.clock == clock and signature.when.endswith(clock)
        assert signature.signer == "Kepala Uji, S.H."
        if clock != "menurut penanda tangan":
            assert signature.time == STAMPED


def test_a_time_stamp_alone_is_nobodys_signature() -> None:
    verdict = verdict_of(stamped_later(unsigned()), (certifier().der,))
    assert verdict and not verdict.by_people
    (found,) = missing_signature(verdict, "surat.pdf", Where("surat.csv"))
    assert found.code == "signature-missing"
    assert list(missing_signature(verdict_of(signed(unsigned()), ()), "x", Where("x"))) == []


def empty_field(pdf: pikepdf.Pdf) -> None:
    lay_in(pdf)
    del pdf.pages[0].obj.Annots[0].V


def usage_rights(pdf: pikepdf.Pdf) -> None:
    lay_in(pdf)
    rights = pdf.pages[0].obj.Annots[0].V
    del pdf.Root.AcroForm, pdf.pages[0].obj.Annots
    pdf.Root.Perms = Dictionary(UR3=rights)


def test_what_nobody_signed_has_no_verdict(tmp_path: Path) -> None:
    for change in (empty_field, usage_rights, lambda pdf: None):
        with plain() as pdf:
            change(pdf)
            data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert verdict_of(data, ()) is None
        (found,) = missing_signature(None, "surat.pdf", Where("surat.csv"))
        assert found.code == "signature-missing"
    assert verdict_of(b"bukan PDF", ()) is None
    assert Judge().verdict(tmp_path / "tidak ada.pdf") is None


def test_what_cannot_be_judged_is_told() -> None:
    with plain() as pdf:
        lay_in(pdf)
        pdf.pages[0].obj.Annots[0].V.SubFilter = Name("/adbe.pkcs7.sha1")
        data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert codes(data) == ["signature-unjudged"]
        lock = pikepdf.Encryption(owner="x", user="y")
        mode = pikepdf.ObjectStreamMode.disable
        locked = saved(pdf, encryption=lock, object_stream_mode=mode)
    assert codes(locked) == ["signature-unjudged"]


def test_each_content_is_judged_once_and_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.pdf").write_bytes(signed(unsigned()))
    (tmp_path / "rangkap.pdf").write_bytes((tmp_path / "0.pdf").read_bytes())
    judge = Judge((certifier().der,))
    judge.begin([tmp_path / f"{number}.pdf" for number in range(3)])
    assert all(judge.verdict(tmp_path / f"{number}.pdf") for number in (1, 0, 2))
    monkeypatch.setattr("docgen.signatures.judge.guarded", None)
    assert judge.verdict(tmp_path / "rangkap.pdf") == judge.verdict(tmp_path / "0.pdf")


def test_a_file_that_ends_the_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def abort(*_arguments: object) -> None:
        os.abort()

    monkeypatch.setattr("docgen.signatures.judge.verdict_of", abort)
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"%PDF-")
    verdict = Judge().verdict(path)
    assert verdict and verdict.state is State.UNREADABLE
