//! Days and times as they are written in the language that is spoken, on screens; everywhere else, in journals,
//! tables, reports and what a command prints, they stay ISO 8601 so that they can be sorted and read back.
//!
//! Knows nothing of where a time comes from, nor of time zones: what it is given is shown, and is in UTC.

use super::spoken;
use crate::domain::language::Language;
use jiff::civil::{Date, DateTime};
use std::cell::Cell;

thread_local! {
    /// Whether this thread just now makes what a person sees on a screen.
    static ON_SCREEN: Cell<bool> = const { Cell::new(false) };
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes days and times for a screen while something is done.
pub fn on_screen<T>(work: impl FnOnce() -> T) -> T {
    /// Puts back what was before, also when the work panics.
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            ON_SCREEN.set(self.0);
        }
    }
    let _back = Back(ON_SCREEN.replace(true));
    work()
}

/// A day: `22 November 2026`, `22. 11. 2026.`, `22.11.2026`.
pub fn day(day: Date) -> String {
    if !ON_SCREEN.get() {
        return day.to_string();
    }
    match (order(), month(day)) {
        (Order::Words, month) => format!("{} {month} {}", day.day(), day.year()),
        (Order::SpacedPoints, _) => {
            format!("{}. {}. {}.", day.day(), day.month(), day.year())
        }
        (Order::Points, _) => format!("{}.{}.{}", day.day(), day.month(), day.year()),
    }
}

/// A day and a minute in UTC, in a sentence.
pub fn minute(at: DateTime) -> String {
    let gap = match order() {
        Order::Words if ON_SCREEN.get() => ", ",
        _ => " ",
    };
    format!("{}{gap}{} UTC", day(at.date()), at.strftime("%H:%M"))
}

/// Columns of what [`short_minute`] writes.
pub const SHORT: u16 = 17;

/// A day and a minute in a column, always as wide: `22 Nov 2026 09:30`, `22.11.2026. 09:30`.
pub fn short_minute(at: DateTime) -> String {
    let (day, time) = (at.date(), at.strftime("%H:%M"));
    let day = if ON_SCREEN.get() {
        let (number, year) = (day.day(), day.year());
        match order() {
            Order::Words => {
                let month: String = month(day).chars().take(3).collect();
                format!("{number} {month} {year}")
            }
            Order::SpacedPoints => format!("{number}.{}.{year}.", day.month()),
            Order::Points => format!("{number}.{}.{year}", day.month()),
        }
    } else {
        day.to_string()
    };
    format!("{:>1$}", format!("{day} {time}"), usize::from(SHORT))
}

/// An ISO day as it is given in a document or a list, or whatever stands there instead.
pub fn given_day(text: &str) -> String {
    let is_day = text.len() == "2026-11-22".len();
    let read = text.parse::<Date>().ok().filter(|_| is_day);
    read.map_or_else(|| text.to_owned(), day)
}

/// How a language puts a day together.
#[derive(Clone, Copy)]
enum Order {
    Words,
    SpacedPoints,
    Points,
}

fn order() -> Order {
    match spoken() {
        Language::SerbianCyrillic
        | Language::SerbianLatin
        | Language::Bosnian
        | Language::Montenegrin => Order::SpacedPoints,
        Language::Macedonian | Language::Albanian => Order::Points,
        _ => Order::Words,
    }
}

fn month(day: Date) -> &'static str {
    let at = usize::try_from(day.month() - 1).unwrap_or(0);
    MONTHS[at.min(MONTHS.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::translate::{SPOKEN, speaking};
    use jiff::civil::date;

    #[test]
    fn a_day_is_written_as_is_customary() {
        let wanted = |language| match language {
            Language::English => (
                "3 November 2026",
                "3 November 2026, 09:05 UTC",
                " 3 Nov 2026 09:05",
            ),
            Language::SerbianCyrillic
            | Language::SerbianLatin
            | Language::Bosnian
            | Language::Montenegrin => (
                "3. 11. 2026.",
                "3. 11. 2026. 09:05 UTC",
                " 3.11.2026. 09:05",
            ),
            Language::Albanian | Language::Macedonian => {
                ("3.11.2026", "3.11.2026 09:05 UTC", "  3.11.2026 09:05")
            }
            other => panic!("{other} is spoken without dates"),
        };
        let at = date(2026, 11, 3).at(9, 5, 59, 0);
        for &language in SPOKEN {
            let (one, two, three) = wanted(language);
            speaking(language, || {
                on_screen(|| {
                    assert_eq!(day(at.date()), one, "{language}");
                    assert_eq!(minute(at), two, "{language}");
                    assert_eq!(short_minute(at), three, "{language}");
                    assert_eq!(given_day("2026-11-03"), one, "{language}");
                });
                assert_eq!(day(at.date()), "2026-11-03");
                assert_eq!(minute(at), "2026-11-03 09:05 UTC");
                assert_eq!(short_minute(at), " 2026-11-03 09:05");
            });
        }
    }

    #[test]
    fn columns_are_wide_enough_for_every_day_and_what_is_no_day_stays() {
        for &language in SPOKEN {
            for month in 1..=12 {
                let at = date(2026, month, 28).at(23, 59, 0, 0);
                let written = speaking(language, || on_screen(|| short_minute(at)));
                assert_eq!(written.chars().count(), usize::from(SHORT), "{written}");
            }
        }
        for text in [
            "",
            "2016",
            "spring 2024",
            "2024-02-30",
            "2024-03-01T10:00:00Z",
            "20240301",
        ] {
            assert_eq!(on_screen(|| given_day(text)), text);
        }
    }
}
