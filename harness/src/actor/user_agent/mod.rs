//! The user's browser, without a script engine: it follows redirects, keeps cookies and fills in forms, until it is sent back to a client.

mod cookies;
mod page;

use http::StatusCode;
use url::Url;

use self::cookies::Cookies;
use self::page::Form;
use super::Party;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::exchange::sender::Sender;
use crate::stop::Stop;

/// How many pages and redirects a user puts up with.
const STEPS: usize = 12;

/// What a user does with one page: it is done where a form has all these fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAct {
    /// Fields to fill in, with their values. A button that is to be pressed is one of them.
    pub fields: Vec<(String, String)>,
}

impl PageAct {
    /// An act of these fields and values.
    pub fn of(fields: &[(&str, &str)]) -> Self {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            fields: owned.collect(),
        }
    }
}

/// Where a user's way ended.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// The browser was sent to an address outside of the authorization server.
    SentTo(Url, Exchange),
    /// A page was shown on which the user can do nothing.
    Page(Exchange),
}

/// A browser with an empty cookie jar.
#[derive(Debug)]
pub struct UserAgent {
    sender: Sender,
    acts: Vec<PageAct>,
    cookies: Cookies,
}

impl UserAgent {
    /// A browser whose user does this.
    pub fn new(sender: Sender, acts: Vec<PageAct>) -> Self {
        Self {
            sender,
            acts,
            cookies: Cookies::default(),
        }
    }

    /// Opens an address of the authorization server without doing anything there.
    pub async fn load(&mut self, address: Url) -> Result<Exchange, Stop> {
        self.fetch(Call::get(Party::AuthorizationServer, address))
            .await
    }

    /// Opens an address of the authorization server and does what its pages ask for.
    pub async fn visit(&mut self, address: Url) -> Result<Arrival, Stop> {
        let home = address.origin();
        let mut call = Call::get(Party::AuthorizationServer, address);
        let mut acts = self.acts.clone();
        for _ in 0..STEPS {
            let from = call.url.clone();
            let exchange = self.fetch(call).await?;
            call = match sent_on(&exchange, &from) {
                Some(target) if target.origin() == home => {
                    Call::get(Party::AuthorizationServer, target)
                }
                Some(target) => return Ok(Arrival::SentTo(target, exchange)),
                None => match act(&exchange, &from, &mut acts)? {
                    Some(call) if call.url.origin() == home => call,
                    _ => return Ok(Arrival::Page(exchange)),
                },
            };
        }
        Err(Stop::inconclusive(format!(
            "the user was sent round {STEPS} times without an end"
        )))
    }

    async fn fetch(&mut self, call: Call) -> Result<Exchange, Stop> {
        let url = call.url.clone();
        let call = match self.cookies.header(&url) {
            Some(cookies) => call.header("Cookie", cookies),
            None => call,
        };
        let exchange = self.sender.send(call).await?;
        self.cookies.keep(&exchange, &url);
        Ok(exchange)
    }
}

/// Where a redirect leads.
fn sent_on(exchange: &Exchange, from: &Url) -> Option<Url> {
    let response = exchange.response.as_ref()?;
    let status = StatusCode::from_u16(response.status).ok()?;
    let target = response
        .header("Location")
        .filter(|_| status.is_redirection())?;
    from.join(target).ok()
}

/// The request that a form makes of the first act which fits it; each act is done once.
fn act(exchange: &Exchange, at: &Url, acts: &mut Vec<PageAct>) -> Result<Option<Call>, Stop> {
    let forms = Form::all_of(exchange);
    for (index, act) in acts.iter().enumerate() {
        if let Some(form) = forms.iter().find(|form| form.fits(act)) {
            let call = form.filled_in(act, at)?;
            acts.remove(index);
            return Ok(Some(call));
        }
    }
    Ok(None)
}
