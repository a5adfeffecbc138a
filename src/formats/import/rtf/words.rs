//! What control words mean.

/// Where text inside a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Into the paragraph being read.
    Text,
    /// Nowhere.
    Nowhere,
    /// Nowhere, but a text box may stand inside.
    Shape,
    /// Into the table of fonts.
    Fonts,
    /// Into the table of authors.
    Authors,
    /// Into the document's title.
    Title,
    /// Before the paragraph being read.
    Label,
    /// The author, the time or the number of a comment.
    CommentAuthor,
    /// Its time.
    CommentTime,
    /// Its number.
    CommentNumber,
}

/// A group that is a small document of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inset {
    /// A running head.
    Header,
    /// A running foot.
    Footer,
    /// A foot- or endnote.
    Note,
    /// A comment.
    Comment,
    /// A text box.
    Frame,
}

/// What a group becomes by the word at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// Text that goes to a place.
    Goes(Place),
    /// A small document.
    Holds(Inset),
}

/// What a destination word makes of its group; nothing when it is no destination that we know.
pub fn destination(word: &str) -> Option<Becomes> {
    use Becomes::{Goes, Holds};
    Some(match word {
        "fonttbl" => Goes(Place::Fonts),
        "revtbl" => Goes(Place::Authors),
        "title" => Goes(Place::Title),
        "listtext" | "pntext" => Goes(Place::Label),
        "atnauthor" => Goes(Place::CommentAuthor),
        "atndate" => Goes(Place::CommentTime),
        "atnref" => Goes(Place::CommentNumber),
        "ud" | "result" | "fldrslt" => Goes(Place::Text),
        "shp" | "shpinst" | "do" | "shpgrp" => Goes(Place::Shape),
        "shptxt" | "dptxbxtext" => Holds(Inset::Frame),
        "header" | "headerl" | "headerr" | "headerf" => Holds(Inset::Header),
        "footer" | "footerl" | "footerr" | "footerf" => Holds(Inset::Footer),
        "footnote" => Holds(Inset::Note),
        "annotation" => Holds(Inset::Comment),
        "colortbl" | "stylesheet" | "info" | "pict" | "object" | "objdata" | "listtable"
        | "listoverridetable" | "rsidtbl" | "generator" | "fldinst" | "bkmkstart" | "bkmkend"
        | "shprslt" | "nonshppict" | "nonesttables" | "upr" | "tc" | "tcn" | "xe" | "rxe"
        | "pn" | "pnseclvl" | "filetbl" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep"
        | "aftnsepc" | "aftncn" | "private1" | "comment" | "author" | "operator" | "subject"
        | "keywords" | "doccomm" | "company" | "manager" | "category" | "hlinkbase"
        | "template" | "sp" | "atnid" | "atrfstart" | "atrfend" | "mmathPr" | "xmlnstbl" => {
            Goes(Place::Nowhere)
        }
        _ => return None,
    })
}

/// The character that a word stands for.
pub fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "line" | "lbr" | "softline" => '\n',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "zwbo" => '\u{200b}',
        "zwnbo" => '\u{2060}',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        "ltrmark" => '\u{200e}',
        "rtlmark" => '\u{200f}',
        _ => return None,
    })
}
