"""What was written down: register, ledger, checksums, buku ekspedisi."""
