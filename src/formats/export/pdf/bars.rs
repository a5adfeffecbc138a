//! Bars as strips: a picture whose words say the same, both to the eye and to a screen reader.

use super::super::report::Bars;
use super::compose::Composer;
use super::looks;
use super::shape::short;
use super::strip::{Keep, Mark, Shape};
use krilla::tagging::Tag;

/// Share of the width for the names.
const NAMES: f32 = 0.34;
/// Width kept free for the numbers.
const NUMBERS: f32 = 50.0;
/// The most characters of what is read instead of the picture.
const MOST_READ: usize = 4_000;

impl Composer<'_> {
    /// A bar for each number.
    pub(super) fn bars(&mut self, bars: &Bars) {
        self.tree.open(Tag::P);
        let lines = self.words(&bars.title, looks::LEFT, looks::WIDTH, looks::OF_FACT);
        self.tree.close();
        self.put(lines, 10.0, Keep::Hard, "caption");
        let said = bars
            .bars
            .iter()
            .map(|bar| format!("{}: {}", bar.name, bar.count));
        let said = format!("{} {}", bars.title, said.collect::<Vec<_>>().join("; "));
        self.tree.open(Tag::Figure(Some(short(&said, MOST_READ))));
        let most = bars
            .bars
            .iter()
            .map(|bar| bar.count)
            .max()
            .unwrap_or_default()
            .max(1);
        let count = bars.bars.len();
        for (place, bar) in bars.bars.iter().enumerate() {
            let setting = looks::OF_CELL;
            let names = looks::WIDTH * NAMES;
            let name = self.words(&bar.name, looks::LEFT, names - 8.0, setting);
            let whole = looks::WIDTH - names - NUMBERS;
            let width = whole * share(bar.count, most);
            let x = looks::LEFT + names;
            let number = self.words(&bar.count.to_string(), x + width + 5.0, NUMBERS, setting);
            let mut lines = name.lines;
            if let Some(first) = lines.first_mut() {
                first.extend(number.lines.into_iter().flatten());
                first.push(Mark {
                    leaf: Some(self.tree.leaf()),
                    link: None,
                    shapes: vec![Shape::Box {
                        x,
                        y: 2.0,
                        width: width.max(0.8),
                        height: 9.0,
                        colour: looks::colour(bar.tone),
                    }],
                });
            }
            let keep = if place + 1 == count {
                Keep::Free
            } else {
                Keep::Soft
            };
            let lines = super::compose::Lines {
                lines,
                leading: name.leading,
            };
            self.put(lines, 3.0, keep, "bar");
        }
        self.tree.close();
        self.emit("space", 0.0, 6.0, Vec::new(), Keep::Free);
    }
}

/// Part of the whole, from 0 to 1, by the thousandth.
fn share(count: usize, most: usize) -> f32 {
    let share = u128::try_from(count).unwrap_or_default() * 1000;
    let share = share / u128::try_from(most.max(1)).unwrap_or(1);
    f32::from(u16::try_from(share).unwrap_or(1000)) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_between_nothing_and_all() {
        for (count, most, wanted) in [
            (0, 0, 0.0),
            (1, 2, 0.5),
            (7, 7, 1.0),
            (usize::MAX, usize::MAX, 1.0),
        ] {
            assert!(
                (share(count, most) - wanted).abs() < 0.001,
                "{count} of {most}"
            );
        }
    }
}
