//! Each fault is noticed on the wire: the same call is answered otherwise once it is committed.

use std::collections::BTreeSet;

use super::bench::Bench;
use super::bent_calls as calls;
use super::call::{Answer, Call, INTERACTION, ORIGIN};
use crate::resource::faults;

/// A fault and what shows it.
struct Case {
    fault: &'static str,
    call: fn(&Bench) -> Call,
    look: fn(&Answer) -> String,
    honest: &'static str,
    bent: &'static str,
}

/// Rows of a fault, of what of the answer to which call is looked at, and of what that is without the fault and with it.
macro_rules! cases {
    ($($fault:literal: $look:ident of $call:ident, $honest:expr => $bent:expr;)*) => {
        &[$(Case { fault: $fault, call: calls::$call, look: $look, honest: $honest, bent: $bent }),*]
    };
}

/// The faults that show only after something has happened: see `sequences`.
const SHOWN_BY_SEQUENCES: [&str; 6] = [
    "resource-serves-in-the-clear",
    "resource-honours-expired-tokens",
    "resource-honours-revoked-tokens",
    "resource-pays-before-it-checks",
    "resource-logs-no-interaction-ids",
    "resource-gives-account-numbers-for-payments",
];

/// How tokens are presented.
const PRESENTATION: &[Case] = cases! {
    "resource-ignores-the-authorization-header": outcome of list, "200" => "401";
    "resource-accepts-tokens-in-the-query": outcome of in_query, "401" => "200";
    "resource-accepts-two-authorization-headers": outcome of twice, "400 invalid_request" => "200";
    "resource-demands-capital-bearer": outcome of in_small_letters, "200" => "401";
};

/// What tokens are worth, and to whom they are bound.
const TOKENS: &[Case] = cases! {
    "resource-accepts-forged-tokens": outcome of forged, "401 invalid_token" => "200";
    "resource-accepts-unsigned-tokens": outcome of unsigned, "401 invalid_token" => "200";
    "resource-accepts-id-tokens": outcome of id_token, "401 invalid_token" => "200";
    "resource-accepts-client-assertions": outcome of client_assertion, "401 invalid_token" => "200";
    "resource-accepts-refresh-tokens": outcome of refresh_token, "401 invalid_token" => "200";
    "resource-accepts-bearer-tokens": outcome of bearer, "401 invalid_token" => "200";
    "resource-ignores-the-certificate": outcome of another_certificate, "401 invalid_token" => "200";
    "resource-serves-without-certificate": outcome of no_certificate, "401 invalid_token" => "200";
};

/// What tokens reach.
const RIGHTS: &[Case] = cases! {
    "resource-ignores-the-scope": outcome of without_scope, "403 insufficient_scope" => "200";
    "resource-pays-without-the-scope": outcome of pays_without_scope, "403 insufficient_scope" => "201";
    "resource-believes-the-customer-in-the-query": outcome of account_in_the_name_of_bob, "404" => "200";
    "resource-shows-accounts-of-others": outcome of account_of_bob, "404" => "200";
    "resource-lists-all-accounts": accounts_listed of list, "2" => "4";
    "resource-pays-from-accounts-of-others": outcome of pays_from_bobs, "404" => "201";
    "resource-serves-clients-themselves": outcome of for_itself, "403 insufficient_scope" => "200";
    "resource-serves-without-consent": outcome of without_consent, "403 insufficient_scope" => "200";
    "resource-looks-beyond-the-consent": accounts_listed of one_account, "1" => "2";
    "resource-lists-beyond-the-consent": accounts_listed of one_account, "1" => "2";
    "resource-ignores-data-clusters": outcome of other_cluster, "403 insufficient_scope" => "200";
};

/// How refusals are worded.
const REFUSALS: &[Case] = cases! {
    "resource-omits-the-challenge": has_challenge of nothing, "true" => "false";
    "resource-names-an-error-without-token": outcome of nothing, "401" => "401 invalid_token";
    "resource-withholds-error-codes": outcome of unknown, "401 invalid_token" => "401";
    "resource-answers-invalid-tokens-with-400": outcome of unknown, "401 invalid_token" => "400 invalid_token";
    "resource-answers-missing-scope-with-400": outcome of without_scope, "403 insufficient_scope" => "400 insufficient_scope";
};

/// How answers are written.
const ANSWERS: &[Case] = cases! {
    "resource-writes-latin-1": is_utf_8 of list, "true" => "false";
    "resource-answers-as-html": content_type of list, "application/json" => "text/html; charset=utf-8";
    "resource-writes-dates-in-another-form": date of list, "Sun, 01 Mar 2026 12:00:00 GMT" => "2026-03-01T12:00:00Z";
    "resource-omits-interaction-ids": interaction of with_interaction, INTERACTION => "";
    "resource-omits-interaction-ids-in-refusals": interaction of refused_interaction, INTERACTION => "";
    "resource-replaces-interaction-ids": same_interaction of with_interaction, "true" => "false";
    "resource-makes-ids-that-are-no-uuid": names_a_uuid of list, "true" => "false";
    "resource-omits-cross-origin-permissions": origin of from_script, ORIGIN => "";
    "resource-allows-any-origin-with-credentials": origin of from_script, ORIGIN => "*";
};

