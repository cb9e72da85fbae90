//! One user signing in through a client, from the first page to the last, with everything that the other parties received meanwhile.

use url::{Url, form_urlencoded};

use super::WebClientFacts;
use super::asked::Asked;
use crate::actor::Party;
use crate::actor::authorization::attempt::{Decision, browser};
use crate::actor::environment::Environment;
use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::actor::environment::web_client::Addressee;
use crate::actor::office_client::assertion::TokenRequest;
use crate::actor::user_agent::{Arrival, Glance, UserAgent};
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// How much of a last page is shown, in characters.
const SHOWN: usize = 160;

/// How the response of the authorization server is brought to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// By the browser that asked, to where it was sent.
    Usual,
    /// By a browser that never began to sign in.
    InAnotherBrowser,
    /// To an address below the redirect URI.
    Elsewhere,
    /// To where another authorization server sends its responses.
    ToTheOtherServersAddress,
    /// Twice, one after the other.
    Twice,
}

/// One user signing in.
#[derive(Debug)]
pub struct SignIn {
    /// What the client asked for, where it came so far.
    pub asked: Option<Asked>,
    /// Everything that the client sent to authorization servers.
    pub to_servers: Vec<Exchange>,
    /// Everything that the client sent to the resource.
    pub to_resource: Vec<Exchange>,
    /// Whether the last page says that the user is signed in.
    pub is_done: bool,
    /// The last page in short, or why there is none.
    pub last_word: String,
    /// The browser, with the session that it holds.
    pub browser: UserAgent,
}

/// The last page, or why there is none.
type LastPage = Result<Exchange, String>;

impl SignIn {
    /// Has a user sign in from the usual page on.
    pub async fn of(
        environment: &Environment,
        client: &WebClientFacts,
        delivery: Delivery,
    ) -> Result<Self, Stop> {
        let server = environment.authorization_server().await?;
        Self::from(environment, client, &client.start, &server, delivery).await
    }

    /// Has a user sign in from this page on, which leads to this server.
    pub async fn from(
        environment: &Environment,
        client: &WebClientFacts,
        start: &Url,
        server: &AuthorizationServerFacts,
        delivery: Delivery,
    ) -> Result<Self, Stop> {
        let before = Received::of(environment);
        let mut way = Way::new(environment, client)?;
        let last = way.go(start, delivery).await?;
        let received = Received::of(environment).since(&before);
        let shown = last.as_ref().map(text_of);
        Ok(Self {
            asked: Asked::read(way.brought.as_ref(), &received.to_servers, server),
            to_servers: received.to_servers,
            to_resource: received.to_resource,
            is_done: shown.as_ref().is_ok_and(|text| text.contains(&client.done)),
            last_word: shortened(&shown.unwrap_or_else(String::clone)),
            browser: way.browser,
        })
    }

    /// What the client asked for, which must have come so far.
    pub fn asked(&self) -> Result<&Asked, Stop> {
        let none =
            || Stop::inconclusive(format!("the client asked for nothing: {}", self.last_word));
        self.asked.as_ref().ok_or_else(none)
    }

    /// The requests that the client sent to token endpoints and to those where it authenticates alike.
    pub fn token_requests(&self) -> Vec<TokenRequest> {
        self.to_servers
            .iter()
            .filter_map(TokenRequest::read)
            .collect()
    }

    /// The request that redeemed a code.
    pub fn redemption(&self) -> Option<TokenRequest> {
        let mut requests = self.token_requests().into_iter();
        requests.find(|request| request.parameter("grant_type") == Some("authorization_code"))
    }

