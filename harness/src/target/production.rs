//! Hosts that serve real offices and applicants: a conformance run has no business there.

use url::Url;

/// The production hosts that WIPO has published (authorization server, exchange API, portals). Acceptance systems lie elsewhere.
const HOSTS: &[&str] = &[
    "www5.wipo.int",
    "www3.wipo.int",
    "www.wipo.int",
    "das.wipo.int",
    "ipportal.wipo.int",
    "patentscope.wipo.int",
];

/// Whether a URL leads to a production system.
pub fn is_production(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    HOSTS
        .iter()
        .any(|production| host.eq_ignore_ascii_case(production))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    #[test]
    fn production_is_told_from_acceptance() {
        assert!(is_production(
            &"https://www5.wipo.int/am/oauth2".parse().unwrap()
        ));
        assert!(is_production(
            &"https://DAS.wipo.int.:443/das-api/v1".parse().unwrap()
        ));
        assert!(!is_production(
            &"https://das-api.das.ipobs.acc.web1.wipo.int/das-api/v1"
                .parse()
                .unwrap()
        ));
        assert!(!is_production(&"https://localhost:8443/".parse().unwrap()));
    }
}
