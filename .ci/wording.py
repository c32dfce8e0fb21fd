"""What the words of a document may not say: leftovers, other companies, what was switched off, what is outdated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare import squash
from docx_reader import Line

Profile = dict[str, Any]

# What the heading of a chapter or article that does not apply says; the sentence below gives the reason.
NOT_APPLICABLE = "（該当なし）"
URL = re.compile(r"[a-z]+://[^\s、。）]+|[\w.+-]+@[\w.-]+")


@dataclass(frozen=True)
class Rule:
    """A pattern no line may match, and why."""

    pattern: str
    why: str


@dataclass(frozen=True)
class SwitchedOff:
    """Words that must not be said while a condition holds. The place of a dropped chapter or article may say them, and
    so may the company's own words from its profile."""

    condition: str
    holds: Callable[[Profile], bool]
    words: str
    # Whether not even the place of a dropped chapter may say them.
    everywhere: bool = False


LEFTOVERS = (
    Rule(r"\{\{|\}\}", "template syntax"),
    Rule(r"〇〇|○○|◯◯|●●|××", "placeholder of a sample"),
    Rule("[\ufdd0-\ufdef]", "token that was not replaced"),
    Rule("\ufffd", "replacement character"),
    Rule(r"【", "blank field"),
    Rule(r"(?<![A-Za-z])(?:None|null|undefined|NaN|nil|true|false|Some\()(?![A-Za-z])", "value of a program"),
    Rule(
        r"(?<![A-Za-z0-9])[a-z]+(?:_[a-z0-9]+)+(?![A-Za-z0-9])|roles\.|company\.", "identifier of a field or an option"
    ),
    Rule(r"\*\*|^#+ |\{#|&(?:amp|lt|gt|quot|#\d+);", "markup"),
)

BROKEN = (
    Rule(r"、、|。。|、。|。、|，，|．．", "doubled punctuation"),
    Rule(r"（）|「」|『』|\(\)|（、|、）|「、", "brackets around nothing"),
    Rule(r"^[、。）」]", "line that begins with the end of a sentence"),
    Rule(
        r"、[はがをにの](?=[^\w]|、)|をを|及び(?:及び|又は|。|、)|又は(?:及び|又は|。|、)",
        "words around an empty value",
    ),
)

OUTDATED = (
    Rule(r"NISC|内閣サイバーセキュリティセンター", "国家サイバー統括室 since 2025-07-01"),
    Rule(r"下請法|下請代金|下請事業者|親事業者", "取適法 since 2026-01-01"),
    Rule(r"懲役|禁錮|禁固", "拘禁刑 since 2025-06-01"),
    Rule(r"\d+日(?:ごと|毎)に(?:パスワード|変更)|90日(?:ごと|毎)", "passwords are not changed by the calendar"),
    Rule(
        r"定期的[なに]変更(?!し(?:ない|なくて)|を(?:求め|要)|は(?:求め|不要))",
        "passwords are not changed by the calendar",
    ),
    Rule(r"Internet ?Explorer|Windows (?:XP|Vista|7|8)(?!\d)|Office 201\d", "out of support"),
    Rule(r"SECURITY ACTION(?:の|を)?(?:認定|認証|取得)", "SECURITY ACTION is 自己宣言"),
    Rule(r"JIS Q 2700[12]:20(?:06|14)|ISO/IEC 2700[12]:20(?:05|13)", "edition of 2023 / 2022"),
)


def lookup(profile: Profile, path: str) -> Any:
    """A value of the profile, or none if it does not state it."""
    value: Any = profile
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _is(path: str, expected: Any) -> Callable[[Profile], bool]:
    return lambda profile: lookup(profile, path) == expected and isinstance(lookup(profile, path), type(expected))


def _lacks(path: str, entry: str) -> Callable[[Profile], bool]:
    return lambda profile: isinstance(lookup(profile, path), list) and entry not in lookup(profile, path)


SWITCHED_OFF = (
    SwitchedOff("telework.enabled = false", _is("telework.enabled", False), r"テレワーク|在宅勤務"),
    SwitchedOff("my_number.handled = false", _is("my_number.handled", False), r"個人番号|マイナンバー|番号法"),
    SwitchedOff("company.employee_count = 0", _is("company.employee_count", 0), r"従業員|職員|社員"),
    # The law protects whistle-blowers after every kind of work, and one sentence names them all.
    SwitchedOff(
        "no dispatched workers",
        _lacks("company.workforce_types", "dispatched"),
        r"派遣(?!又は委託が終了した日)",
    ),
    SwitchedOff("cloud.used = false", _is("cloud.used", False), r"クラウド"),
    SwitchedOff("chat.used = false", _is("chat.used", False), r"チャット"),
    SwitchedOff("fax.used = false", _is("fax.used", False), r"FAX|ＦＡＸ|ファクシミリ|ファックス"),
    SwitchedOff("infra.nas = false", _is("infra.nas", False), r"NAS"),
    SwitchedOff("web.net_banking = false", _is("web.net_banking", False), r"ネットバンキング"),
    SwitchedOff("development.in_house = none", _is("development.in_house", "none"), r"ソースコード"),
    SwitchedOff("date_style = wareki", _is("document.date_style", "wareki"), r"(?<!年)20\d\d年\d+月\d+日"),
    SwitchedOff("date_style = western", _is("document.date_style", "western"), r"令和(?:元|\d+)年\d+月\d+日"),
    SwitchedOff("numbering = compact", _is("document.numbering", "compact"), re.escape(NOT_APPLICABLE), True),
    SwitchedOff("numbering_style = decimal", _is("document.numbering_style", "decimal"), r"^第\d+[章節条]"),
)


def read_profiles(folder: Path) -> dict[str, Profile]:
    """All profiles of a folder by the name of their pack."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def rule_breaks(rules: Iterable[Rule], lines: Sequence[Line]) -> list[str]:
    """Lines that match a rule; web and mail addresses do not count."""
    found = []
    for rule in rules:
        for line in lines:
            text = URL.sub("", line.printed)
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
