//! A second reader of PDF files, on pdf-rs: the structure tree with the words of its marked content.
//!
//! It heeds what a screen reader heeds: the order of the structure tree, `ActualText`, character maps, artifacts.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use pdf::any::AnySync;
use pdf::content::{Op, TextDrawAdjusted};
use pdf::error::PdfError;
use pdf::file::{Cache, File, NoLog, Storage, Trailer};
use pdf::object::{Object, ParseOptions, PlainRef, Resolve};
use pdf::primitive::{Dictionary, Primitive};

/// The decoded content of a stream.
type Bytes = Arc<[u8]>;

/// A file that has been read.
pub(crate) struct PdfFile {
    file: File<Vec<u8>, Kept<AnySync>, Kept<Bytes>, NoLog>,
    trailer: Dictionary,
    references: Vec<PlainRef>,
    /// The pages in order.
    pub(crate) pages: Vec<PageContent>,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(crate) struct PageContent {
    /// Width and height in points.
    pub(crate) size: (f32, f32),
    /// The words of each marked-content sequence, by its number.
    pub(crate) marked: BTreeMap<i32, String>,
    /// The words of each artifact that has any, in painting order.
    pub(crate) artifacts: Vec<String>,
    /// What the glyphs say by their character maps alone, artifacts too, in painting order.
    pub(crate) glyphs: String,
    /// All words that are not artifacts, in painting order.
    pub(crate) painted: Vec<String>,
}

/// An element of the structure tree.
#[derive(Debug)]
pub(crate) struct Element {
    /// The structure type, such as `P`.
    pub(crate) tag: String,
    /// Its dictionary.
    pub(crate) dictionary: Dictionary,
    /// What is in it, in order.
    pub(crate) kids: Vec<Kid>,
}

/// Something in an element.
#[derive(Debug)]
pub(crate) enum Kid {
    /// An element.
    Element(Element),
    /// Words, and the page (from 0) and the number of the marked content that has them.
    Words((usize, i32), String),
    /// An annotation.
    Annotation(Dictionary),
}

impl PdfFile {
    /// Reads a file and the content of all pages.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let options = ParseOptions::strict();
        let storage = Storage::with_cache(bytes.to_vec(), options, Kept::default(), Kept::default(), NoLog);
        let mut storage = storage.expect("the file can be read");
        let trailer = storage.load_storage_and_trailer().expect("the file has a trailer");
        let typed = Trailer::from_primitive(Primitive::Dictionary(trailer.clone()), &storage.resolver());
        let file = File::new(storage, typed.expect("the trailer is whole"));
        let references = file.pages().map(|page| page.expect("the page exists").get_ref()).collect();
        let mut read = Self { file, trailer, references, pages: Vec::new() };
        read.pages = (0..read.file.num_pages()).map(|index| read.page(index)).collect();
        read
    }

    /// The catalogue.
    pub(crate) fn catalog(&self) -> Dictionary {
        self.dictionary(&Primitive::Reference(self.file.trailer.root.get_ref().get_inner()))
    }

    /// The information dictionary.
    pub(crate) fn information(&self) -> Dictionary {
        self.dictionary(self.trailer.get("Info").expect("the file has properties"))
    }

    /// The identifier of the file, twice.
    pub(crate) fn identifier(&self) -> Vec<Vec<u8>> {
        let parts = self.array(&self.trailer, "ID");
        parts.iter().map(|part| part.as_string().expect("a string").as_bytes().to_vec()).collect()
    }

    /// The object behind references.
    pub(crate) fn resolve(&self, primitive: &Primitive) -> Primitive {
        match primitive {
            Primitive::Reference(reference) => self.resolve_reference(*reference),
            other => other.clone(),
        }
    }

    /// The dictionary behind references; the one of a stream, too.
    pub(crate) fn dictionary(&self, primitive: &Primitive) -> Dictionary {
        match self.resolve(primitive) {
            Primitive::Dictionary(dictionary) => dictionary,
            Primitive::Stream(stream) => stream.info,
            other => panic!("not a dictionary: {other:?}"),
        }
    }

