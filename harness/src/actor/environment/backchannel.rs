//! Authentication over the back channel: who is authenticated, what that user decides, and where clients are notified.

use mock_kit::ListenerSettings;
use mock_kit::tls::ServerIdentity;
use serde_json::{Map, Value, json};
use url::Url;

use super::built_in::BuiltIn;
use super::clients::{OauthClient, Who};
use super::users::{PASSWORD, USERNAME};
use super::{Environment, Parties};
use crate::actor::Party;
use crate::actor::backchannel::callback::{Callback, CallbackEndpoint};
use crate::exchange::call::Call;
use crate::named::named;
use crate::requirement::backchannel_wire::{BackchannelWire, DeliveryMode};
use crate::requirement::wire::AuthorizationWire;
use crate::stop::Stop;
use crate::target::{DecisionAddress, Pings};
use crate::verdict::UntestedReason;

/// The grant by which clients ask for results (CIBA, 4).
pub const CIBA_GRANT: &str = "urn:openid:params:grant-type:ciba";

/// A second user, of whom nothing but the name is needed.
const ANOTHER_USER: &str = "bob";
/// A user who is not disturbed without a code.
const USER_WITH_CODE: &str = "carol";
/// The code of that user.
const USER_CODE: &str = "a code of carol";

/// The users of an authorization server, by what hints say of them.
#[derive(Debug, Clone)]
pub struct HintedUsers {
    /// The user of the scenario.
    pub user: String,
    /// Another user, where there is one.
    pub another: Option<String>,
    /// A user who has a code, and the code, where there is one.
    pub with_code: Option<(String, String)>,
}

named! {
    /// What a user decides on the authentication device.
    pub enum Decision {
        /// To be authenticated, and to let the client have what it asks for.
        Approves = "approves",
        /// Neither.
        Denies = "denies",
    }
}

/// A page of the authentication device on which a person decides.
#[derive(Debug, Clone)]
pub struct DevicePage {
    /// Its address.
    pub url: Url,
    /// The name to log in with.
    pub username: &'static str,
    /// The password to log in with.
    pub password: &'static str,
}

impl Environment {
    /// What the profile says about the back channel.
    pub fn backchannel_wire(&self) -> Result<(AuthorizationWire, BackchannelWire), Stop> {
        let none = || Stop::not_applicable("the profile has no back channel");
        let users = &self.wire().authorization_server.authorization;
        let users = users.as_ref().ok_or_else(none)?;
        let backchannel = users.backchannel.as_ref().ok_or_else(none)?;
        Ok((users.clone(), backchannel.clone()))
    }

    /// Whom hints may lead to.
    pub fn hinted_users(&self) -> Result<HintedUsers, Stop> {
        let Parties::Reached(target) = &self.parties else {
            return Ok(HintedUsers {
                user: USERNAME.to_owned(),
                another: Some(ANOTHER_USER.to_owned()),
                with_code: Some((USER_WITH_CODE.to_owned(), USER_CODE.to_owned())),
            });
        };
        let known = target.backchannel()?;
        let coded = known.with_code.as_ref();
        Ok(HintedUsers {
            user: known.login_hint.clone(),
            another: known.another_login_hint.clone(),
            with_code: coded.map(|user| (user.login_hint.clone(), user.user_code.clone())),
        })
    }

    /// Lets the user decide about the authentication request of this name.
    pub async fn decide(&self, auth_req_id: &str, decision: Decision) -> Result<(), Stop> {
        let own = match &self.parties {
            Parties::BuiltIn(own) => own,
            Parties::Reached(target) => {
                let template = target.backchannel()?.decide.as_deref();
                return self.decide_at(template, auth_req_id, decision).await;
            }
        };
        let decision = match decision {
            Decision::Approves => mock_oidc::Decision::Approve,
            Decision::Denies => mock_oidc::Decision::Deny,
        };
        let server = own.authorization_server().await?;
        if server.decide(auth_req_id, decision) {
            return Ok(());
        }
        Err(Stop::inconclusive(
            "the user was not asked about the authentication request",
        ))
    }

