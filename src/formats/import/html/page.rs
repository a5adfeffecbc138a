//! The walk over a page: tags open and close elements, words fall into the block being read.

use super::super::assemble::{Label, Piece};
use super::super::gather::{Gathered, Mark, Strip};
use super::elements::{Role, ends, is_void, role, style_hides};
use super::lists::List;
use super::tables::Table;
use crate::domain::document::{BlockKind, Diagnostic, Severity};
use crate::domain::margin::{ChangeKind, View};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;

/// How deep elements may stand in one another; deeper ones only lend their text.
const DEEPEST: usize = 400;

/// Takes what the tokenizer finds.
pub struct Sink {
    page: RefCell<Page>,
}

impl Sink {
    /// For a view.
    pub fn new(view: View) -> Self {
        Self {
            page: RefCell::new(Page::new(view)),
        }
    }

    /// What was read.
    pub fn into_page(self) -> Page {
        let mut page = self.page.into_inner();
        page.finish();
        page
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.say(&text),
            Token::TagToken(tag) => return page.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A page being read.
pub struct Page {
    view: View,
    /// Everything found so far.
    pub found: Gathered,
    /// What the page calls itself.
    pub title: String,
    open: Vec<Element>,
    /// Elements too deep to be kept.
    beyond: usize,
    lists: Vec<List>,
    tables: Vec<Table>,
    /// Where blocks go: the page, or the cells and menus around.
    outs: Vec<Vec<Strip>>,
    text: String,
    marks: Vec<Mark>,
    label: Option<(Label, bool)>,
    /// Words of links in the menu being read.
    linked: usize,
    menus: Vec<String>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that inner elements inherit"
)]
struct Element {
    name: String,
    role: Role,
    dropped: bool,
    hidden: bool,
    plain: bool,
    heading: Option<u8>,
    linked: bool,
    event: Option<usize>,
    cut: bool,
    /// Where its words begin in the block.
    from: usize,
    spans: (usize, usize),
    /// How many links of a menu were counted before it.
    before: usize,
}

impl Page {
    fn new(view: View) -> Self {
        Self {
            view,
            found: Gathered::default(),
            title: String::new(),
            open: Vec::new(),
            beyond: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            outs: vec![Vec::new()],
            text: String::new(),
            marks: Vec::new(),
            label: None,
            linked: 0,
            menus: Vec::new(),
        }
    }

    /// A word about menus that were left out.
    pub fn menus(&self) -> Option<Diagnostic> {
        let first: String = self.menus.first()?.chars().take(80).collect();
        let message = format!(
            "Menus of the web page were left out: {} in all. The first reads: “{first}”.",
            self.menus.len()
        );
        Some(Diagnostic::new(Severity::Info, "menus", message))
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.pop();
        }
        self.flush();
        self.found.strips = self.outs.drain(..).flatten().collect();
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if tag.kind == TagKind::EndTag {
            self.end(name);
            return TokenSinkResult::Continue;
        }
        if is_void(name) {
            self.void(name, tag);
            return TokenSinkResult::Continue;
        }
        self.start(name, tag);
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn void(&mut self, name: &str, tag: &Tag) {
        match name {
            "br" if self.text.ends_with('\n') => self.flush(),
            "br" => self.put("\n"),
            "hr" => self.flush(),
            "img" | "embed" if !self.is_dropped() => self.found.pictures += 1,
            "input" if !self.is_dropped() => self.input(tag),
            _ => {}
        }
    }

