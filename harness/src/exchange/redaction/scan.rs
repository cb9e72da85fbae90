//! Finding secrets by the names before them, in text that need not be well-formed: what a faulty party sends is redacted too.

use url::form_urlencoded;

use super::names;

/// Makes the commitment for a kind and a secret.
pub(super) type Commit<'a> = dyn Fn(&str, &str) -> String + 'a;

/// Characters that end the name or the value of a parameter in running text.
const BREAKS: &[char] = &['&', ' ', '\t', '\r', '\n', '"', '\'', '<', '>', '#'];

/// Further characters that only a name cannot have.
const NAME_BREAKS: &[char] = &['?', '=', ';', ',', '(', ')', '{', '}', '[', ']'];

/// What a sentence puts behind a value.
const PUNCTUATION: &[char] = &[',', ';', '.', ':', ')', '\\'];

/// Replaces the values of secret members of JSON objects, however deep, repeated, cut short or quoted once more.
pub(super) fn members(text: &str, commit: &Commit<'_>) -> String {
    rewrite(text, '"', |_, here| {
        let (name, value_at) = member_name(here)?;
        let kind = names::secret_member(&name)?;
        let value = &here[value_at..];
        let length = value_length(value);
        Some(Replacement {
            keep: value_at,
            put: committed_value(&value[..length], kind, commit),
            drop: length,
        })
    })
}

/// Replaces the values of secret parameters wherever `name=value` stands: queries, forms, error texts.
pub(super) fn parameters(text: &str, commit: &Commit<'_>) -> String {
    rewrite(text, '=', |before, here| {
        let kind = names::secret_parameter(&decoded(name_before(before)))?;
        let quoted = here[1..].starts_with(['"', '\'']);
        let keep = 1 + usize::from(quoted);
        let value = value_after(&here[keep..]);
        Some(Replacement {
            keep,
            put: committed(value, kind, commit),
            drop: value.len(),
        })
    })
}

