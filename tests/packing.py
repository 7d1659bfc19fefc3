"""zstd's packing, which Python has from 3.14 on."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def zstd_packed(data: bytes) -> bytes:
    return bytes(zstd.compress(data))
