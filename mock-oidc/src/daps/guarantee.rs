//! Security profiles and what each guarantees, from the least to the most (IDS Information Model, codes, `SecurityGuarantee`).

/// One kind of guarantee: its levels from the least to the most, and which of them each profile promises.
struct Area {
    levels: [&'static str; 3],
    base: usize,
    trust: usize,
    trust_plus: usize,
}

const fn area(levels: [&'static str; 3], promised: [usize; 3]) -> Area {
    let [base, trust, trust_plus] = promised;
    Area {
        levels,
        base,
        trust,
        trust_plus,
    }
}

const AREAS: [Area; 8] = [
    area(
        [
            "INTEGRITY_PROTECTION_NONE",
            "INTEGRITY_PROTECTION_LOCAL",
            "INTEGRITY_VERIFICATION_REMOTE",
        ],
        [0, 2, 2],
    ),
    area(
        [
            "INTEGRITY_VERIFICATION_SCOPE_NONE",
            "INTEGRITY_VERIFICATION_SCOPE_KERNEL_CORE_CONTAINER",
            "INTEGRITY_VERIFICATION_SCOPE_KERNEL_CORE_CONTAINER_APPLICATION",
        ],
        [0, 1, 2],
    ),
    area(
        [
            "AUTHENTICATION_NONE",
            "AUTHENTICATION_SERVER_SIDE",
            "AUTHENTICATION_MUTUAL",
        ],
        [2, 2, 2],
    ),
    area(
        [
            "SERVICE_ISOLATION_NONE",
            "SERVICE_ISOLATION_PROCESS_GROUP",
            "SERVICE_ISOLATION_LEAST_PRIVILEGE",
        ],
        [1, 2, 2],
    ),
    area(
        [
            "APP_RESOURCES_NONE",
            "APP_RESOURCES_LOCAL_ENFORCEMENT",
            "APP_RESOURCES_REMOTE_VERIFICATION",
        ],
        [0, 1, 2],
    ),
    area(
        [
            "USAGE_CONTROL_NONE",
            "USAGE_CONTROL_POLICY_ENFORCEMENT",
            "USAGE_CONTROL_REMOTE_COMPLIANCE_VERIFICATION",
        ],
        [0, 1, 2],
    ),
    area(
        ["AUDIT_NONE", "AUDIT_LOCAL_LOGGING", "AUDIT_REMOTE_TRACING"],
        [1, 1, 2],
    ),
    area(
        [
            "LOCAL_DATA_CONFIDENTIALITY_NONE",
            "LOCAL_DATA_CONFIDENTIALITY_SECURE_ERASURE",
            "LOCAL_DATA_CONFIDENTIALITY_FULL_ENCRYPTION",
        ],
        [0, 2, 2],
    ),
];

/// Whether `guarantee` says more than `profile` promises already.
pub fn exceeds(guarantee: &str, profile: &str) -> bool {
    let word = local_name(guarantee);
    let found = AREAS.iter().find_map(|area| {
        let level = area.levels.iter().position(|name| *name == word)?;
        Some(level > area.promised_by(local_name(profile))?)
    });
    found.unwrap_or(false)
}

impl Area {
    fn promised_by(&self, profile: &str) -> Option<usize> {
        match profile {
            "BASE_SECURITY_PROFILE" => Some(self.base),
            "TRUST_SECURITY_PROFILE" => Some(self.trust),
            "TRUST_PLUS_SECURITY_PROFILE" => Some(self.trust_plus),
            _ => None,
        }
    }
}

/// The name behind its prefix, `idsc:` or the whole namespace.
fn local_name(uri: &str) -> &str {
    uri.rsplit([':', '/', '#']).next().unwrap_or(uri)
}
