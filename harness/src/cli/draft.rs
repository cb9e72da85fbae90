//! An example whose values are exchanged line by line, so that its comments stay.

use miette::SourceSpan;

use crate::error::SourceFile;

/// A target file in the making.
pub(super) struct Draft(SourceFile);

impl Draft {
    /// An example, with a head of its own in place of that of the example, which ends with the first empty line.
    pub(super) fn of(example: &str, head: &str) -> Self {
        let body = example.split_once("\n\n").map_or(example, |(_, body)| body);
        Self(SourceFile::new("example", format!("{head}\n\n{body}")))
    }

    pub(super) fn text(self) -> String {
        self.0.text
    }

    /// Writes a value behind its key, where the example has the key and there is a value.
    pub(super) fn put(&mut self, key: &[&str], value: Option<String>) {
        if let Some(value) = value {
            self.put_behind(key, &quoted(&value));
        }
    }

    /// Writes a list of plain words behind its key.
    pub(super) fn put_list(&mut self, key: &[&str], words: &[&str]) {
        self.put_behind(key, &format!("[{}]", words.join(", ")));
    }

    /// Makes a comment of a key and of all that stands below it.
    pub(super) fn leave_out(&mut self, key: &[&str]) {
        let Some(place) = self.0.key(key) else {
            return;
        };
        let start = self.line_start(place);
        let indent = place.offset() - start;
        let block = block(&self.0.text[start..], indent);
        let commented = block.lines().map(|line| commented(line, indent));
        let commented: String = commented.collect();
        self.0
            .text
            .replace_range(start..start + block.len(), &commented);
    }

    /// Writes a word behind its key as it is: a number, a boolean, a list.
    pub(super) fn put_word(&mut self, key: &[&str], word: &str) {
        self.put_behind(key, word);
    }

    fn put_behind(&mut self, key: &[&str], value: &str) {
        let Some(place) = self.0.key(key) else {
            return;
        };
        let from = place.offset() + place.len();
        let end = self.0.text[from..]
            .find('\n')
            .map_or(self.0.text.len(), |length| from + length);
        self.0.text.replace_range(from..end, &format!(": {value}"));
    }

    fn line_start(&self, place: SourceSpan) -> usize {
        let before = &self.0.text[..place.offset()];
        before.rfind('\n').map_or(0, |newline| newline + 1)
    }
}

/// The first line, and those below it that are indented further.
fn block(text: &str, indent: usize) -> &str {
    let mut length = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let own = line.len() - line.trim_start_matches(' ').len();
        if index > 0 && (line.trim().is_empty() || own <= indent) {
            break;
        }
        length += line.len();
    }
    &text[..length]
}

fn commented(line: &str, indent: usize) -> String {
    let (space, rest) = line.split_at(indent.min(line.len()));
    format!("{space}# {rest}\n")
}

/// The value in the spelling of YAML.
fn quoted(value: &str) -> String {
    serde_yaml::to_string(value)
        .map_or_else(|_| format!("{value:?}"), |text| text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = "\
# An example.

# The name.
name: example
clients:
  client:
    id: one
  # Another.
  another_client:
    id: two
    office: YY
hostile: false
";

    const DRAFT: &str = "\
# Mine.

# The name.
name: 'yes: no'
clients:
  client:
    id: office-at
  # Another.
  # another_client:
  #   id: two
  #   office: YY
hostile: false
";

    #[test]
    fn values_are_exchanged_and_comments_stay() {
        let mut draft = Draft::of(EXAMPLE, "# Mine.");
        draft.put(&["name"], Some("yes: no".to_owned()));
        draft.put(&["clients", "client", "id"], Some("office-at".to_owned()));
        draft.put(&["nowhere"], Some("x".to_owned()));
        draft.put(&["hostile"], None);
        draft.leave_out(&["clients", "another_client"]);
        assert_eq!(draft.text(), DRAFT);
    }
}
