"""How far the pages LibreOffice makes of the DOCX are from those of our own PDF.

    benches/parity.py PACK... [--libreoffice FOLDER] [--within]

PACK is a folder of a company as `kitei build` writes it. For each document with contents: our pages and LibreOffice's,
the share of the entries whose heading stands on the same page, the mean distance in pages over all headings, and the
first heading that stands on another page, with the last one before it that both have on the same page and how far down
it stands in each. `--within` shows, for each page where both begin with the same words, the first line that LibreOffice
sets more than half a line higher or lower. `--libreoffice` takes PDFs that are there already, in folders named like the
packs (`.ci/run` leaves them in target/ci/libreoffice). Needs python3, pdftotext and soffice.
"""

from __future__ import annotations

import sys

sys.dont_write_bytecode = True

import argparse
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

import docx_reader
from compare import contents, squash

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
# Words whose base lines are nearer than this, in points, stand on one line.
SAME_LINE = 2.5
# Headers stand higher than this, footers lower than this from the lower edge, in points.
HEADER, FOOTER = 48, 44
# How many pages a heading may be from where it is looked for.
REACH = 8
# Lines further apart than this, in points, are shown by `--within`.
APART = 7.0


def convert(paths: list[Path], folder: Path) -> None:
    """Lets LibreOffice make PDFs of DOCX files."""
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / ".soffice"
    command = ["soffice", f"-env:UserInstallation={home.resolve().as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, check=True)


@dataclass(frozen=True)
class Line:
    """A printed line: its page from 1, how far down its base stands in points, and its words without white space."""

    page: int
    y: float
    text: str


def read_lines(path: Path) -> list[Line]:
    """The lines of a PDF from the top down, without headers and footers."""
    lines: list[Line] = []
    for number, page in enumerate(places_of(path).split("<page ")[1:], 1):
        match = PAGE.match("<page " + page)
        assert match
        height = float(match.group(2))
        boxes = [(*map(float, word[:4]), squash(unescape(word[4]))) for word in WORD.findall(page)]
        words = [
            (bottom, left, text)
            for left, top, right, bottom, text in boxes
            if HEADER < bottom < height - FOOTER and not is_reading((left, top, right, bottom), boxes)
        ]
        words.sort()
        rows: list[list[tuple[float, float, str]]] = []
        for word in words:
            if rows and word[0] - rows[-1][0][0] < SAME_LINE:
                rows[-1].append(word)
            else:
                rows.append([word])
        for row in rows:
            text = "".join(word for _, _, word in sorted(row, key=lambda word: word[1]))
            lines.append(Line(number, row[0][0], text))
    return lines


def is_reading(word: tuple[float, ...], boxes: list[tuple]) -> bool:
    """Whether a word is furigana: half as high as one it stands over."""
    left, top, right, bottom = word
    size = bottom - top
    return any(
        box[3] - box[1] > 1.7 * size and box[0] < right and left < box[2] and top < box[1] + size and bottom < box[3] - size
        and box[1] - bottom < size / 2
        for box in boxes
    )


def places_of(path: Path) -> str:
    """What pdftotext says about the places of words."""
    return subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout


def find_headings(headings: list[str], lines: list[Line]) -> list[Line | None]:
    """Where the headings stand, in order; a long one is known by its first line."""
    found: list[Line | None] = []
    at = 0
    for heading in headings:
        start = lines[at].page if at < len(lines) else 0
        hit = None
        for index in range(at, len(lines)):
            line = lines[index]
            if line.page > start + REACH:
                break
            # Entries of the contents and rows of tables go on after the words.
            if line.text == heading or (len(line.text) >= 6 and heading.startswith(line.text)):
                hit = index
                break
        found.append(lines[hit] if hit is not None else None)
        at = hit + 1 if hit is not None else at
    return found


def measure(docx_path: Path, ours_path: Path, theirs_path: Path, within: bool) -> tuple[int, int] | None:
    """Prints what there is to say about a document; the hits and the entries of its contents."""
    docx = docx_reader.read(docx_path)
    entries = contents(docx)
    if not entries:
        return None
    ours, theirs = read_lines(ours_path), read_lines(theirs_path)
    headings = [squash(line.printed) for line in docx.lines if line.is_listed]
    listed = {words for words, _ in entries}
    places = zip(
        headings,
        find_headings(headings, ours),
        find_headings(headings, theirs),
    )
    both = [(words, left, right) for words, left, right in places if left and right]
    same = [left.page == right.page for words, left, right in both if words in listed]
    mean = sum(abs(left.page - right.page) for _, left, right in both) / max(1, len(both))
    pages = [lines[-1].page for lines in (ours, theirs)]
    name = f"{docx_path.parent.name}/{docx_path.stem}"
    print(f"{name}: {pages[0]} pages, LibreOffice {pages[1]}; {sum(same)} of {len(entries)} entries on the same page "
          f"({100 * sum(same) / len(entries):.0f} %), mean distance {mean:.2f} pages over {len(both)} headings")
    last = None
    for words, left, right in both:
        if left.page != right.page:
            print(f"    first apart: {words[:30]} on {left.page} at {left.y:.0f} pt, LibreOffice {right.page} at {right.y:.0f} pt")
            if last:
                print(f"    before it:   {last[0][:30]} on {last[1].page} at {last[1].y:.0f} pt, LibreOffice at {last[2].y:.0f} pt")
            break
        last = (words, left, right)
    if within:
        show_within(ours, theirs)
    return sum(same), len(entries)


def show_within(ours: list[Line], theirs: list[Line]) -> None:
    """Shows where pages that begin alike part."""
    starts = {}
    for line in theirs:
        starts.setdefault(line.page, line.text)
    for number in range(1, ours[-1].page + 1):
        page = [line for line in ours if line.page == number]
        if not page:
            continue
        fellows = [other for other, text in starts.items() if text == page[0].text and abs(other - number) <= REACH]
        if not fellows:
            print(f"    page {number}: none of LibreOffice begins with {page[0].text[:24]}")
            continue
        fellow = [line for line in theirs if line.page == fellows[0]]
        known = {line.text: line for line in reversed(fellow)}
        for line in page:
            other = known.get(line.text)
            if other is None:
                print(f"    page {number}: {line.text[:24]} at {line.y:.0f} pt is not a line of LibreOffice's {fellows[0]}")
                break
            shift = (other.y - fellow[0].y) - (line.y - page[0].y)
            if abs(shift) > APART:
                print(f"    page {number}: {line.text[:24]} at {line.y:.0f} pt, LibreOffice {shift:+.1f} pt")
                break


def fonts(folder: Path) -> Path:
    """Settings by which LibreOffice finds the fonts of the documents under the names Word knows them by."""
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{ROOT}/templates/fonts</dir><cachedir>{folder}/cache</cachedir>"
        '<alias binding="same"><family>BIZ UDPMincho Medium</family><prefer><family>BIZ UDPMincho</family></prefer>'
        "</alias></fontconfig>",
        encoding="utf-8",
    )
    return settings


def main() -> None:
    """Measures the packs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packs", nargs="+", type=Path, metavar="PACK")
    parser.add_argument("--libreoffice", type=Path, help="PDFs LibreOffice has made, a folder for each pack")
    parser.add_argument("--within", action="store_true", help="show where lines of a page part")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["FONTCONFIG_FILE"] = str(fonts(Path(scratch)))
        for pack in arguments.packs:
            documents = [path for path in sorted(pack.glob("*.docx")) if contents(docx_reader.read(path))]
            folder = (arguments.libreoffice or Path(scratch)) / pack.name
            if not arguments.libreoffice:
                convert(documents, folder)
            for path in documents:
                measure(path, path.with_suffix(".pdf"), folder / f"{path.stem}.pdf", arguments.within)


if __name__ == "__main__":
    main()
