//! The user's browser, without a script engine: it follows redirects, keeps cookies and fills in forms, until it is sent back to a client.

mod cookies;
mod operator;
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

/// Who acts for the user.
#[derive(Debug, Clone)]
pub enum Hand {
    /// Each act is done on the first page that it fits.
    Forms(Vec<PageAct>),
    /// A person does this, in a browser of theirs.
    Operator(&'static str),
}

/// Where following redirects has led, with nothing done on any page.
#[derive(Debug, Clone)]
pub enum Glance {
    /// To a page.
    Page(Box<Exchange>),
    /// To an address at another host.
    SentTo(Url),
    /// To nothing, and why.
    Unreachable(String),
}

impl Glance {
    /// The page, or why there is none.
    pub fn page(self) -> Result<Exchange, String> {
        match self {
            Self::Page(page) => Ok(*page),
            Self::SentTo(address) => Err(format!(
                "the browser was sent to {}",
                address.origin().ascii_serialization()
            )),
            Self::Unreachable(why) => Err(why),
        }
    }
}

/// A browser with an empty cookie jar.
#[derive(Debug)]
pub struct UserAgent {
    sender: Sender,
    hand: Hand,
    elsewhere: Vec<Url>,
    cookies: Cookies,
}

impl UserAgent {
    /// A browser in this hand; pages of the authorization server lie on these other hosts too.
    pub fn new(sender: Sender, hand: Hand, elsewhere: Vec<Url>) -> Self {
        Self {
            sender,
            hand,
            elsewhere,
            cookies: Cookies::default(),
        }
    }

    /// Opens an address of the authorization server, and the page that it leads to, without doing anything there.
    pub async fn load(&mut self, address: Url) -> Result<Exchange, Stop> {
        let home = address.clone();
        let mut at = address;
        for _ in 0..STEPS {
            let call = Call::get(Party::AuthorizationServer, at.clone());
            let exchange = self.fetch(call).await?;
            match sent_on(&exchange, &at) {
                Some(target) if self.is_at_home(&target, &home) => at = target,
                _ => return Ok(exchange),
            }
        }
        Err(round_and_round())
    }

    /// Opens an address of the authorization server and does what its pages ask for.
    pub async fn visit(&mut self, address: Url) -> Result<Arrival, Stop> {
        let mut acts = match self.hand.clone() {
            Hand::Forms(acts) => acts,
            Hand::Operator(deed) => return operator::visit(&self.sender, address, deed).await,
        };
        let home = address.clone();
        let mut call = Call::get(Party::AuthorizationServer, address);
        for _ in 0..STEPS {
            let from = call.url.clone();
            let exchange = self.fetch(call).await?;
            call = match sent_on(&exchange, &from) {
                Some(target) if self.is_at_home(&target, &home) => {
                    Call::get(Party::AuthorizationServer, target)
                }
                Some(target) => return Ok(Arrival::SentTo(target, exchange)),
                None => match act(&exchange, &from, &mut acts)? {
                    Some(call) if self.is_at_home(&call.url, &home) => call,
                    _ => return Ok(Arrival::Page(exchange)),
                },
            };
        }
        Err(round_and_round())
    }

    fn is_at_home(&self, url: &Url, home: &Url) -> bool {
        let mut hosts = self.elsewhere.iter().chain([home]);
        hosts.any(|host| host.origin() == url.origin())
    }

    /// Sends a request and follows redirects at the same host, without doing anything there.
    pub async fn glance(&mut self, mut call: Call) -> Result<Glance, Stop> {
        let (party, home) = (call.party, call.url.origin());
        for _ in 0..STEPS {
            let from = call.url.clone();
            let exchange = self.try_fetch(call).await?;
            if let Some(failure) = exchange.failure {
                return Ok(Glance::Unreachable(failure));
            }
            call = match sent_on(&exchange, &from) {
                Some(target) if target.origin() == home => Call::get(party, target),
                Some(target) => return Ok(Glance::SentTo(target)),
                None => return Ok(Glance::Page(Box::new(exchange))),
            };
        }
        let why = format!("the user was sent round {STEPS} times without an end");
        Ok(Glance::Unreachable(why))
    }

    async fn fetch(&mut self, call: Call) -> Result<Exchange, Stop> {
        let exchange = self.try_fetch(call).await?;
        match &exchange.failure {
            None => Ok(exchange),
            Some(failure) => Err(unreachable(&exchange, failure)),
        }
    }

    async fn try_fetch(&mut self, call: Call) -> Result<Exchange, Stop> {
        let url = call.url.clone();
        let call = match self.cookies.header(&url) {
            Some(cookies) => call.header("Cookie", cookies),
            None => call,
        };
        let exchange = self.sender.try_send(call).await?;
        self.cookies.keep(&exchange, &url);
        Ok(exchange)
    }
}

/// What can be filled in or pressed on a page.
pub fn fields_of(page: &Exchange) -> Vec<String> {
    let forms = Form::all_of(page).into_iter();
    forms.flat_map(Form::into_names).collect()
}

fn round_and_round() -> Stop {
    Stop::inconclusive(format!(
        "the user was sent round {STEPS} times without an end"
    ))
}

fn unreachable(exchange: &Exchange, failure: &str) -> Stop {
    let (whom, address) = (&exchange.to, &exchange.request.url);
    Stop::inconclusive(format!(
        "{whom} could not be reached at {address}: {failure}"
    ))
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