/// What is refused although it must not be.
const TOLERANCE: &[Case] = cases! {
    "resource-answers-get-with-405": outcome of list, "200" => "405";
    "resource-refuses-ipv6-customer-addresses": outcome of full_ipv6, "200" => "400";
    "resource-refuses-compressed-customer-addresses": outcome of compressed_ipv6, "200" => "400";
    "resource-refuses-unknown-header-fields": outcome of unknown_field, "200" => "400";
    "resource-reads-accept-word-for-word": outcome of other_accept, "200" => "406";
};

/// What serves in the place of an account's number.
const NUMBERS: &[Case] = cases! {
    "resource-shows-whole-account-numbers": is_masked of own_account, "true" => "false";
    "resource-masks-beyond-recognition": length_of_display of own_account, "12" => "1";
    "resource-answers-queries-with-the-value": tells_a_number of query, "false" => "true";
    "resource-hashes-with-sha-1": algorithm of number_hash, "SHA-256" => "SHA-1";
    "resource-hashes-without-salt": has_salt of number_hash, "true" => "false";
};

const TABLES: [&[Case]; 7] = [
    PRESENTATION,
    TOKENS,
    RIGHTS,
    REFUSALS,
    ANSWERS,
    TOLERANCE,
    NUMBERS,
];

async fn show(cases: &[Case]) {
    let bench = Bench::strict().await;
    for case in cases {
        let seen = (case.look)(&bench.send((case.call)(&bench)).await);
        assert_eq!(seen, case.honest, "without {}", case.fault);
        bench.commit(case.fault);
        let seen = (case.look)(&bench.send((case.call)(&bench)).await);
        assert_eq!(seen, case.bent, "with {}", case.fault);
        bench.behave();
    }
}

#[tokio::test]
async fn faults_in_taking_tokens_are_noticed() {
    show(PRESENTATION).await;
    show(TOKENS).await;
}

#[tokio::test]
async fn faults_in_judging_rights_are_noticed() {
    show(RIGHTS).await;
}

#[tokio::test]
async fn faults_in_answering_are_noticed() {
    show(REFUSALS).await;
    show(ANSWERS).await;
}

#[tokio::test]
async fn faults_of_narrow_mindedness_are_noticed() {
    show(TOLERANCE).await;
}

#[tokio::test]
async fn faults_in_sparing_account_numbers_are_noticed() {
    show(NUMBERS).await;
}

/// How TLS is spoken is shown where the listener is.
const OF_THE_LISTENER: [&str; 3] = [
    "resource-speaks-old-tls",
    "resource-agrees-to-weak-suites",
    "resource-agrees-to-other-suites",
];

#[test]
fn every_fault_is_shown_by_a_case_and_has_a_name_that_no_other_has() {
    let rows: Vec<_> = faults().iter().flat_map(|seam| seam.iter()).collect();
    let names: BTreeSet<_> = rows.iter().map(|fault| fault.name).collect();
    assert_eq!(names.len(), rows.len());
    let cases = TABLES
        .iter()
        .flat_map(|table| table.iter().map(|case| case.fault));
    let others = SHOWN_BY_SEQUENCES.into_iter().chain(OF_THE_LISTENER);
    assert_eq!(cases.chain(others).collect::<BTreeSet<_>>(), names);
    let others = crate::faults().iter().flat_map(|seam| seam.iter());
    assert!(others.into_iter().all(|fault| !names.contains(fault.name)));
    assert!(
        rows.iter()
            .all(|fault| !fault.violates.is_empty() && !fault.observed.is_empty())
    );
}

fn outcome(answer: &Answer) -> String {
    answer.outcome()
}

fn accounts_listed(answer: &Answer) -> String {
    answer.json()["accounts"]
        .as_array()
        .unwrap()
        .len()
        .to_string()
}

fn has_challenge(answer: &Answer) -> String {
    answer.headers.contains_key("www-authenticate").to_string()
}

fn is_utf_8(answer: &Answer) -> String {
    std::str::from_utf8(&answer.octets).is_ok().to_string()
}

fn content_type(answer: &Answer) -> String {
    answer.header("content-type").to_owned()
}

fn date(answer: &Answer) -> String {
    answer.header("date").to_owned()
}

fn interaction(answer: &Answer) -> String {
    answer.header("x-fapi-interaction-id").to_owned()
}

fn same_interaction(answer: &Answer) -> String {
    (interaction(answer) == INTERACTION).to_string()
}

fn names_a_uuid(answer: &Answer) -> String {
    uuid::Uuid::try_parse(&interaction(answer))
        .is_ok()
        .to_string()
}

fn origin(answer: &Answer) -> String {
    answer.header("access-control-allow-origin").to_owned()
}

fn display(answer: &Answer) -> String {
    let told = &answer.json()["accountNumberDisplay"];
    told.as_str().unwrap_or_default().to_owned()
}

fn is_masked(answer: &Answer) -> String {
    display(answer).contains('*').to_string()
}

fn length_of_display(answer: &Answer) -> String {
    display(answer).len().to_string()
}

fn tells_a_number(answer: &Answer) -> String {
    answer.json().get("accountNumber").is_some().to_string()
}

fn algorithm(answer: &Answer) -> String {
    let told = &answer.json()["algorithm"];
    told.as_str().unwrap_or_default().to_owned()
}

fn has_salt(answer: &Answer) -> String {
    (answer.json()["salt"] != "").to_string()
}
