//! What tags do that open elements, and those that have nothing inside.

use super::super::super::assemble::Label;
use super::super::elements::{Role, ends, is_void, role};
use super::super::lists::List;
use super::super::tables::Table;
use super::element::{Element, attribute, is_inline};
use super::{DEEPEST, Page};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, TokenSinkResult};

impl Page {
    pub(super) fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
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

    /// What an element does when it begins.
    pub(super) fn begin(&mut self, element: &Element, tag: &Tag) {
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
}
