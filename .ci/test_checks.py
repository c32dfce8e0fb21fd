"""The checks themselves: each must find what it is there to find, and nothing in sound input."""

from __future__ import annotations

import unittest
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import compare
import docx_reader
import pdf_reader
import pdf_tags
import wording
from docx_reader import Docx, Line, Reference, Sheet
from numbering import Counter, Instance, NumberingError, Place, Sharing, Styles, W, read_instances, write
from pdf_reader import Page, Unit
from report import Report


def line(text: str, style: str = "BodyText", number: str = "", headings: tuple[str, ...] = ()) -> Line:
    """A line whose number does not depend on who counts."""
    return Line(text, style, number, number, headings)


def instances(levels: str, uses: str) -> dict[str, Instance]:
    """The instances of one list; `levels` and `uses` are XML with `w:` understood."""
    namespace = W.strip("{}")
    the_list = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    return read_instances(ElementTree.fromstring(f'<w:numbering xmlns:w="{namespace}">{the_list}{uses}</w:numbering>'))


def level(index: int, text: str, number_format: str = "decimal", start: int = 1) -> str:
    """One level as XML."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def use(identifier: int, override: str = "") -> str:
    """An instance of list 7 as XML."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="7"/>{override}</w:num>'


START_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


class Numbering(unittest.TestCase):
    def numbers(self, found: dict[str, Instance], sharing: Sharing, places: list[tuple[str, int]]) -> list[str]:
        counter = Counter(found, sharing)
        return [counter.next(Place(*place)) for place in places]

    def test_levels_count_within_the_level_above(self) -> None:
        found = instances(level(0, "第%1章", start=0) + level(1, "%1.%2") + level(2, "(%3)"), use(1))
        places = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]
        for sharing in Sharing:
            numbers = self.numbers(found, sharing, places)
            self.assertEqual(numbers, ["第0章", "0.1", "(1)", "(2)", "0.2", "(1)", "第1章", "1.1"])

    def test_an_instance_starts_over_where_it_says_so(self) -> None:
        found = instances(level(0, "%1"), use(1) + use(2, START_5))
        for sharing in Sharing:
            numbers = self.numbers(found, sharing, [("1", 0), ("1", 0), ("2", 0), ("2", 0)])
            self.assertEqual(numbers, ["1", "2", "5", "6"])

    def test_readers_differ_on_an_instance_without_a_start(self) -> None:
        found = instances(level(0, "%1"), use(1) + use(2))
        places = [("1", 0), ("2", 0)]
        self.assertEqual(self.numbers(found, Sharing.LIST, places), ["1", "2"])
        self.assertEqual(self.numbers(found, Sharing.INSTANCE, places), ["1", "1"])

    def test_counters_are_written_as_their_format_says(self) -> None:
        self.assertEqual([write("aiueoFullWidth", 46), write("irohaFullWidth", 2), write("none", 3)], ["ン", "ロ", ""])
        for number_format, number in (("aiueoFullWidth", 47), ("upperRoman", 1)):
            with self.assertRaises(NumberingError):
                write(number_format, number)

    def test_lists_that_do_not_exist_are_found(self) -> None:
        with self.assertRaises(NumberingError):
            instances(level(0, "%1"), '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>')
        with self.assertRaises(NumberingError):
            Counter(instances(level(0, "%1"), use(1)), Sharing.LIST).next(Place("1", 3))


