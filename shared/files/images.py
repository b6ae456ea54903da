"""Pictures made anew: nothing but the points is kept, so that no place, name or hidden content travels with them."""

import io
import warnings

from PIL import Image, ImageOps

from shared.files.refusals import ImageUnfit

MOST_POINTS = 50_000_000
LONGEST_SIDE = 2_000
"""Points; larger pictures are made smaller."""
QUALITY = 82
MEDIA_TYPE = "image/webp"


def made_anew(content: bytes) -> bytes:
    """The picture as WebP, upright, at most 2,000 points a side, without metadata.

    Its size is looked at before any point is unpacked. Raises `ImageUnfit`. Takes CPU: call it in a thread.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _made(content)
    except ImageUnfit:
        raise
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise ImageUnfit from None


def _made(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > MOST_POINTS or getattr(opened, "n_frames", 1) != 1:
            raise ImageUnfit
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new("RGBA" if _is_clear(upright) else "RGB", upright.size)
        bare.paste(upright.convert(bare.mode))
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()


def _is_clear(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info
