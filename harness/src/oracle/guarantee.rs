//! Security profiles and guarantees of the information model of IDS (codes, `SecurityGuarantee`, versions 3 and 4).

/// The guarantees of each kind, the least first, and which of them the profiles promise: base, trust, trust plus.
const KINDS: [([&str; 3], [usize; 3]); 8] = [
    (
        [
            "INTEGRITY_PROTECTION_NONE",
            "INTEGRITY_PROTECTION_LOCAL",
            "INTEGRITY_VERIFICATION_REMOTE",
        ],
        [0, 2, 2],
    ),
    (
        [
            "INTEGRITY_VERIFICATION_SCOPE_NONE",
            "INTEGRITY_VERIFICATION_SCOPE_KERNEL_CORE_CONTAINER",
            "INTEGRITY_VERIFICATION_SCOPE_KERNEL_CORE_CONTAINER_APPLICATION",
        ],
        [0, 1, 2],
    ),
    (
        [
            "AUTHENTICATION_NONE",
            "AUTHENTICATION_SERVER_SIDE",
            "AUTHENTICATION_MUTUAL",
        ],
        [2, 2, 2],
    ),
    (
        [
            "SERVICE_ISOLATION_NONE",
            "SERVICE_ISOLATION_PROCESS_GROUP",
            "SERVICE_ISOLATION_LEAST_PRIVILEGE",
        ],
        [1, 2, 2],
    ),
    (
        [
            "APP_RESOURCES_NONE",
            "APP_RESOURCES_LOCAL_ENFORCEMENT",
            "APP_RESOURCES_REMOTE_VERIFICATION",
        ],
        [0, 1, 2],
    ),
    (
        [
            "USAGE_CONTROL_NONE",
            "USAGE_CONTROL_POLICY_ENFORCEMENT",
            "USAGE_CONTROL_REMOTE_COMPLIANCE_VERIFICATION",
        ],
        [0, 1, 2],
    ),
    (
        ["AUDIT_NONE", "AUDIT_LOCAL_LOGGING", "AUDIT_REMOTE_TRACING"],
        [1, 1, 2],
    ),
    (
        [
            "LOCAL_DATA_CONFIDENTIALITY_NONE",
            "LOCAL_DATA_CONFIDENTIALITY_SECURE_ERASURE",
            "LOCAL_DATA_CONFIDENTIALITY_FULL_ENCRYPTION",
        ],
        [0, 2, 2],
    ),
];

/// The namespaces of codes, as a prefix and written out.
const NAMESPACES: [&str; 4] = [
    "idsc:",
    "idsc_sec:",
    "https://w3id.org/idsa/code/security_guarantee/",
    "https://w3id.org/idsa/code/",
];

/// How much a security profile promises, from 0 to 2; nothing for what is no profile.
pub fn profile(uri: &str) -> Option<usize> {
    Some(match code(uri)? {
        "BASE_SECURITY_PROFILE" | "BASE_CONNECTOR_SECURITY_PROFILE" => 0,
        "TRUST_SECURITY_PROFILE" | "TRUSTED_CONNECTOR_SECURITY_PROFILE" => 1,
        "TRUST_PLUS_SECURITY_PROFILE" | "TRUSTED_CONNECTOR_PLUS_SECURITY_PROFILE" => 2,
        _ => return None,
    })
}

/// Whether a guarantee is one of the information model.
pub fn is_known(guarantee: &str) -> bool {
    code(guarantee).and_then(level).is_some()
}

/// Whether a guarantee lies below what the profile promises.
pub fn is_below(guarantee: &str, profile_uri: &str) -> bool {
    let level = code(guarantee).and_then(level);
    let promise = profile(profile_uri);
    level
        .zip(promise)
        .is_some_and(|((promised, level), profile)| level < promised[profile])
}

fn level(code: &str) -> Option<([usize; 3], usize)> {
    KINDS.iter().find_map(|(levels, promised)| {
        let level = levels.iter().position(|name| *name == code)?;
        Some((*promised, level))
    })
}

fn code(uri: &str) -> Option<&str> {
    NAMESPACES
        .iter()
        .find_map(|namespace| uri.strip_prefix(namespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_known_under_both_spellings_of_their_namespace() {
        assert_eq!(profile("idsc:BASE_SECURITY_PROFILE"), Some(0));
        assert_eq!(
            profile("https://w3id.org/idsa/code/TRUST_SECURITY_PROFILE"),
            Some(1)
        );
        assert_eq!(profile("BASE_SECURITY_PROFILE"), None);
    }

    #[test]
    fn a_guarantee_is_weighed_against_the_profile() {
        let base = "idsc:BASE_SECURITY_PROFILE";
        assert!(is_below("idsc:AUDIT_NONE", base));
        assert!(!is_below("idsc:USAGE_CONTROL_POLICY_ENFORCEMENT", base));
        assert!(!is_below("idsc:WE_PROMISE", base));
        assert!(!is_known("idsc:WE_PROMISE"));
    }
}