    /// An entry of a dictionary, resolved; null if it is missing.
    pub(crate) fn entry(&self, dictionary: &Dictionary, key: &str) -> Primitive {
        dictionary.get(key).map_or(Primitive::Null, |primitive| self.resolve(primitive))
    }

    /// An entry that is an array, with its elements resolved; empty if it is missing.
    pub(crate) fn array(&self, dictionary: &Dictionary, key: &str) -> Vec<Primitive> {
        match self.entry(dictionary, key) {
            Primitive::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
            _ => Vec::new(),
        }
    }

    /// An entry that is a string for people.
    pub(crate) fn text(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        match self.entry(dictionary, key) {
            Primitive::String(string) => Some(decode(string.as_bytes())),
            _ => None,
        }
    }

    /// The decoded bytes of a stream.
    pub(crate) fn stream(&self, primitive: &Primitive) -> Vec<u8> {
        let stream = self.resolve(primitive).into_stream(&self.file.resolver()).expect("is a stream");
        let decoded = pdf::object::Stream::<()>::from_stream(stream, &self.file.resolver()).expect("is a stream");
        decoded.data(&self.file.resolver()).expect("can be decoded").to_vec()
    }

    /// The dictionary of a page.
    pub(crate) fn page_dictionary(&self, index: u32) -> Dictionary {
        self.dictionary(&Primitive::Reference(self.page_reference(index)))
    }

    /// What paints a page.
    pub(crate) fn operations(&self, index: u32) -> Vec<Op> {
        let page = self.file.get_page(index).expect("the page exists");
        let content = page.contents.as_ref().expect("pages have content");
        content.operations(&self.file.resolver()).expect("the content can be read")
    }

    /// The reference of a page.
    pub(crate) fn page_reference(&self, index: u32) -> PlainRef {
        self.references[index as usize]
    }

    /// The structure tree, from the document down.
    pub(crate) fn structure(&self) -> Element {
        let root = self.dictionary(self.catalog().get("StructTreeRoot").expect("the file is tagged"));
        self.element(self.dictionary(root.get("K").expect("the tree has a document")))
    }

    fn resolve_reference(&self, reference: PlainRef) -> Primitive {
        self.file.resolver().resolve(reference).expect("the object exists")
    }

    fn element(&self, dictionary: Dictionary) -> Element {
        let page = dictionary.get("Pg");
        let kids = match self.entry(&dictionary, "K") {
            Primitive::Null => Vec::new(),
            Primitive::Array(kids) => kids.iter().map(|kid| self.kid(kid, page)).collect(),
            kid => vec![self.kid(&kid, page)],
        };
        let tag = self.entry(&dictionary, "S").as_name().expect("elements have a type").to_owned();
        Element { tag, dictionary, kids }
    }

    fn kid(&self, kid: &Primitive, page: Option<&Primitive>) -> Kid {
        match self.resolve(kid) {
            Primitive::Integer(number) => self.words(page, number),
            Primitive::Dictionary(kid) => match self.entry(&kid, "Type").as_name().expect("kids have a type") {
                "MCR" => {
                    let number = self.entry(&kid, "MCID").as_integer().expect("is a number");
                    self.words(kid.get("Pg").or(page), number)
                }
                "OBJR" => Kid::Annotation(self.dictionary(kid.get("Obj").expect("names an object"))),
                _ => Kid::Element(self.element(kid)),
            },
            other => panic!("not a kid: {other:?}"),
        }
    }

    fn words(&self, page: Option<&Primitive>, number: i32) -> Kid {
        let Some(Primitive::Reference(page)) = page else { panic!("marked content without a page") };
        let index = self.references.iter().position(|reference| reference == page).expect("the page exists");
        let words = self.pages[index].marked.get(&number).expect("the marked content exists").clone();
        Kid::Words((index, number), words)
    }