    fn input(&mut self, tag: &Tag) {
        let kind = attribute(tag, "type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" => {
                let checked = attribute(tag, "checked").is_some();
                self.put(if checked { "☒" } else { "☐" });
            }
            "" | "text" | "date" | "number" => {
                self.say(&attribute(tag, "value").unwrap_or_default());
            }
            _ => {}
        }
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        let role = role(name);
        if let Some((ended, walls)) = ends(name) {
            self.pop_to(
                |known| ended.contains(&known),
                |known| walls.contains(&known),
            );
        }
        if !matches!(
            role,
            Role::Inline | Role::Link | Role::Raised | Role::Quote | Role::Change(_)
        ) {
            self.pop_to(
                |known| known == "p",
                |known| known != "p" && !is_inline(known),
            );
            self.flush();
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        let element = self.element(name, role, tag);
        if !element.dropped && !element.hidden {
            self.begin(&element, tag);
        }
        self.open.push(element);
    }

    fn element(&mut self, name: &str, role: Role, tag: &Tag) -> Element {
        let around = self.open.last();
        let hides = attribute(tag, "hidden").is_some_and(|way| way != "until-found")
            || attribute(tag, "style").is_some_and(|style| style_hides(&style))
            || (name == "dialog" && attribute(tag, "open").is_none());
        let is_menu = attribute(tag, "role").is_some_and(|role| role == "navigation");
        let number = |name| attribute(tag, name).and_then(|value| value.trim().parse().ok());
        let mut element = Element {
            name: name.to_owned(),
            role: if is_menu && role == Role::Block {
                Role::Menu
            } else {
                role
            },
            dropped: around.is_some_and(|around| around.dropped) || role == Role::Dropped,
            hidden: around.is_some_and(|around| around.hidden) || hides,
            plain: around.is_some_and(|around| around.plain) || role == Role::Plain,
            heading: around.and_then(|around| around.heading),
            linked: around.is_some_and(|around| around.linked) || role == Role::Link,
            event: None,
            cut: around.is_some_and(|around| around.cut),
            from: self.text.len(),
            spans: (
                number("colspan").unwrap_or(1),
                number("rowspan").unwrap_or(1),
            ),
            before: self.linked,
        };
        if let Role::Heading(level) = role {
            element.heading = Some(level);
        }
        if let Role::Change(inserted) = role {
            self.begin_change(&mut element, inserted, tag);
        }
        element
    }

    fn begin_change(&mut self, element: &mut Element, inserted: bool, tag: &Tag) {
        let (kind, cut) = if inserted {
            (ChangeKind::Inserted, self.view == View::Original)
        } else {
            (ChangeKind::Deleted, self.view == View::Final)
        };
        element.event = self.found.change(kind, None, attribute(tag, "datetime"));
        element.cut |= cut;
        if let Some(event) = element.event {
            self.mark(event);
        }
    }

    /// What an element does when it begins.
    fn begin(&mut self, element: &Element, tag: &Tag) {
        match element.role {
            Role::List(ordered) => {
                self.lists
                    .push(List::new(ordered, |name| attribute(tag, name)));
            }
            Role::Item => self.item(tag),
            Role::Table => self.tables.push(Table::default()),
            Role::Cell | Role::Menu => self.outs.push(Vec::new()),
            Role::Quote => self.put("“"),
            _ => {}
        }
    }

    fn item(&mut self, tag: &Tag) {
        self.bare_label();
        let value = attribute(tag, "value").and_then(|value| value.trim().parse().ok());
        let kind = attribute(tag, "type");
        let level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        if let Some((text, bullet)) = list.next(value, kind.as_deref()) {
            self.label = Some((Label::new(text, level), bullet));
        }
    }

    fn end(&mut self, name: &str) {
        if self.beyond > 0 && !is_inline(name) {
            self.beyond -= 1;
            self.flush();
            return;
        }
        match name {
            "br" => self.put("\n"),
            "p" if !self.open.iter().any(|element| element.name == "p") => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let heading = |known: &str| matches!(role(known), Role::Heading(_));
                self.pop_to(heading, |known| matches!(known, "td" | "th" | "table"));
            }
            _ => {
                let walls: &[&str] = if matches!(name, "table" | "html" | "body") {
                    &[]
                } else if matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot") {
                    &["table"]
                } else {
                    &["td", "th", "table"]
                };
                self.pop_to(|known| known == name, |known| walls.contains(&known));
            }
        }
    }

