//! What should come of the acts: which content is where, and whether an act is served.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use super::act::{self, AT_HOME_WITH_PCT, Act, Named, SUBJECTS};

const HOUR: i64 = 60 * 60;
/// How long an upload waits for its registration.
const UPLOAD_PERIOD: i64 = 30 * 24 * HOUR;
/// How long an upload URL works.
const URL_LIFETIME: i64 = 15 * 60;
/// How long DAS waits for what another party has to supply.
const DEADLINE: i64 = 72 * HOUR;
/// How long a transit copy lasts.
const TRANSIT_PERIOD: i64 = 7 * 24 * HOUR;
/// How long DAS takes for a file and for a retrieval.
const PROCESSING: i64 = 2;

/// A piece of content; the first ones are those of the PCT service.
pub type Content = usize;

/// How far an upload has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Upload {
    Announced,
    Waiting,
    Over,
}

/// An upload.
#[derive(Clone, Debug)]
pub struct File {
    /// Whose it is.
    pub by: &'static str,
    content: Content,
    begun: i64,
    stage: Upload,
}

impl File {
    fn is_bindable_by(&self, by: &str) -> bool {
        self.by == by && self.stage == Upload::Waiting
    }
}

/// Who keeps the content of a registered document.
#[derive(Clone, Copy, Debug)]
enum Host {
    Das(Content),
    Pct,
}

#[derive(Clone, Copy, Debug)]
struct Registration {
    by: &'static str,
    host: Host,
}

/// A retrieval, with the copy that was made for it.
#[derive(Clone, Debug)]
pub struct Retrieval {
    /// Whose it is.
    pub by: &'static str,
    /// What was retrieved.
    pub named: Named,
    /// What was delivered, if anything was.
    pub content: Option<Content>,
    /// Whether the copy is still there.
    pub lives: bool,
    /// When it is prepared, as long as it is not settled.
    pub due: Option<i64>,
    expires: i64,
}

/// The model.
#[derive(Clone, Debug)]
pub struct Model {
    /// Whether a complete download ends a copy of RO/IB, as the retention table has it, or the deletion alone.
    pub ends_with_download: bool,
    now: i64,
    contents: usize,
    /// Uploads.
    pub files: Vec<File>,
    registrations: [Option<Registration>; SUBJECTS.len()],
    archive: Vec<Content>,
    /// Retrievals.
    pub retrievals: Vec<Retrieval>,
    /// Content that is of RO/IB: what the PCT service keeps, and what somebody tried to pass off as such.
    pub forbidden: BTreeSet<Content>,
    /// Whether the latest act should be served.
    pub served: bool,
}

impl Model {
    fn new(ends_with_download: bool) -> Self {
        Self {
            ends_with_download,
            now: 0,
            contents: AT_HOME_WITH_PCT,
            files: Vec::new(),
            registrations: [None; SUBJECTS.len()],
            archive: Vec::new(),
            retrievals: Vec::new(),
            forbidden: (0..AT_HOME_WITH_PCT).collect(),
            served: true,
        }
    }

