//! Draws on the terminal with as few bytes as can be had for little: over a slow line every one of them is
//! waited for.
//!
//! The backend that comes with `ratatui` writes row by row, names both colours whenever one changes, and goes to
//! every place by row and column. Here everything in one colour is written before anything in the next, for going
//! somewhere takes fewer bytes than naming a colour; a colour is named when it is to be seen, a place further to the
//! right is gone to by columns, or by writing again what stands between when that is shorter, and a long blank is
//! erased. Everything else is that backend's work.

use crossterm::cursor::{MoveRight, MoveTo};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute, SetBackgroundColor, SetForegroundColor};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, IntoCrossterm, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The attributes that are switched by themselves, and what switches them on and off.
const SWITCHES: [(Modifier, Attribute, Attribute); 7] = [
    (Modifier::ITALIC, Attribute::Italic, Attribute::NoItalic),
    (
        Modifier::UNDERLINED,
        Attribute::Underlined,
        Attribute::NoUnderline,
    ),
    (Modifier::REVERSED, Attribute::Reverse, Attribute::NoReverse),
    (
        Modifier::CROSSED_OUT,
        Attribute::CrossedOut,
        Attribute::NotCrossedOut,
    ),
    (Modifier::HIDDEN, Attribute::Hidden, Attribute::NoHidden),
    (
        Modifier::SLOW_BLINK,
        Attribute::SlowBlink,
        Attribute::NoBlink,
    ),
    (
        Modifier::RAPID_BLINK,
        Attribute::RapidBlink,
        Attribute::NoBlink,
    ),
];

/// Attributes that only one and the same code switches off.
const INTENSITIES: [(Modifier, Attribute); 2] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
];

/// A terminal that is drawn on with few bytes.
#[derive(Debug)]
pub struct Thrifty<W: Write> {
    inner: CrosstermBackend<W>,
    /// What was written since the screen was last cleared, row by row.
    written: Vec<Vec<Option<Cell>>>,
    /// Whether what the terminal erases has the colour that blanks are written in.
    erases_in_colour: bool,
}

/// A cell that has changed.
type Change<'c> = (u16, u16, &'c Cell);

/// Changed cells side by side in the same colours; between two that are blank there may be blanks that stay.
/// What has no letter to be seen has the colour of its neighbours.
struct Stretch<'s, 'c> {
    colours: (Color, Color),
    cells: &'s [Change<'c>],
}

/// Whether nothing of a cell is seen but the colour behind it.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_OF_BLANKS)
}

/// Bytes that going to the right takes.
const MOVE_RIGHT: usize = "\x1b[1C".len();

/// Bytes that erasing many letters takes: `ESC [ 100 X`.
const ERASE: u16 = 6;
/// From so many blanks on, erasing them and going to their end is shorter than writing them.
const LONG_BLANK: u16 = 2 * ERASE + 1;

/// How the terminal writes by now.
#[derive(Debug, Default)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    /// Where it writes next; nothing where terminals may differ about that.
    at: Option<Position>,
}

/// What can be seen of a blank, besides the colour behind it.
const SEEN_OF_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

impl Pen {
    /// Whether a cell that is written now looks as it should: of a blank the colour of letters is not seen.
    fn writes_as(&self, cell: &Cell) -> bool {
        let blank = is_blank(cell) && !self.modifier.intersects(SEEN_OF_BLANKS);
        let same_letters = self.fg == cell.fg && self.modifier == cell.modifier;
        self.bg == cell.bg && (blank || same_letters)
    }
}

