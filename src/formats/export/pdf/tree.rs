//! What belongs to what, and in which order it is read: the structure that screen readers follow.
//!
//! It is made while the report is laid out; what was drawn for each leaf is filled in page by page.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// The structure.
#[derive(Default)]
pub struct Tree {
    branches: Vec<Branch>,
    tops: Vec<usize>,
    open: Vec<usize>,
    leaves: Vec<Vec<Identifier>>,
}

struct Branch {
    tag: TagKind,
    children: Vec<Child>,
}

enum Child {
    Branch(usize),
    Leaf(usize),
}

impl Tree {
    /// Begins a part in the one that is open.
    pub fn open(&mut self, tag: impl Into<TagKind>) {
        let branch = self.branches.len();
        self.branches.push(Branch {
            tag: tag.into(),
            children: Vec::new(),
        });
        match self.parent() {
            Some(parent) => parent.children.push(Child::Branch(branch)),
            None => self.tops.push(branch),
        }
        self.open.push(branch);
    }

    /// Ends the part begun last.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// A place for something to be drawn, in the part that is open.
    pub fn leaf(&mut self) -> usize {
        let leaf = self.leaves.len();
        self.leaves.push(Vec::new());
        if let Some(parent) = self.parent() {
            parent.children.push(Child::Leaf(leaf));
        }
        leaf
    }

    /// Says what was drawn for a leaf.
    pub fn drawn(&mut self, leaf: usize, what: Identifier) {
        self.leaves[leaf].push(what);
    }

    /// The whole, for the writer of PDF.
    pub fn build(&self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for top in &self.tops {
            tree.push(self.group(*top));
        }
        tree
    }

    fn parent(&mut self) -> Option<&mut Branch> {
        let parent = self.open.last()?;
        self.branches.get_mut(*parent)
    }

    /// As deep as parts are nested by our own code, never by a text.
    fn group(&self, branch: usize) -> TagGroup {
        let branch = &self.branches[branch];
        let mut group = TagGroup::new(branch.tag.clone());
        for child in &branch.children {
            match child {
                Child::Branch(branch) => group.push(Node::Group(self.group(*branch))),
                Child::Leaf(leaf) => {
                    for drawn in &self.leaves[*leaf] {
                        group.push(Node::Leaf(*drawn));
                    }
                }
            }
        }
        group
    }
}
