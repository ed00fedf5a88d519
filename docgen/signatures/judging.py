"""One file judged: pyHanko reads its signatures, and what it takes on trust is looked at here.

Slow to import, and fed with files of strangers: :mod:`~docgen.signatures.judge` runs it in a child.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
    read_certification_data,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel, SignatureStatus
from pyhanko.sign.validation.utils import CMSAlgorithmUsagePolicy
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from docgen.signatures.byte_range import hole_problem, is_blank
from docgen.signatures.verdict import Clock, Signature, State
from docgen.signatures.whole import Whole
from docgen.signatures.whole_reader import WholeReader

# What cannot be verified is said in findings, not in a log.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)
_STAMP = "/DocTimeStamp"
_KINDS = frozenset(
    (SigSeedSubFilter.ADOBE_PKCS7_DETACHED, SigSeedSubFilter.PADES, SigSeedSubFilter.ETSI_RFC3161)
)
# Weak methods are judged as well, and told of: archives are old.
_ANY_METHOD = CMSAlgorithmUsagePolicy.lift_policy(
    DisallowWeakAlgorithmsPolicy(frozenset(), frozenset(), 0, 0)  # type: ignore[no-untyped-call]
)
_WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
_LEAST_RSA = 2048  # bits
# Offices sign with certificates for either use (RFC 5280, 4.2.1.3).
_USES = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
_LONGEST_NAME = 120


def judge_signatures(
    data: bytes, trusted: Sequence[bytes]
) -> tuple[list[Signature], frozenset[bytes]]:
    """The signatures that the form lists, in the order of signing, and the ``/Contents`` of each.

    Args:
        data: The file.
        trusted: Certificates as DER from which a chain to a signer may begin.
    """
    try:
        file = _File(data, trusted)
        found = sorted(file.fields(), key=lambda each: each[0])
    # A library that reads files of strangers raises whatever their damage meets first.
    except Exception:
        return [unreadable("susunan berkasnya rusak atau terpotong")], frozenset()
    contents = frozenset(each for _at, each, _signature in found)
    return [signature for _at, _contents, signature in found], contents


def judge_whole(data: bytes, whole: Whole, trusted: Sequence[bytes]) -> Signature:
    """The only signature of a file, which covers all of it."""
    reader = WholeReader(data, whole)
    return _File(data, trusted, reader).judged("", reader.value, reader.field)[1]


def unreadable(detail: str = "isinya rusak atau terpotong") -> Signature:
    """What nobody can read, and why; what a library says of it is no word for a clerk."""
    return Signature(state=State.UNREADABLE, detail=detail)


class _File:
    """One file while its signatures are judged."""

    def __init__(self, data: bytes, trusted: Sequence[bytes], reader: Any = None) -> None:
        self._data = data
        self._trusted = [_certificate(each) for each in trusted]
        self._is_strict = True
        self._reader = reader or self._read()

    def _read(self) -> PdfFileReader:
        with contextlib.suppress(PdfReadError):
            reader = PdfFileReader(io.BytesIO(self._data))
            if not reader.xrefs.hybrid_xrefs_present:
                return reader
        self._is_strict = False
        return PdfFileReader(io.BytesIO(self._data), strict=False)

    def fields(self) -> Iterator[tuple[int, bytes, Signature]]:
        """Revision, ``/Contents`` and verdict of each field with a value."""
        for name, value, field in enumerate_sig_fields(self._reader, filled_status=True):
            holds = value.get_object()
            contents: Any = holds.get("/Contents") if isinstance(holds, Mapping) else None
            raw: bytes = getattr(contents, "original_bytes", b"")
            revision, signature = 0, unreadable("isinya kosong")
            if not is_blank(raw):
                revision, signature = self.judged(name, holds, field)
            yield revision, raw, signature

    def judged(self, name: str, holds: Any, field: Any) -> tuple[int, Signature]:
        """Revision and verdict of a value."""
        kind = holds.get("/SubFilter")
        if kind not in {each.value for each in _KINDS}:
            detail = f"cara menandatangani «{str(kind or '?')[:40]}» tidak dikenal"
            return 0, Signature(state=State.UNJUDGED, detail=detail)
        revision = 0
        try:
            embedded = EmbeddedPdfSignature(self._reader, field, name)
            revision = embedded.signed_revision
            return revision, asyncio.run(self._signature(embedded))
        except Exception:  # as above
            return revision, unreadable()

    async def _signature(self, embedded: EmbeddedPdfSignature) -> Signature:
        certificate = embedded.signer_cert
        known = Signature(
            state=State.BROKEN,
            signer=_name(certificate),
            is_stamp=embedded.sig_object_type == _STAMP,
            is_weak=embedded.md_algorithm in _WEAK_DIGESTS or _is_short(certificate),
        )
        problem = hole_problem(self._data, list(embedded.byte_range), embedded.pkcs7_content)
        if problem:
            return _with(known, State.BROKEN, problem)
        time, clock = _time(embedded)
        context = self._context(time or certificate.not_valid_before)
        status: Any
        if known.is_stamp:
            status = await async_validate_pdf_timestamp(embedded, context)
        else:
            status = await async_validate_pdf_signature(
                embedded, context, key_usage_settings=_USES, algorithm_policy=_ANY_METHOD
            )
            stamp = status.timestamp_validity
            if stamp and not (stamp.intact and stamp.valid):
                return _with(known, State.BROKEN, "cap waktunya bukan untuk tanda tangan ini")
            if clock is Clock.STAMP and not (stamp and self._is_known(stamp)):
                clock = Clock.UNKNOWN_STAMP
        if not (status.intact and status.valid):
            return _with(known, State.BROKEN, "")
        known = _with(known, self._trust(status, certificate, time), "", time, clock)
        changed = self._changed(embedded)
        if changed:
            return _with(known, State.CHANGED, changed, time, clock)
        return _with(known, known.state, "", time, clock, self._filled(embedded))

    def _context(self, moment: dt.datetime) -> ValidationContext:
        """What a chain is built of; ``trust_roots`` is never left out: the system's are not ours.

        The file may bring along answers about revocation.
        """
        given: dict[str, Any] = {
            "trust_roots": self._trusted,
            "allow_fetching": False,
            "moment": moment,
            "revocation_mode": "soft-fail",
            "retroactive_revinfo": True,
            "algorithm_usage_policy": _ANY_METHOD,
        }
        if "/DSS" in self._reader.root:
            return DocumentSecurityStore.read_dss(self._reader).as_validation_context(given)
        return ValidationContext(**given)

    def _is_known(self, status: SignatureStatus) -> bool:
        return status.trusted or status.signing_cert in self._trusted

    def _trust(
        self, status: SignatureStatus, certificate: x509.Certificate, time: dt.datetime | None
    ) -> State:
        if time and not certificate.not_valid_before <= time <= certificate.not_valid_after:
            return State.EXPIRED
        revoked = status.revocation_details
        if revoked and (time is None or revoked.revocation_date <= time):
            return State.REVOKED
        return State.KNOWN if self._is_known(status) else State.UNKNOWN

    def _changed(self, embedded: EmbeddedPdfSignature) -> str:
        """What later revisions did that they may not, "" for nothing."""
        if embedded.coverage is SignatureCoverageLevel.ENTIRE_FILE:
            return ""
        end = embedded.byte_range[2] + embedded.byte_range[3]
        if embedded.signed_revision == self._reader.xrefs.total_revisions - 1:
            return "" if is_blank(self._data[end:]) else "ada data di belakang bagian ini"
        if not is_blank(self._data[self._data.rfind(b"%%EOF") + 5 :]):
            return "ada data di belakang berkasnya"
        if not self._is_strict:
            return "susunan berkasnya menyimpang, sehingga perubahannya tidak dapat dinilai"
        if not isinstance(embedded.diff_result, DiffResult):
            return "bukan hanya cap waktu, tanda tangan berikutnya atau isian formulir"
        level, allowed = embedded.diff_result.modification_level, embedded.docmdp_level
        if allowed is not None and level.value > allowed.value:
            return "penandatangannya tidak mengizinkan perubahan ini"
        return ""

    def _filled(self, embedded: EmbeddedPdfSignature) -> tuple[str, ...]:
        """Fields filled in later, where no certification says that they may be."""
        changed = embedded.diff_result
        certified = read_certification_data(self._reader)
        if not isinstance(changed, DiffResult) or (certified and certified.permission):
            return ()
        if not changed.changed_form_fields:
            return ()
        signatures = {name for name, _value, _field in enumerate_sig_fields(self._reader)}
        return tuple(sorted(changed.changed_form_fields - signatures))


def _with(
    known: Signature,
    state: State,
    detail: str,
    time: dt.datetime | None = None,
    clock: Clock = Clock.NONE,
    filled: tuple[str, ...] = (),
) -> Signature:
    return Signature(
        state=state, signer=known.signer, time=time, clock=clock, detail=detail,
        is_stamp=known.is_stamp, is_weak=known.is_weak, filled=filled,
    )  # fmt: skip


def _time(embedded: EmbeddedPdfSignature) -> tuple[dt.datetime | None, Clock]:
    """When it was signed: by a time stamp if there is one, else by the signer's word."""
    if embedded.sig_object_type == _STAMP:
        return _stamped(embedded.signed_data), Clock.STAMP
    for token in extract_tst_data_iter(embedded.signer_info, signed=False):
        return _stamped(token), Clock.STAMP
    said = embedded.self_reported_timestamp
    if said is None:
        return None, Clock.NONE
    return (said if said.tzinfo else said.replace(tzinfo=dt.UTC)), Clock.SIGNER


def _stamped(token: cms.SignedData) -> dt.datetime:
    time = token["encap_content_info"]["content"].parsed["gen_time"].native
    assert isinstance(time, dt.datetime)
    return time


@cache
def _certificate(der: bytes) -> x509.Certificate:
    """What is read of a certificate is kept for the next file."""
    return x509.Certificate.load(der)


def _name(certificate: x509.Certificate) -> str:
    """The common name of a signer in one line."""
    names = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    first = names[0] if isinstance(names, list) else str(names)
    return " ".join("".join(c if c.isprintable() else " " for c in first).split())[:_LONGEST_NAME]


def _is_short(certificate: x509.Certificate) -> bool:
    key = certificate.public_key
    return bool(key.algorithm == "rsa" and key.bit_size < _LEAST_RSA)
