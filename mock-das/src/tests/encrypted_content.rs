//! Content that is encrypted to an office: nobody else waits for that.

use std::pin::pin;
use std::time::Duration;

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use message_encryption::nested::decrypt;
use message_encryption::own_key::{OwnKey, Purpose};
use mock_kit::Clock;
use mock_kit::tls::TestAuthority;
use serde_json::json;
use tokio::time::timeout;

use super::bucket::registered;
use super::holder::Holder;
use super::s3_server::S3Server;
use super::world::{ACCESSING, DEPOSITING, World, office, pdf};
use crate::encrypted_content::MEDIA_TYPE;
use crate::settings::ContentEncryption;
use crate::{Office, StorageChoice, Variant};

/// After which time nobody is answered any more; nothing waits so long where all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// A DAS that encrypts what it sends, and keeps its documents in a bucket.
async fn world() -> (World, S3Server) {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, true).await;
    let variant = Variant {
        content_encryption: ContentEncryption::Unpublished,
        ..Variant::default()
    };
    let choice = StorageChoice::Bucket(store.settings());
    let world = World::made(tls, Clock::system(), variant, choice).await;
    world.commit("encrypts-published-content");
    (world, store)
}

/// Has an office publish a key.
async fn publish(world: &World, key: &OwnKey) -> Holder {
    let set = json!({ "keys": [key.published()] });
    let host = Holder::of(world, set.to_string().as_bytes()).await;
    world.das.allow(&Office {
        encryption_keys: Some(host.base.clone()),
        ..office("FR", ACCESSING)
    });
    host
}

/// The copy is read and encrypted while the store holds its bytes back, and whoever asks for anything else is answered.
#[tokio::test]
async fn others_are_served_while_a_copy_is_being_encrypted() {
    let (world, store) = world().await;
    let key = Jwk::generate_ec_key(EcCurve::P384).unwrap();
    let key = OwnKey::of("office", key, Purpose::Encryption);
    let _host = publish(&world, &key).await;
    let content = pdf("original");
    assert_eq!(registered(&world, &content).await.status, 201);
    let ack = world.retrieve(ACCESSING).await;
    let asked = world.ask_download(ACCESSING, &ack).await;
    let url = asked.text("fileDownloadUrl");

    let gate = store.hold();
    let mut fetching = pin!(world.fetch(&url));
    tokio::select! {
        () = gate.reached() => {}
        early = &mut fetching => panic!("not held: {early:?}"),
    }
    let path = format!("/requests/retrievals?requestAckId={ack}");
    let others = async {
        let state = world.get(ACCESSING, &path).await;
        let upload = world.ask_upload(DEPOSITING, &pdf("another")).await;
        (state.status, upload.status)
    };
    tokio::select! {
        statuses = timeout(PATIENCE, others) => assert_eq!(statuses, Ok((200, 201))),
        early = &mut fetching => panic!("not held: {early:?}"),
    }
    gate.open();

    let fetched = fetching.await;
    assert_eq!(
        (fetched.status, &fetched.headers["content-type"]),
        (200, &MEDIA_TYPE.parse().unwrap())
    );
    let text = String::from_utf8(fetched.body).unwrap();
    let signed = decrypt(&text, &[key]).unwrap();
    assert_eq!(payload(&signed), content);
}

/// What a JWS in its compact form signs.
fn payload(signed: &[u8]) -> Vec<u8> {
    use base64ct::{Base64UrlUnpadded, Encoding as _};
    let text = std::str::from_utf8(signed).unwrap();
    let payload = text.split('.').nth(1).unwrap();
    Base64UrlUnpadded::decode_vec(payload).unwrap()
}