    /// What should be in the library, the archive, the upload area and in transit.
    pub fn places(&self) -> [(&'static str, Vec<Content>); 4] {
        let kept = self.registrations.iter().flatten();
        let library = kept.filter_map(|one| match one.host {
            Host::Das(content) => Some(content),
            Host::Pct => None,
        });
        let waiting = self.files.iter();
        let waiting = waiting.filter(|file| file.stage == Upload::Waiting);
        let copies = self.retrievals.iter().filter(|one| one.lives);
        [
            ("library", library.collect()),
            ("archive", self.archive.clone()),
            ("upload", waiting.map(|file| file.content).collect()),
            ("transit", copies.filter_map(|one| one.content).collect()),
        ]
    }

    /// The file that a number stands for.
    pub fn file(&self, number: usize) -> Option<usize> {
        (!self.files.is_empty()).then(|| number % self.files.len())
    }

    /// The retrieval that a number stands for.
    pub fn retrieval(&self, number: usize) -> usize {
        number % self.retrievals.len()
    }

    fn act(&mut self, act: &Act) -> bool {
        match *act {
            Act::Upload { by } => {
                self.announce(by);
                self.send(self.files.len() - 1)
            }
            Act::Announce { by } => self.announce(by),
            Act::Send { file } => self.send(self.file(file).unwrap_or_default()),
            Act::Register {
                by,
                named,
                parent,
                file,
            } => self.register(by, named, parent, file),
            Act::Replace {
                by,
                named,
                parent,
                file,
            } => self.replace(by, named, parent, file),
            Act::Withdraw { by, named } => self.withdraw(by, named),
            Act::Request { by, named } => self.request(by, named),
            Act::Retrieve { by, named } => {
                self.request(by, named);
                self.now += PROCESSING;
                self.settle();
                self.retrievals.last().is_some_and(|one| one.lives)
            }
            Act::Download { retrieval } => self.download(retrieval),
            Act::Delete { retrieval } => self.delete(retrieval),
            Act::Pass { hours } => {
                self.now += hours * HOUR;
                true
            }
        }
    }

    fn announce(&mut self, by: &'static str) -> bool {
        self.files.push(File {
            by,
            content: self.contents,
            begun: self.now,
            stage: Upload::Announced,
        });
        self.contents += 1;
        true
    }

    fn send(&mut self, index: usize) -> bool {
        let file = &mut self.files[index];
        let taken = file.stage == Upload::Announced && self.now < file.begun + URL_LIFETIME;
        if taken {
            file.stage = Upload::Waiting;
            self.now += PROCESSING;
        }
        taken
    }

    fn register(
        &mut self,
        by: &'static str,
        named: Named,
        parent: bool,
        file: Option<usize>,
    ) -> bool {
        let subject = named.subject();
        if let (true, Some(file)) = (subject.is_ro_ib(), file) {
            return self.keep_out(by, file);
        }
        if !may_register(by, named, parent) || self.registrations[named.subject].is_some() {
            return false;
        }
        let host = match file {
            Some(file) => self.bind(by, file).map(Host::Das),
            None => (by == subject.office).then_some(Host::Pct),
        };
        self.registrations[named.subject] = host.map(|host| Registration { by, host });
        host.is_some()
    }

    fn replace(&mut self, by: &'static str, named: Named, parent: bool, file: usize) -> bool {
        if named.subject().is_ro_ib() {
            return self.keep_out(by, file);
        }
        let Some(Registration {
            by: owner,
            host: Host::Das(old),
        }) = self.registrations[named.subject]
        else {
            return false;
        };
        if owner != by || !may_register(by, named, parent) {
            return false;
        }
        let Some(new) = self.bind(by, file) else {
            return false;
        };
        let host = Host::Das(new);
        self.registrations[named.subject] = Some(Registration { by, host });
        self.archive.push(old);
        self.end_copies_of(named);
        true
    }

    /// Content of RO/IB is refused, and what was uploaded of it is erased.
    fn keep_out(&mut self, by: &'static str, file: usize) -> bool {
        if let Some(index) = self.file(file) {
            let file = &mut self.files[index];
            if file.by == by && file.stage != Upload::Over {
                file.stage = Upload::Over;
                self.forbidden.insert(file.content);
            }
        }
        false
    }

    fn bind(&mut self, by: &'static str, file: usize) -> Option<Content> {
        let index = self.file(file)?;
        let file = &mut self.files[index];
        if !file.is_bindable_by(by) {
            return None;
        }
        file.stage = Upload::Over;
        Some(file.content)
    }

    fn withdraw(&mut self, by: &'static str, named: Named) -> bool {
        let found = self.registrations[named.subject].filter(|found| found.by == by);
        let Some(found) = found else {
            return false;
        };
        if let Host::Das(content) = found.host {
            self.archive.push(content);
        }
        self.registrations[named.subject] = None;
        self.fail_open_retrievals(named);
        self.end_copies_of(named);
        true
    }

    fn end_copies_of(&mut self, named: Named) {
        let copies = self.retrievals.iter_mut();
        for copy in copies.filter(|copy| copy.named.subject == named.subject) {
            copy.lives = false;
        }
    }

    /// Whoever asked for a document that is withdrawn before it is prepared does not get it.
    fn fail_open_retrievals(&mut self, named: Named) {
        let open = self.retrievals.iter_mut();
        for one in open.filter(|one| one.named.subject == named.subject) {
            one.due = None;
        }
    }

    fn request(&mut self, by: &'static str, named: Named) -> bool {
        self.retrievals.push(Retrieval {
            by,
            named,
            content: None,
            lives: false,
            due: Some(self.now + PROCESSING),
            expires: 0,
        });
        true
    }

    /// A copy of RO/IB may end with its first complete download, every other one stays.
    fn download(&mut self, number: usize) -> bool {
        let index = self.retrieval(number);
        let copy = &mut self.retrievals[index];
        let served = copy.lives;
        copy.lives &= !(self.ends_with_download && copy.named.subject().is_ro_ib());
        served
    }

    fn delete(&mut self, number: usize) -> bool {
        let index = self.retrieval(number);
        let copy = &mut self.retrievals[index];
        copy.lives = false;
        copy.content.is_some()
    }

    fn settle(&mut self) {
        let now = self.now;
        for index in 0..self.retrievals.len() {
            if let Some(due) = self.retrievals[index].due.filter(|due| *due <= now) {
                self.prepare(index, due);
            }
        }
        for copy in &mut self.retrievals {
            copy.lives &= copy.expires > now;
        }
        for file in &mut self.files {
            if file.begun + UPLOAD_PERIOD <= now {
                file.stage = Upload::Over;
            }
        }
    }

    /// What DAS keeps is prepared when it is due. What the PCT service keeps comes when somebody looks, or not any more.
    fn prepare(&mut self, index: usize, due: i64) {
        let subject = self.retrievals[index].named.subject;
        let found = self.registrations[subject].map(|found| found.host);
        let (content, at) = match found {
            Some(Host::Das(content)) => (Some(content), due),
            Some(Host::Pct) if self.now < due + DEADLINE => (Some(subject), self.now),
            _ => (None, due),
        };
        let one = &mut self.retrievals[index];
        one.due = None;
        one.content = content;
        one.lives = content.is_some();
        one.expires = at + TRANSIT_PERIOD;
    }
}

/// An office registers its own numbers, and others that it holds in an application of its own.
fn may_register(by: &str, named: Named, parent: bool) -> bool {
    parent || named.subject().office == by
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Self> {
        any::<bool>().prop_map(Self::new).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Act> {
        act::anything().boxed()
    }

    fn apply(mut model: Self, act: &Act) -> Self {
        model.settle();
        model.served = model.act(act);
        model.settle();
        model
    }

    /// National documents without content are a matter of offices with a library of their own, which these sequences leave out.
    fn preconditions(model: &Self, act: &Act) -> bool {
        match act {
            Act::Register {
                named, file: None, ..
            } => named.subject().is_ro_ib(),
            Act::Download { .. } | Act::Delete { .. } => !model.retrievals.is_empty(),
            Act::Send { .. } => !model.files.is_empty(),
            _ => true,
        }
    }
}
