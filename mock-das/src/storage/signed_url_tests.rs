//! Claims about signed URLs.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use http::Method;
use proptest::prelude::*;
use url::Url;

use super::{Grant, Presented, Refusal, UrlSigner};
use crate::storage::{ObjectName, Place};

const NOW: i64 = 1_700_000_000;

fn grant() -> Grant {
    Grant {
        method: Method::PUT,
        object: ObjectName::fresh(Place::Upload),
        content_type: Some("application/pdf".into()),
        expires: NOW + 60,
    }
}

fn base() -> Url {
    Url::parse("https://localhost:8443/").unwrap()
}

/// What a client that follows the URL to the letter presents.
fn presented<'a>(grant: &'a Grant, url: &'a Url) -> Presented<'a> {
    Presented {
        method: &grant.method,
        object: &grant.object,
        content_type: grant.content_type.as_deref(),
        query: url.query().unwrap(),
    }
}

#[test]
fn a_url_permits_what_it_was_signed_for() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    assert_eq!(signer.verify(presented(&grant, &url), NOW), Ok(()));
    let path = url.path().strip_prefix("/storage/").unwrap();
    let (place, identifier) = path.split_once('/').unwrap();
    assert_eq!(ObjectName::parse(place, identifier), Some(grant.object));
}

#[test]
fn a_url_ends_with_its_last_second() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    let presented = presented(&grant, &url);
    assert_eq!(signer.verify(presented, NOW + 59), Ok(()));
    assert_eq!(signer.verify(presented, NOW + 60), Err(Refusal::Expired));
}

#[test]
fn another_method_is_refused() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    let changed = Presented {
        method: &Method::GET,
        ..presented(&grant, &url)
    };
    assert_eq!(signer.verify(changed, NOW), Err(Refusal::MethodMismatch));
}

#[test]
fn another_content_type_is_refused() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    for content_type in [
        None,
        Some(""),
        Some("application/zip"),
        Some("application/pdfx"),
    ] {
        let changed = Presented {
            content_type,
            ..presented(&grant, &url)
        };
        assert_eq!(signer.verify(changed, NOW), Err(Refusal::TypeMismatch));
    }
    let spelt = Presented {
        content_type: Some("Application/PDF; charset=binary"),
        ..presented(&grant, &url)
    };
    assert_eq!(signer.verify(spelt, NOW), Ok(()));
}

#[test]
fn a_download_needs_no_content_type() {
    let signer = UrlSigner::default();
    let grant = Grant {
        method: Method::GET,
        content_type: None,
        ..grant()
    };
    let url = signer.sign(&base(), &grant);
    assert_eq!(signer.verify(presented(&grant, &url), NOW), Ok(()));
}

#[test]
fn a_query_without_its_parameters_is_refused() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    let query = url.query().unwrap();
    for lost in query.split('&') {
        let kept: Vec<&str> = query.split('&').filter(|part| *part != lost).collect();
        let changed = Presented {
            query: &kept.join("&"),
            ..presented(&grant, &url)
        };
        assert_eq!(signer.verify(changed, NOW), Err(Refusal::Missing), "{lost}");
    }
}

#[test]
fn a_doubled_or_additional_parameter_is_refused() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    let query = url.query().unwrap();
    for added in ["das-method=PUT", "das-expires=9999999999", "x=y"] {
        let changed = Presented {
            query: &format!("{query}&{added}"),
            ..presented(&grant, &url)
        };
        assert_eq!(
            signer.verify(changed, NOW),
            Err(Refusal::BadSignature),
            "{added}"
        );
    }
}

#[test]
fn the_key_of_another_process_is_refused() {
    let grant = grant();
    let url = UrlSigner::default().sign(&base(), &grant);
    let refusal = UrlSigner::default().verify(presented(&grant, &url), NOW);
    assert_eq!(refusal, Err(Refusal::BadSignature));
}

#[test]
fn overlooking_one_refusal_leaves_the_others() {
    let (signer, grant) = (UrlSigner::default(), grant());
    let url = signer.sign(&base(), &grant);
    let late = NOW + 3600;
    let overlooks = |refusal| refusal == Refusal::TypeMismatch;
    let changed = Presented {
        content_type: None,
        ..presented(&grant, &url)
    };
    assert_eq!(signer.verify_except(changed, NOW, overlooks), Ok(()));
    assert_eq!(
        signer.verify_except(changed, late, overlooks),
        Err(Refusal::Expired)
    );
}

fn methods() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![Method::GET, Method::PUT, Method::POST, Method::DELETE])
}

fn grants() -> impl Strategy<Value = Grant> {
    let content_types = prop::option::of("[a-z]{1,5}/[a-z&=%+]{1,5}");
    let places = prop::sample::select(Place::ALL.to_vec());
    (methods(), places, content_types, NOW + 1..i64::MAX).prop_map(
        |(method, place, content_type, expires)| Grant {
            method,
            object: ObjectName::fresh(place),
            content_type,
            expires,
        },
    )
}

/// The query of `url` with the parameters of another grant but the signature of its own.
fn query_of(grant: &Grant, url: &Url) -> String {
    let forged = UrlSigner::default().sign(&base(), grant);
    let (fields, _) = forged.query().unwrap().rsplit_once('&').unwrap();
    let (_, signature) = url.query().unwrap().rsplit_once('&').unwrap();
    format!("{fields}&{signature}")
}

proptest! {
    #[test]
    fn a_signed_url_is_accepted_and_no_other(one in grants(), other in grants()) {
        let signer = UrlSigner::default();
        let url = signer.sign(&base(), &one);
        prop_assert_eq!(signer.verify(presented(&one, &url), NOW), Ok(()));
        for changed in [
            Grant { method: other.method.clone(), ..one.clone() },
            Grant { object: other.object.clone(), ..one.clone() },
            Grant { content_type: other.content_type.clone(), ..one.clone() },
            Grant { expires: other.expires, ..one.clone() },
        ] {
            let query = query_of(&changed, &url);
            let forged = Presented { query: &query, ..presented(&changed, &url) };
            let expected = if changed == one { Ok(()) } else { Err(Refusal::BadSignature) };
            prop_assert_eq!(signer.verify(forged, NOW), expected);
        }
    }

    #[test]
    fn a_changed_signature_is_refused(place: prop::sample::Index, byte in "[0-9a-zA-Z]") {
        let (signer, grant) = (UrlSigner::default(), grant());
        let url = signer.sign(&base(), &grant);
        let query = url.query().unwrap();
        let start = query.len() - 64 + place.index(64);
        let mut changed = query.to_owned();
        changed.replace_range(start..=start, &byte);
        prop_assume!(changed != query);
        let forged = Presented { query: &changed, ..presented(&grant, &url) };
        prop_assert_eq!(signer.verify(forged, NOW), Err(Refusal::BadSignature));
    }

    #[test]
    fn any_query_is_survived(query in any::<String>()) {
        let (signer, grant) = (UrlSigner::default(), grant());
        let url = signer.sign(&base(), &grant);
        let forged = Presented { query: &query, ..presented(&grant, &url) };
        prop_assert!(signer.verify(forged, NOW).is_err());
    }
}
