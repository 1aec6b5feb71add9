"""Documents as an office machine would scan them: pictures of pages, askew, noisy and compressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2

from tests.hostile.harmful_pdf import pdf, stream


@dataclass(frozen=True, slots=True)
class Machine:
    """How a page is scanned. `shade` is the share of light that is missing on its right side."""

    dpi: int = 200
    degrees: float = 0.6
    noise: float = 8.0
    quality: int = 75
    shade: float = 0.0


def scanned(path: Path, machine: Machine) -> bytes:
    """A PDF of pictures of the pages of another."""
    document = pypdfium2.PdfDocument(path)
    noise = np.random.default_rng(7)
    objects: list[bytes] = []
    pages: list[int] = []
    for page in document:
        width, height = (round(size) for size in page.get_size())
        picture = _picture(page, machine, noise)
        draw = b"q %d 0 0 %d 0 0 cm /X Do Q" % (width, height)
        entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % picture.shape[::-1]
        entries += b"/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode"
        number = 3 + len(objects)
        sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] " % (width, height)
        sheet += b"/Contents %d 0 R " % (number + 1)
        sheet += b"/Resources << /XObject << /X %d 0 R >> >> >>" % (number + 2)
        objects += [sheet, stream(draw), stream(_jpeg(picture, machine.quality), entries)]
        pages.append(number)
    document.close()
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    tree = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages))
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *objects])


def _picture(page: Any, machine: Machine, noise: np.random.Generator) -> Any:
    grey = page.render(scale=machine.dpi / 72, grayscale=True).to_numpy().squeeze()
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), machine.degrees, 1.0)
    grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    light = 1 - machine.shade * np.linspace(0, 1, width)
    return np.clip(grey * light + noise.normal(0, machine.noise, grey.shape), 0, 255)


def _jpeg(picture: Any, quality: int) -> bytes:
    _, packed = cv2.imencode(".jpg", picture.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(packed)
