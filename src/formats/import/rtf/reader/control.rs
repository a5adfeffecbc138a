//! What the words and signs of the format do that stand between the text.

use super::super::alphabet::Alphabet;
use super::super::sink::Setting;
use super::super::words::{Inset, Place, character, destination};
use super::Reader;
use super::state::{Hand, Look, set};

impl Reader {
    pub(super) fn symbol(&mut self, symbol: u8) {
        if symbol == b'*' {
            self.state.ignorable = self.state.fresh;
            return;
        }
        self.flush();
        self.state.fresh = false;
        if self.skipped() {
            return;
        }
        match symbol {
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("\u{2011}"),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\r' | b'\n' => self.paragraph(),
            b'\t' => self.say("\t"),
            _ => {}
        }
    }

    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        self.flush();
        let fresh = std::mem::take(&mut self.state.fresh);
        let ignorable = std::mem::take(&mut self.state.ignorable);
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.skipped() {
            return;
        }
        if fresh || ignorable {
            if let Some(becomes) = destination(word) {
                self.enter(word, becomes);
                return;
            }
            if ignorable {
                self.state.place = Place::Nowhere;
                return;
            }
        }
        if let Some(character) = character(word) {
            self.say(character.encode_utf8(&mut [0; 4]));
        } else if !self.letters(word, number) {
            self.lines(word, number);
        }
    }

    /// Words about letters; false when it is none of them.
    pub(super) fn letters(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        let look = &mut self.state.look;
        match word {
            "f" if self.state.place == Place::Fonts => self.fonts.begin(value),
            "f" => self.state.font = number,
            "fcharset" => self.fonts.alphabet(Alphabet::of_charset(value)),
            "cpg" => self.fonts.alphabet(Alphabet::of_code_page(value)),
            "uc" => self.state.fallback = usize::try_from(value).unwrap_or(1).min(64),
            "v" => look.hidden = on,
            "caps" => look.capitals = on,
            "revised" => look.inserted = on.then(Hand::default),
            "deleted" => look.deleted = on.then(Hand::default),
            "mvt" => {
                look.inserted = on.then(|| Hand {
                    moved: true,
                    ..Hand::default()
                });
            }
            "mvf" => {
                look.deleted = on.then(|| Hand {
                    moved: true,
                    ..Hand::default()
                });
            }
            "revauth" | "revdttm" => set(&mut look.inserted, word == "revauth", value),
            "revauthdel" | "revdttmdel" => set(&mut look.deleted, word == "revauthdel", value),
            "mvauth" | "mvdate" => {
                let author = word == "mvauth";
                set(&mut look.inserted, author, value);
                set(&mut look.deleted, author, value);
            }
            "plain" => {
                *look = Look::default();
                self.state.font = None;
            }
            _ => return false,
        }
        true
    }

    /// Words about paragraphs, tables and the document.
    pub(super) fn lines(&mut self, word: &str, number: Option<i32>) {
        let setting = &mut self.state.setting;
        let small = |number: Option<i32>| number.and_then(|n| u8::try_from(n).ok());
        match word {
            "par" | "sect" | "column" | "nestcell" | "nestrow" => self.paragraph(),
            "page" => self.say("\n"),
            "cell" | "row" if self.state.place != Place::Text => {}
            "cell" => {
                self.change = None;
                self.sink.end_cell(self.state.setting);
            }
            "row" => {
                self.change = None;
                self.sink.row();
            }
            "pard" => *setting = Setting::default(),
            "intbl" => setting.table = true,
            "qc" => setting.centered = true,
            "outlinelevel" => {
                setting.heading = small(number)
                    .filter(|&level| level < 9)
                    .map(|level| level + 1);
            }
            "ilvl" => setting.level = small(number).unwrap_or(0),
            "ansicpg" => {
                self.page = number.and_then(Alphabet::of_code_page).unwrap_or(self.page);
            }
            "mac" => self.page = Alphabet::of_code_page(10_000).unwrap_or(self.page),
            "pc" | "pca" => self.page = Alphabet::Cp852,
            "deff" => self.default_font = number.unwrap_or(0),
            "ftnalt" if self.state.inset == Some(Inset::Note) => {
                "\u{1}".clone_into(&mut self.sink.label);
            }
            _ => {}
        }
    }
}