impl<W: Write> Thrifty<W> {
    /// Draws by writing to this.
    pub const fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            written: Vec::new(),
            erases_in_colour: true,
        }
    }

    /// Erases only where no colour is behind the letters, if `erases_in_colour` is false.
    #[must_use]
    pub fn erasing_in_colour(self, erases_in_colour: bool) -> Self {
        Self {
            erases_in_colour,
            ..self
        }
    }

    /// Cuts changes into stretches.
    fn stretches<'s, 'c>(&self, mut changes: &'s [Change<'c>]) -> Vec<Stretch<'s, 'c>> {
        let mut cut = Vec::new();
        while let Some((first, rest)) = changes.split_first() {
            let bg = first.2.bg;
            let mut fg = (!is_blank(first.2)).then_some(first.2.fg);
            let mut before = first;
            let belongs = |change: &&'s Change<'c>| {
                let cell = change.2;
                let joins = cell.bg == bg && self.joins(before, change);
                before = change;
                joins && (is_blank(cell) || *fg.get_or_insert(cell.fg) == cell.fg)
            };
            let length = 1 + rest.iter().take_while(belongs).count();
            let (cells, after) = changes.split_at(length);
            let colours = (fg.unwrap_or(first.2.fg), bg);
            cut.push(Stretch { colours, cells });
            changes = after;
        }
        cut
    }

    /// Whether a change stands beside the one before it, or is as blank as it and all between them.
    fn joins(&self, before: &Change<'_>, after: &Change<'_>) -> bool {
        let next = before.0 + 1;
        if before.1 != after.1 || after.0 <= next {
            return before.1 == after.1 && after.0 == next;
        }
        let row = self.written.get(usize::from(after.1));
        let between = row.and_then(|row| row.get(usize::from(next)..usize::from(after.0)));
        let stays_blank = |cell: &Option<Cell>| {
            let cell = cell.as_ref();
            cell.is_some_and(|cell| is_blank(cell) && cell.bg == after.2.bg)
        };
        is_blank(before.2)
            && is_blank(after.2)
            && between.is_some_and(|cells| cells.iter().all(stays_blank))
    }

    fn go_to(&mut self, pen: &Pen, there: Position) -> io::Result<()> {
        match pen.at {
            Some(at) if at == there => Ok(()),
            Some(at) if at.y == there.y && at.x < there.x => {
                if let Some(words) = self.between(pen, at, there.x) {
                    queue!(self.inner, Print(words))
                } else {
                    queue!(self.inner, MoveRight(there.x - at.x))
                }
            }
            _ => queue!(self.inner, MoveTo(there.x, there.y)),
        }
    }

    /// Remembers what was written, and no longer what a wide letter covers or covered.
    fn remember(&mut self, x: u16, y: u16, cell: &Cell, is_plain: bool) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.written.len() <= y {
            self.written.resize_with(y + 1, Vec::new);
        }
        let row = &mut self.written[y];
        if row.len() <= x + 1 {
            row.resize_with(x + 2, || None);
        }
        let is_wide =
            |cell: &Option<Cell>| cell.as_ref().is_some_and(|one| one.symbol().width() != 1);
        if x > 0 && is_wide(&row[x - 1]) {
            row[x - 1] = None;
        }
        if !is_plain || is_wide(&row[x]) {
            row[x + 1] = None;
        }
        row[x] = Some(cell.clone());
    }

    /// What stands between two places, if it can be written again as the terminal writes by now, and is shorter than
    /// going there.
    fn between(&self, pen: &Pen, from: Position, to: u16) -> Option<String> {
        let mut words = String::new();
        let row = self.written.get(usize::from(from.y))?;
        for cell in row.get(usize::from(from.x)..usize::from(to))? {
            let cell = cell.as_ref()?;
            let is_plain = cell.symbol().width() == 1;
            words.push_str(cell.symbol());
            if !is_plain || words.len() >= MOVE_RIGHT || !pen.writes_as(cell) {
                return None;
            }
        }
        Some(words)
    }

    /// Writes cells that stand side by side.
    fn write_out(&mut self, pen: &mut Pen, mut cells: &[Change<'_>]) -> io::Result<()> {
        while let Some(((x, y, cell), rest)) = cells.split_first() {
            self.go_to(pen, Position::new(*x, *y))?;
            self.dip(pen, cell)?;
            let count = cells.iter().take_while(|(_, _, it)| is_blank(it)).count();
            let (blanks, after) = cells.split_at(count);
            let width = blanks.last().map_or(0, |last| last.0 + 1 - x);
            let is_long = width >= LONG_BLANK || (after.is_empty() && width > ERASE);
            if is_long && (self.erases_in_colour || cell.bg == Color::Reset) {
                write!(self.inner, "\x1b[{width}X")?;
                for (x, y, cell) in blanks {
                    self.remember(*x, *y, cell, true);
                }
                pen.at = Some(Position::new(*x, *y));
                cells = after;
                continue;
            }
            queue!(self.inner, Print(cell.symbol()))?;
            let is_plain = cell.symbol().width() == 1;
            pen.at = is_plain.then(|| Position::new(x + 1, *y));
            self.remember(*x, *y, cell, is_plain);
            cells = rest;
        }
        Ok(())
    }

    fn dip(&mut self, pen: &mut Pen, cell: &Cell) -> io::Result<()> {
        if pen.writes_as(cell) {
            return Ok(());
        }
        // A blank leaves what is not seen of it as it is.
        let (fg, modifier) = if is_blank(cell) {
            (pen.fg, pen.modifier - SEEN_OF_BLANKS)
        } else {
            (cell.fg, cell.modifier)
        };
        let gone = pen.modifier - modifier;
        let mut new = modifier - pen.modifier;
        if gone.intersects(Modifier::BOLD | Modifier::DIM) {
            queue!(self.inner, SetAttribute(Attribute::NormalIntensity))?;
            new |= modifier & (Modifier::BOLD | Modifier::DIM);
        }
        for (one, _, off) in SWITCHES {
            if gone.contains(one) {
                queue!(self.inner, SetAttribute(off))?;
            }
        }
        let switched_on = SWITCHES.map(|(one, on, _)| (one, on));
        for (one, on) in INTENSITIES.into_iter().chain(switched_on) {
            if new.contains(one) {
                queue!(self.inner, SetAttribute(on))?;
            }
        }
        if fg != pen.fg {
            queue!(self.inner, SetForegroundColor(fg.into_crossterm()))?;
        }
        if cell.bg != pen.bg {
            queue!(self.inner, SetBackgroundColor(cell.bg.into_crossterm()))?;
        }
        (pen.fg, pen.bg, pen.modifier) = (fg, cell.bg, modifier);
        Ok(())
    }
}

