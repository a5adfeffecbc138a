//! Sizes, distances and colours: everything that is a matter of taste.
//!
//! All lengths are points (1/72 inch); A4 is 595 by 842 of them.

use super::super::report::Tone;

/// Width of a page.
pub const PAGE_WIDTH: f32 = 595.28;
/// Height of a page.
pub const PAGE_HEIGHT: f32 = 841.89;
/// Where text begins on the left; it ends as far from the right.
pub const LEFT: f32 = 60.0;
/// How wide text is.
pub const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
/// Where text begins on a page.
pub const TOP: f32 = 76.0;
/// How high text is on a page.
pub const HEIGHT: f32 = PAGE_HEIGHT - TOP - 64.0;

/// A colour: red, green, blue.
pub type Colour = (u8, u8, u8);

/// Of running text.
pub const INK: Colour = (0x1c, 0x1c, 0x1c);
/// Of what matters less.
pub const FAINT: Colour = (0x55, 0x5b, 0x63);
/// Of the titles of parts.
pub const TITLE: Colour = (0x16, 0x33, 0x55);
/// Of words that lead somewhere.
pub const LINK: Colour = (0x1b, 0x4f, 0x8a);
/// Of thin lines.
pub const RULE: Colour = (0xcf, 0xd5, 0xdc);
/// Behind the heads of tables and behind lines for programs.
pub const SHADE: Colour = (0xee, 0xf1, 0xf5);
/// Beside words of an agreement.
pub const QUOTED: Colour = (0x7d, 0x93, 0xad);
/// Beside words of a reviewer.
pub const NOTED: Colour = (0xc9, 0xa2, 0x4b);

/// How a kind of text is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Size of the letters.
    pub size: f32,
    /// From line to line.
    pub leading: f32,
    /// Colour of the letters.
    pub colour: Colour,
    /// Whether all of it is bold.
    pub strong: bool,
}

const fn setting(size: f32, leading: f32, colour: Colour, strong: bool) -> Setting {
    Setting {
        size,
        leading,
        colour,
        strong,
    }
}

/// The title.
pub const OF_TITLE: Setting = setting(22.0, 28.0, TITLE, true);
/// Paragraphs.
pub const OF_TEXT: Setting = setting(10.0, 14.5, INK, false);
/// Quotations.
pub const OF_QUOTE: Setting = setting(10.0, 14.5, (0x2b, 0x33, 0x3d), false);
/// What must not be overlooked.
pub const OF_NOTICE: Setting = setting(10.0, 14.5, INK, true);
/// Cells of tables.
pub const OF_CELL: Setting = setting(9.0, 12.5, INK, false);
/// Heads of tables.
pub const OF_HEAD: Setting = setting(8.5, 12.0, TITLE, true);
/// Names of facts.
pub const OF_FACT: Setting = setting(9.0, 12.5, FAINT, true);
/// Sources.
pub const OF_SOURCE: Setting = setting(8.0, 11.0, FAINT, false);
/// Lines for programs.
pub const OF_VERBATIM: Setting = setting(7.0, 10.0, INK, false);
/// The head and the foot of a page.
pub const OF_FOOT: Setting = setting(8.0, 11.0, FAINT, false);

/// A heading of a level, with the distance above and below it.
pub const fn of_heading(level: u8) -> (Setting, f32, f32) {
    match level {
        0..=2 => (setting(15.0, 20.0, TITLE, true), 24.0, 7.0),
        3 => (setting(12.0, 16.5, TITLE, true), 17.0, 5.0),
        _ => (setting(10.5, 15.0, INK, true), 15.0, 4.0),
    }
}

/// The colour of a tone: dark enough to write with, on white and on its own tint.
pub const fn colour(tone: Tone) -> Colour {
    match tone {
        Tone::Concern => (0xa3, 0x18, 0x18),
        Tone::Absent => (0x8f, 0x45, 0x00),
        Tone::Withheld => (0x5a, 0x36, 0x8c),
        Tone::Unclear => (0x6d, 0x58, 0x00),
        Tone::Good => (0x1a, 0x63, 0x35),
        Tone::Open => (0x1c, 0x55, 0x84),
        Tone::Neutral => (0x4d, 0x53, 0x5b),
    }
}

/// The same, so light that words can stand on it.
pub const fn tint(tone: Tone) -> Colour {
    match tone {
        Tone::Concern => (0xfb, 0xe9, 0xe8),
        Tone::Absent => (0xfd, 0xf0, 0xe2),
        Tone::Withheld => (0xf2, 0xec, 0xf9),
        Tone::Unclear => (0xfa, 0xf5, 0xdb),
        Tone::Good => (0xe7, 0xf4, 0xeb),
        Tone::Open => (0xe7, 0xf0, 0xf8),
        Tone::Neutral => (0xf1, 0xf2, 0xf4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light(colour: Colour) -> f32 {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
    }

    #[test]
    fn words_stand_out_enough_from_what_is_behind_them() {
        let tones = [
            Tone::Concern,
            Tone::Absent,
            Tone::Withheld,
            Tone::Unclear,
            Tone::Good,
            Tone::Open,
            Tone::Neutral,
        ];
        let toned = tones.into_iter().map(|tone| (colour(tone), tint(tone)));
        let others = [(FAINT, (255, 255, 255)), (TITLE, SHADE), (INK, SHADE)];
        for (ink, behind) in toned.chain(others) {
            let ratio = (light(behind) + 0.05) / (light(ink) + 0.05);
            assert!(ratio > 4.5, "{ink:?} on {behind:?}: {ratio}");
        }
    }
}
