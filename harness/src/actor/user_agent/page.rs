//! Forms of a page, as a browser without scripts sees them (HTML, 4.10).

use scraper::{ElementRef, Html};
use url::Url;

use super::PageAct;
use crate::actor::Party;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// A form with what it would send.
#[derive(Debug)]
pub(super) struct Form {
    action: String,
    posts: bool,
    names: Vec<String>,
    preset: Vec<(String, String)>,
}

impl Form {
    /// The forms of a page; none where it is no HTML.
    pub(super) fn all_of(exchange: &Exchange) -> Vec<Self> {
        let Some(response) = &exchange.response else {
            return Vec::new();
        };
        let kind = response.header("Content-Type").unwrap_or_default();
        if !kind
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("text/html")
        {
            return Vec::new();
        }
        let page = Html::parse_document(&String::from_utf8_lossy(&response.body));
        named(page.root_element(), &["form"])
            .map(Self::read)
            .collect()
    }

    fn read(form: ElementRef<'_>) -> Self {
        let attribute = |name: &str| form.value().attr(name).unwrap_or_default();
        let fields = named(form, &["input", "button", "select", "textarea"]);
        let fields: Vec<ElementRef<'_>> = fields
            .filter(|field| field.value().attr("name").is_some())
            .collect();
        Self {
            action: attribute("action").to_owned(),
            posts: attribute("method").eq_ignore_ascii_case("post"),
            names: fields.iter().map(|field| name_of(field)).collect(),
            preset: fields
                .iter()
                .filter(|field| is_preset(field))
                .map(|field| (name_of(field), value_of(field)))
                .collect(),
        }
    }

    /// Whether it has every field of an act.
    pub(super) fn fits(&self, act: &PageAct) -> bool {
        act.fields.iter().all(|(name, _)| self.names.contains(name))
    }

    /// The names of its fields.
    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }

    /// The request that it makes once the act is done.
    pub(super) fn filled_in(&self, act: &PageAct, at: &Url) -> Result<Call, Stop> {
        let mut target = at.join(&self.action).map_err(Stop::harness_bug)?;
        let untouched =
            |(name, _): &&(String, String)| !act.fields.iter().any(|(filled, _)| filled == name);
        let preset = self.preset.iter().filter(untouched);
        let sent: Vec<(&String, String)> = preset
            .chain(&act.fields)
            .map(|(name, value)| (name, value.clone()))
            .collect();
        if self.posts {
            return Ok(Call::post_form(Party::AuthorizationServer, target, &sent));
        }
        target.query_pairs_mut().clear().extend_pairs(&sent);
        Ok(Call::get(Party::AuthorizationServer, target))
    }
}

/// What is sent without the user doing anything: hidden fields, and ticked boxes.
fn is_preset(field: &ElementRef<'_>) -> bool {
    let element = field.value();
    match element
        .attr("type")
        .unwrap_or("text")
        .to_ascii_lowercase()
        .as_str()
    {
        "submit" | "image" | "button" | "reset" | "file" => false,
        "checkbox" | "radio" => element.attr("checked").is_some(),
        _ => element.name() != "button",
    }
}

fn name_of(field: &ElementRef<'_>) -> String {
    field.value().attr("name").unwrap_or_default().to_owned()
}

fn value_of(field: &ElementRef<'_>) -> String {
    field.value().attr("value").unwrap_or_default().to_owned()
}

/// The elements below one that have one of these names.
fn named<'a>(
    root: ElementRef<'a>,
    names: &'static [&'static str],
) -> impl Iterator<Item = ElementRef<'a>> {
    root.descendent_elements()
        .filter(move |element| names.contains(&element.value().name()))
}
