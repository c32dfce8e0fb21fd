"""The text of a PDF as poppler sees it: by its tags, and by page with headers and footers apart."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

POINTS_PER_MM = 72 / 25.4
INDENT = 2


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


@dataclass(frozen=True)
class Margins:
    """Upper and lower margin in points."""

    top: float
    bottom: float


def run(*command: str | Path) -> str:
    """What a program prints; a failure is raised with what it said."""
    result = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode(errors='replace').strip()[-300:]}")
    return result.stdout.decode("utf-8", errors="replace")


def tagged_text(path: Path) -> list[Unit]:
    """The text in the order of the tags, which leaves out artifacts: headers, footers, repeated heads of tables."""
    units: list[Unit] = []
    tags: list[str] = []
    for line in run("pdfinfo", "-struct-text", path).splitlines():
        words = line.lstrip(" ")
        depth = (len(line) - len(words)) // INDENT
        if words.startswith('"') and words.endswith('"') and len(words) > 1:
            units.append(Unit(tuple(tags[:depth]), words[1:-1]))
        elif match := re.match(r"([A-Z][A-Za-z0-9]*)(?: <.*?>)?(?: \((?:block|inline)\))?:?$", words):
            tags[depth:] = [match.group(1)]
    return units


def info(path: Path) -> dict[str, str]:
    """Title, author and the like."""
    pairs = (line.partition(":") for line in run("pdfinfo", path).splitlines())
    return {key: value.strip() for key, _, value in pairs}


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    text = run("pdfinfo", "-f", "1", "-l", "-1", path)
    return [(float(w), float(h)) for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", text, re.M)]


def margins(style: Path) -> dict[str, Margins]:
    """The margins of both shapes of page from `style.toml`."""
    pages = tomllib.loads(style.read_text(encoding="utf-8"))["page"]
    return {
        shape: Margins(page["top_mm"] * POINTS_PER_MM, page["bottom_mm"] * POINTS_PER_MM)
        for shape, page in pages.items()
    }


def pages(path: Path, by_shape: dict[str, Margins]) -> list[Page]:
    """All pages, in the order in which their content was written."""
    whole = run("pdftotext", "-raw", path, "-").split("\f")
    found: list[Page] = []
    for size, group in groupby(enumerate(page_sizes(path), start=1), key=lambda page: page[1]):
        numbers = [number for number, _ in group]
        width, height = size
        margin = by_shape["landscape" if width > height else "portrait"]
        box = {"-x": 0, "-y": margin.top, "-W": width, "-H": height - margin.top - margin.bottom}
        crop = [word for name, length in box.items() for word in (name, str(round(length)))]
        span = ["-f", str(numbers[0]), "-l", str(numbers[-1])]
        bodies = run("pdftotext", "-raw", "-r", "72", *span, *crop, path, "-").split("\f")
        found.extend(Page(body, whole[number - 1]) for number, body in zip(numbers, bodies))
    return found
