//! XML parts as small trees, known by local names.
//!
//! Namespaces are dropped on purpose: Word's two dialects, "transitional" and "strict", differ in
//! nothing else. Entities cannot be defined, and depth and size are bounded.

use super::Refused;
use foldhash::{HashMap, HashMapExt as _};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::rc::Rc;

/// The deepest nesting read.
const DEEPEST: usize = 400;
/// The most elements and texts read from all parts of one package.
pub const MOST_NODES: usize = 3_000_000;

/// An element with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Name without its namespace prefix.
    pub name: Rc<str>,
    attributes: Vec<(Rc<str>, Box<str>)>,
    /// Elements and texts, in order.
    pub children: Vec<Node>,
}

/// Something in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(Box<str>),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| &**key == name);
        found.map(|(_, value)| &**value)
    }

    /// The elements directly in this one.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name directly in this one.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The `val` of the first element of that name directly in this one.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// An on/off property: nothing when it is not given at all.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let element = self.child(name)?;
        let off = matches!(
            element.attribute("val"),
            Some("0" | "false" | "off" | "none")
        );
        Some(!off)
    }

    /// All text directly in this element.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// A number in an attribute.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The `val` of the first element of that name directly in this one, as a number.
    pub fn numeral(&self, name: &str) -> Option<u32> {
        self.child(name)?.number("val")
    }
}

/// Reads a part, and takes its elements and texts off those that may still be read.
pub fn parse(part: &str, text: &str, left: &mut usize) -> Result<Element, Refused> {
    let mut tree = Tree::new(part, left);
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader
            .read_event()
            .map_err(|error| tree.damaged(&error.to_string()))?;
        match event {
            Event::Start(start) if is_left_out(&start) => {
                let end = reader.read_to_end(start.name());
                end.map_err(|error| tree.damaged(&error.to_string()))?;
            }
            Event::Start(start) => tree.open(&start)?,
            Event::Empty(start) => {
                tree.open(&start)?;
                tree.close()?;
            }
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(text) => tree.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character,
                    _ => known_entity(&reference).unwrap_or(char::REPLACEMENT_CHARACTER),
                };
                tree.text(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => {
                return Err(Refused::Doctype {
                    part: part.to_owned(),
                });
            }
            Event::Eof => return tree.finish(),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Whether an element says nothing that a reader of agreements asks for, at length: which of its
/// hundreds of built-in styles Word lists where, and at which sittings a text was written.
fn is_left_out(start: &BytesStart<'_>) -> bool {
    matches!(local(start.name().as_ref()), "latentStyles" | "rsids")
}

/// Whether an attribute says at which sitting something was written, and nothing else.
fn is_sitting(name: &str) -> bool {
    name.starts_with("rsid")
}

fn known_entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// A tree being built: the open elements, outermost first.
struct Tree<'a> {
    part: &'a str,
    open: Vec<Element>,
    root: Option<Element>,
    names: HashMap<Box<str>, Rc<str>>,
    left: &'a mut usize,
}

impl<'a> Tree<'a> {
    fn new(part: &'a str, left: &'a mut usize) -> Self {
        Self {
            part,
            open: Vec::new(),
            root: None,
            names: HashMap::new(),
            left,
        }
    }

    fn damaged(&self, detail: &str) -> Refused {
        Refused::Damaged {
            what: "a Word document (DOCX)",
            detail: format!("its part {} is not well-formed XML ({detail})", self.part),
        }
    }

    fn count(&mut self) -> Result<(), Refused> {
        let left = self.left.checked_sub(1);
        match left {
            Some(left) if self.open.len() <= DEEPEST => *self.left = left,
            _ => {
                return Err(Refused::TooLarge {
                    what: format!("The part {} of the Word document", self.part),
                    limit: format!("{MOST_NODES} elements, {DEEPEST} inside one another"),
                });
            }
        }
        Ok(())
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.names.get(name) {
            return Rc::clone(known);
        }
        let new: Rc<str> = Rc::from(name);
        self.names.insert(Box::from(name), Rc::clone(&new));
        new
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Refused> {
        self.count()?;
        let name = self.name(local(start.name().as_ref()));
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            if is_sitting(local(attribute.key.as_ref())) {
                continue;
            }
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .unwrap_or_else(|_| attribute.value.clone());
            let key = self.name(local(attribute.key.as_ref()));
            attributes.push((key, Box::from(&*value)));
        }
        self.open.push(Element {
            name,
            attributes,
            children: Vec::new(),
        });
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refused> {
        self.count()?;
        if let Some(element) = self.open.last_mut() {
            element.children.push(Node::Text(Box::from(text)));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refused> {
        let Some(element) = self.open.pop() else {
            return Err(self.damaged("an end without a beginning"));
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, Refused> {
        if !self.open.is_empty() {
            return Err(self.damaged("it ends too early"));
        }
        let damaged = self.damaged("it is empty");
        self.root.ok_or(damaged)
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_know_local_names_and_entities() {
        let root = parse(
            "a.xml",
            "<w:p x:val='1 &amp; 2'><b/>A &lt;&#x17D;<![CDATA[<]]></w:p>",
            &mut 100,
        )
        .unwrap();
        assert_eq!((&*root.name, root.attribute("val")), ("p", Some("1 & 2")));
        assert_eq!(root.text(), "A <Ž<");
    }

    #[test]
    fn definitions_depth_and_broken_ends_are_refused() {
        let deep = "<a>".repeat(1000);
        let wide = format!("<a>{}</a>", "<b/>".repeat(5000));
        for (text, code) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "doctype"),
            (deep.as_str(), "too-large"),
            ("<a><b></a>", "damaged"),
            ("<a>", "damaged"),
            ("", "damaged"),
            (wide.as_str(), "too-large"),
        ] {
            let refused = parse("a.xml", text, &mut 5000).unwrap_err();
            assert_eq!(refused.code(), code, "{text:.20}");
        }
    }
}
