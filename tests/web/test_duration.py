"""The length of a recording, read from its own headers."""

import io
import struct
import wave

import pytest

from cordee.web.files.duration import minutes


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(seconds: int, *, wide: bool = False) -> bytes:
    times = bytes(16 if wide else 8)
    told = struct.pack(">IQ" if wide else ">II", 1000, seconds * 1000)
    header = box(b"mvhd", bytes([int(wide), 0, 0, 0]) + times + told + bytes(80))
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(50)) + box(b"moov", header)


def sound(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(100)
        out.writeframes(bytes(100 * seconds))
    return made.getvalue()


@pytest.mark.parametrize(("kind", "content"), [
    ("mp4", film(150)), ("mov", film(150, wide=True)), ("wav", sound(150)),
])  # fmt: skip
def test_a_recording_tells_its_length(kind, content):
    assert minutes(kind, io.BytesIO(content)) == pytest.approx(2.5)


@pytest.mark.parametrize(("kind", "content"), [
    ("mp4", b""), ("mp4", bytes(400)), ("mp4", film(9)[:70]), ("wav", b"RIFF"), ("mp3", b"ID3"),
    ("mp4", box(b"moov", box(b"mvhd", bytes(12)))), ("mp4", struct.pack(">I4s", 3, b"free")),
])  # fmt: skip
def test_one_that_does_not_tell_is_left_aside(kind, content):
    assert minutes(kind, io.BytesIO(content)) is None
