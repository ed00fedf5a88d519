"""What to do about a damaged or changed output, in the words that messages end with.

A plain build writes over none of them: whoever changed one must say so.
"""

from __future__ import annotations

REBUILD = "jalankan docgen build --force"
REBUILD_LIST = "jalankan docgen build, atau docgen build --force bila daftar ini diubah orang"
# Of a letter without a row whose number is in force.
GIVEN_OUT = "kembalikan barisnya, atau batalkan nomornya (docgen register cancel)"
REBUILD_IT = f"{REBUILD} untuk membuatnya lagi"