impl<W: Write> Write for Thrifty<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Thrifty<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let changes: Vec<Change<'_>> = content.collect();
        if changes.is_empty() {
            return Ok(());
        }
        let stretches = self.stretches(&changes);
        let mut palette: Vec<(Color, Color)> = Vec::new();
        for stretch in &stretches {
            if !palette.contains(&stretch.colours) {
                palette.push(stretch.colours);
            }
        }
        let mut pen = Pen::default();
        for colours in palette {
            for stretch in stretches.iter().filter(|one| one.colours == colours) {
                self.write_out(&mut pen, stretch.cells)?;
            }
        }
        queue!(self.inner, SetAttribute(Attribute::Reset))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.written.clear();
        self.inner.clear()
    }

    fn clear_region(&mut self, part: ClearType) -> io::Result<()> {
        self.written.clear();
        self.inner.clear_region(part)
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.written.clear();
        self.inner.append_lines(count)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Terminal, TerminalOptions, Viewport};
    use std::cell::RefCell;
    use std::num::NonZero;
    use std::rc::Rc;

    const SIZE: (u16, u16) = (24, 4);
    /// Bytes of going somewhere and switching attributes off and on.
    const SLACK: usize = "\x1b[44;99H\x1b[24m\x1b[27m\x1b[22m\x1b[4m\x1b[7m\x1b[1m".len();

    /// Keeps what was written.
    #[derive(Clone, Default)]
    struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Words somewhere, in some style.
    type Words = (u16, u16, String, Style);

    fn words() -> impl Strategy<Value = Words> {
        let colour = prop_oneof![
            Just(Color::Reset),
            Just(Color::Red),
            Just(Color::Indexed(120)),
            Just(Color::Rgb(1, 2, 3)),
        ];
        // What blinks is no matter of the terminal that is asked here.
        let modifier = any::<u16>().prop_map(|bits| {
            let unknown = Modifier::SLOW_BLINK | Modifier::RAPID_BLINK;
            Modifier::from_bits_truncate(bits) - unknown - Modifier::HIDDEN - Modifier::CROSSED_OUT
        });
        let style = (colour.clone(), colour, modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier));
        (
            0..SIZE.0,
            0..SIZE.1,
            "[a-cчћ 合同e\u{301}]{1,6}|[ab]{9,24}",
            style,
        )
    }

    fn draw<B: Backend<Error = io::Error>>(backend: B, frames: &[Vec<Words>]) {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let mut screen = Terminal::with_options(backend, options).expect("nothing is asked of it");
        for frame in frames {
            let drawn = screen.draw(|canvas| {
                for (x, y, words, style) in frame {
                    canvas.buffer_mut().set_string(*x, *y, words, *style);
                }
            });
            drawn.expect("paper takes everything");
        }
    }

    /// What a terminal shows that was written so to.
    fn shown(written: &[u8]) -> Vec<String> {
        let [width, height] = [SIZE.0, SIZE.1].map(|one| NonZero::new(one).expect("no size is 0"));
        let mut terminal = vt100::Parser::new(height, width, 0);
        terminal.process(written);
        let cells = (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (y, x)));
        let told = cells.map(|(y, x)| {
            let cell = terminal.screen().cell(y, x).expect("it lies inside");
            let (fg, bg) = (cell.fgcolor(), cell.bgcolor());
            let on = [
                // What is both at once is either there, whichever was asked for last.
                cell.bold() || cell.dim(),
                cell.italic(),
                cell.underline(),
                cell.inverse(),
            ];
            let words = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            // Of a blank the colour of letters is not seen, nor how bold they are.
            if words == " " && !cell.underline() && !cell.inverse() {
                return format!("{y} {x} {bg:?}");
            }
            format!("{y} {x} {words:?} {fg:?} {bg:?} {on:?}")
        });
        told.collect()
    }

    /// What is written for the last of some frames.
    fn last(frames: &[Vec<Words>]) -> String {
        let written = |frames: &[Vec<Words>]| {
            let paper = Paper::default();
            draw(Thrifty::new(paper.clone()), frames);
            paper.0.take()
        };
        let before = written(&frames[..frames.len() - 1]).len();
        String::from_utf8_lossy(&written(frames)[before..]).into_owned()
    }

    #[test]
    fn a_letter_that_stays_between_two_that_change_is_written_again() {
        let page = |words: &str| vec![(0, 0, words.to_owned(), Style::new())];
        let written = last(&[page("a-b"), page("c-d")]);
        assert!(written.contains("c-d"), "{written:?}");
    }

    #[test]
    fn no_colour_of_letters_is_named_for_a_blank() {
        let red = Style::new().fg(Color::Red);
        let before = vec![(0, 0, "xxx".to_owned(), red)];
        let after = vec![
            (0, 0, "a b".to_owned(), red),
            (1, 0, " ".to_owned(), Style::new().fg(Color::Green)),
        ];
        let written = last(&[before, after]);
        assert!(written.contains("a b"), "{written:?}");
    }

    #[test]
    fn what_stands_in_one_colour_is_written_before_what_stands_in_the_next() {
        let [red, blue] = [Color::Red, Color::Blue].map(|colour| Style::new().fg(colour));
        let rows =
            (0..3).flat_map(|y| [(0, y, "ab".to_owned(), red), (9, y, "cd".to_owned(), blue)]);
        let written = last(&[Vec::new(), rows.collect()]);
        assert_eq!(written.matches("38;5;1m").count(), 1, "{written:?}");
        assert_eq!(written.matches("38;5;4m").count(), 1, "{written:?}");
    }

    #[test]
    fn a_long_blank_is_erased_where_the_terminal_does_that_in_colour() {
        let page =
            |words: &str, colour: Color| vec![(0, 0, words.to_owned(), Style::new().bg(colour))];
        let (full, empty) = ("x".repeat(20) + "y", " ".repeat(20) + "y");
        let red = [page(&full, Color::Red), page(&empty, Color::Red)];
        assert!(last(&red).contains("\x1b[20X"));
        let paper = Paper::default();
        draw(Thrifty::new(paper.clone()).erasing_in_colour(false), &red);
        assert!(!String::from_utf8_lossy(&paper.0.borrow()).contains("\x1b[20X"));
        let plain = [page(&full, Color::Reset), page(&empty, Color::Reset)];
        let paper = Paper::default();
        draw(Thrifty::new(paper.clone()).erasing_in_colour(false), &plain);
        assert!(String::from_utf8_lossy(&paper.0.borrow()).contains("\x1b[20X"));
    }

    proptest! {
        #[test]
        fn a_terminal_shows_the_same_for_fewer_bytes(
            frames in prop::collection::vec(prop::collection::vec(words(), 0..8), 1..5),
        ) {
            let (few, many) = (Paper::default(), Paper::default());
            draw(Thrifty::new(few.clone()), &frames);
            draw(CrosstermBackend::new(many.clone()), &frames);
            prop_assert_eq!(shown(&few.0.borrow()), shown(&many.0.borrow()));
            // Where attributes change with every letter, going from colour to colour can take a step more.
            prop_assert!(few.0.borrow().len() <= many.0.borrow().len() + SLACK);
        }
    }
}
