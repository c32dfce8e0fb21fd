//! Works out numbers from `numbering.xml`, `styles.xml` and `document.xml`, as Word does.
//!
//! It shares nothing with the writer. Two ways of counting are known among word processors, and files must come out the
//! same in both: Word's, where all instances of a list go on counting each other, and the simpler one where each
//! instance counts by itself.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::reader::{File, W, all, child, value};

/// How instances of one list count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    /// All together, as in Word.
    PerList,
    /// Each by itself.
    PerInstance,
}

struct Level {
    start: u32,
    format: String,
    text: String,
    style: Option<String>,
}

struct Instance {
    list: String,
    starts: BTreeMap<usize, u32>,
}

/// The lists and styles of a file.
pub(crate) struct Interpreter {
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    instances: BTreeMap<String, Instance>,
    /// The instance each style numbers its paragraphs with.
    styles: BTreeMap<String, String>,
}

impl Interpreter {
    pub(crate) fn new(file: &File) -> Self {
        let numbering = file.xml("word/numbering.xml");
        let root = numbering.root_element();
        let id = |node: Node<'_, '_>, name: &str| node.attribute((W, name)).expect("an identifier").to_owned();
        let lists = all(root, "abstractNum").map(|list| (id(list, "abstractNumId"), levels(list))).collect();
        let instances = all(root, "num").map(|instance| (id(instance, "numId"), self::instance(instance))).collect();
        let styles = file.xml("word/styles.xml");
        let numbered = |style: Node<'_, '_>| {
            let numbers = child(child(style, "pPr")?, "numPr")?;
            Some((id(style, "styleId"), value(numbers, "numId")?.to_owned()))
        };
        let styles = all(styles.root_element(), "style").filter_map(numbered).collect();
        Self { lists, instances, styles }
    }

    /// The number of each paragraph; none for paragraphs without one.
    pub(crate) fn numbers<'a, 'b: 'a>(
        &self,
        paragraphs: impl Iterator<Item = Node<'a, 'b>>,
        counting: Counting,
    ) -> Vec<Option<String>> {
        let mut counters: BTreeMap<String, [Option<u32>; 9]> = BTreeMap::new();
        let mut begun: BTreeSet<(String, usize)> = BTreeSet::new();
        paragraphs
            .map(|paragraph| {
                let (id, index) = self.place(paragraph)?;
                let instance = &self.instances[&id];
                let levels = &self.lists[&instance.list];
                let key = if counting == Counting::PerList { &instance.list } else { &id };
                let counters = counters.entry(key.clone()).or_default();
                let is_begun = !begun.insert((id.clone(), index));
                let start = instance.starts.get(&index).copied();
                let own = match (start, counters[index]) {
                    (Some(start), _) if !is_begun => start,
                    (_, Some(counter)) => counter + 1,
                    (start, None) => start.unwrap_or(levels[&index].start),
                };
                counters[index] = Some(own);
                counters[index + 1..].fill(None);
                Some(print(levels, index, counters))
            })
            .collect()
    }

    /// The instance and the level that number a paragraph.
    fn place(&self, paragraph: Node<'_, '_>) -> Option<(String, usize)> {
        let properties = child(paragraph, "pPr")?;
        let style = value(properties, "pStyle").unwrap_or("Normal");
        let direct = child(properties, "numPr");
        let id = match direct.and_then(|numbers| value(numbers, "numId")) {
            Some("0") => return None,
            Some(id) => id.to_owned(),
            None => self.styles.get(style)?.clone(),
        };
        let level = direct.and_then(|numbers| value(numbers, "ilvl")).map(|level| level.parse().expect("a number"));
        let levels = &self.lists[&self.instances[&id].list];
        let tied = || levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(index, _)| *index);
        Some((id, level.or_else(tied).unwrap_or(0)))
    }
}

fn levels(list: Node<'_, '_>) -> BTreeMap<usize, Level> {
    let level = |node: Node<'_, '_>| {
        let index = node.attribute((W, "ilvl")).expect("a level").parse().expect("a number");
        let level = Level {
            start: value(node, "start").expect("a start").parse().expect("a number"),
            format: value(node, "numFmt").expect("a format").to_owned(),
            text: value(node, "lvlText").expect("a text").to_owned(),
            style: value(node, "pStyle").map(str::to_owned),
        };
        (index, level)
    };
    all(list, "lvl").map(level).collect()
}

fn instance(node: Node<'_, '_>) -> Instance {
    let start = |node: Node<'_, '_>| {
        let index = node.attribute((W, "ilvl")).expect("a level").parse().expect("a number");
        (index, value(node, "startOverride").expect("a start").parse().expect("a number"))
    };
    Instance {
        list: value(node, "abstractNumId").expect("a list").to_owned(),
        starts: all(node, "lvlOverride").map(start).collect(),
    }
}

/// The text of a number: the pattern with the counters in the formats of their levels.
fn print(levels: &BTreeMap<usize, Level>, own: usize, counters: &[Option<u32>; 9]) -> String {
    let pattern = &levels[&own].text;
    if matches!(levels[&own].format.as_str(), "bullet" | "none") {
        return pattern.clone();
    }
    let mut text = String::new();
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let level = characters.next().and_then(|c| c.to_digit(10)).expect("a level after %") as usize - 1;
        let counter = counters[level].unwrap_or_else(|| panic!("{pattern} shows level {level}, which has no number"));
        text.push_str(&letters(&levels[&level].format, counter));
    }
    text
}

fn letters(format: &str, counter: u32) -> String {
    let letter = |letters: &str| letters.chars().nth(counter as usize - 1).expect("within the letters").to_string();
    match format {
        "decimal" => counter.to_string(),
        "aiueoFullWidth" => {
            letter("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
        }
        "irohaFullWidth" => {
            letter("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン")
        }
        other => panic!("unknown format {other}"),
    }
}
