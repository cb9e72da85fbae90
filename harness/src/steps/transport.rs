//! Whether TLS is spoken at every address of a server, and which TLS (FAPI 1.0 Baseline, 7.1; FAPI 1.0 Advanced, 8.5).

use std::collections::BTreeMap;

use cucumber::{then, when};
use url::Url;

use crate::actor::Party;
use crate::exchange::call::Call;
use crate::exchange::handshake::{Answer, Offer};
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;
use crate::world::transport::Handshake;

named! {
    /// Whose addresses are tried.
    pub enum Server {
        /// Issues tokens.
        AuthorizationServer = "the authorization server",
        /// Serves what users own.
        ResourceServer = "the resource server",
    }
}

impl Server {
    fn party(self) -> Party {
        match self {
            Self::AuthorizationServer => Party::AuthorizationServer,
            Self::ResourceServer => Party::ResourceServer,
        }
    }

    /// Its addresses; those where browsers are sent stand by themselves.
    async fn addresses(self, world: &World) -> Result<Addresses, Stop> {
        match self {
            Self::AuthorizationServer => {
                let facts = world.environment.authorization_server().await?;
                let others = [
                    facts.introspection_endpoint,
                    facts.revocation_endpoint,
                    facts.pushed_authorization_request_endpoint,
                    facts.userinfo_endpoint,
                    facts.backchannel_authentication_endpoint,
                ];
                let always = [facts.discovery_url, facts.jwks_uri, facts.token_endpoint];
                Ok(Addresses {
                    for_programs: always
                        .into_iter()
                        .chain(others.into_iter().flatten())
                        .collect(),
                    for_browsers: facts.authorization_endpoint,
                })
            }
            Self::ResourceServer => {
                let facts = world.environment.resource_server().await?;
                let paying = facts.paying.map(|protected| protected.url);
                Ok(Addresses {
                    for_programs: [facts.reading.url].into_iter().chain(paying).collect(),
                    for_browsers: None,
                })
            }
        }
    }
}

struct Addresses {
    for_programs: Vec<Url>,
    for_browsers: Option<Url>,
}

impl Addresses {
    /// One address of each host to which an offer may be made: browsers may be met with other suites (FAPI 1.0 Advanced, 8.5, item 2).
    fn hosts(self, offer: Offer) -> BTreeMap<String, Url> {
        let for_browsers = self.for_browsers.filter(|_| offer != Offer::Others);
        let all = self.for_programs.into_iter().chain(for_browsers);
        all.map(|url| (host(&url), url)).collect()
    }
}

fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

#[when(expr = "somebody offers {} in handshakes with {}")]
async fn offers(world: &mut World, offer: Offer, server: Server) -> Step {
    let sender = world.environment.sender("somebody");
    for (host, url) in server.addresses(world).await?.hosts(offer) {
        let handshake = Handshake {
            host,
            offer,
            control: sender.shake_hands(&url, Offer::Permitted).await?,
            answer: sender.shake_hands(&url, offer).await?,
        };
        world.transport.handshakes.push(handshake);
    }
    Ok(())
}

#[then(expr = "no host agrees to that")]
fn nobody_agrees(world: &mut World) -> Step {
    world.transport.handshakes.iter().try_for_each(declines)
}

fn declines(handshake: &Handshake) -> Step {
    let Handshake {
        host,
        offer,
        answer,
        control,
    } = handshake;
    match (answer, control) {
        (Answer::Agreed { compressed, .. }, _) if *offer != Offer::Compressed || *compressed => {
            let expected = format!("no handshake with {offer}");
            Err(Stop::violated(Finding::new(
                expected,
                format!("{host}: {answer}"),
            )))
        }
        (Answer::Agreed { .. } | Answer::Refused(_), Answer::Agreed { .. }) => Ok(()),
        _ => Err(Stop::inconclusive(format!(
            "{host}, which was offered {offer}, {answer}; offered {}, it {control}",
            Offer::Permitted
        ))),
    }
}

/// The control comes first: somebody speaks TLS there.
#[when(expr = "somebody asks {} without TLS")]
async fn asks_without_tls(world: &mut World, server: Server) -> Step {
    let sender = world.environment.sender("somebody");
    let addresses = server.addresses(world).await?;
    let all = addresses
        .for_programs
        .into_iter()
        .chain(addresses.for_browsers);
    for mut url in all.filter(|url| url.scheme() == "https") {
        let control = sender.shake_hands(&url, Offer::Permitted).await?;
        if !matches!(control, Answer::Agreed { .. }) {
            let offer = Offer::Permitted;
            let why = format!("{}, which was offered {offer}, {control}", host(&url));
            return Err(Stop::inconclusive(why));
        }
        let port = url.port_or_known_default();
        let changed = url
            .set_scheme("http")
            .and_then(|()| url.set_port(port).map_err(drop));
        changed.map_err(|()| Stop::harness("an address whose scheme cannot be changed"))?;
        let exchange = sender.try_send(Call::get(server.party(), url)).await?;
        world.transport.in_the_clear.push(exchange);
    }
    Ok(())
}

/// A connection that fails, a refusal, or a redirection to an encrypted channel: all are fine.
#[then(expr = "nothing is answered in the clear")]
fn answers_nothing_in_the_clear(world: &mut World) -> Step {
    let served = world.transport.in_the_clear.iter().find_map(|exchange| {
        let response = exchange.response.as_ref()?;
        let succeeds = (200..300).contains(&response.status);
        succeeds.then_some((exchange.number, response.status))
    });
    let Some((number, status)) = served else {
        return Ok(());
    };
    let expected = "no answer, a refusal, or a redirection to an encrypted channel";
    let received = format!("{status}: served in the clear");
    Err(Stop::violated(Finding::new(expected, received).at(number)))
}