    /// Fetches the address that decides for the user of a target.
    async fn decide_at(
        &self,
        template: Option<&str>,
        auth_req_id: &str,
        decision: Decision,
    ) -> Result<(), Stop> {
        let why = "nobody can decide on the authentication device of the target";
        let unknown = || Stop::untested(UntestedReason::Organisational, why);
        let action = match decision {
            Decision::Approves => "allow",
            Decision::Denies => "deny",
        };
        let unusable =
            |why: &dyn std::fmt::Display| Stop::configuration(format!("`decide`: {why}"));
        let address = DecisionAddress::parse(template.ok_or_else(unknown)?);
        let address = address.map_err(|why| unusable(&why))?;
        let address = address.filled(auth_req_id, action);
        let address = address.map_err(|why| unusable(&why))?;
        let call = Call::get(Party::AuthorizationServer, address);
        let fetched = self.sender("user's device").send(call).await?;
        let taken = fetched.response.as_ref().map(|response| response.status);
        if taken.is_some_and(|status| (200..400).contains(&status)) {
            return Ok(());
        }
        Err(Stop::inconclusive("the decision of the user was not taken"))
    }

    /// The page of the authentication device.
    pub async fn device_page(&self) -> Result<DevicePage, Stop> {
        let own = self.own("the authentication device of the target has no page that we know")?;
        Ok(DevicePage {
            url: own.authorization_server().await?.device(),
            username: USERNAME,
            password: PASSWORD,
        })
    }

    /// Where a client is notified, which answers in this way.
    pub async fn callback_endpoint(&self, answer: Callback) -> Result<CallbackEndpoint, Stop> {
        let listener = match &self.parties {
            Parties::BuiltIn(own) => own.listener(),
            Parties::Reached(target) => notified_at(&target.pinged()?.1)?,
        };
        let endpoint = CallbackEndpoint::open(&listener, self.clock().clone(), answer).await?;
        self.hear(endpoint.ear());
        Ok(endpoint)
    }

    /// The client of a target that is to be pinged; nothing where clients are registered as scenarios need them.
    pub fn pinged_client(&self) -> Result<Option<OauthClient>, Stop> {
        match &self.parties {
            Parties::BuiltIn(_) => Ok(None),
            Parties::Reached(target) => target.pinged().map(|(client, _)| Some(client.clone())),
        }
    }
}

/// Our endpoint as the target knows it.
fn notified_at(pings: &Pings) -> Result<ListenerSettings, Stop> {
    let hosts = &pings.hosts;
    let identity = ServerIdentity::from_pem(&hosts.certificate_pem, &hosts.key_pem);
    let mut listener = ListenerSettings::ephemeral(Some(identity.map_err(Stop::harness_bug)?));
    listener.address.set_port(pings.port);
    Ok(listener)
}

/// What a client of the back channel registers, by the names of CIBA, 4.
pub fn registration(mode: DeliveryMode) -> Map<String, Value> {
    let members = json!({
        "backchannel_token_delivery_mode": mode.name(),
        "grant_types": [CIBA_GRANT],
        "backchannel_authentication_request_signing_alg": "ES256",
        "backchannel_user_code_parameter": true,
    });
    match members {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The users of our own authorization server beside the usual one.
pub fn further_users() -> [mock_oidc::User; 2] {
    let user = |name: &str, code: Option<&str>| mock_oidc::User {
        username: name.to_owned(),
        password: PASSWORD.to_owned(),
        subject: format!("subject-of-{name}"),
        user_code: code.map(str::to_owned),
    };
    [
        user(ANOTHER_USER, None),
        user(USER_WITH_CODE, Some(USER_CODE)),
    ]
}

impl BuiltIn {
    /// What this client is registered as for the back channel, where the profile has one: all but one poll.
    pub(super) fn backchannel_of(&self, who: Who) -> Option<Map<String, Value>> {
        let users = self.wire().authorization_server.authorization.as_ref();
        let offered = users.is_some_and(|users| users.backchannel.is_some());
        (offered && who != Who::Unlisted).then(|| registration(DeliveryMode::Poll))
    }
}
