//! What a person does and sees, without a terminal: `update` turns a message into effects.
//!
//! Knows keys, screens and dialogs as plain values. Does not know rows, columns, colours, files or
//! clocks: `ui` draws the model, `runtime` performs the effects and sends back what came of them.

pub mod key;

pub mod layout;

pub mod look;

pub mod action;

pub mod mode;

pub mod keymap;

pub mod data;

pub mod matching;

pub mod palette;

pub mod recent;

pub mod tour;

pub mod trail;

pub mod wording;

pub mod editor;

pub mod words;

pub mod facts;

pub mod links;

pub mod marks;

pub mod outline;

pub mod order;

pub mod beside;

pub mod sources;

pub mod reading;

pub mod pointed;
pub mod ready;
pub mod taught;

pub mod elsewhere;
pub mod everywhere;

pub mod lists;

pub mod editing;

pub mod dialogs;

pub mod screens;

pub mod stepping;

pub mod inspection;

pub mod forecast;

pub mod travel;

mod copying;

pub mod message;

pub mod decisions;

pub mod arrivals;

pub mod arriving;

pub mod model;

pub mod update;

pub use action::Action;
pub use data::{
    Arrived, Cell, DeskRow, ExportProblem, ExportRequest, Folder, FolderEntry, Grid, LogRequest,
    Opened, OpenedList, Place, Preview, PreviewRequest, Previewed, ReadIn, Received, Remark,
    Written,
};
pub use key::{Key, Size};
pub use keymap::Keymap;
pub use message::{Effect, Message, Target};
pub use mode::Mode;
pub use model::{Model, Start};
pub use update::update;
