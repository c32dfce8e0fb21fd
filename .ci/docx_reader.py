"""The text of a DOCX in reading order with the numbers Word adds, its references and its links."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from numbering import Counter, NumberingError, Place, Sharing, Styles, W, paragraph_place, read_instances, value

HEADING_STYLE = re.compile(r"(?:Unlisted)?Heading([1-9])")
LISTED_HEADING_STYLE = re.compile(r"Heading([1-9])")
CONTENTS_STYLE = re.compile(r"TOC[1-9](Form)?")
# Headings of tables, annexes and forms stand beside articles.
FORM_HEADING, FORM_LEVEL = "FormHeading", 2
REMARK = "ReviewRemark"
TWIPS_PER_POINT = 20


@dataclass
class Line:
    """A paragraph of the body, of a cell or of a box of a figure."""

    # Without readings.
    text: str
    style: str
    # The number in a reader that counts per list, and in one that counts per instance.
    number: str
    other_number: str
    # The headings it stands under, the outermost first, itself included if it is one.
    headings: tuple[str, ...] = ()
    # The text with each reading (furigana) behind what it reads; the reader always sets it.
    read_aloud: str = ""
    # Whether all of it is a remark to who revises a draft.
    is_remark: bool = False

    @property
    def printed(self) -> str:
        """The line as printed, number first, without readings."""
        return self._numbered(self.text)

    @property
    def printed_with_readings(self) -> str:
        """The line as printed, number first, each reading behind what it reads."""
        return self._numbered(self.read_aloud or self.text)

    def _numbered(self, text: str) -> str:
        return f"{self.number} {text}" if self.number else text

    @property
    def level(self) -> int | None:
        """The level of a heading."""
        if self.style == FORM_HEADING:
            return FORM_LEVEL
        match = HEADING_STYLE.fullmatch(self.style)
        return int(match.group(1)) if match else None

    @property
    def is_listed(self) -> bool:
        """Whether it is a heading of the kinds that contents list."""
        return self.style == FORM_HEADING or LISTED_HEADING_STYLE.fullmatch(self.style) is not None

    @property
    def is_contents(self) -> bool:
        """Whether it is an entry of the contents."""
        return CONTENTS_STYLE.fullmatch(self.style) is not None

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return " > ".join(self.headings) or "(before the first heading)"


@dataclass
class Reference:
    """A field with the text it had when the file was written."""

    instruction: list[str]
    text: str = ""
    in_result: bool = False


@dataclass(frozen=True)
class Sheet:
    """The size of a page and its upper and lower margin, in points."""

    width: float
    height: float
    top: float
    bottom: float

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


@dataclass
class Docx:
    """What the checks need of a file."""

    lines: list[Line] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    # The index of the line each bookmark starts in.
    bookmarks: dict[str, int] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    run_styles: set[str] = field(default_factory=set)
    # The words of each row that a table repeats on every page, with readings.
    heads: list[str] = field(default_factory=list)
    # The page of each section.
    sheets: list[Sheet] = field(default_factory=list)


def read(path: Path) -> Docx:
    """Reads the body of a file."""
    with zipfile.ZipFile(path) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
        has_lists = "word/numbering.xml" in package.namelist()
        numbering = ElementTree.fromstring(package.read("word/numbering.xml")) if has_lists else None
    body = document.find(f"{W}body")
    if body is None:
        raise NumberingError("no body")
    instances = read_instances(numbering) if numbering is not None else {}
    return _Reader(Styles(styles, instances), [Counter(instances, sharing) for sharing in Sharing]).read(body)


class _Reader:
    def __init__(self, styles: Styles, counters: list[Counter]) -> None:
        self._styles = styles
        self._counters = counters
        self._docx = Docx()
        self._open: list[Reference] = []
        self._headings: list[tuple[int, str]] = []

    def read(self, body: Element) -> Docx:
        for paragraph in body.iter(f"{W}p"):
            self._paragraph(paragraph)
        for row in body.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}tblHeader") is not None:
                words = (element.text or "" for element, _ in _own(row) if element.tag == f"{W}t")
                self._docx.heads.append("".join(words))
        self._docx.sheets = [_sheet(section) for section in body.iter(f"{W}sectPr")]
        return self._docx

    def _paragraph(self, paragraph: Element) -> None:
        place = paragraph_place(paragraph, self._styles)
        number, other = self._numbers(place)
        text: list[str] = []
        read_aloud: list[str] = []
        for element, is_reading in _own(paragraph):
            if is_reading:
                read_aloud.append((element.text or "") if element.tag == f"{W}t" else "")
            else:
                before = len(text)
                self._element(element, text)
                read_aloud.extend(text[before:])
        style = value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal"
        line = Line("".join(text), style, number, other)
        line.read_aloud = "".join(read_aloud)
        line.is_remark = _is_remark(paragraph)
        if (level := line.level) is not None:
            self._headings = [(above, words) for above, words in self._headings if above < level]
            self._headings.append((level, line.printed))
        line.headings = tuple(words for _, words in self._headings)
        self._docx.lines.append(line)

    def _numbers(self, place: Place | None) -> tuple[str, str]:
        if place is None:
            return "", ""
        number, other = (counter.next(place) for counter in self._counters)
        return number, other

    def _element(self, element: Element, text: list[str]) -> None:
        match element.tag.removeprefix(W):
            case "t":
                self._say(element.text or "", text)
            case "tab" if element.get(f"{W}pos") is None:
                self._say("\t", text)
            case "br" | "cr":
                self._say("\n", text)
            case "noBreakHyphen":
                self._say("-", text)
            case "instrText":
                self._open[-1].instruction.append(element.text or "")
            case "fldChar":
                self._field(value(element, "fldCharType"))
            case "bookmarkStart":
                self._docx.bookmarks[value(element, "name") or ""] = len(self._docx.lines)
            case "hyperlink":
                self._docx.anchors.update(filter(None, [value(element, "anchor")]))
            case "rStyle":
                self._docx.run_styles.add(value(element) or "")

    def _say(self, words: str, text: list[str]) -> None:
        if all(reference.in_result for reference in self._open):
            text.append(words)
            for reference in self._open:
                reference.text += words

    def _field(self, kind: str | None) -> None:
        match kind:
            case "begin":
                self._open.append(Reference([]))
            case "separate":
                self._open[-1].in_result = True
            case "end":
                self._docx.references.append(self._open.pop())


def _own(root: Element, is_reading: bool = False) -> Iterator[tuple[Element, bool]]:
    """The elements of a paragraph or row in order, each with whether it belongs to a reading; readings come behind what
    they read. The boxes of a figure are left out: their paragraphs are read by themselves."""
    yield root, is_reading
    if root.tag == f"{W}ruby":
        for part, reads in ((f"{W}rubyBase", False), (f"{W}rt", True)):
            for child in root.iterfind(part):
                yield from _own(child, reads)
        return
    for child in root:
        if child.tag != f"{W}txbxContent":
            yield from _own(child, is_reading)


def _is_remark(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    return bool(runs) and all(value(run.find(f"{W}rPr/{W}rStyle")) == REMARK for run in runs)


def _sheet(section: Element) -> Sheet:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = (int(value(size, name) or 0) / TWIPS_PER_POINT for name in "wh")
    top, bottom = (int(value(margins, name) or 0) / TWIPS_PER_POINT for name in ("top", "bottom"))
    return Sheet(width, height, top, bottom)


def wrong_numbers(docx: Docx) -> list[str]:
    """Lines whose number depends on who counts."""
    return [
        f"{line.place}: {line.number!r} per list, {line.other_number!r} per instance: {line.text[:30]}"
        for line in docx.lines
        if line.number != line.other_number
    ]


def wrong_references(docx: Docx) -> list[str]:
    """References whose text is not what the field will say, and links that lead nowhere."""
    found = [f"link to a missing bookmark {anchor}" for anchor in sorted(docx.anchors - docx.bookmarks.keys())]
    for reference in docx.references:
        kind, *rest = "".join(reference.instruction).split() or [""]
        if kind not in {"REF", "PAGEREF"}:
            continue
        if rest[0] not in docx.bookmarks:
            found.append(f"{kind} to a missing bookmark {rest[0]}")
        elif kind == "REF":
            line = docx.lines[docx.bookmarks[rest[0]]]
            expected = line.number if {"\\n", "\\r", "\\w"} & set(rest) else line.text
            if reference.text != expected:
                found.append(f"REF {rest[0]} says {reference.text!r}, its target is {expected!r}")
    return found


def gaps(docx: Docx, closes_up: bool) -> list[str]:
    """Headings whose numbers do not run on: 1.3 after 1.1, 第5条 after 第3条, a chapter left out.

    Where a document does not close up, chapters need only go up.
    """
    last: dict[str, int] = {}
    found = []
    for line in docx.lines:
        match = re.fullmatch(r"(.*?)(\d+)([^\d]*)", line.number) if line.level is not None else None
        if not match:
            continue
        # Sections (第n節) restart in each chapter; everything else that shows no outer number runs through.
        outer = line.headings[0] if match.group(3) == "節" else ""
        family, own = f"{outer}{match.group(1)}%{match.group(3)}", int(match.group(2))
        before = last.get(family)
        goes_on = own in (0, 1) if before is None else own == before + 1
        if line.level == 1 and not closes_up:
            goes_on = before is None or own > before
        if not goes_on:
            found.append(f"{line.printed}: follows {'nothing' if before is None else before}")
        last[family] = own
    return found