class Reading(unittest.TestCase):
    def headings(self, *numbers: str) -> Docx:
        return Docx([line("見出し", "Heading2" if "." in number else "Heading1", number) for number in numbers])

    def test_gaps(self) -> None:
        self.assertEqual(docx_reader.gaps(self.headings("0", "0.1", "0.2", "1", "1.1", "2"), True), [])
        self.assertEqual(len(docx_reader.gaps(self.headings("1", "1.1", "1.3"), True)), 1)
        self.assertEqual(len(docx_reader.gaps(self.headings("1", "3"), True)), 1)
        self.assertEqual(docx_reader.gaps(self.headings("1", "5"), False), [])
        self.assertEqual(len(docx_reader.gaps(self.headings("第1条", "第3条"), True)), 1)

    def test_numbers_that_depend_on_the_reader(self) -> None:
        self.assertEqual(docx_reader.wrong_numbers(Docx([line("条", number="1")])), [])
        self.assertEqual(len(docx_reader.wrong_numbers(Docx([Line("条", "Clause", "1", "2")]))), 1)

    def test_references(self) -> None:
        lines, bookmarks = [line("用語", "Heading2", "1.2")], {"_terms": 0}
        reference = docx_reader.Reference(["REF _terms \\n \\h"], "1.2")
        self.assertEqual(docx_reader.wrong_references(Docx(lines, [reference], bookmarks, {"_terms"})), [])
        stale = docx_reader.Reference(["REF _terms \\n \\h"], "1.3")
        lost = docx_reader.Reference(["PAGEREF _gone \\h"], "4")
        self.assertEqual(len(docx_reader.wrong_references(Docx(lines, [stale, lost], bookmarks, {"_nowhere"}))), 3)


