"""Judges packs of documents with other eyes than those that wrote them.

    check_pack.py OUT PROFILES [OUT PROFILES …] --same FIRST SECOND --work FOLDER

`OUT` holds a pack per profile of `PROFILES`. Each DOCX and PDF goes through other people's programs (`tools`), is read
back (`docx_reader`, `pdf_reader`, `pdf_tags`) and compared (`compare`), and its words are judged by its profile (`wording`).
`--same` names two folders that must hold the same bytes. Prints what failed, counts, and `N passed, N failed`; exits 1
if anything failed.
"""

from __future__ import annotations

import sys

sys.dont_write_bytecode = True

import argparse
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import compare
import docx_reader
import pdf_reader
import pdf_tags
import tools
import wording
from report import Report

# The blocks of the handbook are known by their numbers, and so are the chapters of the regulations unless the profile
# wants them to close up: one that does not apply, or is not written yet, leaves a gap.
HANDBOOK, REGULATIONS = "02_情報セキュリティハンドブック", "03_情報セキュリティ関連規程"
POLICY, MY_NUMBER = "01_情報セキュリティ基本方針", "04_特定個人情報の基本方針"
EDITIONS = {"internal": "", "public": "（公開用）", "short": "（短縮版）", "english": "（英語見出し）"}
# How far the pages of LibreOffice may be from ours: a share of ours, and at least one page.
PAGE_TOLERANCE = 0.1
WORKERS = 2


def stems(profile: wording.Profile) -> list[str]:
    """The names of the documents a profile asks for, without extension."""
    variants = wording.lookup(profile, "policy.variant") or ["internal", "public"]
    found = [f"{POLICY}{suffix}" for edition, suffix in EDITIONS.items() if edition in variants]
    found += [HANDBOOK, REGULATIONS]
    separate = wording.lookup(profile, "policy.my_number") in (None, "separate")
    return found + ([MY_NUMBER] if separate and wording.lookup(profile, "my_number.handled") else [])


@dataclass(frozen=True)
class Pack:
    """A pack with its profile and those of all companies."""

    folder: Path
    profile: wording.Profile
    everyone: list[wording.Profile]
    manifest: dict[str, Any]

    @property
    def is_final(self) -> bool:
        """Whether the pack is not a draft."""
        return bool(self.manifest["marks"] == "final")

    @property
    def name(self) -> str:
        """The pack as shown in the report."""
        return f"{self.folder.parent.name}/{self.folder.name}"


def main() -> int:
    """Runs all checks."""
    arguments = parse_arguments()
    report = Report()
    packs = find_packs(arguments.pairs, report)
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(guarded, report, pack, check_files, pack, report) for pack in packs]
        jobs += [pool.submit(guarded, report, pack, check_pack, pack, arguments.work, report) for pack in packs]
        for job in jobs:
            job.result()
    check_conformance(packs, report)
    if arguments.same:
        first, second = arguments.same
        check_same(first, second, report)
    report.print()
    return 1 if report.failed else 0


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path, metavar="OUT PROFILES")
    parser.add_argument("--same", nargs=2, type=Path, metavar=("FIRST", "SECOND"))
    parser.add_argument("--work", type=Path, required=True, help="folder for LibreOffice's pages")
    arguments = parser.parse_args()
    if len(arguments.pairs) % 2:
        parser.error("every OUT needs its PROFILES")
    return arguments


def find_packs(pairs: list[Path], report: Report) -> list[Pack]:
    """All packs; a profile without a complete pack is a failure."""
    packs = []
    everyone = [profile for folder in pairs[1::2] for profile in wording.read_profiles(folder).values()]
    for out, folder in zip(pairs[::2], pairs[1::2]):
        profiles = wording.read_profiles(folder)
        strangers = {path.name for path in out.iterdir()} ^ set(profiles)
        report.add(
            "a pack for every profile", str(out.name), [f"only on one side: {name}" for name in sorted(strangers)]
        )
        for name, profile in profiles.items():
            expected = {f"{stem}.{kind}" for stem in stems(profile) for kind in ("docx", "pdf")} | {"manifest.json"}
            found = {path.name for path in (out / name).iterdir()} if (out / name).is_dir() else set()
            report.add(
                "pack is complete", f"{out.name}/{name}", [f"only on one side: {file}" for file in expected ^ found]
            )
            if expected <= found:
                manifest = json.loads((out / name / "manifest.json").read_text(encoding="utf-8"))
                packs.append(Pack(out / name, profile, everyone, manifest))
    report.add("there are packs", "all", [] if packs else ["none"])
    return packs