    fn page(&self, index: u32) -> PageContent {
        let page = self.file.get_page(index).expect("the page exists");
        let sheet = page.media_box().expect("pages have a size");
        let maps = self.character_maps(&self.page_dictionary(index));
        let mut content = PageContent { size: (sheet.right, sheet.top), ..PageContent::default() };
        let mut font = None;
        let (mut open, mut depth): (Option<Sequence>, usize) = (None, 0);
        for operation in self.operations(index) {
            match operation {
                Op::BeginMarkedContent { tag, properties } => {
                    let Some(Primitive::Dictionary(properties)) = properties else { panic!("without properties") };
                    let actual_text = self.text(&properties, "ActualText");
                    if let Some(outer) = &mut open {
                        assert!(outer.artifact && tag.as_str() == "Span", "only words of artifacts are marked again");
                        outer.actual_text = actual_text;
                        depth += 1;
                        continue;
                    }
                    open = Some(Sequence {
                        artifact: tag.as_str() == "Artifact",
                        number: properties.get("MCID").map(|number| number.as_integer().expect("is a number")),
                        actual_text,
                        words: String::new(),
                    });
                }
                Op::EndMarkedContent if depth > 0 => depth -= 1,
                Op::EndMarkedContent => content.close(open.take().expect("marked content has begun")),
                Op::TextFont { name, .. } => font = maps.get(name.as_str()),
                Op::TextDraw { text } => {
                    open.as_mut().expect("text is marked").show(text.as_bytes(), font.expect("a font is set"));
                }
                Op::TextDrawAdjusted { array } => {
                    for part in array {
                        if let TextDrawAdjusted::Text(text) = part {
                            open.as_mut().expect("text is marked").show(text.as_bytes(), font.expect("a font is set"));
                        }
                    }
                }
                _ => {}
            }
        }
        assert!(open.is_none(), "marked content has ended");
        content
    }

    /// The character map of each font of a page, by the font's name there.
    pub(crate) fn character_maps(&self, page: &Dictionary) -> BTreeMap<String, BTreeMap<u16, String>> {
        let resources = self.dictionary(page.get("Resources").expect("pages have resources"));
        let fonts = self.dictionary(resources.get("Font").expect("pages have fonts"));
        let map = |font: &Primitive| {
            let font = self.dictionary(font);
            let map = self.stream(font.get("ToUnicode").expect("fonts have a character map"));
            read_character_map(std::str::from_utf8(&map).expect("maps are ASCII"))
        };
        fonts.iter().map(|(name, font)| (name.as_str().to_owned(), map(font))).collect()
    }
}

