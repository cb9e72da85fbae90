//! Pages that only a person can use: the operator opens the address in a browser, and says where it was sent in the end.

use url::Url;

use super::Arrival;
use crate::actor::{Party, terminal};
use crate::exchange::call::Call;
use crate::exchange::model::Response;
use crate::exchange::sender::Sender;
use crate::stop::Stop;

/// Has the operator open an address and do what is asked there.
pub(super) async fn visit(sender: &Sender, address: Url, deed: &str) -> Result<Arrival, Stop> {
    let question = format!(
        "\nPlease open this in a private window of a browser, and {deed}:\n  {address}\n\
         Then paste the address that the browser was sent to, or press Enter if it stays on a page: "
    );
    let answer = terminal::ask(question).await?;
    let call = Call::get(Party::AuthorizationServer, address);
    if answer.is_empty() {
        let page = response(200, None);
        return Ok(Arrival::Page(sender.witnessed(call, page)));
    }
    let target = Url::parse(&answer).map_err(|error| {
        Stop::inconclusive(format!("what the operator pasted is no address: {error}"))
    })?;
    let redirect = response(303, Some(answer));
    Ok(Arrival::SentTo(target, sender.witnessed(call, redirect)))
}

/// What the browser got, as far as the operator tells.
fn response(status: u16, location: Option<String>) -> Response {
    let headers = location.map(|target| ("Location".to_owned(), target));
    Response {
        status,
        headers: headers.into_iter().collect(),
        body: Vec::new(),
    }
}
