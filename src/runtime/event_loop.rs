//! The loop: draw, wait, take in, perform, again. One thing at a time, so that what is drawn is
//! always what the next key acts on.

use super::arriving::{ArrivingError, Hands};
use super::elsewhere::Looking;
use super::input::{self, Gate, Input};
use super::looks::{self, Looks};
use super::outside::{self, GLANCE, Meanwhile};
use super::preview::sentence;
use super::receipt::outcome;
use super::services::{Services, ask_at_the_terminal, perform, take_in};
use super::signals::{self, Listener};
use super::terminal::Guard;
use super::watching::Watch;
use super::{folders, reading};
use crate::app::key::Size;
use crate::app::links::LookedThrough;
use crate::app::pointed::FoundPointers;
use crate::app::ready::ReadyText;
use crate::app::{Arrived, Effect, Message, Model, Previewed, ReadIn, Start, Target, update};
use crate::store::follow::{News, Reach};
use crate::tr;
use crate::ui::{self, Drawn};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long nothing may happen before the terminal is asked whether it is still there.
const PATIENCE: Duration = Duration::from_millis(500);

/// How the interface looks and listens.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The themes, and the one that is shown at first.
    pub looks: Looks,
    /// Whether the mouse is listened to.
    pub mouse: bool,
}

/// The terminal in our hands, and what comes from it.
pub struct Stage {
    pub(super) guard: Guard,
    pub(super) queue: Receiver<Input>,
    pub(super) sender: Sender<Input>,
    gate: Gate,
    pub(super) looks: Looks,
    _listener: Listener,
}

impl Stage {
    /// Takes the terminal.
    pub fn take(settings: Settings) -> io::Result<Self> {
        let in_colour = looks::erases_in_colour(looks::variable);
        let guard = Guard::take(settings.mouse, in_colour)?;
        let (sender, queue) = mpsc::channel();
        let listener = Listener::start(sender.clone())?;
        let gate = input::start(sender.clone())?;
        Ok(Self {
            guard,
            queue,
            sender,
            gate,
            looks: settings.looks,
            _listener: listener,
        })
    }

    /// Runs the interface until the person leaves, and says whether she left to take the tour. The size in
    /// `start` is taken from the terminal.
    pub fn run(self, services: &mut dyn Services, start: Start) -> io::Result<Left> {
        let (width, height) = crossterm::terminal::size()?;
        let start = Start {
            size: Size::new(width, height),
            look: self.looks.look.clone(),
            keymap: self.looks.keymap.clone(),
            ..start
        };
        let (model, effects) = Model::start(start);
        let mut session = Session {
            services,
            model,
            looks: self.looks,
            drawn: Drawn::default(),
            guard: self.guard,
            queue: self.queue,
            sender: self.sender,
            watch: None,
            is_away: false,
            gate: self.gate,
            pressed: None,
            looking: Looking::default(),
        };
        session.watch()?;
        session.run(effects)?;
        Ok(Left::of(&session.model))
    }
}

/// Why a person left the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Her work is done.
    ForGood,
    /// She takes the tour, and comes back.
    ForTour,
}

impl Left {
    /// Why the person left.
    pub const fn of(model: &Model) -> Self {
        if model.leaves_for_tour {
            Self::ForTour
        } else {
            Self::ForGood
        }
    }
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    GoOn,
    End,
}

struct Session<'a> {
    services: &'a mut dyn Services,
    model: Model,
    looks: Looks,
    drawn: Drawn,
    guard: Guard,
    queue: Receiver<Input>,
    sender: Sender<Input>,
    /// What looks at the workspace.
    watch: Option<Watch>,
    /// Whether the folder was said not to answer.
    is_away: bool,
    gate: Gate,
    /// The byte of the text that the mouse was pressed on.
    pressed: Option<usize>,
    /// The search of all agreements that goes on.
    looking: Looking,
}

