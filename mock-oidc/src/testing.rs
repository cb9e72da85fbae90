//! A bench for the checks: a valid assertion that a test bends, without a server and without a signature.

use std::sync::LazyLock;

use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};
use url::Url;

use crate::addresses::Addresses;
use crate::checks::Examination;
use crate::checks::compact_form::Assertion;
use crate::checks::form::Form;
use crate::faults::SEAMS;
use crate::settings::{Client, ClientKeys, Variant};
use crate::state::client::RegisteredClient;

/// The client of the bench.
pub const CLIENT: &str = "das-api-auth";
/// The second at which everything happens: the expiry of the seed's example, less its ten seconds.
pub const NOW: i64 = 1_622_450_718;

static AUDIENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let base = Url::parse("https://login.example/").ok();
    let addresses = base.and_then(|base| Addresses::new(&base, &Variant::das_v1()).ok());
    addresses
        .map(|known| known.audiences.token)
        .unwrap_or_default()
});

/// What a test may change before a check looks at it.
pub struct Bench {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
    pub signature: Vec<u8>,
    pub variant: Variant,
    form: String,
    faults: FaultPlan,
}

impl Bench {
    fn valid() -> Self {
        let claims = json!({
            "iss": CLIENT, "sub": CLIENT, "exp": NOW + 10,
            "aud": "https://login.example/am/oauth2/access_token",
        });
        Self {
            header: members(json!({ "alg": "ES256", "typ": "JWT" })),
            claims: members(claims),
            signature: vec![1; 64],
            variant: Variant::das_v1(),
            form: String::new(),
            faults: FaultPlan::new(SEAMS),
        }
    }

    pub fn header(&mut self, name: &str, value: Value) {
        self.header.insert(name.to_owned(), value);
    }

    pub fn without_header(&mut self, name: &str) {
        self.header.shift_remove(name);
    }

    pub fn claim(&mut self, name: &str, value: Value) {
        self.claims.insert(name.to_owned(), value);
    }

    pub fn without_claim(&mut self, name: &str) {
        self.claims.shift_remove(name);
    }

    pub fn parameter(&mut self, name: &str, value: &str) {
        self.form = format!("{name}={value}");
    }

    pub fn commit(&mut self, fault: &str) {
        assert!(self.faults.activate(fault).is_ok(), "{fault}");
    }
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A client without keys and with these scopes.
pub fn registered_client(scopes: &[&str]) -> RegisteredClient {
    let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
    let client = Client::machine(CLIENT, ClientKeys::Jwks(json!({ "keys": [] })), scopes);
    match RegisteredClient::new(client, &[]) {
        Ok(client) => client,
        Err(error) => panic!("{error}"),
    }
}

/// What `check` says of the valid assertion after `prepare` has bent it.
pub fn examined<T>(check: impl Fn(&Examination<'_>) -> T, prepare: impl FnOnce(&mut Bench)) -> T {
    let mut bench = Bench::valid();
    prepare(&mut bench);
    let Ok(form) = Form::parse(bench.form.as_bytes(), &bench.faults) else {
        panic!("the bench's form is well formed");
    };
    check(&Examination {
        assertion: &Assertion {
            signing_input: "",
            header: bench.header,
            claims: bench.claims,
            signature: bench.signature,
        },
        form: &form,
        client: &registered_client(&[]),
        variant: &bench.variant,
        faults: &bench.faults,
        audiences: &AUDIENCES,
        now: NOW,
    })
}
