"""Honest files with a little spoiled: taken or refused, never anything else, within the limits."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from documents.intake.refusal import Reason
from documents.kinds import MEDIA_TYPES
from tests.documents import files
from tests.documents.hostile import archives, papers
from tests.documents.hostile.weighing import MEGABYTE, weigh_many

SEED = 20260424
Sized = Callable[[int, int], int]


def honest() -> list[tuple[bytes, str]]:
    return [
        (files.photo((160, 120)), "jpg"),
        (files.phone_photo(), "jpg"),
        (files.photo((160, 120), "PNG"), "png"),
        (files.photo((160, 120), "WEBP"), "webp"),
        (files.pdf(3), "pdf"),
        (papers.by_stream(), "pdf"),
        (papers.paper({4: papers.packed({5: "null", 6: "<< /A /B >>"})}), "pdf"),
        (files.word(), "docx"),
        (archives.document("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), "docx"),
        (files.excel(), "xlsx"),
    ]


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """One to four places changed: a byte, a stretch cut out, doubled, filled or moved, a number made huge."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        length = chance.choice([1, 1, 4, 40, 400])
        match chance.randrange(6):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case 3:
                data[at : at + length] = bytes([chance.choice([0, 0x20, 0x3C, 0xFF])]) * length
            case 4:
                data[at : at + 4] = chance.choice(
                    [b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"9999", b"\0\0\0\0"]
                )
            case 5:
                data = data[at:] + data[:at] if chance.random() < 0.1 else data[: max(64, at)]
        data = data or bytearray(b"\0")
    return bytes(data)


def spoiled_inside(content: bytes, chance: random.Random) -> bytes:
    """A package packed anew around one spoiled part: its checksums are right, so that the check reads on."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoiled(part, chance) if name == victim and part else part)
    return out.getvalue()


def mutations(count: int) -> Iterator[tuple[bytes, str]]:
    chance = random.Random(SEED)  # noqa: S311
    originals = honest()
    for number in range(count):
        content, extension = originals[number % len(originals)]
        inside = extension in {"docx", "xlsx"} and chance.random() < 0.6
        yield (spoiled_inside if inside else spoiled)(content, chance), extension


def test_a_spoiled_file_is_taken_or_refused_within_the_limits(sized: Sized) -> None:
    known = {*MEDIA_TYPES.values(), *Reason}
    answers, peak = weigh_many(mutations(sized(300, 10_000)))
    assert {said for said, _ in answers} <= known
    assert max(seconds for _, seconds in answers) <= 2
    assert peak <= 256 * MEGABYTE
    refused = sum(said in set(Reason) for said, _ in answers)
    assert refused > len(answers) // 4  # else nothing was spoiled
