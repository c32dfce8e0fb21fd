"""A small interpreter of Word's numbering (ECMA-376 part 1, 17.9): the number each paragraph prints.

Readers disagree on what counts together: Word shares the counters of a list (`w:abstractNum`) between its instances,
LibreOffice keeps them per instance (`w:num`). `Counter` knows both ways, so that a file can be held to print the same
numbers in either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LETTERS = {
    "aiueo": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
}


class NumberingError(Exception):
    """Numbering that is broken, or that this interpreter does not know."""


class Sharing(Enum):
    """What counts together."""

    LIST = "counters per list, as Word"
    INSTANCE = "counters per instance, as LibreOffice"


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    start: int
    number_format: str
    text: str
    style: str | None
    restart: int | None


@dataclass(frozen=True)
class Instance:
    """A use of a list: its levels, and where they start over when the instance is first used."""

    list_id: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True)
class Place:
    """An instance and a level in it."""

    instance: str
    level: int


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in the main namespace."""
    return None if element is None else element.get(W + name)


def _number(element: Element | None) -> int | None:
    text = value(element)
    return None if text is None else int(text)


def _level(element: Element) -> Level:
    return Level(
        start=_number(element.find(f"{W}start")) or 0,
        number_format=value(element.find(f"{W}numFmt")) or "decimal",
        text=value(element.find(f"{W}lvlText")) or "",
        style=value(element.find(f"{W}pStyle")),
        restart=_number(element.find(f"{W}lvlRestart")),
    )


def read_instances(root: Element) -> dict[str, Instance]:
    """All instances in `numbering.xml` by their identifiers."""
    lists: dict[str, dict[int, Level]] = {}
    for element in root.iter(f"{W}abstractNum"):
        levels = {int(value(level, "ilvl") or 0): _level(level) for level in element.findall(f"{W}lvl")}
        lists[value(element, "abstractNumId") or ""] = levels
    instances = {}
    for element in root.iter(f"{W}num"):
        list_id = value(element.find(f"{W}abstractNumId")) or ""
        if list_id not in lists:
            raise NumberingError(f"instance {value(element, 'numId')} names a list that does not exist: {list_id}")
        levels, starts = dict(lists[list_id]), {}
        for override in element.findall(f"{W}lvlOverride"):
            level = int(value(override, "ilvl") or 0)
            if (own := override.find(f"{W}lvl")) is not None:
                levels[level] = _level(own)
            if (start := _number(override.find(f"{W}startOverride"))) is not None:
                starts[level] = start
        instances[value(element, "numId") or ""] = Instance(list_id, levels, starts)
    return instances


class Styles:
    """Which number the paragraph styles bring."""

    def __init__(self, root: Element, instances: dict[str, Instance]) -> None:
        self._styles = {value(style, "styleId") or "": style for style in root.iter(f"{W}style")}
        self._instances = instances

    def place(self, style: str | None) -> Place | None:
        """The place a style gives, its own or that of the one it is based on."""
        while style in self._styles:
            element = self._styles[style]
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is not None and (instance := value(properties.find(f"{W}numId"))) is not None:
                return self._own(instance, style, _number(properties.find(f"{W}ilvl")))
            style = value(element.find(f"{W}basedOn"))
        return None

    def _own(self, instance: str, style: str, level: int | None) -> Place | None:
        if instance == "0":
            return None
        levels = self._instances[instance].levels
        linked = [index for index, look in levels.items() if look.style == style]
        return Place(instance, linked[0] if linked else level or 0)


def paragraph_place(paragraph: Element, styles: Styles) -> Place | None:
    """The place that numbers a paragraph, from itself or from its style; instance 0 means no number (17.9.18)."""
    inherited = styles.place(value(paragraph.find(f"{W}pPr/{W}pStyle")))
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    if properties is None:
        return inherited
    instance = value(properties.find(f"{W}numId"))
    level = _number(properties.find(f"{W}ilvl"))
    if instance is None:
        return None if inherited is None else Place(inherited.instance, level or inherited.level)
    return None if instance == "0" else Place(instance, level or 0)


class Counter:
    """Counts through a document from its first paragraph to its last."""

    def __init__(self, instances: dict[str, Instance], sharing: Sharing) -> None:
        self._instances = instances
        self._sharing = sharing
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, place: Place) -> str:
        """The number of the next paragraph at this place."""
        instance = self._instances.get(place.instance)
        if instance is None or place.level not in instance.levels:
            raise NumberingError(f"no level {place.level} in instance {place.instance}")
        key = instance.list_id if self._sharing is Sharing.LIST else place.instance
        values = self._counts.setdefault(key, {})
        fresh = (place.instance, place.level) not in self._started
        self._started.add((place.instance, place.level))
        if fresh and place.level in instance.starts:
            values[place.level] = instance.starts[place.level]
        elif place.level in values:
            values[place.level] += 1
        else:
            values[place.level] = instance.starts.get(place.level, instance.levels[place.level].start)
        self._restart_deeper(instance, place.level, values)
        return self._text(instance, place.level, values)

    @staticmethod
    def _restart_deeper(instance: Instance, level: int, values: dict[int, int]) -> None:
        for deeper in [deeper for deeper in values if deeper > level]:
            restart = instance.levels[deeper].restart if deeper in instance.levels else None
            if restart is None or level < restart:
                del values[deeper]

    @staticmethod
    def _text(instance: Instance, level: int, values: dict[int, int]) -> str:
        look = instance.levels[level]
        if look.number_format == "bullet":
            return look.text

        def digit(match: re.Match[str]) -> str:
            shown = int(match.group(1)) - 1
            if shown not in instance.levels:
                raise NumberingError(f"pattern {look.text} shows a level that does not exist")
            start = instance.starts.get(shown, instance.levels[shown].start)
            return write(instance.levels[shown].number_format, values.get(shown, start))

        return re.sub(r"%([1-9])", digit, look.text)


def write(number_format: str, number: int) -> str:
    """A counter as its format prints it (17.18.59)."""
    if number_format == "none":
        return ""
    if number_format == "decimal":
        return str(number)
    letters = LETTERS.get(number_format.removesuffix("FullWidth"))
    if letters is None or not 1 <= number <= len(letters):
        raise NumberingError(f"{number} cannot be written as {number_format}")
    return letters[number - 1]
