//! What a move to another version of a checklist would do, item by item.

use super::page::page;
use crate::app::Action;
use crate::app::dialogs::MoveDialog;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::compare::{Fate, ItemChange};
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::wrapped;
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Draws the dialog.
pub fn moving(canvas: &mut Canvas<'_>, model: &Model, dialog: &MoveDialog, area: Rect) {
    let width = (area.width - 8).min(96);
    let text = Text {
        theme: canvas.theme,
        dialog,
        // A mark stands over the end of the last row while there is more.
        width: width - 2,
    };
    let lines = text.lines(model);
    let title = tr!(
        "From version {old} to {new} of “{title}”",
        old = dialog.old.version,
        new = dialog.to.list.version,
        title = dialog.to.checklist.title
    );
    page(canvas, (&title, width), &lines, dialog.page, area);
}

/// The lines of the dialog.
struct Text<'a> {
    theme: &'a Theme,
    dialog: &'a MoveDialog,
    width: u16,
}

type Lines = Vec<Vec<Run<'static>>>;

impl Text<'_> {
    fn lines(&self, model: &Model) -> Lines {
        let key = |action| model.keymap.key_of(Mode::Move, action).unwrap_or("?");
        let (enter, esc) = (key(Action::Accept), key(Action::Cancel));
        let mut lines = Lines::new();
        let confirm = self.dialog.to_confirm();
        let words = if confirm == 0 {
            tr!("No answer has to be confirmed.").to_owned()
        } else {
            trn!(
                confirm,
                "{n} answer must be confirmed, because the question is another one.",
                "{n} answers must be confirmed, because the question is another one."
            )
        };
        self.add(&mut lines, "", &words, self.theme.title);
        let words = tr!(
            "{enter} moves the review; {esc} leaves everything as it is.",
            enter,
            esc
        );
        self.add(&mut lines, "", &words, self.theme.text);
        self.part(&mut lines, Fate::Changed);
        self.part(&mut lines, Fate::New);
        self.part(&mut lines, Fate::Gone);
        self.part(&mut lines, Fate::Edited);
        let kept = self.of(Fate::Kept);
        let moved = kept.iter().filter(|item| item.moved).count();
        let place = match moved {
            0 => String::new(),
            count => trn!(
                count,
                "; {n} of them in another place",
                "; {n} of them in another place"
            ),
        };
        lines.push(Vec::new());
        let words = trn!(
            kept.len(),
            "Kept as they are: {n} item{place}",
            "Kept as they are: {n} items{place}",
            place
        );
        self.add(&mut lines, "", &words, self.theme.title);
        lines
    }

    fn of(&self, fate: Fate) -> Vec<&ItemChange> {
        let items = self.dialog.compared.items.iter();
        items.filter(|item| item.fate == fate).collect()
    }

    fn part(&self, lines: &mut Lines, fate: Fate) {
        let items = self.of(fate);
        if items.is_empty() {
            return;
        }
        let title = match fate {
            Fate::Changed => tr!("Ask something else now"),
            Fate::New => tr!("New"),
            Fate::Gone => tr!("No longer asked"),
            Fate::Edited | Fate::Kept => tr!("Changed around the question; answers hold"),
        };
        lines.push(Vec::new());
        let title = format!("{title}: {}", trn!(items.len(), "{n} item", "{n} items"));
        self.add(lines, "", &title, self.theme.title);
        for item in items {
            self.item(lines, item, fate);
        }
    }

    fn item(&self, lines: &mut Lines, change: &ItemChange, fate: Fate) {
        let (old, new) = (&*self.dialog.old, &*self.dialog.to.checklist);
        let id = &change.item;
        let sign = sign(fate);
        let asked = |list: &Checklist| {
            let item = list.item(id);
            let words = item.map(|item| (item.name.clone(), item.question.clone()));
            words.unwrap_or_default()
        };
        let answer = self.dialog.answers.get(id);
        let answer = answer.map_or_else(String::new, |words| tr!(" (answered: {words})", words));
        match fate {
            Fate::Changed => {
                let name = asked(new).0;
                let style = self.theme.unclear;
                self.add(
                    lines,
                    &format!("{sign} "),
                    &format!("{name}{answer}"),
                    style,
                );
                let (before, now) = (asked(old).1, asked(new).1);
                if before == now {
                    self.add(lines, "  ", &fields(change), self.theme.text);
                } else {
                    self.add(lines, &beginning(tr!("before:")), &before, self.theme.muted);
                    self.add(lines, &beginning(tr!("now:")), &now, self.theme.text);
                    self.also(lines, change);
                }
            }
            Fate::New => {
                let (name, question) = asked(new);
                let words = if question.starts_with(&name) {
                    question
                } else {
                    format!("{name}: {question}")
                };
                self.add(lines, &format!("{sign} "), &words, self.theme.text);
            }
            Fate::Gone => {
                let words = format!("{}{answer}", asked(old).0);
                self.add(lines, &format!("{sign} "), &words, self.theme.text);
                if let Some(retired) = new.retired.iter().find(|one| one.id == *id) {
                    self.add(lines, "  ", &retired.reason, self.theme.muted);
                }
            }
            Fate::Edited | Fate::Kept => {
                let words = format!("{}: {}", asked(new).0, fields(change));
                self.add(lines, &format!("{sign} "), &words, self.theme.text);
            }
        }
    }

    /// What else changed of an item whose question reads differently.
    fn also(&self, lines: &mut Lines, change: &ItemChange) {
        let beside = ItemChange {
            fields: change
                .fields
                .iter()
                .filter(|field| field.field != "question")
                .cloned()
                .collect(),
            ..change.clone()
        };
        self.add(
            lines,
            &beginning(tr!("also:")),
            &fields(&beside),
            self.theme.muted,
        );
    }

    /// A text with hanging lines.
    fn add(&self, lines: &mut Lines, before: &str, text: &str, style: Style) {
        let hanging = columns(before);
        let pad = usize::from(hanging);
        let rows = wrapped(text, self.width.saturating_sub(hanging));
        for (row, line) in rows.into_iter().enumerate() {
            let before = if row == 0 { before } else { "" };
            lines.push(vec![(Cow::Owned(format!("{before:<pad$}{line}")), style)]);
        }
    }
}

/// The sign of what became of an item; one column wide.
pub const fn sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => " ",
        Fate::Edited => "=",
        Fate::Changed => "~",
        Fate::New => "+",
        Fate::Gone => "-",
    }
}

/// The beginning of a line on a question that reads differently; all of them are equally wide.
fn beginning(words: &str) -> String {
    let all = [tr!("before:"), tr!("now:"), tr!("also:")];
    let pad = all.into_iter().map(columns).max().unwrap_or(0) - columns(words);
    format!("  {words} {}", " ".repeat(usize::from(pad)))
}

/// The fields that changed, as a person calls them.
pub fn fields(change: &ItemChange) -> String {
    let names = change
        .fields
        .iter()
        .map(|field| match field.field.as_str() {
            "question" => tr!("the question"),
            "name" => tr!("the short name"),
            "kind" => tr!("the kind"),
            "severity" => tr!("the weight"),
            "group" => tr!("the group"),
            "why_it_matters" => tr!("why it matters"),
            "what_to_look_for" => tr!("what to look for"),
            "follow_up_question" => tr!("the question to ask if absent"),
            "when" => tr!("of which agreements it is asked"),
            "sources" => tr!("the sources"),
            "indicators" => tr!("the search words"),
            "facts" => tr!("the facts that are offered"),
            _ => tr!("other particulars"),
        });
    names.collect::<Vec<_>>().join(", ")
}
