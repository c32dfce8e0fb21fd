"""The text of a PDF as poppler sees it, by page with headers and footers apart."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docx_reader import Sheet


@dataclass(frozen=True)
class Unit:
    """The text of one tag."""

    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Page:
    """A page: the text between the margins, and all of it."""

    body: str
    whole: str


def run(*command: str | Path) -> str:
    """What a program prints; a failure is raised with what it said."""
    result = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode(errors='replace').strip()[-300:]}")
    return result.stdout.decode("utf-8", errors="replace")


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    text = run("pdfinfo", "-f", "1", "-l", "-1", path)
    return [(float(w), float(h)) for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", text, re.M)]


def pages(path: Path, sheets: Sequence[Sheet]) -> list[Page]:
    """All pages, in the order in which their content was written; `sheets` tell the margins of each shape of page."""
    by_shape = {sheet.is_landscape: sheet for sheet in sheets}
    if wrong := [sheet for sheet in sheets if by_shape[sheet.is_landscape] != sheet]:
        raise ValueError(f"pages of one shape with other margins: {wrong[0]}, {by_shape[wrong[0].is_landscape]}")
    whole = run("pdftotext", "-raw", path, "-").split("\f")
    found: list[Page] = []
    for size, group in groupby(enumerate(page_sizes(path), start=1), key=lambda page: page[1]):
        numbers = [number for number, _ in group]
        width, height = size
        sheet = by_shape[width > height]
        box = {"-x": 0, "-y": sheet.top, "-W": width, "-H": height - sheet.top - sheet.bottom}
        crop = [word for name, length in box.items() for word in (name, str(round(length)))]
        span = ["-f", str(numbers[0]), "-l", str(numbers[-1])]
        bodies = run("pdftotext", "-raw", "-r", "72", *span, *crop, path, "-").split("\f")
        found.extend(Page(body, whole[number - 1]) for number, body in zip(numbers, bodies))
    return found
