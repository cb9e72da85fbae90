//! Text of others, such that nothing in it steers what shows it: no colour, no moved cursor, no line of its own, no reversed reading.

use std::borrow::Cow;

/// A text of several lines: line breaks and tabs stay, every other character that steers is spelt out.
pub fn text(text: &str) -> Cow<'_, str> {
    spelt(text, |character| {
        steers(character) && !matches!(character, '\n' | '\t')
    })
}

/// A text that stands in one line: line breaks and tabs are spelt out too.
pub fn line(text: &str) -> Cow<'_, str> {
    spelt(text, steers)
}

fn spelt(text: &str, is_spelt: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_spelt) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' if is_spelt(character) => written.extend(character.escape_default()),
            _ if is_spelt(character) => written.extend(character.escape_unicode()),
            _ => written.push(character),
        }
    }
    Cow::Owned(written)
}

/// Whether a character is not seen itself but changes how others are: controls (ECMA-48), marks, embeddings, overrides and isolates of
/// the bidirectional algorithm (UAX #9, 2), separators of lines, and what has no width.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_spelt_out() {
        assert_eq!(
            line("\u{1b}]0;x\u{7}\r\n\u{9b}31m"),
            r"\u{1b}]0;x\u{7}\r\n\u{9b}31m"
        );
        assert_eq!(
            line("safe\u{202e}fdp.\u{2066}x"),
            r"safe\u{202e}fdp.\u{2066}x"
        );
        assert_eq!(text("one\ttwo\nthree\r\u{85}"), "one\ttwo\nthree\\r\\u{85}");
    }

    #[test]
    fn words_of_any_script_stay() {
        for words in ["größer – ‹jwt:…›", "日本語", "עברית", "🙂"] {
            assert!(matches!(line(words), Cow::Borrowed(same) if same == words));
        }
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(any in any::<String>()) {
            prop_assert!(!line(&any).contains(steers));
            prop_assert!(!text(&any).contains(|left| steers(left) && !matches!(left, '\n' | '\t')));
        }
    }
}
