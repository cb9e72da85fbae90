//! How a listener speaks TLS: with care, unless a fault has it careless.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::net::{SocketAddr, TcpStream};

use axum::Router;
use jiff::Timestamp;
use mock_kit::tls::{Manners, Suites, TestAuthority};
use mock_kit::{
    Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service, TransportFaults,
};
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode, SslVersion};

mock_kit::faults! {
    /// Agrees to TLS 1.0 and 1.1.
    SPEAKS_OLD_TLS = "speaks-old-tls", violates [], observed "";
    /// Agrees to suites that encrypt nothing.
    AGREES_TO_WEAK_SUITES = "agrees-to-weak-suites", violates [], observed "";
    /// Agrees to suites of CBC.
    AGREES_TO_OTHER_SUITES = "agrees-to-other-suites", violates [], observed "";
}

static TRANSPORT: TransportFaults = TransportFaults {
    serves_in_the_clear: None,
    speaks_old_versions: Some(&SPEAKS_OLD_TLS),
    agrees_to_weak_suites: Some(&AGREES_TO_WEAK_SUITES),
    agrees_to_other_suites: Some(&AGREES_TO_OTHER_SUITES),
};

struct Stage {
    address: SocketAddr,
    faults: FaultPlan,
    _listening: Listening,
}

async fn stage() -> Stage {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let key = String::from_utf8(key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    let authority = TestAuthority::new().unwrap();
    let identity = authority.identity_with_key(&key, &["localhost"]).unwrap();
    let manners = Manners {
        asks_for_certificates: true,
        suites: Suites::RsaWithGcm,
    };
    let settings = ListenerSettings::ephemeral(Some(identity.in_manner(manners).unwrap()));
    let faults = FaultPlan::new(&[ROWS]).with_transport(TRANSPORT);
    let bound = Bound::bind(&settings).await.unwrap();
    let listening = bound
        .serve(Service {
            party: "party",
            router: Router::new(),
            journal: Journal::new(),
            clock: Clock::frozen_at(Timestamp::UNIX_EPOCH),
            faults: faults.clone(),
        })
        .unwrap();
    Stage {
        address: listening.address(),
        faults,
        _listening: listening,
    }
}

impl Stage {
    /// Whether a handshake with this version and these suites ends well.
    async fn agrees_to(&self, version: SslVersion, suites: &'static str) -> bool {
        let address = self.address;
        let shaking = move || {
            let mut builder = SslConnector::builder(SslMethod::tls_client()).unwrap();
            builder.set_verify(SslVerifyMode::NONE);
            builder.set_cipher_list(suites).unwrap();
            builder.set_min_proto_version(Some(version)).unwrap();
            builder.set_max_proto_version(Some(version)).unwrap();
            let stream = TcpStream::connect(address).unwrap();
            builder.build().connect("localhost", stream).is_ok()
        };
        tokio::task::spawn_blocking(shaking).await.unwrap()
    }

    /// Whether an offer is refused without the fault and agreed to with it, and what is permitted agreed to with and without.
    async fn shows(&self, fault: &str, version: SslVersion, suites: &'static str) -> bool {
        let permitted = (SslVersion::TLS1_2, "ECDHE-RSA-AES128-GCM-SHA256");
        let (honest, refused) = (
            self.agrees_to(permitted.0, permitted.1).await,
            !self.agrees_to(version, suites).await,
        );
        self.faults.clear();
        self.faults.activate(fault).unwrap();
        let (still, agreed) = (
            self.agrees_to(permitted.0, permitted.1).await,
            self.agrees_to(version, suites).await,
        );
        self.faults.clear();
        honest && refused && still && agreed
    }
}

#[tokio::test]
async fn each_carelessness_shows_and_nothing_else_changes() {
    let stage = stage().await;
    let old = "DEFAULT:@SECLEVEL=0";
    assert!(stage.shows("speaks-old-tls", SslVersion::TLS1_1, old).await);
    let weak = "NULL-SHA256:@SECLEVEL=0";
    let version = SslVersion::TLS1_2;
    assert!(stage.shows("agrees-to-weak-suites", version, weak).await);
    let other = "ECDHE-RSA-AES128-SHA";
    assert!(stage.shows("agrees-to-other-suites", version, other).await);
}
