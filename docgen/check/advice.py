"""What to do about a damaged or changed output, in the words that messages end with.

A plain build writes over none of them: whoever changed one must say so.
"""

from __future__ import annotations

REBUILD = "jalankan docgen build --force"
REBUILD_LIST = "jalankan docgen build, atau docgen build --force bila daftar ini diubah orang"
REBUILD_IT = f"{REBUILD} untuk membuatnya lagi"
