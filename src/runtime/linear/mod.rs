//! The interface as plain numbered lines, for screen readers and terminals that only print.
//!
//! The same model as on the screen: every line typed becomes the keys that it stands for, and what is
//! then to be seen is written below, never over what was there. Knows neither colours nor places.

mod command;
mod view;

use super::event_loop::Left;
use super::outside::{self, Meanwhile};
use super::services::{Services, perform, take_in};
use super::watching::Watch;
use crate::app::key::Size;
use crate::app::model::Said;
use crate::app::{Arrived, Effect, Message, Model, Start, update};
use crate::runtime::input::Input;
use crate::tr;
use command::Heard;
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use view::View;

/// Columns and rows that lists are laid out for; longer ones go on with `pgdn`.
const SIZE: Size = Size::new(95, 50);

/// Runs the interface until the person leaves or the input ends.
pub fn run(
    services: &mut dyn Services,
    start: Start,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<Left> {
    let (model, effects) = Model::start(Start {
        size: SIZE,
        ..start
    });
    let (sender, news) = mpsc::channel();
    let mut lines = Lines {
        services,
        model,
        input,
        output,
        shown: View::default(),
        news,
        ended: false,
    };
    let _watch = lines.watch(sender)?;
    lines.perform(effects);
    while !lines.ended {
        lines.show()?;
        let heard = lines.listen()?;
        lines.take_in_news();
        lines.obey(heard)?;
    }
    Ok(Left::of(&lines.model))
}

struct Lines<'a> {
    services: &'a mut dyn Services,
    model: Model,
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    /// What was written last, so that it is not written again.
    shown: View,
    /// What comes from colleagues meanwhile.
    news: Receiver<Input>,
    ended: bool,
}

impl Lines<'_> {
    fn watch(&mut self, sender: Sender<Input>) -> io::Result<Option<Watch>> {
        let arrived = Arrived {
            warnings: self.services.remarks(),
            ..Arrived::default()
        };
        self.send(Message::Arrived(Box::new(arrived)));
        let follower = self.services.follower();
        follower
            .map(|follower| Watch::start(follower, sender))
            .transpose()
    }

    /// Writes what changed since the last time.
    fn show(&mut self) -> io::Result<()> {
        let (view, extent) = View::of(&self.model);
        update(&mut self.model, Message::Shown(extent));
        for line in view.since(&self.shown) {
            writeln!(self.output, "{line}")?;
        }
        self.shown = view;
        // What happened is told once.
        self.model.said = Said::Nothing;
        write!(self.output, "> ")?;
        self.output.flush()
    }

    fn listen(&mut self) -> io::Result<Heard> {
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(0) => Ok(Heard::Messages(vec![Message::Quit])),
            Ok(_) => Ok(command::hear(
                line.trim_end_matches(['\r', '\n']),
                &self.model,
            )),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Heard::Unclear(
                tr!("These letters cannot be read; nothing was done.").to_owned(),
            )),
            Err(error) => Err(error),
        }
    }

    fn obey(&mut self, heard: Heard) -> io::Result<()> {
        match heard {
            Heard::Messages(messages) => {
                for message in messages {
                    self.send(message);
                }
            }
            Heard::Row(message) => {
                // Choosing a row opens it, which a second click does elsewhere.
                let before = self.model.mode();
                self.send((*message).clone());
                if self.model.mode() == before {
                    self.send(command::open());
                }
            }
            Heard::Words(words) => {
                if let Err(why) = command::choose(&mut self.model, &words) {
                    writeln!(self.output, "{why}")?;
                }
            }
            Heard::Again => self.shown = View::default(),
            Heard::Help => {
                for line in command::help(&self.model) {
                    writeln!(self.output, "{line}")?;
                }
            }
            Heard::Unclear(why) => writeln!(self.output, "{why}")?,
        }
        Ok(())
    }

    fn take_in_news(&mut self) {
        let arrived: Vec<Input> = self.news.try_iter().collect();
        for input in arrived {
            if let Input::News(news) = input {
                for message in take_in(self.services, *news) {
                    self.send(message);
                }
            }
        }
    }

    fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.perform(effects);
    }

    /// Performs effects, and those that follow from what came of them.
    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let messages = match effect {
                Effect::Quit => {
                    self.ended = true;
                    Vec::new()
                }
                Effect::EditOutside(text) => self.edit_outside(&text),
                // Plain lines have no clipboard; the words can be taken from the lines.
                Effect::Copy(text) => {
                    drop(self.output.write_all(text.as_bytes()));
                    self.model
                        .say("These are the words, with where they stand.");
                    Vec::new()
                }
                other => perform(self.services, other),
            };
            for message in messages {
                waiting.extend(update(&mut self.model, message));
            }
        }
    }

    fn edit_outside(&self, text: &str) -> Vec<Message> {
        let Some(cache) = self.services.cache() else {
            let why = tr!("There is no place where a text could be edited outside.");
            return vec![Message::Edited(Err(why.to_owned()))];
        };
        match outside::edit(text, &cache, &mut || Meanwhile::Wait) {
            Ok(edited) => {
                let left = edited.left.map(|why| Message::Edited(Err(why)));
                let text = Message::Edited(Ok(edited.text));
                std::iter::once(text).chain(left).collect()
            }
            Err(error) => vec![Message::Edited(Err(error.to_string()))],
        }
    }
}

#[cfg(test)]
mod tests;
