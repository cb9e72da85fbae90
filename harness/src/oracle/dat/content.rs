//! What a DAT holds, in the words of the features.

use crate::named::named;

named! {
    /// What a DAT holds.
    pub enum Content {
        /// `typ` of the header, as the first text has it.
        HeaderType = "the type JWT in its header",
        /// `typ` of the header, as RFC 9068 has it.
        AccessTokenType = "the type of an access token in its header",
        /// `kid`.
        KeyName = "the name of its key",
        /// `kid`, looked up.
        PublishedKey = "the name of a published key",
        /// `alg`, and the signature.
        Signature = "a signature that a published key verifies",
        /// `@context`.
        Context = "the JSON-LD context of IDS",
        /// `@type`, one of the two that the first text has.
        Kind = "its type",
        /// `@type`, as fixed since.
        PayloadKind = "the type of a DAT payload",
        /// `iss`.
        Issuer = "the URL of the DAPS",
        /// `sub`.
        Subject = "the identifier of its connector",
        /// `exp`.
        Expiry = "its expiry",
        /// `exp` and `iat`.
        ShortLife = "a short life",
        /// `iat`.
        IssuedAt = "the time of its making",
        /// `nbf`.
        NotBefore = "the time from which it is valid",
        /// `nbf` and `iat`.
        ImmediateValidity = "a validity that begins with its making",
        /// `aud`.
        Audience = "an audience",
        /// `aud`, as the current text has it.
        GeneralAudience = "the audience of all connectors",
        /// `scope`.
        Scope = "the scope that was granted",
        /// `securityProfile`.
        SecurityProfile = "a security profile",
        /// `securityProfile`, looked up.
        KnownSecurityProfile = "a security profile of the information model",
        /// `referringConnector`.
        SelfDescription = "one self-description at most",
        /// `transportCertsSha256`.
        TransportCertificates = "nothing but SHA-256 of transport certificates",
        /// `extendedGuarantee`.
        Guarantees = "no guarantee but those of the information model",
        /// `extendedGuarantee` and `securityProfile`.
        GreaterGuarantees = "no guarantee below its security profile",
        /// The claims of RFC 9068, 2.2.
        AccessTokenClaims = "the claims of an access token",
    }
}
