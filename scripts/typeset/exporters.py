"""The exporters: LibreOffice for .fodt, Chromium's print for HTML; Debian's packages of both.

`apt-get install --no-install-recommends libreoffice-writer chromium poppler-utils
fonts-arphic-uming fonts-arphic-ukai fonts-noto-cjk`
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_SOFFICE = ("soffice", "--headless", "--norestore")
_FILTERS = {"pdf": "pdf:writer_pdf_Export", "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}
_TIMEOUT = 300


def office(documents: Mapping[Path, str]) -> None:
    """Writes flat OpenDocument texts as .pdf, .docx or .odt files, by the suffix of each path."""
    for suffix, filtered in _FILTERS.items():
        wanted = {path: text for path, text in documents.items() if path.suffix == f".{suffix}"}
        if wanted:
            _convert(wanted, suffix, filtered)


def _convert(documents: Mapping[Path, str], suffix: str, filtered: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for path, text in documents.items():
            (work / f"{path.stem}.fodt").write_text(text, "utf-8")
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        names = [str(work / f"{path.stem}.fodt") for path in documents]
        _run(*_SOFFICE, profile, "--convert-to", filtered, "--outdir", str(work), *names)
        for path in documents:
            path.write_bytes((work / f"{path.stem}.{suffix}").read_bytes())


def chromium(path: Path, page: str) -> None:
    """Prints a web page to a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "page.html").write_text(page, "utf-8")
        _run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={work / 'profile'}",
            f"--print-to-pdf={path}",
            (work / "page.html").as_uri(),
        )


def scan(path: Path, printed: Path, *, skew: float = 0.4, seed: int = 7) -> None:
    """A PDF of pictures of the pages of another: 200 dpi, turned by degrees, with noise."""
    from PIL import Image

    pages: list[Image.Image] = []
    with tempfile.TemporaryDirectory() as folder:
        _run("pdftoppm", "-r", "200", "-gray", "-png", str(printed), f"{folder}/page")
        noise = random.Random(seed)  # noqa: S311 - specks on paper
        for picture in sorted(Path(folder).glob("page*.png")):
            with Image.open(picture) as opened:
                page = opened.convert("L").rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
            for _ in range(page.width * page.height // 2000):
                at = noise.randrange(page.width), noise.randrange(page.height)
                page.putpixel(at, noise.randrange(60, 230))
            pages.append(page.quantize(16).convert("L"))
    pages[0].save(path, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=40)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)  # noqa: S603
