//! What pages are made of.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::PATH;
use super::door::Session;
use super::forms::MARK;

/// A whole page.
pub(super) fn page(title: &str, content: &Markup) -> Html<String> {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) " – served environment" }
                link rel="stylesheet" href=(format!("{PATH}/console.css"));
                script src=(format!("{PATH}/console.js")) defer {}
            }
            body { (content) }
        }
    };
    Html(whole.into_string())
}

/// A form of this session that does something.
pub(super) fn form(session: &Session, action: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(format!("{PATH}/{action}")) {
            input type="hidden" name=(MARK) value=(session.mark());
            (content)
        }
    }
}

/// Rows under headings, or what is said where there are none.
pub(super) fn table(headings: &[&str], rows: &[Vec<String>], none: &str) -> Markup {
    if rows.is_empty() {
        return html! { p.none { (none) } };
    }
    html! {
        table {
            thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
            tbody {
                @for row in rows {
                    tr { @for (cell, heading) in row.iter().zip(headings) { td data-heading=(heading) { (cell) } } }
                }
            }
        }
    }
}

/// What is shown to whoever has no session. No style is to be had there either.
pub(super) fn closed() -> Html<String> {
    bare(
        "This console is closed",
        &html! {
            p { "The link that " code { "serve" } " prints opens it, once and within a quarter of an hour. Another one is made by the control route " code { "/tickets" } "." }
        },
    )
}

/// What leads on from the link.
pub(super) fn opened() -> Html<String> {
    bare(
        "The console is open",
        &html! {
            meta http-equiv="refresh" content=(format!("0; url={PATH}"));
            p { a href=(PATH) { "Go on" } }
        },
    )
}

fn bare(title: &str, content: &Markup) -> Html<String> {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (title) }
            }
            body { main { h1 { (title) } (content) } }
        }
    };
    Html(whole.into_string())
}

/// The style sheet.
pub(super) const STYLE: &str = include_str!("console.css");
/// What keeps the page alive.
pub(super) const SCRIPT: &str = include_str!("console.js");
