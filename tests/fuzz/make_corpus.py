"""Makes what is kept in ``corpus/``: a signed paper and its certifier, whose keys are of chance.

    python -m tests.fuzz.make_corpus

The rest of what is changed is made anew by each run, always the same.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.altered import unsigned
from tests.support.signing import certifier, signed, signer

CORPUS = Path(__file__).parent / "corpus"
SIGNED, CERTIFICATE = CORPUS / "bertanda_tangan.pdf", CORPUS / "balai.pem"


def main() -> None:
    """Write both anew."""
    CORPUS.mkdir(exist_ok=True)
    SIGNED.write_bytes(signed(unsigned(), by=signer()))
    CERTIFICATE.write_bytes(certifier().pem)


if __name__ == "__main__":
    main()