/// Keeps what pdf-rs has read; without, it would inflate a whole object stream for each object.
struct Kept<T>(RefCell<BTreeMap<u64, Result<T, Arc<PdfError>>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Cache<Result<T, Arc<PdfError>>> for Kept<T> {
    fn get_or_compute(
        &self,
        key: PlainRef,
        compute: impl FnOnce() -> Result<T, Arc<PdfError>>,
    ) -> Result<T, Arc<PdfError>> {
        if let Some(kept) = self.0.borrow().get(&key.id) {
            return kept.clone();
        }
        let computed = compute();
        self.0.borrow_mut().insert(key.id, computed.clone());
        computed
    }

    fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn remove(&self, key: PlainRef) {
        self.0.borrow_mut().remove(&key.id);
    }
}

/// A marked-content sequence being read.
struct Sequence {
    artifact: bool,
    number: Option<i32>,
    actual_text: Option<String>,
    words: String,
}

impl Sequence {
    fn show(&mut self, codes: &[u8], map: &BTreeMap<u16, String>) {
        for code in codes.chunks_exact(2) {
            self.words += &map[&u16::from_be_bytes([code[0], code[1]])];
        }
    }
}

impl PageContent {
    fn close(&mut self, sequence: Sequence) {
        self.glyphs += &sequence.words;
        let words = sequence.actual_text.unwrap_or(sequence.words);
        if sequence.artifact {
            self.artifacts.extend(Some(words).filter(|words| !words.is_empty()));
            return;
        }
        let number = sequence.number.expect("what is no artifact has a number");
        self.painted.push(words.clone());
        assert!(self.marked.insert(number, words).is_none(), "numbers are unique");
    }
}

impl Element {
    /// The tags in brackets, without words: `P(Span Link)`.
    pub(crate) fn shape(&self) -> String {
        let kids: Vec<_> = self.elements().map(Self::shape).collect();
        if kids.is_empty() { self.tag.clone() } else { format!("{}({})", self.tag, kids.join(" ")) }
    }

    /// The elements directly within.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.kids.iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(element) } else { None })
    }

    /// All elements with a tag, in order.
    pub(crate) fn all<'a>(&'a self, tag: &'a str) -> Vec<&'a Self> {
        let own = (self.tag == tag).then_some(self);
        own.into_iter().chain(self.elements().flat_map(|element| element.all(tag))).collect()
    }

    /// All words within, in order.
    pub(crate) fn words(&self) -> String {
        self.kids
            .iter()
            .map(|kid| match kid {
                // A reading is no part of the words.
                Kid::Element(element) if element.tag == "RT" => String::new(),
                Kid::Element(element) => element.words(),
                Kid::Words(_, words) => words.clone(),
                Kid::Annotation(_) => String::new(),
            })
            .collect()
    }

    /// The words in reading order as `Document::lines` gives them: a line each for headings, paragraphs and cells, the
    /// label of an item before its first line with one space, nothing for the contents.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.push_lines(&mut lines);
        lines
    }

    fn push_lines(&self, lines: &mut Vec<String>) {
        match self.tag.as_str() {
            "TOC" => {}
            "TH" | "TD" => lines.push(self.words()),
            "LI" => {
                let first = lines.len();
                let (labels, rest): (Vec<_>, Vec<_>) = self.elements().partition(|element| element.tag == "Lbl");
                for element in rest {
                    element.push_lines(lines);
                }
                let label: String = labels.iter().map(|label| label.words()).collect();
                if let Some(line) = lines.get_mut(first)
                    && !label.is_empty()
                {
                    *line = format!("{} {line}", label.trim_end());
                }
            }
            // The lines of a figure are its own content and say nothing.
            "Figure" if self.elements().next().is_some() => {
                self.elements().for_each(|element| element.push_lines(lines));
            }
            _ if self.is_line() => lines.push(self.words()),
            _ => self.elements().for_each(|element| element.push_lines(lines)),
        }
    }

    /// Whether the words directly within make a line.
    pub(crate) fn is_line(&self) -> bool {
        let inline = |kid: &Kid| match kid {
            Kid::Element(element) => matches!(element.tag.as_str(), "Span" | "Link" | "Ruby"),
            Kid::Words(..) | Kid::Annotation(_) => true,
        };
        self.kids.iter().any(|kid| matches!(kid, Kid::Words(..)))
            || (!self.kids.is_empty() && self.kids.iter().all(inline))
    }
}

/// The lines of a file, see [`Element::lines`].
pub(crate) fn lines(bytes: &[u8]) -> Vec<String> {
    PdfFile::read(bytes).structure().lines()
}

/// A text string: UTF-16 with byte order mark, or ASCII.
fn decode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(utf16) => decode_utf16(utf16),
        None => String::from_utf8(bytes.to_vec()).expect("other strings are ASCII"),
    }
}

fn decode_utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    String::from_utf16(&units).expect("strings are valid UTF-16")
}

/// The `bfchar` entries of a character map; there are no ranges in ours.
fn read_character_map(text: &str) -> BTreeMap<u16, String> {
    let entry = |line: &str| {
        let (code, words) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let bytes: Option<Vec<u8>> =
            (0..words.len() / 2).map(|index| u8::from_str_radix(&words[index * 2..index * 2 + 2], 16).ok()).collect();
        Some((u16::from_str_radix(code, 16).ok()?, decode_utf16(&bytes?)))
    };
    let inside = text.split("beginbfchar").skip(1).filter_map(|block| block.split("endbfchar").next());
    inside.flat_map(str::lines).filter_map(|line| entry(line.trim())).collect()
}
