"""Pictures as a bank keeps them: PNG or JPEG, of modest size, and nothing in them but the picture.

What is already so stays byte for byte, so that a bank that is read and written again is the same.
Everything else is decoded and made anew: turned upright, made smaller, and without the place, the
camera and the comments that files carry along.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from question_bank.readers.reading import RefusedError

LARGEST_FILE = 5 * 2**20
MOST_PIXELS = 25_000_000
WIDEST, TALLEST = 1600, 2400
LARGEST_KEPT = 2**20
MOST_IN_A_BANK = 12 * 2**20
"""So many bytes of pictures still fit into a file that can be loaded again."""

_ACCEPTED = ("PNG", "JPEG", "WEBP")
_LARGEST_DRAWING = 512 * 2**10
_QUALITIES = (85, 75, 60, 40)
_TRANSPARENT = ("RGBA", "LA", "PA")
_AS_PNG = ("1", "L", "LA", "P", "RGB", "RGBA")
_AS_JPEG = ("L", "RGB")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, MemoryError)

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_JPEG = b"\xff\xd8"
_JPEG_FRAMES = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive
_JPEG_TABLES = (0xC4, 0xDB, 0xDD)
_JPEG_JFIF, _JPEG_ADOBE, _JPEG_SCAN, _JPEG_END = 0xE0, 0xEE, 0xDA, 0xD9
_JFIF_LENGTH, _ADOBE_LENGTH = 16, 14  # without a thumbnail, without anything added


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """The file of a picture as a bank keeps it, and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """The name of the file: the SHA-256 of its bytes, as 64 hexadecimal digits."""
        return sha256(self.data).hexdigest()


def clean_picture(data: bytes) -> CleanPicture:
    """Return the picture in *data* as a bank keeps it; raise `RefusedError` where there is none."""
    if len(data) > LARGEST_FILE:
        raise RefusedError("picture_heavy", limit=LARGEST_FILE // 2**20)
    try:
        with Image.open(io.BytesIO(data), formats=_ACCEPTED) as image:
            if image.width * image.height > MOST_PIXELS:
                raise RefusedError("picture_large", limit=MOST_PIXELS // 10**6)
            if _is_clean(data, image):
                image.load()
                return CleanPicture(data, *image.size)
            return _made_anew(image)
    except UnidentifiedImageError as problem:
        raise RefusedError("picture_kind") from problem
    except _BOMBS as problem:
        raise RefusedError("picture_large", limit=MOST_PIXELS // 10**6) from problem
    except _BROKEN as problem:
        raise RefusedError("picture_broken") from problem


def _is_clean(data: bytes, image: Image.Image) -> bool:
    fits = image.width <= WIDEST and image.height <= TALLEST and len(data) <= LARGEST_KEPT
    return fits and (_is_bare_png(data) or _is_bare_jpeg(data))


def _made_anew(image: Image.Image) -> CleanPicture:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):  # a scan of 65,536 greys; a screen shows 256
        upright = upright.convert("I").point(lambda grey: grey / 256).convert("L")
    is_drawing = image.format == "PNG" or _is_transparent(upright)
    if upright.width > WIDEST or upright.height > TALLEST:
        if upright.mode not in (*_AS_JPEG, *_TRANSPARENT):
            upright = upright.convert("RGBA" if _is_transparent(upright) else "RGB")
        upright.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    kept = upright.info.get("transparency")
    upright.info = {} if kept is None else {"transparency": kept}
    made = _as_png(upright) if is_drawing else b""
    if not 0 < len(made) <= _LARGEST_DRAWING:
        made = _as_jpeg(upright)
    with Image.open(io.BytesIO(made)) as written:
        return CleanPicture(made, *written.size)


def _as_png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    plain = image if image.mode in _AS_PNG else image.convert("RGB")
    plain.save(written, "PNG", optimize=True)
    return written.getvalue()


def _as_jpeg(image: Image.Image) -> bytes:
    """Write a photograph, on white where it is transparent, in the best quality that fits."""
    if _is_transparent(image):
        sheet = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(sheet, image.convert("RGBA"))
    plain = image if image.mode in _AS_JPEG else image.convert("RGB")
    written = io.BytesIO()
    for quality in _QUALITIES:
        written = io.BytesIO()
        plain.save(written, "JPEG", quality=quality, progressive=True, optimize=True)
        if written.tell() <= LARGEST_KEPT:
            return written.getvalue()
    plain.thumbnail((plain.width // 2, plain.height // 2), Image.Resampling.LANCZOS)
    return _as_jpeg(plain)


def _is_transparent(image: Image.Image) -> bool:
    return image.mode in _TRANSPARENT or "transparency" in image.info


def _is_bare_png(data: bytes) -> bool:
    names = list(_png_chunks(data)) if data.startswith(_PNG) else []
    return names[-1:] == [b"IEND"] and all(name in _PNG_CHUNKS for name in names)


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the names of the chunks; nothing else may stand after the last one."""
    at = len(_PNG)
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + length
        yield name if name != b"IEND" or at == len(data) else b""


def _is_bare_jpeg(data: bytes) -> bool:
    return data.startswith(_JPEG) and all(
        marker in (*_JPEG_FRAMES, *_JPEG_TABLES, _JPEG_SCAN, _JPEG_END)
        or (marker, length) in ((_JPEG_JFIF, _JFIF_LENGTH), (_JPEG_ADOBE, _ADOBE_LENGTH))
        for marker, length in _jpeg_segments(data)
    )


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker with the length of its segment; 0 stands for what should not be there."""
    at = len(_JPEG)
    while at < len(data):
        marker = data[at + 1] if data[at] == 0xFF and at + 1 < len(data) else 0
        if marker in (0, _JPEG_END):
            yield marker if at + 2 == len(data) else 0, 0
            return
        length = int.from_bytes(data[at + 2 : at + 4])
        yield marker, length
        at += 2 + length
        if marker == _JPEG_SCAN:
            at = _end_of_scan(data, at)
    yield 0, 0


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands: 0xFF not followed by a stuffed zero or a restart."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)
