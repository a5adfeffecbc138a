//! Numbers written out the way Word's number formats do.

mod east;
mod letters;
mod words;

use letters::{extended, hebrew, roman};

/// Writes a number in one of Word's formats, in a language where that matters; formats we do not
/// know come out in digits.
pub fn format(number: u32, format: &str, language: Option<&str>) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "ordinal" => words::ordinal(number, language),
        "cardinalText" => words::cardinal(number, language),
        "ordinalText" => words::ordinal_text(number, language),
        "numberInDash" => format!("- {number} -"),
        "hex" => format!("{number:X}"),
        "hebrew1" => hebrew(number),
        "chicago" => extended(number, "*†‡§"),
        _ => letters::lettered(number, format)
            .or_else(|| east::format(number, format, language))
            .or_else(|| sample(number, format))
            .unwrap_or_else(|| number.to_string()),
    }
}

/// Formats of one's own, written as a sample: `01, 02, 03, ...` or `a, ç, ĝ, ...`.
fn sample(number: u32, sample: &str) -> Option<String> {
    let first = sample.split(',').next()?.trim();
    let digits = first.chars().all(|c| c.is_ascii_digit()) && first.ends_with('1');
    if digits && first.len() < 20 {
        let width = first.len();
        return Some(format!("{number:0width$}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, name, text) in [
            (7, "decimal", "7"),
            (7, "decimalZero", "07"),
            (7, "001, 002, 003, ...", "007"),
            (44, "upperRoman", "XLIV"),
            (4, "lowerRoman", "iv"),
            (40_000, "upperRoman", "40000"),
            (27, "lowerLetter", "aa"),
            (53, "upperLetter", "AAA"),
            (7, "russianLower", "ж"),
            (10, "russianLower", "к"),
            (30, "russianUpper", "АА"),
            (12, "ordinal", "12th"),
            (22, "ordinal", "22nd"),
            (21, "ordinalText", "Twenty-first"),
            (10, "chineseCounting", "十"),
            (12, "chineseCounting", "十二"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (2003, "chineseCountingThousand", "二千零三"),
            (10_001, "chineseCountingThousand", "一万零一"),
            (12_345, "chineseLegalSimplified", "壹万贰仟叁佰肆拾伍"),
            (101, "japaneseCounting", "一百零一"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (10_010, "ideographLegalTraditional", "壹萬零壹拾"),
            (20, "ideographDigital", "二〇"),
            (3, "decimalEnclosedCircle", "③"),
            (36, "decimalEnclosedCircle", "㊱"),
            (3, "decimalEnclosedFullstop", "⒊"),
            (3, "ideographTraditional", "丙"),
            (11, "ideographTraditional", "11"),
            (61, "ideographZodiacTraditional", "甲子"),
            (13, "koreanCounting", "십삼"),
            (25, "koreanLegal", "스물다섯"),
            (12, "koreanDigital", "일이"),
            (2, "ganada", "나"),
            (16, "hebrew1", "טז"),
            (6, "chicago", "††"),
            (3, "arabicAbjad", "ج"),
            (12, "thaiNumbers", "๑๒"),
            (3, "unheardOf", "3"),
            (3, "none", ""),
        ] {
            assert_eq!(format(number, name, None), text, "{name} {number}");
        }
        for (number, text) in [(20_010, "二万十"), (1120, "千百二十")] {
            assert_eq!(format(number, "japaneseCounting", Some("ja-JP")), text);
        }
    }
}