def guarded(report: Report, pack: Pack, check: Callable[..., None], *arguments: object) -> None:
    """Runs a check; one that breaks off is a failure, not the end."""
    try:
        check(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes a reader raise
        report.add("checks ran to their end", pack.name, [f"{check.__name__}: {type(error).__name__}: {error}"])
    else:
        report.add("checks ran to their end", pack.name, [])


def check_files(pack: Pack, report: Report) -> None:
    """What can be said of each file by itself."""
    titles = {entry["name"]: entry["title"] for entry in pack.manifest["files"]}
    for entry in pack.manifest["files"]:
        data = (pack.folder / entry["name"]).read_bytes()
        wrong = [] if hashlib.sha256(data).hexdigest() == entry["sha256"] else ["sha256 differs"]
        wrong += [] if len(data) == entry["bytes"] else ["size differs"]
        report.add("manifest describes the file", f"{pack.name}/{entry['name']}", wrong)
    for stem in stems(pack.profile):
        docx, pdf = pack.folder / f"{stem}.docx", pack.folder / f"{stem}.pdf"
        at_docx, at_pdf = f"{pack.name}/{docx.name}", f"{pack.name}/{pdf.name}"
        report.add("DOCX: zip and XML are sound", at_docx, tools.package(docx))
        report.add("DOCX: python-docx opens it", at_docx, tools.opens(docx, titles[docx.name]))
        report.add("DOCX: Open XML SDK validator", at_docx, tools.schema(docx))
        report.add("PDF: qpdf --check", at_pdf, tools.syntax(pdf))
        report.add("PDF: fonts embedded, subset and mapped", at_pdf, tools.fonts(pdf))


def check_pack(pack: Pack, work: Path, report: Report) -> None:
    """What takes both formats, the profile or LibreOffice."""
    folder = work / pack.name
    tools.convert([pack.folder / f"{stem}.docx" for stem in stems(pack.profile)], folder)
    pages = {entry["name"]: entry["pages"] for entry in pack.manifest["files"]}
    for stem in stems(pack.profile):
        place = f"{pack.name}/{stem}"
        docx = docx_reader.read(pack.folder / f"{stem}.docx")
        path = pack.folder / f"{stem}.pdf"
        printed = pdf_reader.pages(path, docx.sheets)
        compact = wording.lookup(pack.profile, "document.numbering") == "compact"
        closes_up = stem != HANDBOOK and (stem != REGULATIONS or compact)
        check_documents(place, docx, path, printed, closes_up, report)
        wrong = (
            [] if pages[path.name] == len(printed) else [f"manifest says {pages[path.name]}, there are {len(printed)}"]
        )
        report.add("PDF: as many pages as the manifest says", place, wrong)
        check_words(place, pack, docx, printed, report)
        check_marks(place, pack, stem, docx, report)
        check_libreoffice(place, docx, len(printed), folder / f"{stem}.pdf", report)


def check_documents(
    place: str, docx: docx_reader.Docx, path: Path, pages: list[pdf_reader.Page], closes_up: bool, report: Report
) -> None:
    """Whether the two formats agree with each other and with themselves."""
    units = pdf_tags.tagged_text(path)
    report.add("DOCX: numbers do not depend on the reader", place, docx_reader.wrong_numbers(docx))
    report.add("DOCX: headings are numbered without gaps", place, docx_reader.gaps(docx, closes_up))
    report.add("DOCX: references say what they refer to", place, docx_reader.wrong_references(docx))
    report.add("DOCX and PDF: same text and numbers", place, compare.texts_differ(docx, units))
    report.add("PDF: pages read in the order of the tags", place, compare.pages_differ(docx, units, pages))
    report.add("PDF: no page is empty", place, compare.empty_pages(pages))
    report.add("PDF: pages are numbered", place, compare.unnumbered_pages(pages))
    report.add("contents name the right pages", place, compare.wrong_contents(docx, pages))


def check_words(place: str, pack: Pack, docx: docx_reader.Docx, pages: list[pdf_reader.Page], report: Report) -> None:
    """Whether the words are fit to be printed."""
    text = "\n".join([*(page.whole for page in pages), *(line.printed for line in docx.lines)])
    if pack.is_final:
        leftovers = wording.rule_breaks(wording.LEFTOVERS, docx.lines) + wording.leftovers_in_text(text)
        report.add("words: nothing left over", place, leftovers)
        report.add("words: sentences are whole", place, wording.rule_breaks(wording.BROKEN, docx.lines))
    report.add("words: nothing outdated", place, wording.rule_breaks(wording.OUTDATED, docx.lines))
    report.add("words: no other company", place, wording.foreign_names(pack.profile, pack.everyone, text))
    own = compare.squash(wording.lookup(pack.profile, "company.name"))
    report.add("words: the company is named", place, [] if own in compare.squash(text) else [own])
    for rule in wording.SWITCHED_OFF:
        if rule.holds(pack.profile):
            found = wording.switched_off(rule, pack.profile, docx.lines)
            report.add(f"words: {rule.condition}", place, found)


def check_marks(place: str, pack: Pack, stem: str, docx: docx_reader.Docx, report: Report) -> None:
    """Whether fill-ins and choices are marked in a draft, and only there."""
    colors = tools.has_colors(pack.folder / f"{stem}.pdf")
    marks = {style for style in docx.run_styles if style.startswith(("FillIn", "Choice"))}
    if pack.is_final:
        report.add("DOCX: a final document has no marks", place, sorted(marks))
        report.add("PDF: a final document is black", place, ["has colours"] if colors else [])
    else:
        report.add("DOCX: a draft has marks", place, [] if marks else ["none"])
        report.add("PDF: a draft has colours", place, [] if colors else ["none"])


def check_libreoffice(place: str, docx: docx_reader.Docx, ours: int, path: Path, report: Report) -> None:
    """Whether LibreOffice sets the DOCX on nearly as many pages; notes how many entries of the contents it confirms."""
    if not path.is_file():
        report.add("LibreOffice: nearly the same pages", place, ["not converted"])
        return
    texts = pdf_reader.run("pdftotext", path, "-").split("\f")[:-1]
    near = abs(len(texts) - ours) <= max(1, round(ours * PAGE_TOLERANCE))
    report.add("LibreOffice: nearly the same pages", place, [] if near else [f"{len(texts)} pages, the PDF has {ours}"])
    hits, entries = compare.contents_hits(docx, texts)
    share = f", {hits} of {entries} entries of the contents on LibreOffice's page" if entries else ""
    report.note(f"{place}: {ours} pages, LibreOffice {len(texts)}{share}")


def check_conformance(packs: list[Pack], report: Report) -> None:
    """PDF/A-2a and PDF/UA-1 for all files in one go."""
    paths = {pack.folder / f"{stem}.pdf": f"{pack.name}/{stem}.pdf" for pack in packs for stem in stems(pack.profile)}
    if paths:
        for (path, flavour), found in tools.conformance(list(paths)).items():
            report.add(f"PDF: veraPDF {'PDF/A-2a' if flavour == '2a' else 'PDF/UA-1'}", paths[path], found)


def check_same(first: Path, second: Path, report: Report) -> None:
    """Whether two folders hold the same bytes."""
    files = {path.relative_to(root) for root in (first, second) for path in root.rglob("*") if path.is_file()}
    report.add("same input: there are files", "all", [] if files else ["none"])
    for file in sorted(files):
        left, right = first / file, second / file
        same = left.is_file() and right.is_file() and left.read_bytes() == right.read_bytes()
        report.add("same input, same bytes", str(file), [] if same else ["differs or is missing"])


if __name__ == "__main__":
    sys.exit(main())
