//! What an office's client under test finds around it, and the reference client.

use josekit::jwk::Jwk;
use message_encryption::own_key::{OwnKey, Purpose};
use mock_das::client::{self, Client, ClientError, Pacing, Signatures};
use mock_das::content::FormatCategory;
use mock_kit::ListenerSettings;
use p256::PublicKey;
use p256::pkcs8::{DecodePublicKey as _, EncodePrivateKey as _, LineEnding};
use serde_json::{Value, json};

use super::clients::Who;
use super::variant::das_variant;
use super::{Environment, Parties};
use crate::actor::Party;
use crate::actor::forge::encoding::base64url;
use crate::actor::forge::public_key::jwk;
use crate::actor::message::recipient::KID as CONTENT_KID;
use crate::actor::office_client::{
    ClientPublicKey, ClientUnderTest, Ended, Operation, Order, Surroundings,
};
use crate::named::named;
use crate::oracle::jwe::agreement_key::AgreementKey;
use crate::requirement::wire::TokenAudience;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

named! {
    /// A party whose certificate a client has to check.
    pub enum Leg {
        /// The authorization server.
        AuthorizationServer = "the authorization server",
        /// The operations of DAS.
        Das = "DAS",
        /// Where signed URLs lead.
        Storage = "the storage",
    }
}

impl Leg {
    /// Whose leg it is.
    fn party(self) -> Party {
        match self {
            Self::AuthorizationServer => Party::AuthorizationServer,
            Self::Das | Self::Storage => Party::Das,
        }
    }
}

named! {
    /// What is wrong with a certificate.
    pub enum WrongCertificate {
        /// Nobody trusts who issued it.
        UnknownAuthority = "issued by an unknown authority",
        /// It is for another host.
        OtherName = "made out to another host",
    }
}

impl Environment {
    /// The client under test, where it is not ours.
    pub fn client_under_test(&self) -> Option<&ClientUnderTest> {
        match &self.parties {
            Parties::BuiltIn(own) => own.client_under_test(),
            Parties::Reached(_) => None,
        }
    }

    /// What a client is told about the parties around it.
    pub async fn client_surroundings(&self) -> Result<Surroundings, Stop> {
        let own = self.own("an office's client is judged among parties of ours")?;
        let client = own.client(Who::Client);
        let outside = own.client_under_test();
        let has_own_key =
            outside.is_some_and(|outside| !matches!(outside.key, ClientPublicKey::HandedOut));
        let pem = client.key.to_pkcs8_pem(LineEnding::LF);
        let pem = pem.map_err(Stop::harness_bug)?.to_string();
        Ok(Surroundings {
            issuer: self.authorization_server().await?.issuer,
            das_base: self.das().await?.base,
            authority_pem: own.authority_pem().to_owned(),
            client_id: client.client_id,
            private_key_pem: (!has_own_key).then_some(pem),
            key_file: outside.and_then(|outside| outside.key_file.clone()),
            scope: client.scope,
            audience: match &self.wire.authorization_server.audience {
                TokenAudience::Client => None,
                TokenAudience::Api(name) => Some(name.clone()),
            },
        })
    }

    /// The public keys with which the client under test is registered.
    pub fn client_key_set(&self) -> Result<Value, Stop> {
        let own = self.own("an office's client is judged among parties of ours")?;
        let client = own.client(Who::Client);
        Ok(
            match own.client_under_test().map(|outside| outside.key.clone()) {
                Some(ClientPublicKey::Jwks(set)) => set,
                Some(ClientPublicKey::Certificate(pem)) => key_set_of_certificate(&pem)?,
                Some(ClientPublicKey::HandedOut) | None => {
                    json!({ "keys": [jwk(&client.key.public_key(), client.kid.as_deref())] })
                }
            },
        )
    }

    /// Texts by which the private key of the client would be known, in the usual spellings of it.
    pub fn traces_of_client_key(&self) -> Result<Vec<String>, Stop> {
        let surroundings = self.own("an office's client is judged among parties of ours")?;
        let outside = surroundings.client_under_test();
        if outside.is_some_and(|outside| !matches!(outside.key, ClientPublicKey::HandedOut)) {
            let why = "the client has a key of its own, which nobody else knows";
            return Err(Stop::untested(UntestedReason::NotObservable, why));
        }
        let key = surroundings.client(Who::Client).key;
        let number = key.to_bytes();
        let pem = key
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(Stop::harness_bug)?;
        let older = key.to_sec1_pem(LineEnding::LF).map_err(Stop::harness_bug)?;
        let lines = [pem.lines().nth(2), older.lines().nth(1)];
        let mut traces: Vec<String> = lines.into_iter().flatten().map(str::to_owned).collect();
        traces.extend([
            base64url(&number),
            hex::encode(number),
            hex::encode_upper(number),
        ]);
        Ok(traces)
    }

