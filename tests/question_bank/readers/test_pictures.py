"""Pictures: what is kept as it is, what is made anew, and what is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from question_bank.readers import pictures
from question_bank.readers.pictures import clean_picture
from question_bank.readers.reading import RefusedError


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def picture(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object):
    return file_of(Image.new(mode, size, "red" if mode in ("RGB", "RGBA") else 0), form, **options)


def exif(**tags: int | str) -> Image.Exif:
    known = {"orientation": 0x0112, "camera": 0x0110}
    made = Image.Exif()
    for name, value in tags.items():
        made[known[name]] = value
    return made


def size_of(value: bytes | str) -> str:
    """Name a case of the tests, instead of writing out its bytes."""
    return value if isinstance(value, str) else f"{len(value)} bytes"


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    layers = [Image.effect_noise(size, 120) for _ in mode]
    return Image.merge(mode, layers)


def png_that_claims(width: int, height: int) -> bytes:
    """Return the beginning of a PNG of any size, without its pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def refused(data: bytes) -> str:
    with pytest.raises(RefusedError) as problem:
        clean_picture(data)
    return problem.value.finding.code


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG"),
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("JPEG"),
        picture("JPEG", progressive=True),
        picture("JPEG", mode="L"),
        picture("JPEG", mode="CMYK"),
    ],
    ids=size_of,
)
def test_a_bare_picture_stays_byte_for_byte(data: bytes) -> None:
    assert clean_picture(data).data == data


@pytest.mark.parametrize(
    "data",
    [
        picture("JPEG", exif=exif(camera="Máy ảnh 0987654321")),
        picture("JPEG", comment=b"0987654321"),
        picture("JPEG") + b"0987654321",
        picture("PNG", exif=exif(camera="Máy ảnh 0987654321")),
        picture("PNG") + b"0987654321",
        picture("PNG")[:-12],
        picture("WEBP", exif=exif(camera="Máy ảnh 0987654321")),
        picture("WEBP"),
        picture("PNG", size=(2000, 10)),
        picture("PNG", mode="RGBA", size=(10, 3000)),
        file_of(noise((1000, 900)), "PNG"),
        file_of(noise((900, 900), "RGBA"), "PNG"),
        file_of(noise((1000, 900), "CMYK"), "JPEG", quality=95),
        file_of(Image.new("I;16", (1700, 30), 30_000), "PNG"),
        file_of(Image.new("1", (1700, 30), 1), "PNG"),
    ],
    ids=size_of,
)
def test_another_picture_is_made_anew_without_what_came_along_and_then_stays(data: bytes) -> None:
    made = clean_picture(data)
    assert made.data != data
    assert b"0987654321" not in made.data
    assert len(made.data) <= pictures.LARGEST_KEPT
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.format in ("PNG", "JPEG")
        assert image.size == (made.width, made.height)
        assert image.width <= 1600
    assert clean_picture(made.data) == made


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    made = clean_picture(picture("JPEG", size=(60, 40), exif=exif(orientation=6)))
    assert (made.width, made.height) == (40, 60)


def test_what_was_transparent_stays_so() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    made = clean_picture(file_of(clear, "WEBP", lossless=True))
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.getpixel((1, 1))[3] == 0


def test_a_deep_grey_keeps_its_brightness() -> None:
    made = clean_picture(file_of(Image.new("I;16", (1700, 30), 32_768), "PNG"))
    with Image.open(io.BytesIO(made.data)) as image:
        assert abs(image.convert("L").getpixel((5, 5)) - 128) <= 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_kind"),
        (b"abc", "picture_kind"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture_kind"),
        (picture("GIF", mode="P"), "picture_kind"),
        (picture("BMP"), "picture_kind"),
        (picture("TIFF"), "picture_kind"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture_kind"),
        (picture("JPEG", size=(200, 200))[:-200], "picture_broken"),
        (picture("PNG", size=(200, 200))[:-30], "picture_broken"),
        (png_that_claims(10, 10), "picture_broken"),
        (png_that_claims(5000, 5001), "picture_large"),
        (png_that_claims(10_000, 10_000), "picture_large"),
        (png_that_claims(60_000, 60_000), "picture_large"),
        (bytes(5 * 2**20 + 1), "picture_heavy"),
    ],
    ids=size_of,
)
def test_what_is_no_picture_for_a_bank_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code
