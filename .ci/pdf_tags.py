"""The text of a PDF in the order of its tags: the tree as qpdf tells it, the words of its leaves as PDFium reads them.

`pdfinfo -struct-text` says the same but walks the page once for every tag, which takes minutes for a long document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pdf_reader import Unit, run


# The objects of a file by their reference, and the text of each marked content by its page and number.
Objects = dict[str, Any]
Words = dict[tuple[str, int], str]


def tagged_text(path: Path) -> list[Unit]:
    """The text in the order of the tags, which leaves out artifacts: headers, footers, repeated heads of tables."""
    objects: Objects = json.loads(run("qpdf", "--json=1", "--json-key=objects", path))["objects"]
    root = objects[objects["trailer"]["/Root"]]
    words = _marked_words(path, list(_pages(objects, root["/Pages"])))
    return list(_units(objects, words, root["/StructTreeRoot"], (), None))


def _pages(objects: Objects, reference: str) -> Iterator[str]:
    node = objects[reference]
    if node["/Type"] == "/Page":
        yield reference
    else:
        for kid in node["/Kids"]:
            yield from _pages(objects, kid)


def _marked_words(path: Path, references: list[str]) -> Words:
    words: Words = {}
    with pypdfium2.PdfDocument(path) as document:
        for reference, page in zip(references, document, strict=True):
            text = page.get_textpage()  # closed once nobody holds it
            for at in range(text.count_chars()):
                number = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(text.raw, at))
                if number >= 0:
                    key = reference, number
                    words[key] = words.get(key, "") + _character(text, at)
    return words


def _character(text: pypdfium2.PdfTextPage, at: int) -> str:
    # PDFium takes a hyphen at the end of a line for one of hyphenation.
    return "-" if raw.FPDFText_IsHyphen(text.raw, at) == 1 else chr(raw.FPDFText_GetUnicode(text.raw, at))


def _units(objects: Objects, words: Words, kid: Any, tags: tuple[str, ...], page: str | None) -> Iterator[Unit]:
    """The units below a kid of a tag: a number of marked content, a tag or a reference to either."""
    if isinstance(kid, int):
        yield Unit(tags, words.get((page or "", kid), ""))
        return
    node = objects[kid] if isinstance(kid, str) else kid
    page = node.get("/Pg", page)
    if "/MCID" in node:
        yield Unit(tags, words.get((page or "", node["/MCID"]), ""))
        return
    if "/S" in node:
        tags = (*tags, node["/S"].removeprefix("/"))
    kids = node.get("/K", [])
    for inner in kids if isinstance(kids, list) else [kids]:
        yield from _units(objects, words, inner, tags, page)