    /// Has the reference client carry out an order.
    pub async fn run_reference_client(&self, order: &Order) -> Result<Ended, Stop> {
        let own = self.own("an office's client is judged among parties of ours")?;
        let surroundings = self.client_surroundings().await?;
        let faults = client::fault_plan();
        own.commit(&faults);
        let settings = client::Settings {
            issuer: surroundings.issuer.parse().map_err(Stop::harness_bug)?,
            das_base: surroundings.das_base,
            variant: das_variant(&self.wire),
            trust: vec![surroundings.authority_pem],
            client_id: surroundings.client_id,
            private_key_pem: surroundings.private_key_pem.unwrap_or_default(),
            kid: own.client(Who::Client).kid,
            scope: surroundings.scope,
            clock: self.clock().clone(),
            pacing: Pacing::MovesTheClock,
            signatures: if order.leading_zero {
                Signatures::BeginningWithZero
            } else {
                Signatures::AsTheyCome
            },
            content_keys: order.content_key.iter().filter_map(content_key).collect(),
        };
        let mut client = Client::new(settings, faults).map_err(Stop::harness_bug)?;
        Ok(carry_out(&mut client, order).await)
    }

    /// Has a party show a certificate that a client must not accept.
    pub async fn show_wrong_certificate(
        &self,
        leg: Leg,
        wrong: WrongCertificate,
    ) -> Result<(), Stop> {
        let own = self.own("our parties show what certificates they like")?;
        self.judged(|judged| judged.remove(&leg.party()));
        let identity = own.wrong_identity(wrong);
        match leg {
            Leg::AuthorizationServer => own.authorization_server().await?.present(&identity),
            Leg::Das => own.das().await?.present(&identity),
            Leg::Storage => {
                let settings = ListenerSettings::ephemeral(Some(identity));
                let opening = own.das().await?.open_storage(&settings).await;
                opening.map_err(Stop::harness_bug)?;
            }
        }
        Ok(())
    }

    /// Has signed URLs lead to a place without encryption.
    pub async fn hand_out_plain_urls(&self) -> Result<(), Stop> {
        let own = self.own("our storage is where we like")?;
        self.judged(|judged| judged.remove(&Party::Das));
        let settings = ListenerSettings::ephemeral(None);
        let opening = own.das().await?.open_storage(&settings).await;
        opening.map_err(Stop::harness_bug)
    }
}

/// A key for encrypted content as the reference client takes it.
fn content_key(key: &AgreementKey) -> Option<OwnKey> {
    let key = Jwk::from_map(key.private_jwk()).ok()?;
    Some(OwnKey::of(CONTENT_KID, key, Purpose::Encryption))
}

async fn carry_out(client: &mut Client, order: &Order) -> Ended {
    let identity = client::Identity {
        kind: order.kind.clone(),
        number: order.number.clone(),
        date: order.date.clone(),
        access_code: order.access_code.clone(),
    };
    match order.operation {
        Operation::Register => {
            let document = client::Document {
                identity,
                content: order.content.clone().unwrap_or_default(),
                format: match order.format {
                    "zip" => FormatCategory::Zip,
                    _ => FormatCategory::Pdf,
                },
                reference: None,
            };
            let registered = client.register(&document).await;
            ended(registered.map(|_| None))
        }
        Operation::Retrieve => {
            let retrieved = client.retrieve(&identity, |_| Ok(())).await;
            ended(retrieved.map(|retrieved| Some(retrieved.content)))
        }
    }
}

fn ended(result: Result<Option<Vec<u8>>, ClientError>) -> Ended {
    match result {
        Ok(document) => Ended {
            done: true,
            how: "done".to_owned(),
            said: String::new(),
            document,
        },
        Err(error) => Ended {
            done: false,
            how: format!("it failed to {error}"),
            said: error.to_string(),
            document: None,
        },
    }
}

/// The key of a certificate as a JWK set.
fn key_set_of_certificate(pem: &str) -> Result<Value, Stop> {
    let unusable = |error: openssl::error::ErrorStack| {
        Stop::configuration(format!("the client's certificate cannot be read: {error}"))
    };
    let certificate = openssl::x509::X509::from_pem(pem.as_bytes()).map_err(unusable)?;
    let key = certificate.public_key().map_err(unusable)?;
    let der = key.public_key_to_der().map_err(unusable)?;
    let key = PublicKey::from_public_key_der(&der).map_err(|error| {
        Stop::configuration(format!(
            "the client's certificate holds no key on P-256: {error}"
        ))
    })?;
    Ok(json!({ "keys": [jwk(&key, None)] }))
}
