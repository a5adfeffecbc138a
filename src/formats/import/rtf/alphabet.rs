//! Which letters the bytes of a font or a code page stand for.

use super::super::encoding;
use encoding_rs::Encoding;

/// How bytes become letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alphabet {
    /// One that browsers know.
    Known(&'static Encoding),
    /// Code page 852 of old systems.
    Cp852,
    /// A symbol font: every letter is a picture.
    Symbols,
}

impl Alphabet {
    /// That of a font's character set; nothing when the font leaves it to the document.
    pub fn of_charset(charset: i32) -> Option<Self> {
        let label = match charset {
            2 => return Some(Self::Symbols),
            77 => "macintosh",
            128 => "shift_jis",
            129 | 130 => "euc-kr",
            134 => "gb18030",
            136 => "big5",
            161 => "windows-1253",
            162 => "windows-1254",
            163 => "windows-1258",
            177 => "windows-1255",
            178..=180 => "windows-1256",
            186 => "windows-1257",
            204 => "windows-1251",
            222 => "windows-874",
            238 => "windows-1250",
            255 => return Some(Self::Cp852),
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Known)
    }

    /// That of a code page.
    pub fn of_code_page(page: i32) -> Option<Self> {
        let label = match page {
            852 => return Some(Self::Cp852),
            866 => "ibm866".to_owned(),
            874 => "windows-874".to_owned(),
            932 => "shift_jis".to_owned(),
            936 => "gb18030".to_owned(),
            949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            1250..=1258 => format!("windows-{page}"),
            10_000 => "macintosh".to_owned(),
            10_007 => "x-mac-cyrillic".to_owned(),
            65_001 => "utf-8".to_owned(),
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Known)
    }

    /// What bytes say in this alphabet. Symbols come out in the private area, for their font.
    pub fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Cp852 => encoding::cp852(bytes),
            Self::Symbols => bytes
                .iter()
                .filter_map(|&byte| match byte {
                    0x20 => Some(' '),
                    _ => char::from_u32(0xF000 + u32::from(byte)),
                })
                .collect(),
        }
    }
}
