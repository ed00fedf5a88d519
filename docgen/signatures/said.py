"""What is found about the signatures of a file, in words."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, Where, error, hint, warning
from docgen.signatures.certificates import FOLDER
from docgen.signatures.judge import Judge
from docgen.signatures.verdict import Signature, State, Verdict

_AGAIN = "jangan dipakai; minta lagi berkas aslinya dari penanda tangan"
_ONCE_MORE = "minta ditandatangani lagi dengan sertifikat yang berlaku"
_WORDS = {
    State.BROKEN: (
        "signature-broken",
        error,
        "tanda tangan {who} rusak: isi berkas ini bukan yang ditandatangani{why}; " + _AGAIN,
    ),
    State.CHANGED: (
        "signature-changed-after",
        error,
        "berkas ini diubah sesudah ditandatangani {who}{why}; " + _AGAIN,
    ),
    State.UNREADABLE: (
        "signature-unreadable",
        error,
        "tanda tangan elektronik {who} tidak dapat dibaca{why}; " + _AGAIN,
    ),
    State.UNJUDGED: (
        "signature-unjudged",
        warning,
        "tanda tangan elektronik di berkas ini tidak dapat dinilai{why}; periksa dengan program "
        "pembaca PDF, atau minta berkas yang tidak terkunci",
    ),
    State.REVOKED: (
        "signature-revoked",
        warning,
        "sertifikat {who} sudah dicabut saat ditandatangani ({when}); " + _ONCE_MORE,
    ),
    State.EXPIRED: (
        "signature-expired-at-signing",
        warning,
        "sertifikat {who} tidak berlaku saat ditandatangani ({when}); " + _ONCE_MORE,
    ),
}


def signature_findings(verdict: Verdict, where: Where, judge: Judge) -> Iterator[Finding]:
    """All of them: signature-broken, signature-changed-after, signature-unreadable,
    signature-unjudged, signature-revoked, signature-expired-at-signing, signature-unknown-signer,
    signature-weak, signature-form-filled.

    Where no certificate is trusted at all, that a signer is unknown is only a hint.
    """
    any_trusted = bool(judge.trusted)
    for each in verdict.signatures:
        if not (each.is_stamp and each.state is State.UNKNOWN):
            yield from _of_state(each, where, any_trusted=any_trusted)
        if each.is_weak and each.state.is_intact:
            message = (
                f"tanda tangan {_who(each)} memakai cara yang sekarang dapat dipalsukan (SHA-1, "
                "MD5 atau kunci pendek); pastikan asalnya dengan cara lain"
            )
            yield warning("signature-weak", where, message)
        if each.filled:
            message = (
                f"sesudah ditandatangani {_who(each)}, isian formulir diubah: "
                f"{', '.join(each.filled[:5])}; pastikan penanda tangan mengetahuinya"
            )
            yield warning("signature-form-filled", where, message)


def missing_signature(verdict: Verdict | None, path: str, where: Where) -> Iterator[Finding]:
    """signature-missing: what came back as the paper of an electronic letter, signed by nobody."""
    if verdict is None or not verdict.by_people:
        message = (
            f"menurut «cara_ttd» surat ini bertanda tangan elektronik, tetapi di «{path}» tidak "
            "ada tanda tangan elektronik siapa pun; minta PDF yang ditandatangani, bukan cetakan, "
            "pindaian atau berkas sebelum ditandatangani"
        )
        yield error("signature-missing", where, message)


def _of_state(each: Signature, where: Where, *, any_trusted: bool) -> Iterator[Finding]:
    if each.state in _WORDS:
        code, make, words = _WORDS[each.state]
        why = f" ({each.detail})" if each.detail else ""
        yield make(code, where, words.format(who=_who(each), why=why, when=each.when))
    elif each.state is State.UNKNOWN:
        message = (
            f"tanda tangan {_who(each)} utuh, tetapi penanda tangannya belum dikenal: simpan "
            f"sertifikat penerbitnya di {FOLDER}/ bila memang dipercaya"
        )
        make = warning if any_trusted else hint
        yield make("signature-unknown-signer", where, message)


def _who(each: Signature) -> str:
    if each.is_stamp:
        return f"cap waktu «{each.signer}»"
    return f"«{each.signer}»" if each.signer else "yang tidak terbaca namanya"
