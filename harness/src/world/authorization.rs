//! What the steps about the authorization server remember.

use p256::SecretKey;

use super::World;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::attempt::Attempt;
use crate::actor::oauth_client::ground::Ground;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct AuthorizationState {
    /// The client that acts, where the scenario has registered one of its own.
    pub client: Option<OauthClient>,
    /// The host of that client's key set, and the credentials with the key that it adds later.
    pub key_rotation: Option<KeyRotation>,
    /// The attacker, where it publishes a key set.
    pub attacker: Option<Attacker>,
    /// What came of the latest token request.
    pub attempt: Option<Attempt>,
    /// The access token that the client holds.
    pub access_token: Option<String>,
    /// The document that was read last: metadata or a key set.
    pub document: Option<Answer>,
    /// The answer of the introspection or revocation endpoint.
    pub answer: Option<Answer>,
}

/// A client whose key set lies at an address, and changes there.
#[derive(Debug)]
pub struct KeyRotation {
    /// Where the key set lies.
    pub key_host: KeyHost,
    /// The client with the key that only the later key set holds.
    pub later: OauthClient,
}

/// Somebody with a key that nobody registered, and a place to publish it.
#[derive(Debug)]
pub struct Attacker {
    /// The key.
    pub key: SecretKey,
    /// Where its public half can be fetched.
    pub key_host: KeyHost,
}

impl World {
    /// The client that acts in this scenario.
    pub fn acting_client(&self) -> Result<OauthClient, Stop> {
        match &self.authorization.client {
            Some(client) => Ok(client.clone()),
            None => self.environment.client(Who::Client),
        }
    }

    /// What the acting client's requests are made of.
    pub async fn ground(&self) -> Result<Ground, Stop> {
        let ground = Ground::survey(&self.environment, self.acting_client()?).await?;
        Ok(match &self.authorization.attacker {
            Some(attacker) => {
                ground.with_attacker(attacker.key.clone(), attacker.key_host.url().clone())
            }
            None => ground,
        })
    }

    /// What came of the latest token request.
    pub fn attempt(&self) -> Result<&Attempt, Stop> {
        let missing = || Stop::harness("no token was requested in this scenario");
        self.authorization.attempt.as_ref().ok_or_else(missing)
    }

    /// The access token that the client holds.
    pub fn held_token(&self) -> Result<&str, Stop> {
        let missing = || match &self.users.tokens {
            Some(answer) => Stop::inconclusive(format!("no access token was issued: {answer}")),
            None => Stop::harness("the client holds no access token in this scenario"),
        };
        self.authorization
            .access_token
            .as_deref()
            .ok_or_else(missing)
    }

    /// The document that was read last.
    pub fn document(&self) -> Result<&Answer, Stop> {
        let missing = || Stop::harness("no document was read in this scenario");
        self.authorization.document.as_ref().ok_or_else(missing)
    }

    /// The answer of the introspection or revocation endpoint.
    pub fn endpoint_answer(&self) -> Result<&Answer, Stop> {
        let missing =
            || Stop::harness("neither introspection nor revocation was asked for in this scenario");
        self.authorization.answer.as_ref().ok_or_else(missing)
    }
}
