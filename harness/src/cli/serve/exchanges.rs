//! `serve --verbose`: a line for each exchange of the served parties, soon after it came.

use std::time::Duration;

use mock_kit::ControlHandle;
use mock_kit::journal::Exchange;

/// How often the journals are looked at.
const PERIOD: Duration = Duration::from_millis(250);

/// How far the journal of a party has been read.
struct Reader {
    party: ControlHandle,
    read: u64,
}

impl Reader {
    /// What came since, each with its turn in the order of the process. A journal that was emptied counts anew.
    fn news(&mut self) -> Vec<(u64, String)> {
        let journal = &self.party.journal;
        let last = journal.entries().last().map_or(0, |entry| entry.number);
        self.read = self.read.min(last);
        let news = journal.since(self.read);
        self.read = news.last().map_or(self.read, |entry| entry.number);
        let party = &self.party.party;
        news.iter()
            .map(|entry| (entry.turn, line(party, entry)))
            .collect()
    }
}

fn line(party: &str, exchange: &Exchange) -> String {
    let Exchange {
        at, method, status, ..
    } = exchange;
    let path = exchange.target.split('?').next().unwrap_or_default();
    let time = at.strftime("%T");
    format!("{time}  {party}  {method} {path}  {}", status.as_u16())
}

/// Tells on the error stream what comes, until nobody waits any longer.
pub(super) async fn tell(parties: Vec<ControlHandle>) {
    let readers = parties.into_iter().map(|party| Reader { party, read: 0 });
    let mut readers: Vec<Reader> = readers.collect();
    let mut period = tokio::time::interval(PERIOD);
    loop {
        period.tick().await;
        let mut news: Vec<_> = readers.iter_mut().flat_map(Reader::news).collect();
        news.sort_by_key(|(turn, _)| *turn);
        for (_, line) in news {
            eprintln!("{line}");
        }
    }
}