    /// How far the client went.
    pub fn reach(&self) -> String {
        let steps = [
            (self.asked.is_some(), "asked for authorization"),
            (self.redemption().is_some(), "redeemed the code"),
            (!self.to_resource.is_empty(), "asked for the accounts"),
        ];
        let went = steps.iter().filter(|(taken, _)| *taken);
        let went: Vec<&str> = went.map(|(_, step)| *step).collect();
        let end = if self.is_done { "is done" } else { "stopped" };
        let steps = [went.join(", "), end.to_owned()];
        let steps: Vec<String> = steps.into_iter().filter(|step| !step.is_empty()).collect();
        format!("it {}: {}", steps.join(" and "), self.last_word)
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

/// What parties of ours have received from the client.
struct Received {
    to_servers: Vec<Exchange>,
    to_resource: Vec<Exchange>,
}

impl Received {
    fn of(environment: &Environment) -> Self {
        Self {
            to_servers: environment.received_from_web_client(Addressee::AuthorizationServers),
            to_resource: environment.received_from_web_client(Addressee::Resource),
        }
    }

    fn since(mut self, before: &Self) -> Self {
        self.to_servers.drain(..before.to_servers.len());
        self.to_resource.drain(..before.to_resource.len());
        self
    }
}

/// A sign-in on its way, and where it has got to.
struct Way<'a> {
    environment: &'a Environment,
    client: &'a WebClientFacts,
    browser: UserAgent,
    brought: Option<Exchange>,
}

impl<'a> Way<'a> {
    fn new(environment: &'a Environment, client: &'a WebClientFacts) -> Result<Self, Stop> {
        Ok(Self {
            environment,
            client,
            browser: browser(environment, Decision::Approves)?,
            brought: None,
        })
    }

    /// From the first page to the last. A host that cannot be reached ends the way, as it would for anybody.
    async fn go(&mut self, start: &Url, delivery: Delivery) -> Result<LastPage, Stop> {
        let opening = Call::get(Party::OauthClient, start.clone());
        let address = match self.browser.glance(opening).await? {
            Glance::SentTo(address) => address,
            other => return Ok(other.page()),
        };
        let arrival = self.browser.visit(address.clone()).await;
        self.brought = self.exchange_at(&address);
        match arrival {
            Ok(Arrival::SentTo(callback, _)) => self.deliver(callback, delivery).await,
            Ok(Arrival::Page(page)) => Ok(Ok(page)),
            Err(stop) => Ok(Err(stop.outcome().note().unwrap_or_default().to_owned())),
        }
    }

    fn exchange_at(&self, address: &Url) -> Option<Exchange> {
        let mut exchanges = self.environment.exchanges().into_iter();
        exchanges.rfind(|each| each.request.url == address.as_str())
    }

    async fn deliver(&mut self, callback: Url, delivery: Delivery) -> Result<LastPage, Stop> {
        match delivery {
            Delivery::Usual => bring(&mut self.browser, callback).await,
            Delivery::InAnotherBrowser => {
                bring(
                    &mut browser(self.environment, Decision::Approves)?,
                    callback,
                )
                .await
            }
            Delivery::Elsewhere => {
                let address = below(callback);
                bring(&mut self.browser, address).await
            }
            Delivery::ToTheOtherServersAddress => {
                let other = self.client.redirect_uri_elsewhere.as_ref();
                let address = with_path_of(callback, other)?;
                bring(&mut self.browser, address).await
            }
            Delivery::Twice => {
                bring(&mut self.browser, callback.clone()).await?.ok();
                bring(&mut self.browser, callback).await
            }
        }
    }
}

/// Brings a response to the client. One in the fragment is posted, as the script of a page would do it.
async fn bring(browser: &mut UserAgent, mut address: Url) -> Result<LastPage, Stop> {
    let fragment = address.fragment().map(str::to_owned);
    address.set_fragment(None);
    let call = match fragment {
        None => Call::get(Party::OauthClient, address),
        Some(fragment) => {
            let parameters = form_urlencoded::parse(fragment.as_bytes()).into_owned();
            let parameters: Vec<(String, String)> = parameters.collect();
            Call::post_form(Party::OauthClient, address, &parameters)
        }
    };
    Ok(browser.glance(call).await?.page())
}

fn below(mut callback: Url) -> Url {
    let path = format!("{}/elsewhere", callback.path().trim_end_matches('/'));
    callback.set_path(&path);
    callback
}

fn with_path_of(mut callback: Url, other: Option<&Url>) -> Result<Url, Stop> {
    let none = || Stop::not_applicable("the client deals with one authorization server only");
    callback.set_path(other.ok_or_else(none)?.path());
    Ok(callback)
}

fn text_of(page: &Exchange) -> String {
    let body = page.response.as_ref().map(|response| &response.body);
    String::from_utf8_lossy(body.map_or(&[][..], Vec::as_slice)).into_owned()
}