/// Replaces the values of secret parameters of a form, whatever characters they have.
pub(super) fn form(text: &str, commit: &Commit<'_>) -> String {
    let pairs = text.split('&').map(|pair| {
        let secret = pair.split_once('=').and_then(|(name, value)| {
            Some((name, value, names::secret_parameter(decoded(name).trim())?))
        });
        secret.map_or_else(
            || pair.to_owned(),
            |(name, value, kind)| format!("{name}={}", committed(value, kind, commit)),
        )
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Replaces what is secret in a header field that holds credentials or cookies.
pub(super) fn header(kind: &str, value: &str, commit: &Commit<'_>) -> String {
    if kind == "cookie" {
        let parts = value.split(';').map(|part| cookie_part(part, commit));
        return parts.collect::<Vec<_>>().join(";");
    }
    match value.split_once(' ') {
        Some((scheme, rest)) if names::is_scheme(scheme) => {
            format!(
                "{scheme} {}",
                committed(rest.trim(), names::credentials(scheme), commit)
            )
        }
        _ => committed(value, kind, commit),
    }
}

fn cookie_part(part: &str, commit: &Commit<'_>) -> String {
    match part.split_once('=') {
        Some((name, _)) if names::is_cookie_attribute(name.trim()) => part.to_owned(),
        None if names::is_cookie_attribute(part.trim()) => part.to_owned(),
        Some((name, value)) => format!("{name}={}", committed(value, "cookie", commit)),
        None => committed(part, "cookie", commit),
    }
}

/// What to do where a mark stands: how much to keep, what to write next, how much to drop for it.
struct Replacement {
    keep: usize,
    put: String,
    drop: usize,
}

/// Walks over a text. Wherever the mark stands, `find` is given the text before and the text from there on.
fn rewrite(text: &str, mark: char, find: impl Fn(&str, &str) -> Option<Replacement>) -> String {
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find(mark) {
        let mark_at = at + found;
        let here = &text[mark_at..];
        let nothing = Replacement {
            keep: mark.len_utf8(),
            put: String::new(),
            drop: 0,
        };
        let Replacement { keep, put, drop } = find(&text[..mark_at], here).unwrap_or(nothing);
        written.push_str(&text[at..mark_at + keep]);
        written.push_str(&put);
        at = mark_at + keep + drop;
    }
    written + &text[at..]
}

/// The name of a member and where its value begins, if a member begins with this quotation mark.
fn member_name(here: &str) -> Option<(String, usize)> {
    let close = 1 + here[1..].find('"')?;
    let name = here[1..close].trim_end_matches('\\');
    let after = here[close + 1..]
        .trim_start()
        .strip_prefix(':')?
        .trim_start();
    Some((unescaped(name), here.len() - after.len()))
}

fn unescaped(name: &str) -> String {
    let read = name
        .contains('\\')
        .then(|| serde_json::from_str(&format!("\"{name}\"")).ok());
    read.flatten().unwrap_or_else(|| name.to_owned())
}

/// How long a JSON value is; one that is cut short reaches to the end.
fn value_length(value: &str) -> usize {
    let quoting = value.len() - value.trim_start_matches('\\').len();
    match value[quoting..].chars().next() {
        Some('"') => string_end(value, quoting + 1, quoting),
        Some('[' | '{') => nested_end(value),
        _ => value
            .find([',', '}', ']', ' ', '\t', '\r', '\n', '"'])
            .unwrap_or(value.len()),
    }
}

/// Where a string ends that is quoted with so many backslashes before its quotation marks.
fn string_end(value: &str, from: usize, quoting: usize) -> usize {
    let closes = |at: &usize| {
        let before = &value[..*at];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        if quoting == 0 {
            backslashes.is_multiple_of(2)
        } else {
            backslashes <= quoting
        }
    };
    let mut quotes = value[from..].match_indices('"').map(|(at, _)| from + at);
    quotes.find(closes).map_or(value.len(), |at| at + 1)
}

/// Where an array or object ends.
fn nested_end(value: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(found) = value[at..].find(['[', '{', ']', '}', '"']) {
        let here = at + found;
        at = here + 1;
        match value.as_bytes()[here] {
            b'"' => at = string_end(value, at, 0),
            b'[' | b'{' => depth += 1,
            _ => depth -= 1,
        }
        if depth == 0 {
            return at;
        }
    }
    value.len()
}

/// A JSON value, replaced but for its quotation marks; what says that there is no secret stays.
fn committed_value(value: &str, kind: &str, commit: &Commit<'_>) -> String {
    if matches!(value, "null" | "true" | "false" | "") {
        return value.to_owned();
    }
    let open = value.len() - value.trim_start_matches('\\').len();
    if !value[open..].starts_with('"') {
        return committed(value, kind, commit);
    }
    let (opening, inner) = value.split_at(open + 1);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let inner = if open > 0 {
        inner.trim_end_matches('\\')
    } else {
        inner
    };
    format!("{opening}{}{opening}", committed(inner, kind, commit))
}

/// A secret's commitment. Nothing is no secret, and a commitment stays as it is.
fn committed(secret: &str, kind: &str, commit: &Commit<'_>) -> String {
    if secret.is_empty() || secret.starts_with('‹') {
        secret.to_owned()
    } else {
        commit(kind, &decoded(secret))
    }
}

/// A part of a form or query, with its percent-encoding undone.
pub(super) fn decoded(part: &str) -> String {
    if !part.contains('%') {
        return part.to_owned();
    }
    let mut pairs = form_urlencoded::parse(part.as_bytes());
    pairs.next().map_or_else(
        || part.to_owned(),
        |(name, value)| {
            if value.is_empty() {
                name.into_owned()
            } else {
                format!("{name}={value}")
            }
        },
    )
}

fn name_before(before: &str) -> &str {
    let start = before.rfind(|c| BREAKS.contains(&c) || NAME_BREAKS.contains(&c));
    let name = start.map_or(before, |at| &before[at + 1..]);
    name.rsplit("\\u0026").next().unwrap_or(name)
}

fn value_after(text: &str) -> &str {
    let value = &text[..text.find(BREAKS).unwrap_or(text.len())];
    let value = value.split("\\u0026").next().unwrap_or(value);
    value.trim_end_matches(PUNCTUATION)
}
