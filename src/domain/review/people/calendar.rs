//! The one spelling of a moment, quickly: a journal of a million entries has a million of them.
//!
//! Knows the years from 1970 to 9998 only; `people` has the rest from a library, against which this
//! is tested.

const DAY: i64 = 86_400_000;
/// The last year that is known here; the library's calendar ends inside of the next.
const LAST: i64 = 9998;

/// Milliseconds since 1970 of a time written `2026-11-21T09:30:00.000Z`; nothing for any other
/// spelling, for a day that is not in the calendar, and for years before 1970.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text: &[u8; 24] = text.as_bytes().try_into().ok()?;
    let marks = [
        (4, b'-'),
        (7, b'-'),
        (10, b'T'),
        (13, b':'),
        (16, b':'),
        (19, b'.'),
        (23, b'Z'),
    ];
    if marks.iter().any(|&(at, mark)| text[at] != mark) {
        return None;
    }
    let [year, month, day] = [
        number(&text[..4])?,
        number(&text[5..7])?,
        number(&text[8..10])?,
    ];
    let [hour, minute] = [number(&text[11..13])?, number(&text[14..16])?];
    let [second, milli] = [number(&text[17..19])?, number(&text[20..23])?];
    let days = days_until(year, month, day);
    let known =
        year >= 1970 && (1..=12).contains(&month) && hour < 24 && minute < 60 && second < 60;
    if !known || civil(days) != (year, month, day) {
        return None;
    }
    Some(days * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + milli)
}

/// A moment in that spelling; nothing outside the years that are known here.
pub(super) fn write(millis: i64) -> Option<[u8; 24]> {
    let days = millis.div_euclid(DAY);
    let (year, month, day) = civil(days);
    if millis < 0 || year > LAST {
        return None;
    }
    let rest = millis.rem_euclid(DAY);
    let mut text = *b"0000-00-00T00:00:00.000Z";
    put(&mut text[..4], year);
    put(&mut text[5..7], month);
    put(&mut text[8..10], day);
    put(&mut text[11..13], rest / 3_600_000);
    put(&mut text[14..16], rest / 60_000 % 60);
    put(&mut text[17..19], rest / 1000 % 60);
    put(&mut text[20..23], rest % 1000);
    Some(text)
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        Some(sum * 10 + digit)
    })
}

fn put(slots: &mut [u8], mut number: i64) {
    for slot in slots.iter_mut().rev() {
        *slot = b'0' + u8::try_from(number % 10).expect("a digit is small");
        number /= 10;
    }
}

/// Days from 1970-01-01 to a day. Years are counted from March, so that the day that comes and goes is
/// the last of its year.
const fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// The day so many days after 1970-01-01.
const fn civil(days: i64) -> (i64, i64, i64) {
    let since = days + 719_468;
    let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + if month < 3 { 1 } else { 0 };
    (year, month, of_year - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn by_library(millis: i64) -> String {
        let stamp = Timestamp::from_millisecond(millis).expect("is in range");
        stamp.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
    }

    #[test]
    fn every_day_is_the_librarys() {
        for day in (0..2_932_532)
            .step_by(7)
            .chain([59, 60, 11_016, 11_017, 2_932_531])
        {
            let millis = day * DAY + 86_399_999;
            let text = write(millis).expect("is in range");
            let text = std::str::from_utf8(&text).expect("is ASCII");
            assert_eq!(text, by_library(millis));
            assert_eq!(parse(text), Some(millis));
        }
        assert_eq!(write(-1), None);
        assert_eq!(write(2_932_532 * DAY), None);
    }

    #[test]
    fn what_is_no_day_is_no_moment() {
        for text in [
            "2026-02-29T00:00:00.000Z",
            "2026-00-10T00:00:00.000Z",
            "2026-13-01T00:00:00.000Z",
            "2026-04-31T00:00:00.000Z",
            "2026-04-00T00:00:00.000Z",
            "2026-04-01T24:00:00.000Z",
            "2026-04-01T00:60:00.000Z",
            "2026-04-01T00:00:60.000Z",
            "2026-04-01t00:00:00.000Z",
            "1969-12-31T23:59:59.999Z",
            "+026-04-01T00:00:00.000Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(millis in 0..2_932_532 * DAY) {
            let text = write(millis).expect("is in range");
            let text = std::str::from_utf8(&text).expect("is ASCII");
            prop_assert_eq!(text, by_library(millis));
            prop_assert_eq!(parse(text), Some(millis));
        }
    }
}
