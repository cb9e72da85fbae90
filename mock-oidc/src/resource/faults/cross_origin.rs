//! Where scripts of other origins are let in.

mock_kit::faults! {
    /// Tells no browser to let a script have its answer.
    OMITS_PERMISSIONS = "resource-omits-cross-origin-permissions", violates ["FAPI1-BASE-6.2.1-14"], observed "Access-Control-Allow-Origin";
    /// Allows any origin by a wildcard beside credentials, which no browser honours.
    ALLOWS_ANY_ORIGIN = "resource-allows-any-origin-with-credentials", violates ["FAPI1-BASE-6.2.1-14"], observed "Access-Control-Allow-Origin";
}
