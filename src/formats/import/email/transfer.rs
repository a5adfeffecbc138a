//! Bytes that were written in letters so that they could be mailed.

/// Reads Base64 as far as it goes; whatever is no letter of it is passed over.
pub fn base64(coded: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(coded.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in coded {
        let Some(value) = sextet(byte) else {
            continue;
        };
        bits = (bits << 6) | value;
        count += 1;
        if count == 4 {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    // Two or three letters are left over from one or two bytes.
    let rest = (bits << (6 * (4 - count))).to_be_bytes();
    let left = match count {
        2 => 1,
        3 => 2,
        _ => 0,
    };
    bytes.extend_from_slice(&rest[1..=left]);
    bytes
}

const fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value as u32)
}

/// Reads `=C4=8D` as bytes; in header words a low line is a blank.
pub fn quoted_printable(coded: &[u8], header: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(coded.len());
    let mut at = 0;
    while let Some(&byte) = coded.get(at) {
        at += 1;
        if byte == b'_' && header {
            bytes.push(b' ');
        } else if byte == b'=' {
            at += escape(coded.get(at..).unwrap_or_default(), &mut bytes);
        } else {
            bytes.push(byte);
        }
    }
    bytes
}

/// What follows an equals sign: two hexadecimal digits, or a line end that is none.
fn escape(rest: &[u8], bytes: &mut Vec<u8>) -> usize {
    let digit = |index: usize| rest.get(index).and_then(|&byte| hex(byte));
    if let (Some(high), Some(low)) = (digit(0), digit(1)) {
        bytes.push(high << 4 | low);
        return 2;
    }
    let blanks = rest
        .iter()
        .take_while(|&&byte| byte == b' ' || byte == b'\t')
        .count();
    match rest.get(blanks..) {
        Some([b'\r', b'\n', ..]) => blanks + 2,
        Some([b'\n' | b'\r', ..]) => blanks + 1,
        _ => {
            bytes.push(b'=');
            0
        }
    }
}

/// The value of a hexadecimal digit.
pub const fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailed_letters_become_bytes_again() {
        for (coded, plain) in [
            ("w4RsYW4=", "Älan"),
            ("xIxsYW4g\r\nMS4=", "Član 1."),
            ("TQ", "M"),
            ("TWE", "Ma"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(base64(coded.as_bytes())).unwrap(), plain);
        }
        for (coded, plain) in [
            ("=C4=8Clan =\r\n1.", "Član 1."),
            ("a=3Db= \nc", "a=bc"),
            ("1 = 1 =Z", "1 = 1 =Z"),
            ("a_b", "a_b"),
        ] {
            let bytes = quoted_printable(coded.as_bytes(), false);
            assert_eq!(String::from_utf8(bytes).unwrap(), plain);
        }
        assert_eq!(quoted_printable(b"a_b", true), b"a b");
    }
}
