//! The parties under these sequences.

use bytes::Bytes;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::json;

use super::act::{AT_HOME_WITH_PCT, SUBJECTS};
use super::system::content;
use crate::content::FormatCategory;
use crate::number::DocumentKind;
use crate::pct::{self, Availability, Document};
use crate::settings::{RoIbErasedAfter, TokenAudience};
use crate::tests::authority::{Authority, SigningKey};
use crate::tests::world::{DATE, office};
use crate::{
    AuthorizationServer, Handle, Office, OfficeApi, OutboundClient, PctService, Settings,
    StorageChoice, TokenSource, Variant, spawn,
};

/// The end of the tokens, in seconds since 1970: the year 2100.
const END_OF_TOKENS: i64 = 4_102_444_800;

/// A DAS with a PCT service behind it, the authority that both trust, their clock, and what calls them.
pub async fn surroundings(
    reading: RoIbErasedAfter,
) -> (Handle, pct::Handle, Authority, Clock, reqwest::Client) {
    let tls = TestAuthority::new().unwrap();
    let clock = Clock::frozen_at("2024-06-01T12:00:00Z".parse().unwrap());
    let authority = Authority::spawn(&tls, &clock).await;
    let server = AuthorizationServer {
        issuer: authority.issuer.clone(),
        trust: vec![tls.pem().to_owned()],
    };
    let listener = || ListenerSettings::ephemeral(tls.identity_for(&["localhost"]).ok());
    let pct = pct_service(listener(), &clock, &server).await;
    let tokens = tokens(&authority);
    authority.hand_out(token(&authority, pct::Settings::CALLER));
    let das = spawn(Settings {
        listener: listener(),
        variant: Variant {
            ro_ib_erased_after: reading,
            ..Variant::default()
        },
        clock: clock.clone(),
        authorization_server: server,
        offices: offices(&tokens),
        pct: Some(PctService {
            base: pct.base().clone(),
            tokens,
        }),
        storage: StorageChoice::Memory,
        processing_time: Settings::PROCESSING_TIME,
    });
    let http = http_client(&[tls.pem()]).unwrap();
    (das.await.unwrap(), pct, authority, clock, http)
}

/// The office of first filing has a library of its own: it may register what it keeps, but nothing of RO/IB.
fn offices(tokens: &TokenSource) -> Vec<Office> {
    let codes = ["AT", "IB", "FR", "DE"];
    let mut offices = codes.map(|code| office(code, &client_of(code)));
    offices[0].api = Some(OfficeApi {
        base: "https://localhost:9/das-office/v1".parse().unwrap(),
        digital_library: true,
        tokens: tokens.clone(),
    });
    offices.into()
}

fn tokens(authority: &Authority) -> TokenSource {
    TokenSource {
        issuer: authority.issuer.clone(),
        scope: Variant::default().scope,
        client: OutboundClient {
            client_id: pct::Settings::CALLER.to_owned(),
            private_key_pem: SigningKey::generate("das").private_pem(),
        },
    }
}

async fn pct_service(
    listener: ListenerSettings,
    clock: &Clock,
    server: &AuthorizationServer,
) -> pct::Handle {
    let settings = pct::Settings {
        listener,
        clock: clock.clone(),
        authorization_server: server.clone(),
        caller: pct::Settings::CALLER.to_owned(),
        audience: TokenAudience::TheClient,
        scope: Variant::default().scope,
    };
    let service = pct::spawn(settings).await.unwrap();
    for (index, subject) in SUBJECTS.iter().take(AT_HOME_WITH_PCT).enumerate() {
        let document = Document {
            number: subject.spellings[0].to_owned(),
            kind: DocumentKind::Patent,
            date: DATE.parse().unwrap(),
            content: Bytes::from(content(index)),
            format: FormatCategory::Pdf,
            availability: Availability::Available,
        };
        service.keep(document).unwrap();
    }
    service
}

/// A token that outlives every sequence.
pub fn token(authority: &Authority, client: &str) -> String {
    let header = json!({ "alg": "ES256", "kid": authority.key.kid }).to_string();
    let claims = json!({
        "iss": authority.issuer, "sub": client, "aud": client, "scope": Variant::default().scope,
        "exp": END_OF_TOKENS,
    });
    authority.key.sign(&header, &claims.to_string())
}

pub fn client_of(office: &str) -> String {
    format!("client-of-{}", office.to_ascii_lowercase())
}
