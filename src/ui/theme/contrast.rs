//! Whether the themes can be read: the contrast of WCAG 2 between words and their ground.

use super::Theme;
use ratatui::style::{Color, Modifier, Style};

/// What is no text: lines and bars only have to be seen.
const NO_TEXT: [&str; 2] = ["frame", "bar"];
/// Looks of words in the text of a clause, in the order in which one lies over another.
const LAYERS: [&str; 8] = [
    "link",
    "inserted",
    "hint",
    "tagged",
    "found",
    "found-here",
    "stranger",
    "chosen",
];

fn luminance(colour: Color) -> Option<f64> {
    let Color::Rgb(red, green, blue) = colour else {
        return None;
    };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// The contrast of a look, from 1 to 21.
fn contrast(style: Style) -> f64 {
    let of = |colour: Option<Color>| colour.and_then(luminance).expect("a colour of its own");
    let (front, ground) = (of(style.fg), of(style.bg));
    (front.max(ground) + 0.05) / (front.min(ground) + 0.05)
}

/// The themes with colours of their own, and the contrast that their words must have.
fn themes() -> [(&'static str, Theme, f64); 3] {
    [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)]
        .map(|(name, least)| (name, Theme::built_in(name).expect(name), least))
}

#[test]
fn contrast_is_that_of_the_standard() {
    let of = |front, ground| contrast(Style::new().fg(front).bg(ground));
    let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
    let grey = Color::Rgb(0x77, 0x77, 0x77);
    assert!((of(black, white) - 21.0).abs() < 1e-9);
    assert!((of(grey, white) - 4.478).abs() < 0.001);
}

#[test]
fn every_role_can_be_read_on_every_ground() {
    for (name, theme, least) in themes() {
        let grounds = [theme.ground, theme.ground.patch(theme.panel)];
        for (role, _) in Theme::ROLES {
            let style = theme.role(role).expect(role);
            let least = if NO_TEXT.contains(role) { 1.5 } else { least };
            for ground in grounds {
                let found = contrast(ground.patch(style));
                assert!(found >= least, "{name}: {role} has only {found:.2}");
            }
            let odd = Modifier::REVERSED | Modifier::DIM;
            assert!(!style.add_modifier.intersects(odd), "{name}: {role}");
        }
    }
}

#[test]
fn words_of_a_clause_can_be_read_whatever_lies_over_them() {
    for (name, theme, least) in themes() {
        for ground in [theme.ground, theme.ground.patch(theme.muted)] {
            for (at, below) in LAYERS.iter().enumerate() {
                for above in LAYERS.iter().skip(at + 1) {
                    let role = |role: &str| theme.role(role).expect("a role");
                    let style = ground.patch(role(below)).patch(role(above));
                    let found = contrast(style);
                    assert!(
                        found >= least,
                        "{name}: {above} over {below}: only {found:.2}"
                    );
                }
            }
        }
    }
}

/// What must not look the same in any theme, whether or not there is colour.
#[test]
fn what_differs_in_meaning_differs_in_look() {
    let pairs = [
        ("text", "title"),
        ("text", "selected"),
        ("text", "link"),
        ("text", "hint"),
        ("text", "tagged"),
        ("hint", "tagged"),
        ("tagged", "inserted"),
        ("found", "found-here"),
        ("text", "chosen"),
        ("text", "concern"),
        ("text", "muted"),
    ];
    for name in super::BUILT_IN {
        let theme = Theme::built_in(name).expect(name);
        for (one, other) in pairs {
            let look = |role: &str| theme.ground.patch(theme.role(role).expect("a role"));
            assert_ne!(look(one), look(other), "{name}: {one} and {other}");
        }
    }
}
