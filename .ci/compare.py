"""Whether DOCX and PDF say the same, in the same order, on the pages the contents name. White space does not count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from docx_reader import FORM_HEADING, Docx
from pdf_reader import Page, Unit

CONTEXT = 24
LEADER = re.compile(r"\.{2,}")


def squash(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def common(left: str, right: str) -> int:
    """The length of what both begin with."""
    return next((at for at, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))


def texts_differ(docx: Docx, units: Sequence[Unit]) -> list[str]:
    """Where the DOCX, with the numbers Word computes, and the tagged text of the PDF first differ."""
    lines = [squash(line.printed_with_readings) for line in docx.lines]
    left, right = "".join(lines), squash("".join(unit.text for unit in units))
    if not right:
        return ["the PDF has no tagged text"]
    if left == right:
        return []
    at = common(left, right)
    ends = list(accumulate(len(line) for line in lines))
    line = docx.lines[min(bisect_right(ends, at), len(docx.lines) - 1)]
    unit = _unit_at(units, at)
    return [
        f"in {line.place} ({line.style}; {'/'.join(unit.tags)})",
        f"DOCX …{left[max(0, at - CONTEXT) : at]}⟦{left[at : at + CONTEXT]}",
        f"PDF  …{right[max(0, at - CONTEXT) : at]}⟦{right[at : at + CONTEXT]}",
    ]


def _unit_at(units: Sequence[Unit], at: int) -> Unit:
    ends = list(accumulate(len(squash(unit.text)) for unit in units))
    return units[min(bisect_right(ends, at), len(units) - 1)]


def pages_differ(docx: Docx, units: Sequence[Unit], pages: Sequence[Page]) -> list[str]:
    """Where what a reader copies from the pages leaves the order of the tags.

    Between the margins stands the tagged text and, at the top of a page, the head of a table that goes on, an artifact,
    which need not be in order. Leaders (the dots in the contents) are ornament.
    """
    stream = squash("".join(unit.text for unit in units))
    heads = sorted({squash(head) for head in docx.heads}, key=len, reverse=True)
    at = 0
    for number, page in enumerate(pages, start=1):
        body = LEADER.sub("", squash(page.body)).replace("\0", "")
        ways = [body, *(body[len(head) :] for head in heads if head and _is_shuffled(body[: len(head)], head))]
        rest = LEADER.sub("", stream[at:])
        way = next((way for way in ways if rest.startswith(way)), None)
        if way is None:
            way = max(ways, key=lambda way: common(way, rest))
            same = common(way, rest)
            return [
                f"page {number}",
                f"tags …{rest[max(0, same - CONTEXT) : same]}⟦{rest[same : same + CONTEXT]}",
                f"page …{way[max(0, same - CONTEXT) : same]}⟦{way[same : same + CONTEXT]}",
            ]
        stream, at = rest, len(way)
    return [f"not on any page: {stream[at : at + CONTEXT]}"] if stream[at:] else []


def _is_shuffled(text: str, head: str) -> bool:
    return sorted(text) == sorted(head)


def empty_pages(pages: Sequence[Page]) -> list[str]:
    """Pages with nothing between the margins."""
    return [f"page {number}" for number, page in enumerate(pages, start=1) if not page.body.strip()]


def unnumbered_pages(pages: Sequence[Page]) -> list[str]:
    """Pages after the first whose foot does not say where they stand."""
    total = len(pages)
    return [
        f"page {number} of {total}"
        for number, page in enumerate(pages, start=1)
        if number > 1 and f"{number}/{total}" not in squash(page.whole)
    ]


def contents(docx: Docx) -> list[tuple[str, int]]:
    """The entries of the contents: their words and their page."""
    entries = []
    for line in docx.lines:
        if line.is_contents:
            words, _, number = line.text.rpartition("\t")
            entries.append((squash(words), int(number) if number.isdecimal() else 0))
    return entries


def contents_depth(docx: Docx) -> int:
    """The level of headings down to which the field lists; forms it lists at any depth."""
    instructions = ["".join(reference.instruction) for reference in docx.references]
    depths = [match.group(1) for words in instructions if (match := re.search(r'TOC .*\\o "1-(\d)"', words))]
    return max(map(int, depths), default=0)


def wrong_contents(docx: Docx, pages: Sequence[Page]) -> list[str]:
    """Entries of the contents whose heading is not on the page they name, and headings they leave out."""
    entries = contents(docx)
    if not entries:
        return []
    depth = contents_depth(docx)
    headings = [
        line
        for line in docx.lines
        if line.is_listed and (line.style == FORM_HEADING or (line.level is not None and line.level <= depth))
    ]
    listed, expected = [words for words, _ in entries], [squash(line.printed) for line in headings]
    if listed != expected:
        strangers = [words for words in expected if words not in listed] + [w for w in listed if w not in expected]
        return [f"entries and headings differ: {strangers[:3] or 'order'}"]
    on_page = [squash(line.printed_with_readings) for line in headings]
    return [
        f"{words}: not on page {number}"
        for (words, number), spelled in zip(entries, on_page)
        if not (1 <= number <= len(pages) and spelled in squash(pages[number - 1].body))
    ]


def contents_hits(docx: Docx, other: Sequence[str]) -> tuple[int, int]:
    """How many entries of the contents another program's pages bear out, and how many entries there are."""
    entries = contents(docx)
    squashed = [squash(page) for page in other]
    hits = sum(1 <= number <= len(squashed) and words in squashed[number - 1] for words, number in entries)
    return hits, len(entries)
