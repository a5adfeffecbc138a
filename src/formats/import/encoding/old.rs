//! Encodings of systems before Windows that nothing else here knows.

/// Code page 852, bytes 128 to 255.
const CP852: &str = "\
    ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
    áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
    ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";
/// Code page 855, bytes 128 to 255.
const CP855: &str = "\
    ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪ\
    аАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐\
    └┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀\
    ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}";

/// Reads bytes in code page 852: Latin letters of Central Europe.
pub fn cp852(bytes: &[u8]) -> String {
    read(bytes, CP852)
}

/// Reads bytes in code page 855: Cyrillic, with the letters of Serbian.
pub fn cp855(bytes: &[u8]) -> String {
    read(bytes, CP855)
}

fn read(bytes: &[u8], upper: &str) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let letter = |&byte: &u8| match byte.checked_sub(128) {
        Some(index) => upper
            .get(usize::from(index))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_letter() {
        for upper in [CP852, CP855] {
            assert_eq!(upper.chars().count(), 128);
        }
        assert_eq!(cp852(b"\xAClan \xD0 \xE6\x9F\x86\xE7\xA7"), "Član đ Ščćšž");
        assert_eq!(cp855(b"\xFC\xD0\xA0\xD4 \x80"), "Члан ђ");
    }
}