impl Session<'_> {
    /// Begins to follow the workspace, and tells what has to be known from the beginning.
    fn watch(&mut self) -> io::Result<()> {
        if let Some(follower) = self.services.follower() {
            self.watch = Some(Watch::start(follower, self.sender.clone())?);
        }
        let arrived = Box::new(Arrived {
            warnings: self.services.remarks(),
            ..Arrived::default()
        });
        self.send(Message::Arrived(arrived)).map(drop)
    }

    /// That the folder does not answer, or answers again; nothing while that is as it was.
    fn reach(&mut self) -> Option<Input> {
        let without = self.watch.as_ref().is_some_and(Watch::is_without_answer);
        if without == std::mem::replace(&mut self.is_away, without) {
            return None;
        }
        let reach = if without {
            Reach::Away(tr!("It does not answer.").to_owned())
        } else {
            Reach::Back
        };
        Some(Input::News(Box::new(News::of(reach))))
    }

    fn run(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let outcome = self.go_on(effects);
        if outcome.is_err() {
            // The terminal is gone; what is on its way still reaches the disk.
            let effects = update(&mut self.model, Message::Quit);
            for effect in effects {
                perform(self.services, effect);
            }
        }
        outcome
    }

    fn go_on(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        // What is looked at comes first; the rest when that stands on the screen.
        for effect in effects {
            if self.perform(vec![effect])? == Next::End {
                return Ok(());
            }
            self.draw()?;
        }
        loop {
            self.draw()?;
            let Some(input) = self.wait()? else {
                return Ok(());
            };
            if self.take_in(input)? == Next::End {
                return Ok(());
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let model = &self.model;
        let theme = self.looks.shown(&model.look);
        let mut drawn = Drawn::default();
        self.guard
            .draw(|frame| drawn = ui::draw(model, &theme, frame))?;
        update(&mut self.model, Message::Shown(drawn.extent));
        self.drawn = drawn;
        Ok(())
    }

    /// The next input; nothing when the terminal is gone or given up.
    fn wait(&mut self) -> io::Result<Option<Input>> {
        loop {
            if let Some(reach) = self.reach() {
                return Ok(Some(reach));
            }
            let input = self.queue.recv_timeout(PATIENCE);
            if Guard::has_panicked() {
                return Err(io::Error::other(tr!(
                    "a part of the program failed; every decision shown as saved is in the journal"
                )));
            }
            match input {
                Ok(input) => return Ok(Some(input)),
                Err(RecvTimeoutError::Timeout) if Guard::is_alive() => {}
                Err(_) => return self.leave().map(|()| None),
            }
        }
    }

    fn take_in(&mut self, input: Input) -> io::Result<Next> {
        let message = match input {
            Input::Key(key) => Message::Key(key),
            Input::Paste(text) => Message::Paste(text),
            Input::Resized(size) => Message::Resized(size),
            Input::Click(x, y) => match self.drawn.target_at(x, y) {
                Some(target) => {
                    let place = || self.drawn.place_at(&self.model, x, y);
                    self.pressed = (target == Target::Text).then(place).flatten();
                    Message::Click(target)
                }
                None => return Ok(Next::GoOn),
            },
            Input::Drag(x, y) => match (self.pressed, self.drawn.place_at(&self.model, x, y)) {
                (Some(from), Some(to)) => Message::Choose { from, to },
                _ => return Ok(Next::GoOn),
            },
            Input::Over => return Ok(Next::GoOn),
            Input::Released => {
                self.pressed = None;
                return Ok(Next::GoOn);
            }
            Input::Wheel(x, y, rows) => match self.drawn.target_at(x, y) {
                Some(target) => Message::Wheel(target, rows),
                None => return Ok(Next::GoOn),
            },
            Input::LookedThrough(found) => Message::LookedThrough(found),
            Input::LookedInto(outcome) => Message::LookedInto(outcome),
            Input::Pointed(found) => Message::Pointed(found),
            Input::SearchReady(text) => Message::SearchReady(text),
            Input::Taught(taught) => Message::Taught(taught),
            Input::Proven(outcome) => Message::Proven(outcome),
            Input::Previewed(previewed) => Message::Previewed(previewed),
            Input::Elsewhere(answer) => Message::Elsewhere(answer),
            Input::Everywhere(report) => Message::Everywhere(report),
            Input::News(news) => return self.take_in_news(*news),
            Input::Quit | Input::Interrupted | Input::Lost => Message::Quit,
            Input::Suspend => return self.sleep(),
        };
        self.send(message)
    }

    fn take_in_news(&mut self, news: News) -> io::Result<Next> {
        let mut next = Next::GoOn;
        for message in take_in(self.services, news) {
            if self.send(message)? == Next::End {
                next = Next::End;
            }
        }
        Ok(next)
    }

    fn leave(&mut self) -> io::Result<()> {
        self.send(Message::Quit).map(|_| ())
    }

    fn send(&mut self, message: Message) -> io::Result<Next> {
        let effects = update(&mut self.model, message);
        self.perform(effects)
    }

    /// Performs effects, and those that follow from what came of them.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<Next> {
        let mut waiting = VecDeque::from(effects);
        let mut next = Next::GoOn;
        while let Some(effect) = waiting.pop_front() {
            match effect {
                // What was asked for before still happens, and what follows from it.
                Effect::Quit => next = Next::End,
                Effect::Suspend => {
                    self.sleep()?;
                }
                Effect::EditOutside(text) => {
                    let messages = self.edit_outside(&text);
                    for message in messages {
                        waiting.extend(update(&mut self.model, message));
                    }
                    // What was written is in the model before anything can go wrong here.
                    self.come_back()?;
                }
                Effect::Redraw => self.guard.redraw()?,
                Effect::Copy(text) => self.guard.copy(&text)?,
                Effect::Prove => {
                    let prover = self.services.prover();
                    let prove = || Some(Input::Proven(prover().map(Arc::new)));
                    behind("check", &self.sender, prove)?;
                }
                Effect::Preview(of) => {
                    let make = self.services.previewer(&of);
                    let preview = move || {
                        let outcome = make();
                        Some(Input::Previewed(Box::new(Previewed { of, outcome })))
                    };
                    behind("preview", &self.sender, preview)?;
                }
                Effect::Learn(learning) => {
                    let teach = self.services.teacher(learning);
                    let learn = || Some(Input::Taught(Box::new(teach()?)));
                    behind("learn", &self.sender, learn)?;
                }
                Effect::LookElsewhere(question) => {
                    let place = self.services.elsewhere();
                    self.looking.begin(place, question, self.sender.clone())?;
                }
                Effect::SearchEverywhere(asked) => {
                    let place = self.services.elsewhere();
                    let queue = self.sender.clone();
                    self.looking.begin_search(place, asked, queue)?;
                }
                Effect::StopLooking => self.looking.end(),
                Effect::Point(agreement, lists) => {
                    let find = move || {
                        let found = FoundPointers::of(&agreement, &lists);
                        Some(Input::Pointed(Box::new(found)))
                    };
                    behind("point", &self.sender, find)?;
                }
                Effect::LookThrough(agreement) => {
                    let look = move || {
                        let found = LookedThrough::of(&agreement);
                        Some(Input::LookedThrough(Box::new(found)))
                    };
                    behind("look-through", &self.sender, look)?;
                }
                Effect::ReadySearch(agreement) => {
                    let ready = move || Some(Input::SearchReady(ReadyText::of(&agreement)));
                    behind("ready-search", &self.sender, ready)?;
                }
                Effect::LookInto(path) => {
                    let look = move || Some(Input::LookedInto(folders::look_into(path.as_deref())));
                    behind("look-into", &self.sender, look)?;
                }
                Effect::ReadIn(paths) => {
                    let outcome = self.read_in(&paths)?;
                    waiting.extend(update(&mut self.model, Message::ReadIn(outcome)));
                }
                other => {
                    for message in perform(self.services, other) {
                        waiting.extend(update(&mut self.model, message));
                    }
                    if self.services.wants_the_terminal() && self.gate.close() {
                        for message in self.ask_outside() {
                            waiting.extend(update(&mut self.model, message));
                        }
                        self.come_back()?;
                    }
                }
            }
        }
        Ok(next)
    }

    /// Reads files in, and shows how far it is; where nothing could be kept, why not.
    fn read_in(&mut self, paths: &[PathBuf]) -> io::Result<Result<Box<ReadIn>, String>> {
        let worker = match self.services.worker() {
            Ok(worker) => worker,
            Err(why) => return Ok(Err(why)),
        };
        let files = reading::files(paths);
        let services = &mut *self.services;
        let hands = Hands {
            theme: self.looks.shown(&self.model.look),
            guard: &mut self.guard,
            queue: &mut self.queue,
            sender: &self.sender,
        };
        let read = hands.read_in(&worker, files.len(), |tell| {
            services.read_in(&worker, files, tell)
        });
        match read {
            Ok((receipts, (end, entries))) => Ok(Ok(Box::new(outcome(receipts, end, entries)))),
            Err(ArrivingError::Terminal(error)) => Err(error),
            Err(ArrivingError::Session(error)) => Ok(Err(sentence(&error))),
        }
    }

    /// Gives the terminal to the person's own editor; gives what came of it.
    fn edit_outside(&mut self, text: &str) -> Vec<Message> {
        let Some(cache) = self.services.cache() else {
            let why = tr!("There is no place where a text could be edited outside.").to_owned();
            return vec![Message::Edited(Err(why))];
        };
        if !self.gate.close() {
            let why =
                tr!("The keyboard could not be given to the editor. Nothing is lost; try again.");
            return vec![Message::Edited(Err(why.to_owned()))];
        }
        self.guard.release();
        let queue = &self.queue;
        let mut others = Vec::new();
        let mut quit = false;
        let edited = outside::edit(text, &cache, &mut || match queue.recv_timeout(GLANCE) {
            Ok(Input::Quit | Input::Lost) => {
                quit = true;
                Meanwhile::End
            }
            Ok(Input::Suspend) => Meanwhile::Sleep,
            // What the keyboard interrupts is the editor.
            Ok(Input::Interrupted) | Err(RecvTimeoutError::Timeout) => Meanwhile::Wait,
            Ok(other) => {
                others.push(other);
                Meanwhile::Wait
            }
            Err(RecvTimeoutError::Disconnected) => Meanwhile::End,
        });
        let mut messages = match edited {
            Ok(edited) => {
                let left = edited.left.map(|why| Message::Edited(Err(why)));
                std::iter::once(Message::Edited(Ok(edited.text)))
                    .chain(left)
                    .collect()
            }
            Err(error) => {
                let why = tr!("{error} What you typed before is still here.", error);
                vec![Message::Edited(Err(why))]
            }
        };
        let later = queue
            .try_iter()
            .filter(|input| !matches!(input, Input::Interrupted));
        for input in others.into_iter().chain(later).collect::<Vec<_>>() {
            // The queue lives as long as the loop.
            drop(self.sender.send(input));
        }
        if quit {
            messages.push(Message::Quit);
        }
        messages
    }

    /// Gives the terminal to whatever asks for a passphrase; gives what came of it.
    fn ask_outside(&mut self) -> Vec<Message> {
        self.guard.release();
        let messages = ask_at_the_terminal(self.services);
        // What the keyboard interrupted was the question.
        let later = self.queue.try_iter();
        let later = later.filter(|input| !matches!(input, Input::Interrupted));
        for input in later.collect::<Vec<_>>() {
            // The queue lives as long as the loop.
            drop(self.sender.send(input));
        }
        messages
    }

    /// Takes the terminal again after another program had it.
    fn come_back(&mut self) -> io::Result<()> {
        self.guard.retake()?;
        self.gate.open();
        let (width, height) = crossterm::terminal::size()?;
        update(&mut self.model, Message::Resized(Size::new(width, height)));
        Ok(())
    }

    fn sleep(&mut self) -> io::Result<Next> {
        self.guard.release();
        signals::sleep()?;
        self.guard.retake()?;
        let (width, height) = crossterm::terminal::size()?;
        self.send(Message::Resized(Size::new(width, height)))
    }
}

/// Does something in a thread of its own, so that no key waits for it, and sends what comes of it. Whoever has left
/// meanwhile needs it no more.
fn behind(
    name: &str,
    queue: &Sender<Input>,
    work: impl FnOnce() -> Option<Input> + Send + 'static,
) -> io::Result<()> {
    let queue = queue.clone();
    let send = move || {
        if let Some(input) = work() {
            drop(queue.send(input));
        }
    };
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(send)?;
    Ok(())
}
