//! Finding the line to show: where in a text a key, a value or an identifier stands.

use miette::{NamedSource, SourceSpan};

/// A text that was read, with the name under which the reader knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, as given.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

impl SourceFile {
    /// A text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Where a nested key stands: `["das", "base"]` is the first `base:` after the first `das:`. Comments are passed over.
    pub fn key(&self, path: &[&str]) -> Option<SourceSpan> {
        let mut from = 0;
        let mut found = None;
        for key in path {
            let at = self.key_after(key, from)?;
            from = at + key.len();
            found = Some(span(at, key.len()));
        }
        found
    }

    /// Where a key stands once more in a mapping that begins here.
    pub fn repeated_key(&self, key: &str, from: SourceSpan) -> Option<SourceSpan> {
        let mut places = self.keys(key, from.offset());
        let column = |at: usize| at - self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let first = column(places.next()?);
        let again = places.find(|at| column(*at) == first)?;
        Some(span(again, key.len()))
    }

    fn key_after(&self, key: &str, from: usize) -> Option<usize> {
        self.keys(key, from).next()
    }

    fn keys<'a>(&'a self, key: &'a str, from: usize) -> impl Iterator<Item = usize> + 'a {
        self.occurrences(key, from).filter(move |at| {
            let rest = &self.text[at + key.len()..];
            rest.trim_start_matches(['"', '\'', ' ']).starts_with(':')
        })
    }

    /// Where a word stands for the n-th time, counted from zero. Comments are passed over.
    pub fn word(&self, word: &str, nth: usize) -> Option<SourceSpan> {
        self.occurrences(word, 0)
            .nth(nth)
            .map(|at| span(at, word.len()))
    }

    /// Where a line and a column, both counted from 1, stand.
    pub fn position(&self, line: usize, column: usize) -> SourceSpan {
        let before: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let offset = (before + column.saturating_sub(1)).min(self.text.len());
        span(offset, 0)
    }

    /// The line, counted from 1, in which a place lies.
    pub fn line_of(&self, place: SourceSpan) -> usize {
        let before = self.text.as_bytes().iter().take(place.offset());
        1 + before.filter(|byte| **byte == b'\n').count()
    }

    /// The text in the form that diagnostics show.
    pub fn shown(&self) -> NamedSource<String> {
        NamedSource::new(&self.name, self.text.clone()).with_language("yaml")
    }

    fn occurrences<'a>(&'a self, word: &'a str, from: usize) -> impl Iterator<Item = usize> + 'a {
        let later = self.text.get(from..).unwrap_or_default();
        later
            .match_indices(word)
            .map(move |(at, _)| from + at)
            .filter(move |at| {
                !word.is_empty() && self.stands_alone(*at, word.len()) && !self.is_comment(*at)
            })
    }

    fn stands_alone(&self, at: usize, length: usize) -> bool {
        let belongs = |character: char| {
            character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/')
        };
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + length..].chars().next();
        !before.is_some_and(belongs) && !after.is_some_and(belongs)
    }

    fn is_comment(&self, at: usize) -> bool {
        let line_start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let before = &self.text[line_start..at];
        before.starts_with('#') || before.contains(" #")
    }
}

fn span(offset: usize, length: usize) -> SourceSpan {
    SourceSpan::new(offset.into(), length)
}

/// The known word closest to a misspelt one, if one is close enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .min()
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 3)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's edit distance, counting two swapped neighbours as two edits.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, character) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(character != *other);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str, path: &[&str]) -> Option<usize> {
        let file = SourceFile::new("x.yaml", text);
        file.key(path).map(|span| file.line_of(span))
    }

    #[test]
    fn nested_keys_are_found_past_comments_and_longer_words() {
        let text = "# das: no\nbase: a\nnot-das: b\ndas:\n  # base:\n  base: c # base: d\n";
        assert_eq!(line(text, &["das"]), Some(4));
        assert_eq!(line(text, &["das", "base"]), Some(6));
        assert_eq!(line(text, &["das", "scope"]), None);
    }

    #[test]
    fn keys_of_flow_mappings_and_quoted_keys_are_found() {
        assert_eq!(
            line("a: 1\ndas: { \"base\": x }\n", &["das", "base"]),
            Some(2)
        );
    }

    #[test]
    fn the_word_meant_is_the_nearest() {
        assert_eq!(nearest("bsae", ["base", "basis", "das"]), Some("base"));
        assert_eq!(nearest("clients", ["client", "clock"]), Some("client"));
        assert_eq!(nearest("zzzzzz", ["base", "basis"]), None);
    }

    proptest! {
        #[test]
        fn no_text_and_no_word_stop_the_search(text in ".{0,80}", word in ".{0,4}", line in 0_usize..9, column in 0_usize..99) {
            let file = SourceFile::new("x", text);
            let _ = (file.key(&[&word, &word]), file.word(&word, 1));
            prop_assert!(file.position(line, column).offset() <= file.text.len());
        }

        #[test]
        fn distance_is_symmetric(left in ".{0,8}", right in ".{0,8}") {
            prop_assert_eq!(distance(&left, &right), distance(&right, &left));
            prop_assert_eq!(distance(&left, &left), 0);
        }
    }
}
