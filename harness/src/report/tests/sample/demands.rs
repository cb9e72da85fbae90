//! What the sample demands: the rows of two specifications, and a profile of both.

use crate::error::SourceFile;
use crate::requirement::{Profile, Registry};

/// Rows of two specifications: id, clause, level, binds, basis, text, and what else stands in the row.
const DAS: &[[&str; 7]] = &[
    [
        "DAS-AUTH-04",
        "security, use of the access token",
        "shall",
        "das",
        "seed",
        "The API is served only to a caller that presents an access token.",
        "",
    ],
    [
        "DAS-AUTH-07",
        "key generation",
        "shall",
        "authorization-server",
        "seed",
        "A client's key counts for that client only.",
        "",
    ],
    [
        "DAS-AUTH-09",
        "key script",
        "may",
        "office-client",
        "seed",
        "Keys are made by the script.",
        "untested: { reason: definition only, because: a recipe }",
    ],
    [
        "DAS-AUTH-12",
        "claims",
        "shall",
        "authorization-server",
        "seed",
        "The claims are those of the table.",
        "untested: { reason: definition only, because: nothing to observe }",
    ],
    [
        "DAS-FLOW-REG-04",
        "register a document, step 1c",
        "shall",
        "das",
        "published",
        "A document is registered only when its file has been accepted.",
        "",
    ],
    [
        "DAS-FLOW-RET-02",
        "retention",
        "shall",
        "das",
        "published",
        "A copy is erased after the period.",
        "",
    ],
    [
        "DAS-API-ERR-02",
        "errors",
        "shall",
        "das",
        "proposal",
        "A foreign id and an absent one look the same.",
        "cause: The id is looked up before anybody asks whose it is.",
    ],
    [
        "DAS-API-UPL-01",
        "upload",
        "shall",
        "das",
        "published",
        "An upload URL is an HTTPS address.",
        "",
    ],
    [
        "DAS-API-DEL-01",
        "delete",
        "shall",
        "das",
        "published",
        "A deleted copy is gone.",
        "",
    ],
    [
        "DAS-API-NEW-01",
        "nothing yet",
        "should",
        "das",
        "published",
        "Something that nobody wrote a scenario for.",
        "",
    ],
];

const RFC7523: &[[&str; 7]] = &[
    [
        "RFC7523-3-4",
        "3, item 4",
        "shall",
        "authorization-server",
        "standard",
        "An expired assertion is refused.",
        "",
    ],
    [
        "RFC7523-3-8",
        "3, item 8",
        "may",
        "authorization-server",
        "standard",
        "An assertion may have further claims.",
        "",
    ],
    [
        "RFC7523-3-9",
        "3, item 9",
        "shall",
        "authorization-server",
        "standard",
        "The signature is verified.",
        "",
    ],
    [
        "RFC7523-3-7",
        "3, item 7",
        "shall",
        "authorization-server",
        "standard",
        "An assertion has a jti of its own.",
        "",
    ],
];

fn rows(specification: &str, title: &str, rows: &[[&str; 7]]) -> SourceFile {
    let mut text = format!(
        "specification: {specification}\ntitle: {title}\nversion: sample\nlink: https://{specification}.example/\nrequirements:\n"
    );
    for [id, clause, level, binds, basis, wording, more] in rows {
        text.extend([
            format!("  - id: {id}\n    clause: '{clause}'\n    level: {level}\n"),
            format!(
                "    binds: {binds}\n    basis: {basis}\n    text: \"{wording}\"\n    {more}\n"
            ),
        ]);
    }
    SourceFile::new(format!("{specification}.yaml"), text)
}

pub(crate) fn registry() -> Registry {
    let files = [
        rows("das", "WIPO DAS, a sample", DAS),
        rows("rfc7523", "JWT Profile for OAuth 2.0", RFC7523),
    ];
    Registry::from_files(&files, Vec::new()).unwrap()
}

const PROFILE: &str = "
name: sample
title: A sample
version: '1'
wire_of: elder
sets: [{ specification: das }, { specification: rfc7523 }]
levels: [{ id: DAS-API-DEL-01, level: should, reason: the retention table and the flow notes differ }]
not_applicable: [{ ids: [RFC7523-3-7], reason: the assertion of DAS has no jti }]
untested_share_allowed: 0.5
wire:
  authorization-server:
    issuer-path: /am/oauth2
    access-token-algorithm: RS256
    scope-form: array
    audience: client
    issuer-port: written-out
    access-token-lifetime: PT1H
    assertion-algorithms: [ES256]
    jti: ignored
    certificate-expiry: ignored
  das:
    base-path: /das-api/v1
    scope: das-api/office-exchange
    audience: client
    error-wrapper: false
    access-code: alphanumeric
    operations:
      upload-url: { method: POST, path: /requests/files/url-uploads, success-statuses: [201, 200, 202] }
      renewed-upload-url: { method: PUT, path: /requests/files/url-uploads, success-statuses: [200, 201, 202] }
      file-state: { method: GET, path: /requests/files, success-statuses: [200] }
      deletion: { method: DELETE, path: /requests/files, success-statuses: [204, 200, 202] }
      registration: { method: POST, path: /requests/registrations, success-statuses: [201, 200, 202] }
      correction: { method: PUT, path: /requests/registrations, success-statuses: [200, 201, 202] }
      withdrawal: { method: DELETE, path: /requests/registrations, success-statuses: [204, 200, 202] }
      registration-state: { method: GET, path: /requests/registrations, success-statuses: [200] }
      certificate: { method: GET, path: /requests/registrations/certificates, success-statuses: [200] }
      availability: { method: GET, path: /documents/registrations/statuses, success-statuses: [200] }
      retrieval: { method: POST, path: /requests/retrievals, success-statuses: [201, 200, 202] }
      retrieval-states: { method: GET, path: /requests/retrievals, success-statuses: [200] }
      download-url: { method: POST, path: /requests/files/url-downloads, success-statuses: [200] }
      notification: { method: POST, path: /requests/notifications, success-statuses: [204, 201, 200] }
    headers: { original-document-url: das-original-document-url }
    discloses-expected-values: false
    upload-url-lifetime: PT15M
    download-url-lifetime: PT15M
    transit-period: PT168H
    retrieval-errors: in-status
    forwarding-deadline: PT72H
    ro-ib-erased-after: download
";

pub(crate) fn profile_file() -> SourceFile {
    SourceFile::new("sample.yaml", PROFILE)
}

/// The profile that it starts from, which has other rules for authorization servers.
pub(crate) fn elder() -> SourceFile {
    let wire = PROFILE.split_once("wire:").unwrap().1;
    let wire = wire
        .replace("PT1H", "PT30M")
        .replace("[ES256]", "[ES256, RS256]");
    let text = format!("name: elder\ntitle: An elder\nversion: '1'\nwire:{wire}");
    SourceFile::new("elder.yaml", text)
}

pub(crate) fn profile(registry: &Registry) -> Profile {
    Profile::from_files(&[profile_file(), elder()], registry, "sample").unwrap()
}
