//! The signs that rich text is made of.

/// One sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word5`; names are in ASCII letters.
    Word(&'a str, Option<i32>),
    /// `\~` and the like.
    Symbol(u8),
    /// A byte of text, written plainly or as `\'e8`.
    Byte(u8),
}

/// Reads signs one by one.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// From the start.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no text.
    pub fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn word(&mut self) -> Token<'a> {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .take(40)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let name = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        let mut end = length;
        let negative = rest.get(end) == Some(&b'-');
        end += usize::from(negative);
        let digits = rest[end.min(rest.len())..].iter().take(20);
        let digits = digits.take_while(|b| b.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let written = std::str::from_utf8(&rest[end..end + digits]).unwrap_or_default();
            let value: i64 = written.parse().unwrap_or(i64::MAX);
            let value = if negative { -value } else { value };
            number = Some(fitted(value));
            end += digits;
        } else {
            end = length;
        }
        end += usize::from(rest.get(end) == Some(&b' '));
        self.at += end;
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match self.bytes.get(self.at) {
                    Some(next) if next.is_ascii_alphabetic() => self.word(),
                    Some(b'\'') => {
                        let digit = |at: usize| {
                            let digit = char::from(*self.bytes.get(self.at + at)?);
                            digit
                                .to_digit(16)
                                .and_then(|digit| u8::try_from(digit).ok())
                        };
                        let (high, low) = (digit(1), digit(2));
                        let (Some(high), Some(low)) = (high, low) else {
                            self.at += 1;
                            continue;
                        };
                        self.at += 3;
                        Token::Byte(high << 4 | low)
                    }
                    Some(&symbol) => {
                        self.at += 1;
                        Token::Symbol(symbol)
                    }
                    None => return None,
                },
                byte => Token::Byte(byte),
            });
        }
    }
}

/// Programs write times as unsigned numbers, which may not fit a signed one.
fn fitted(value: i64) -> i32 {
    match u32::try_from(value) {
        Ok(value) => value.cast_signed(),
        Err(_) if value < 0 => i32::try_from(value).unwrap_or(i32::MIN),
        Err(_) => i32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_apart() {
        let tokens: Vec<_> = Tokens::new(b"{\\b0 a\\'e8\\u-10\\par\r\n\\~\\'zz}\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xE8),
                Token::Word("u", Some(-10)),
                Token::Word("par", None),
                Token::Symbol(b'~'),
                Token::Byte(b'z'),
                Token::Byte(b'z'),
                Token::Close,
            ]
        );
    }
}
