"""Other people's programs that judge the files: python-docx, Open XML SDK, LibreOffice, qpdf, poppler and veraPDF."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import sub
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx

# Fine enough for thin strokes to leave a trace of their colour, in dots per inch.
COLOR_RESOLUTION = 24
# How far the channels of a pixel must lie apart to be a colour rather than a rounded grey.
COLOR_DISTANCE = 24
# A zip entry without a date carries the first date the format knows.
NO_DATE = (1980, 1, 1, 0, 0, 0)
PIXMAP = re.compile(rb"P6\n(\d+) (\d+)\n255\n")
FONT = re.compile(r"^([A-Z]{6}\+)?(\S+) .* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$")


def package(path: Path) -> list[str]:
    """What is wrong with the zip and its XML."""
    found = []
    with zipfile.ZipFile(path) as file:
        if damaged := file.testzip():
            found.append(f"damaged: {damaged}")
        for entry in file.infolist():
            if entry.date_time != NO_DATE:
                found.append(f"{entry.filename} is dated {entry.date_time}")
            if entry.filename.endswith((".xml", ".rels")):
                try:
                    ElementTree.fromstring(file.read(entry))
                except ElementTree.ParseError as error:
                    found.append(f"{entry.filename}: {error}")
    return found


def opens(path: Path, title: str) -> list[str]:
    """Whether python-docx opens the file and finds text and the title."""
    document = python_docx.Document(str(path))
    found = [] if any(paragraph.text for paragraph in document.paragraphs) else ["no text"]
    if document.core_properties.title != title:
        found.append(f"title is {document.core_properties.title!r}, not {title!r}")
    return found


def schema(path: Path) -> list[str]:
    """What the Open XML SDK validator finds."""
    result = subprocess.run([os.environ["OOXML_VALIDATOR"], str(path)], capture_output=True, check=False)
    report = json.loads(result.stdout)
    counts = Counter(f"{error['path']} {error['description'][:160]}" for error in report["errors"])
    found = [f"{count} x {what}" for what, count in counts.most_common()]
    return found if report["ok"] or found else ["not ok"]


def convert(paths: Iterable[Path], folder: Path) -> None:
    """Lets LibreOffice make PDFs of DOCX files."""
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / ".soffice"
    command = ["soffice", f"-env:UserInstallation={home.resolve().as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, check=True, timeout=600)


def syntax(path: Path) -> list[str]:
    """What qpdf complains about."""
    result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    return [] if result.returncode == 0 else (result.stdout + result.stderr).strip().splitlines()[-4:]


def fonts(path: Path) -> list[str]:
    """Fonts that are not embedded, not subset or without a map to Unicode."""
    lines = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    found = [] if lines else ["no fonts"]
    for line in lines:
        match = FONT.match(line)
        if not match or not match.group(1) or match.groups()[2:] != ("yes", "yes", "yes"):
            found.append(line)
    return found


def has_colors(path: Path) -> bool:
    """Whether anything on the pages is neither black, white nor grey."""
    command = ["pdftoppm", "-r", str(COLOR_RESOLUTION), str(path)]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    at = 0
    while header := PIXMAP.match(data, at):
        start = header.end()
        at = start + 3 * int(header.group(1)) * int(header.group(2))
        red, green, blue = (data[start + channel : at : 3] for channel in range(3))
        if any(max(map(abs, map(sub, left, right))) > COLOR_DISTANCE for left, right in ((red, green), (green, blue))):
            return True
    if at == 0:
        raise RuntimeError("pdftoppm printed no pages")
    return False


def conformance(paths: Sequence[Path]) -> dict[tuple[Path, str], list[str]]:
    """What veraPDF finds in each file against PDF/A-2a and PDF/UA-1."""
    command = ["java", "-cp", os.environ["VERAPDF_CLASSPATH"], "VeraPdf", "2a,ua1", *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    outcome: dict[tuple[Path, str], list[str]] = {}
    for line in result.stdout.splitlines():
        kind, flavour, file, *rest = line.split("\t")
        found = outcome.setdefault((Path(file), flavour), [])
        if kind == "rule":
            found.append(rest[0])
    expected = {(path, flavour) for path in paths for flavour in ("2a", "ua1")}
    for missing in expected - outcome.keys():
        outcome[missing] = [f"not checked: {result.stderr.strip()[-300:]}"]
    return outcome
