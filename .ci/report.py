"""Counting: every check says whether it passed, and failures say where and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from threading import Lock

# Findings printed for one check of one file; the rest is only counted.
SHOWN_FINDINGS = 8


class Report:
    """The outcome of all checks, safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._failures: list[tuple[str, str, list[str]]] = []
        self._notes: list[str] = []

    def add(self, check: str, place: str, findings: Iterable[str]) -> None:
        """Counts one check of one place: passed if there are no findings."""
        found = list(findings)
        with self._lock:
            self._counts[check][bool(found)] += 1
            if found:
                self._failures.append((place, check, found))

    def note(self, text: str) -> None:
        """Keeps a measurement that is neither right nor wrong."""
        with self._lock:
            self._notes.append(text)

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(failed for _, failed in self._counts.values())

    def print(self) -> None:
        """Prints failures, measurements, a table of counts and the closing line."""
        for place, check, found in sorted(self._failures):
            print(f"FAIL {place}: {check}")
            for finding in found[:SHOWN_FINDINGS]:
                print(f"     {finding}")
            if len(found) > SHOWN_FINDINGS:
                print(f"     and {len(found) - SHOWN_FINDINGS} more")
        for note in sorted(self._notes):
            print(f"note {note}")
        print(f"\n{'check':<44}{'passed':>8}{'failed':>8}")
        for check, (passed, failed) in sorted(self._counts.items()):
            print(f"{check:<44}{passed:>8}{failed:>8}")
        passed = sum(passed for passed, _ in self._counts.values())
        print(f"\n{passed} passed, {self.failed} failed")
