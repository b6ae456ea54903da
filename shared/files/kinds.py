"""What a file is, by its first bytes and, for office documents, by what is in the archive. Its name says nothing."""

import io
import zipfile

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
MACROS = "vbaProject.bin"
MOST_PARTS = 5_000
"""Parts of an archive."""


def media_type_of(content: bytes) -> str | None:
    """The kind, if it is one of those that are taken. Documents with macros are not."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> str | None:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(names) > MOST_PARTS or "[Content_Types].xml" not in names or any(n.endswith(MACROS) for n in names):
        return None
    return next((kind for name, kind in OFFICE.items() if name in names), None)
