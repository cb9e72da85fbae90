//! A position in bytes that reads the few tokens of a PDF that stand outside its objects.

/// A position that only moves forward, and never past the end.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn at(bytes: &'a [u8], position: usize) -> Self {
        let position = position.min(bytes.len());
        Self { bytes, position }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..]
    }

    pub(super) fn skip_whitespace(&mut self) {
        self.position += leading_whitespace(self.rest());
    }

    /// Skips white space and comments, which run to the end of their line.
    pub(super) fn skip_blank(&mut self) {
        self.skip_whitespace();
        while self.rest().first() == Some(&b'%') {
            let line = self.rest().iter().position(|byte| b"\r\n".contains(byte));
            self.position += line.unwrap_or(self.rest().len());
            self.skip_whitespace();
        }
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.rest().get(..count)?;
        self.position += count;
        Some(taken)
    }

    pub(super) fn keyword(&mut self, keyword: &[u8]) -> Option<()> {
        self.rest()
            .starts_with(keyword)
            .then(|| self.position += keyword.len())
    }

    /// An unsigned number of at most ten digits, as cross-references write them.
    pub(super) fn number(&mut self) -> Option<u64> {
        let digits = self
            .rest()
            .iter()
            .take(11)
            .take_while(|byte| byte.is_ascii_digit());
        let number = decimal(self.rest().get(..digits.count())?)?;
        self.position += self
            .rest()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        Some(number)
    }

    /// The header of an indirect object: its number and generation.
    pub(super) fn object_header(&mut self) -> Option<(u32, u32)> {
        self.skip_whitespace();
        let number = self.number()?.try_into().ok()?;
        self.skip_whitespace();
        let generation = self.number()?.try_into().ok()?;
        self.skip_whitespace();
        self.keyword(b"obj")?;
        Some((number, generation))
    }
}

/// The white space of PDF: also NUL and form feed.
pub(super) const fn is_whitespace(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

pub(super) fn leading_whitespace(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| is_whitespace(**byte))
        .count()
}

/// A number of one to ten decimal digits and nothing else.
pub(super) fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(
        digits
            .iter()
            .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')),
    )
}