    /// Ends elements up to the innermost one that is wanted, unless a wall stands before it.
    fn pop_to(&mut self, wanted: impl Fn(&str) -> bool, wall: impl Fn(&str) -> bool) {
        let mut found = None;
        for (index, element) in self.open.iter().enumerate().rev() {
            if wanted(&element.name) {
                found = Some(index);
                break;
            }
            if wall(&element.name) {
                break;
            }
        }
        if let Some(index) = found {
            while self.open.len() > index {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        if self
            .open
            .last()
            .is_some_and(|element| !is_inline(&element.name))
        {
            self.flush();
        }
        let Some(element) = self.open.pop() else {
            return;
        };
        if let Some(event) = element.event {
            self.mark(event);
        }
        if element.dropped || element.hidden {
            return;
        }
        match element.role {
            Role::List(_) => self.end_list(),
            Role::Item => self.bare_label(),
            Role::Cell => {
                self.bare_label();
                let content = self.outs.pop().unwrap_or_default();
                let (columns, rows) = element.spans;
                match self.tables.last_mut() {
                    Some(table) => table.cell(content, columns, rows),
                    None => self.extend(content),
                }
            }
            Role::Row => self.end_row(),
            Role::Table => {
                self.end_row();
                self.tables.pop();
            }
            Role::Menu => self.end_menu(&element),
            Role::Quote => self.put("”"),
            Role::Raised => self.raised(&element),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let row = table.row();
            self.extend(row);
        }
    }

    /// Gives the items of a list that counts down their numbers.
    fn end_list(&mut self) {
        self.bare_label();
        let Some(list) = self.lists.pop() else {
            return;
        };
        let Some(out) = self.outs.last_mut() else {
            return;
        };
        for (index, place) in list.waiting.iter().enumerate() {
            let label = out
                .get_mut(*place)
                .and_then(|strip| strip.piece.label.as_mut());
            if let Some(label) = label {
                label.text = list.late(index, list.waiting.len());
            }
        }
    }

    /// A menu is left out when most of its words are links.
    fn end_menu(&mut self, element: &Element) {
        let content = self.outs.pop().unwrap_or_default();
        let length: usize = content
            .iter()
            .map(|strip| strip.piece.text.chars().count())
            .sum();
        let linked = self.linked - element.before;
        if linked * 2 >= length {
            let words: Vec<&str> = content.iter().map(|strip| &*strip.piece.text).collect();
            self.menus.push(words.join(" · "));
        } else {
            self.extend(content);
        }
    }

    /// Raised figures stay apart from the word before them: marks of notes, which are links, stand
    /// in brackets; others become raised characters.
    fn raised(&mut self, element: &Element) {
        let Some(mark) = self.text.get(element.from..) else {
            return;
        };
        let digits = (1..=4).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
        if !digits {
            return;
        }
        let raised = if self.linked > element.before {
            format!("[{mark}]")
        } else {
            mark.bytes().map(raised_digit).collect()
        };
        self.text.truncate(element.from);
        self.text.push_str(&raised);
    }

    fn extend(&mut self, strips: Vec<Strip>) {
        if let Some(out) = self.outs.last_mut() {
            out.extend(strips);
        }
    }

    fn is_dropped(&self) -> bool {
        self.open
            .last()
            .is_some_and(|element| element.dropped || element.hidden)
    }

    /// Words of the page.
    fn say(&mut self, words: &str) {
        let Some(element) = self.open.last() else {
            self.flow(words, false);
            return;
        };
        if element.role == Role::Title {
            if self.title.len() < 2_000 {
                self.title.push_str(words);
            }
            return;
        }
        if element.dropped {
            return;
        }
        if element.hidden {
            self.found.hide(words);
            return;
        }
        let (plain, linked, cut) = (element.plain, element.linked, element.cut);
        let events: Vec<usize> = self
            .open
            .iter()
            .rev()
            .filter_map(|e| e.event)
            .take(4)
            .collect();
        for event in events {
            self.found.say(event, words);
        }
        if linked {
            self.linked += words.chars().filter(|c| !c.is_whitespace()).count();
        }
        if !cut {
            self.flow(words, plain);
        }
    }

    fn flow(&mut self, words: &str, plain: bool) {
        for letter in words.chars() {
            match letter {
                '\n' if plain => {
                    if self.text.ends_with('\n') {
                        self.flush();
                    } else {
                        self.text.push('\n');
                    }
                }
                '\t' | ' ' if plain => self.text.push(letter),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                // A place where a line may break is no letter.
                '\u{ad}' => {}
                letter => self.text.push(letter),
            }
        }
    }

    /// Adds something that is no word of the page.
    fn put(&mut self, text: &str) {
        let cut = self.open.last().is_some_and(|element| element.cut);
        if !self.is_dropped() && !cut {
            self.text.push_str(text);
        }
    }

    fn mark(&mut self, event: usize) {
        let at = self.text.len();
        self.marks.push(Mark { at, event });
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            for mark in &mut self.marks {
                mark.at = 0;
            }
            return;
        }
        let heading = self.open.iter().rev().find_map(|element| element.heading);
        let kind = heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut strip = Strip {
            piece: Piece::new(kind, std::mem::take(&mut self.text)),
            marks: std::mem::take(&mut self.marks),
        };
        if let Some((label, bullet)) = self.label.take() {
            self.number(&mut strip, label, bullet);
        }
        self.extend(vec![strip]);
    }

    fn number(&mut self, strip: &mut Strip, label: Label, bullet: bool) {
        let lead = strip.piece.text.len() - strip.piece.text.trim_start().len();
        let mut text = strip.piece.text.trim_start().to_owned();
        let mut shift = 0;
        if bullet {
            text.insert_str(0, "• ");
            shift = "• ".len();
        } else {
            let place = self.outs.last().map_or(0, Vec::len);
            if let Some(list) = self.lists.last_mut().filter(|list| list.waits()) {
                list.waiting.push(place);
            }
            strip.piece.label = Some(label);
        }
        strip.piece.text = text;
        for mark in &mut strip.marks {
            mark.at = mark.at.saturating_sub(lead) + shift;
        }
    }

    /// A number with no text of its own, only a list below it.
    fn bare_label(&mut self) {
        self.flush();
        if let Some((label, false)) = self.label.take() {
            let mut strip = Strip::from(Piece::new(BlockKind::Paragraph, ""));
            self.number(&mut strip, label, false);
            self.extend(vec![strip]);
        }
    }
}

fn raised_digit(digit: u8) -> char {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let index = usize::from(digit.wrapping_sub(b'0'));
    digits.get(index).copied().unwrap_or(char::from(digit))
}

fn is_inline(name: &str) -> bool {
    matches!(
        role(name),
        Role::Inline | Role::Link | Role::Raised | Role::Quote | Role::Change(_)
    )
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}
