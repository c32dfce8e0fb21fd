"""What the words of a document may not say: leftovers, other companies, what was switched off, what is outdated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare import squash
from docx_reader import Line

Profile = dict[str, Any]

# What the heading of a chapter or article that does not apply says; the sentence below gives the reason.
NOT_APPLICABLE = "（該当なし）"
URL = re.compile(r"[a-z]+://[^\s、。）]+|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
# Shared with the tests of the model's words.
RULES = tomllib.loads((Path(__file__).parent.parent / "tests/words/rules.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Rule:
    """A pattern no line may match, and why."""

    pattern: str
    why: str


@dataclass(frozen=True)
class SwitchedOff:
    """Words that must not be said while a field of the profile is one thing, or a list lacks an entry. The place of a
    dropped chapter or article may say them, and so may the company's own words from its profile."""

    field: str
    words: str
    value: Any = None
    lacks: str | None = None
    # Whether not even the place of a dropped chapter may say them.
    everywhere: bool = False

    @property
    def condition(self) -> str:
        """For people."""
        return f"{self.field} lacks {self.lacks}" if self.lacks else f"{self.field} = {self.value}"

    def holds(self, profile: Profile) -> bool:
        """Whether the profile states it."""
        stated = lookup(profile, self.field)
        if self.lacks:
            return isinstance(stated, list) and self.lacks not in stated
        return stated == self.value and isinstance(stated, type(self.value))


def _rules(name: str) -> tuple[Rule, ...]:
    return tuple(Rule(**rule) for rule in RULES[name])


LEFTOVERS = _rules("leftover")
BROKEN = _rules("broken")
OUTDATED = _rules("outdated")
SWITCHED_OFF = tuple(
    SwitchedOff(
        rule["field"], rule["words"], rule.get("is"), rule.get("lacks"), rule.get("everywhere", False)
    )
    for rule in RULES["switched_off"]
)


def lookup(profile: Profile, path: str) -> Any:
    """A value of the profile, or none if it does not state it."""
    value: Any = profile
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def read_profiles(folder: Path) -> dict[str, Profile]:
    """All profiles of a folder by the name of their pack."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def rule_breaks(rules: Iterable[Rule], lines: Sequence[Line]) -> list[str]:
    """Lines that match a rule; web and mail addresses do not count."""
    found = []
    for rule in rules:
        for line in lines:
            text = URL.sub("甲", line.printed)
            if match := re.search(rule.pattern, text, re.M):
                found.append(f"{rule.why}: {_around(text, match)} — {line.place}")
    return found


def leftovers_in_text(text: str) -> list[str]:
    """Leftovers in text without lines, such as all of a PDF."""
    flat = squash(text)
    # The patterns about words need their ends, which text without white space has lost.
    return [
        f"{rule.why}: {_around(flat, match)}" for rule in LEFTOVERS[:5] for match in re.finditer(rule.pattern, flat)
    ]


def switched_off(rule: SwitchedOff, profile: Profile, lines: Sequence[Line]) -> list[str]:
    """Lines that say what the company switched off."""
    own = sorted({text for text in strings(profile) if re.search(rule.words, text)}, key=len, reverse=True)
    found = []
    for line in lines:
        # Remarks of a draft tell the options that were not taken.
        if line.is_remark:
            continue
        if not rule.everywhere and any(NOT_APPLICABLE in words for words in (*line.headings, line.text)):
            continue
        text = line.printed
        for words in own:
            text = text.replace(words, "")
        if match := re.search(rule.words, text):
            found.append(f"{_around(text, match)} — {line.place}")
    return found


def strings(value: Any) -> Iterator[str]:
    """All texts of a profile."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def names(profile: Profile) -> set[str]:
    """The company, in full and without its legal form, and its people; without white space."""
    company = lookup(profile, "company.name")
    found = {company, re.sub(r"(?:株式|合同|有限)会社", "", company)}
    found.update(_values(lookup(profile, "company.representative"), "name"))
    found.update(_values(profile.get("roles"), "name"))
    found.update(_values(lookup(profile, "committee.members"), "name"))
    found.update(_values(profile, "head_name"))
    vendors = lookup(profile, "outsourcing.vendors") or []
    found.update(vendor["name"] for vendor in vendors if vendor.get("individual"))
    return {squash(name) for name in found}


def _values(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        for inner in value.values():
            yield from _values(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, key)


def foreign_names(own: Profile, others: Iterable[Profile], text: str) -> list[str]:
    """Names of other companies and their people in a text."""
    flat, own_names = squash(text), names(own)
    foreign = {name for other in others for name in names(other)} - own_names
    return sorted(name for name in foreign if name in flat)


def _around(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = text[max(0, start - 16) : start], text[end : end + 16]
    return f"…{before}⟦{match.group()}⟧{after}…".replace("\n", " ")
