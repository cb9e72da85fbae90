//! What can be wrong with the proof of who sends an authentication request, or unusual about it (CIBA, 7.1).

use super::Deviation;
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::backchannel::request::{BackchannelRequest, Proof};
use crate::actor::oauth_client::legal_assertion;

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Every other request has the issuer for its audience, so the control has not.
    Deviation::twin(
        "with an assertion for the issuer",
        |flow, request| {
            let endpoint = flow.server.token_endpoint.as_str();
            Ok(asserting(flow, request, endpoint))
        },
        |flow, request| Ok(asserting(flow, request, &flow.server.issuer)),
    ),
    Deviation::changed(
        "with an assertion for the token endpoint",
        |flow, request| asserting(flow, request, flow.server.token_endpoint.as_str()),
    ),
    Deviation::changed(
        "with an assertion for the backchannel endpoint",
        |flow, request| asserting(flow, request, flow.endpoint.as_str()),
    ),
    Deviation::twin(
        "with an assertion for another server",
        |flow, request| Ok(asserting(flow, request, &flow.server.issuer)),
        |flow, request| {
            let elsewhere = "https://another-server.invalid/";
            Ok(asserting(flow, request, elsewhere))
        },
    ),
    Deviation::changed("without proof of who asks", |_, request| {
        request.proved_by(Proof::NameAlone)
    })
    .hint("the name of a client is no secret"),
    Deviation::fallible(
        "with an assertion signed with another client's key",
        |flow, request| {
            let draft = legal_assertion(&flow.client, &flow.server.issuer, flow.now);
            let assertion = draft.signed_by(&flow.another()?.key);
            Ok(request.proved_by(Proof::Assertion(assertion)))
        },
    ),
    Deviation::of_signed(
        "with its assertion within its signed request",
        |_, request| Ok(request.proved_by(Proof::WithinTheRequest)),
    ),
];

fn asserting(
    flow: &BackchannelFlow,
    request: BackchannelRequest,
    audience: &str,
) -> BackchannelRequest {
    let draft = legal_assertion(&flow.client, audience, flow.now);
    let assertion = draft.signed_by(&flow.client.key);
    request.proved_by(Proof::Assertion(assertion))
}
