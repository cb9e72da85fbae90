//! How a registration can be flawed, in words: its file, its fields, its number, its body.

use crate::named::{UnknownName, named};

named! {
    /// A file that cannot be registered.
    pub enum FlawedFile {
        /// An id that DAS never gave out.
        Absent = "a file that does not exist",
        /// An upload URL was issued and not used.
        Awaited = "a file that never arrived",
        /// The examination is going on.
        Unsettled = "a file that is still being checked",
        /// The examination found something.
        Rejected = "a file that was rejected",
        /// The content of another registration.
        Bound = "a file that is already registered",
        /// An accepted file of somebody else.
        Foreign = "a file of another office",
    }
}

named! {
    /// A field that is missing or malformed.
    pub enum FlawedField {
        /// `documentNumber` is left out.
        NoNumber = "no document number",
        /// `documentKindCategory` is left out.
        NoKind = "no document kind",
        /// `documentDate` is left out.
        NoDate = "no filing date",
        /// `dasAccessCode` is left out.
        NoAccessCode = "no access code",
        /// A kind that DAS does not know.
        UnknownKind = "an unknown document kind",
        /// The thirtieth of February.
        ImpossibleDate = "a filing date that does not exist",
        /// Day, month, year.
        OtherNotation = "a filing date in another notation",
        /// A character too few.
        ShortAccessCode = "an access code of three characters",
        /// A character that no pattern allows.
        SpacedAccessCode = "an access code with a space",
        /// An array where text belongs.
        ListedNumber = "a document number that is a list",
        /// `applicationNumber` is left out.
        NoParentNumber = "a parent application without its number",
        /// `applicationCategory` is left out.
        NoParentCategory = "a parent application without its category",
        /// `applicationFilingDate` is left out.
        NoParentDate = "a parent application without its filing date",
    }
}

named! {
    /// A number that the office may not register.
    pub enum FlawedNumber {
        /// Another document has it.
        Taken = "a number that is already registered",
        /// It belongs to another office.
        Foreign = "a number of another office",
        /// It belongs to another office, which the body claims to be.
        Disguised = "a number of another office and that office's code",
        /// Its content may not be kept.
        InternationalBureau = "a PCT number of the International Bureau",
        /// The same, spelt so that a careless comparison misses it.
        InternationalBureauRespelt = "a PCT number of the International Bureau without its slashes",
        /// The same, hidden behind a parent application of the office.
        InternationalBureauWithParent = "a PCT number of the International Bureau and a parent application",
    }
}

named! {
    /// A body that cannot be read, or can be read in two ways.
    pub enum FlawedBody {
        /// The same member with two values.
        Duplicate = "a body that names the number twice",
        /// Arrays within arrays.
        Deep = "a body nested a hundred deep",
        /// Two values one after the other.
        Followed = "a body with another one behind it",
        /// The first half.
        CutOff = "a body that is cut off",
        /// Form parameters under the media type of JSON.
        Form = "a body in form parameters",
        /// No octets at all.
        Empty = "an empty body",
    }
}

/// A flaw of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationDeviation {
    /// Of its file.
    File(FlawedFile),
    /// Of a field.
    Field(FlawedField),
    /// Of its number.
    Number(FlawedNumber),
    /// Of its body.
    Body(FlawedBody),
}

impl std::str::FromStr for RegistrationDeviation {
    type Err = UnknownName;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let file = words.parse().map(Self::File);
        let field = |_| words.parse().map(Self::Field);
        let number = |_| words.parse().map(Self::Number);
        file.or_else(field)
            .or_else(number)
            .or_else(|_| words.parse().map(Self::Body))
    }
}

impl RegistrationDeviation {
    /// Whether it takes another office to make it.
    pub fn needs_another_office(self) -> bool {
        matches!(
            self,
            Self::File(FlawedFile::Foreign)
                | Self::Number(FlawedNumber::Foreign | FlawedNumber::Disguised)
        )
    }
}
