"""Packs the files of an archive into one that every system opens; the same files always give the same bytes."""

import io
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.usecases.archiving import Files

READABLE: Final = 0o644 << 16


def pack(files: Files) -> bytes:
    """A zip file, without times of its own: when it was made stands in the manifest."""
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            packed.writestr(entry, content)
    return whole.getvalue()
