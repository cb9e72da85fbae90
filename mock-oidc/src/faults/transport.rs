//! How the server speaks TLS, and whether.

use mock_kit::TransportFaults;

mock_kit::faults! {
    /// Answers plain HTTP where TLS is to be spoken.
    SERVES_IN_THE_CLEAR = "authorization-server-serves-in-the-clear", violates ["FAPI1-BASE-7.1-00", "FAPI1-ADV-8.5-00", "CIBA-7-01"], observed "served in the clear";
    /// Agrees to TLS 1.0 and 1.1.
    SPEAKS_OLD_TLS = "authorization-server-speaks-old-tls", violates ["FAPI1-BASE-7.1-01"], observed "agreed to TLS 1.";
    /// Agrees to suites that encrypt nothing, and to suites that do not say who the server is.
    AGREES_TO_WEAK_SUITES = "authorization-server-agrees-to-weak-suites", violates ["FAPI1-BASE-7.1-00b"], observed "agreed to TLS 1.2 with TLS_";
    /// Agrees to sound suites of TLS 1.2 that FAPI 1.0 Advanced does not permit.
    AGREES_TO_OTHER_SUITES = "authorization-server-agrees-to-other-suites", violates ["FAPI1-ADV-8.5-01"], observed "agreed to TLS 1.2 with TLS_";
}

/// As the listener commits them.
pub static TRANSPORT: TransportFaults = TransportFaults {
    serves_in_the_clear: Some(&SERVES_IN_THE_CLEAR),
    speaks_old_versions: Some(&SPEAKS_OLD_TLS),
    agrees_to_weak_suites: Some(&AGREES_TO_WEAK_SUITES),
    agrees_to_other_suites: Some(&AGREES_TO_OTHER_SUITES),
};
