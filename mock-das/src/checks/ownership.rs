//! Whose a file or a request is: an id of another office is treated as one that does not exist (DAS-API-ERR-02).

use mock_kit::{Fault, FaultPlan};

use super::access_token::Caller;
use crate::das_error::Reason;
use crate::faults::errors as faulty;
use crate::state::file::File;
use crate::state::registration::RegistrationRequest;
use crate::state::retrieval::Retrieval;

/// A record that belongs to one office.
pub trait Owned {
    /// The code of the office.
    fn owner(&self) -> &str;
    /// What is said of an id that does not exist.
    fn absent() -> Reason;
}

impl Owned for File {
    fn owner(&self) -> &str {
        &self.office
    }

    fn absent() -> Reason {
        Reason::UnknownFile
    }
}

impl Owned for RegistrationRequest {
    fn owner(&self) -> &str {
        &self.office
    }

    fn absent() -> Reason {
        Reason::UnknownAcknowledgement
    }
}

impl Owned for Retrieval {
    fn owner(&self) -> &str {
        &self.office
    }

    fn absent() -> Reason {
        Reason::UnknownAcknowledgement
    }
}

impl Caller {
    /// The record, if there is one and it belongs to the caller.
    pub fn own<'r, T: Owned>(
        &self,
        record: Option<&'r T>,
        faults: &FaultPlan,
    ) -> Result<&'r T, Reason> {
        let record = record.ok_or_else(T::absent)?;
        if self.owns(record) {
            return Ok(record);
        }
        if faults.commits(&faulty::TELLS_FOREIGN_FROM_ABSENT) {
            return Err(Reason::NotEntitled("use what belongs to another office"));
        }
        Err(T::absent())
    }

    /// The same, but open to strangers while `fault` is committed.
    pub fn own_unless<'r, T: Owned>(
        &self,
        fault: &'static Fault,
        record: Option<&'r T>,
        faults: &FaultPlan,
    ) -> Result<&'r T, Reason> {
        match record {
            Some(record) if faults.commits(fault) => Ok(record),
            other => self.own(other, faults),
        }
    }

    /// Whether a record belongs to the caller.
    pub fn owns(&self, record: &impl Owned) -> bool {
        record.owner() == self.office.code || self.anonymous
    }
}
