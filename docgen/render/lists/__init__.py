"""The lists that go with the papers: agenda books, buku ekspedisi, archive lists."""
