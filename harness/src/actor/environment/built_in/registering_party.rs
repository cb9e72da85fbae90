//! Our own registering party, and its acts.

use mock_oidc::registering_party::{Application, Intermediary, RegisteringParty, Settings};
use mock_oidc::{Client, ClientKeys};
use url::Url;

use super::BuiltIn;
use crate::actor::environment::join;
use crate::actor::environment::registry::AGREED;
use crate::actor::registration::portfolio::{
    ABOVE, APPLICATIONS, Act, BELOW, BESIDE, LATER, Way, scope_of,
};
use crate::stop::Stop;

/// The registering party as the authorization server knows it.
const CLIENT_ID: &str = "registering-party";

impl BuiltIn {
    /// Has the registering party act; what came of it stands in the journal of the authorization server.
    pub async fn let_register(&self, way: Way, act: Act) -> Result<(), Stop> {
        let made = self
            .registering
            .get_or_try_init(|| self.make_registering_party(way));
        let party = made.await?;
        let acted = match act {
            Act::Register => party.register().await,
            Act::AskUsers => party.ask_users().await,
            Act::ChangeIntermediaries => {
                let chain = [chain()?, vec![intermediary(LATER)?]].concat();
                party.change_intermediaries(&chain).await
            }
        };
        // A party that misbehaves is refused; what it sent is what counts.
        drop(acted);
        Ok(())
    }

    async fn make_registering_party(&self, way: Way) -> Result<RegisteringParty, Stop> {
        let server = self.authorization_server().await?;
        let none = || Stop::not_applicable("the profile has no registration over the wire");
        let rules = server.variant().registration.clone().ok_or_else(none)?;
        let applications = APPLICATIONS.map(|name| application(name, &rules.recipient_scopes));
        let settings = Settings {
            clock: self.clock.clone(),
            issuer: server.issuer().clone(),
            trust: vec![self.shared.authority_pem.clone()],
            client_id: CLIENT_ID.to_owned(),
            identity: self.vouched_identity(CLIENT_ID)?,
            scope: rules.scope.clone(),
            registry: AGREED.to_owned(),
            applications: applications.into_iter().collect::<Result<_, _>>()?,
            intermediaries: match way {
                Way::Direct => Vec::new(),
                Way::ByPlatform => chain()?,
            },
        };
        let party = RegisteringParty::new(settings).map_err(Stop::harness_bug)?;
        self.commit(&party.faults);
        let keys = ClientKeys::Jwks(party.key_set().map_err(Stop::harness_bug)?);
        let client = Client::machine(CLIENT_ID, keys, vec![rules.scope]);
        server.register(client).map_err(Stop::harness_bug)?;
        Ok(party)
    }
}

fn application(name: &str, offered: &[String]) -> Result<Application, Stop> {
    let host = Url::parse("https://recipient.invalid/").map_err(Stop::harness_bug)?;
    Ok(Application {
        client_name: name.to_owned(),
        description: format!("Users know it as the {name}"),
        logo_uri: join(&host, "logo.png")?,
        redirect_uri: join(&host, "callback")?,
        client_uri: host,
        scope: scope_of(name, offered),
    })
}

fn chain() -> Result<Vec<Intermediary>, Stop> {
    let first = Intermediary {
        below: vec![intermediary(BELOW)?],
        ..intermediary(ABOVE)?
    };
    Ok(vec![first, intermediary(BESIDE)?])
}

fn intermediary(name: &str) -> Result<Intermediary, Stop> {
    let host = Url::parse("https://intermediary.invalid/").map_err(Stop::harness_bug)?;
    Ok(Intermediary {
        name: name.to_owned(),
        description: "Passes on the data of users".to_owned(),
        logo_uri: join(&host, "logo.png")?,
        uri: host,
        contacts: vec!["support@intermediary.invalid".to_owned()],
        below: Vec::new(),
    })
}