class ReadingBodies(unittest.TestCase):
    RUBY = (
        "<w:r><w:ruby><w:rt><w:r><w:t>きてい</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>規程</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )

    def body(self, content: str) -> Docx:
        namespace = W.strip("{}")
        styles = ElementTree.fromstring(f'<w:styles xmlns:w="{namespace}"/>')
        body = ElementTree.fromstring(f'<w:body xmlns:w="{namespace}">{content}</w:body>')
        return docx_reader._Reader(Styles(styles, {}), [Counter({}, sharing) for sharing in Sharing]).read(body)

    def test_readings_stand_behind_what_they_read(self) -> None:
        (read,) = self.body(f"<w:p>{self.RUBY}<w:r><w:t>を守る</w:t></w:r></w:p>").lines
        self.assertEqual((read.text, read.printed_with_readings), ("規程を守る", "規程きていを守る"))
        table = f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p>{self.RUBY}</w:p></w:tc></w:tr></w:tbl>"
        self.assertEqual(self.body(table).heads, ["規程きてい"])

    def test_a_remark_is_one_to_its_end(self) -> None:
        said = '<w:r><w:rPr><w:rStyle w:val="ReviewRemark"/></w:rPr><w:t>◇ ほかの選択肢</w:t></w:r>'
        other = "<w:r><w:t>本文</w:t></w:r>"
        lines = self.body(f"<w:p>{said}{said}</w:p><w:p>{said}{other}</w:p><w:p>{other}</w:p><w:p/>").lines
        self.assertEqual([line.is_remark for line in lines], [True, False, False, False])

    def test_sheets(self) -> None:
        section = '<w:sectPr><w:pgSz w:w="200" w:h="400"/><w:pgMar w:top="20" w:bottom="40"/></w:sectPr>'
        self.assertEqual(self.body(section).sheets, [Sheet(10, 20, 1, 2)])
        with self.assertRaises(ValueError):
            pdf_reader.pages(Path("no.pdf"), [Sheet(10, 20, 1, 2), Sheet(10, 20, 2, 2)])


class ReadingTags(unittest.TestCase):
    def test_leaves_are_read_in_the_order_of_the_tree(self) -> None:
        objects = {
            "1": {"/K": ["2", "3"]},
            "2": {"/S": "/P", "/Pg": "8", "/K": [1, {"/Type": "/MCR", "/Pg": "9", "/MCID": 0}]},
            "3": {"/S": "/L", "/K": {"/S": "/LI", "/Pg": "8", "/K": 0}},
        }
        words = {("8", 0): "三", ("8", 1): "一", ("9", 0): "二"}
        units = list(pdf_tags._units(objects, words, "1", (), None))
        self.assertEqual(units, [Unit(("P",), "一"), Unit(("P",), "二"), Unit(("L", "LI"), "三")])


class Comparing(unittest.TestCase):
    docx = Docx(
        [
            line("目的\t2", "TOC1", ""),
            line("目的", "Heading1", ""),
            line("守る", number="(1)"),
            line("名", "TableHead"),
        ],
        [Reference(['TOC \\o "1-2" \\h'])],
        heads=["名"],
    )
    units = [
        Unit(("TOC",), "目的 2"),
        Unit(("H1",), "目的"),
        Unit(("Lbl",), "(1)"),
        Unit(("P",), "守 る"),
        Unit(("TH",), "名"),
    ]
    pages = [Page("目的 ..... 2", "目的 ..... 2"), Page("目的\n(1) 守る\n名", "目的\n(1) 守る\n名\n2 / 2")]

    def test_same_text(self) -> None:
        self.assertEqual(compare.texts_differ(self.docx, self.units), [])
        self.assertTrue(compare.texts_differ(self.docx, self.units[:-1]))
        self.assertTrue(compare.texts_differ(self.docx, [*self.units[:2], Unit(("Lbl",), "(2)"), *self.units[3:]]))
        self.assertTrue(compare.texts_differ(self.docx, []))

    def test_pages_follow_the_tags(self) -> None:
        self.assertEqual(compare.pages_differ(self.docx, self.units, self.pages), [])
        goes_on = [*self.pages[:1], Page("目的\n(1)", ""), Page("名\n守る\n名", "")]
        self.assertEqual(compare.pages_differ(self.docx, self.units, goes_on), [])
        other = [*goes_on[:2], Page("姓\n守る\n名", "")]
        self.assertTrue(compare.pages_differ(self.docx, self.units, other))
        swapped = [self.pages[0], Page("(1) 守る\n目的\n名", "")]
        self.assertTrue(compare.pages_differ(self.docx, self.units, swapped))
        self.assertTrue(compare.pages_differ(self.docx, self.units, self.pages[:1]))

    def test_contents(self) -> None:
        self.assertEqual(compare.wrong_contents(self.docx, self.pages), [])
        self.assertEqual(len(compare.wrong_contents(self.docx, self.pages[:1])), 1)
        unlisted = Docx([*self.docx.lines, line("用語", "Heading1")], self.docx.references)
        self.assertEqual(len(compare.wrong_contents(unlisted, self.pages)), 1)
        deeper = Docx([*self.docx.lines, line("細目", "Heading3")], self.docx.references)
        self.assertEqual(compare.wrong_contents(deeper, self.pages), [])
        form = Docx([*self.docx.lines, line("様式", "FormHeading")], self.docx.references)
        self.assertEqual(len(compare.wrong_contents(form, self.pages)), 1)
        self.assertEqual(compare.contents_hits(self.docx, ["", "目的"]), (1, 1))
        self.assertEqual(compare.contents_hits(self.docx, ["目的", ""]), (0, 1))

    def test_pages_are_numbered_and_filled(self) -> None:
        self.assertEqual(compare.unnumbered_pages(self.pages) + compare.empty_pages(self.pages), [])
        blank = Page(" ", "3 / 9")
        self.assertEqual(len(compare.unnumbered_pages([*self.pages, blank])), 2)
        self.assertEqual(len(compare.empty_pages([*self.pages, blank])), 1)


class Wording(unittest.TestCase):
    def breaks(self, rules: Sequence[wording.Rule], text: str) -> int:
        return len(wording.rule_breaks(rules, [line(text)]))

    def test_leftovers(self) -> None:
        wrong = [
            "{{x}}",
            "〇〇株式会社",
            "\ufdd0v1\ufdd1",
            "\ufffd",
            "【氏名】",
            "Noneを",
            "roles.audit",
            "is_set を",
            "**注**",
        ]
        for text in wrong:
            self.assertGreaterEqual(self.breaks(wording.LEFTOVERS, text), 1, text)
        for text in ["Nonexistent株式会社", "https://example.jp/a_b", "a_b@example.jp", "□ はい"]:
            self.assertEqual(self.breaks(wording.LEFTOVERS, text), 0, text)
        self.assertTrue(wording.leftovers_in_text("会社 〇\n〇") and not wording.leftovers_in_text("会社"))

    def test_broken_sentences(self) -> None:
        for text in [
            "本社、、支社",
            "定める。。",
            "担当（）",
            "、する",
            "本社及び、支社",
            "営業部又は。",
            "データをを",
        ]:
            self.assertGreaterEqual(self.breaks(wording.BROKEN, text), 1, text)
        for text in ["その他（　　　）", "本社、支社及び工場", "ものをいう。"]:
            self.assertEqual(self.breaks(wording.BROKEN, text), 0, text)

    def test_outdated(self) -> None:
        wrong = ["NISC", "下請法", "懲役", "90日ごと", "定期的に変更する", "Windows 7", "SECURITY ACTIONの認定"]
        for text in wrong:
            self.assertEqual(self.breaks(wording.OUTDATED, text), 1, text)
        for text in [
            "定期的に変更しない",
            "定期的な変更を求めない",
            "Windows 11",
            "Windows 10",
            "SECURITY ACTION自己宣言",
        ]:
            self.assertEqual(self.breaks(wording.OUTDATED, text), 0, text)

    def test_switched_off_words_have_their_places(self) -> None:
        rule = next(rule for rule in wording.SWITCHED_OFF if rule.field == "telework.enabled")
        profile = {"telework": {"enabled": False}, "assets": [{"name": "テレワーク日誌"}]}
        self.assertTrue(rule.holds(profile))
        self.assertFalse(rule.holds({"telework": {"enabled": True}}) or rule.holds({}))
        dropped = line("テレワークを行わない。", headings=("12 テレワーク（該当なし）",))
        own = line("テレワーク日誌を保管する。")
        remark = Line("◇ ほかの選択肢：テレワーク", "Note", "", "", is_remark=True)
        self.assertEqual(wording.switched_off(rule, profile, [dropped, own, remark]), [])
        self.assertEqual(len(wording.switched_off(rule, profile, [line("テレワークの許可")])), 1)

    def test_every_condition_can_hold_and_fail(self) -> None:
        for rule in wording.SWITCHED_OFF:
            value: Any = ["other"] if rule.lacks else rule.value
            for key in reversed(rule.field.split(".")):
                value = {key: value}
            self.assertTrue(rule.holds(value), rule.condition)
            self.assertFalse(rule.holds({}), rule.condition)

    def test_names(self) -> None:
        own = {"company": {"name": "株式会社甲", "representative": {"name": "甲野 一"}}}
        other = {
            "company": {
                "name": "乙合同会社",
                "representative": {"name": "乙川 二"},
                "departments": [{"head_name": "丙 三"}],
            },
            "roles": {"audit_officer": {"name": "丁田 四"}},
            "outsourcing": {"vendors": [{"name": "戊 五", "individual": True}, {"name": "運送会社"}]},
        }
        self.assertEqual(wording.names(other), {"乙合同会社", "乙", "乙川二", "丙三", "丁田四", "戊五"})
        self.assertEqual(wording.foreign_names(own, [own, other], "甲野 一、運送会社"), [])
        self.assertEqual(wording.foreign_names(own, [own, other], "丁田\n四"), ["丁田四"])


class Reporting(unittest.TestCase):
    def test_findings_make_a_check_fail(self) -> None:
        report = Report()
        report.add("check", "here", [])
        self.assertEqual(report.failed, 0)
        report.add("check", "here", ["finding", "another"])
        self.assertEqual(report.failed, 1)


if __name__ == "__main__":
    unittest.main()
