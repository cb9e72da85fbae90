//! Reading the user's accounts (FAPI 1.0 Baseline, 6.2.2; RFC 6750, 2.1).

use http::StatusCode;
use http::header::{ACCEPT, AUTHORIZATION};
use jiff::Timestamp;
use mock_kit::entropy;
use reqwest::RequestBuilder;
use serde_json::Value;
use url::Url;
use uuid::Builder;

use super::browser::Browser;
use super::document::{self, Document};
use super::faults::resource_request as faulty;
use super::grant::Grant;
use super::line::Leg;
use super::stop::Stop;
use super::web_client::WebClient;

/// A date as HTTP writes it (RFC 9110, 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

impl WebClient {
    /// How many accounts there are. An access token that is refused is renewed, once.
    pub async fn count_accounts(
        &self,
        grant: &mut Grant,
        browser: &Browser,
    ) -> Result<usize, Stop> {
        let mut answer = self.read_accounts(grant, browser).await?;
        if answer.status == StatusCode::UNAUTHORIZED && grant.refresh_token.is_some() {
            *grant = self.refreshed(grant).await?;
            answer = self.read_accounts(grant, browser).await?;
        }
        counted(&answer)
    }

    async fn read_accounts(&self, grant: &Grant, browser: &Browser) -> Result<Document, Stop> {
        let base = self.settings.resource.as_str().trim_end_matches('/');
        let address = Url::parse(&format!("{base}/accounts"));
        let address = address.map_err(|_| Stop::NoAnswer("resource"))?;
        let request = self.with_token(address, &grant.access_token);
        let request = request
            .header(ACCEPT, "application/json")
            .header("x-fapi-interaction-id", self.interaction_id());
        let request = self.with_customer(request, grant, browser);
        document::read("resource", request).await
    }

    /// FAPI 1.0 Baseline, 6.2.2-1: the token travels in the header.
    fn with_token(&self, mut address: Url, access_token: &str) -> RequestBuilder {
        let http = self.line.http(Leg::Resource);
        if self.commits(&faulty::SENDS_TOKENS_IN_THE_QUERY) {
            let mut query = address.query_pairs_mut();
            query.append_pair("access_token", access_token);
            drop(query);
            return http.get(address);
        }
        let bearer = format!("Bearer {access_token}");
        http.get(address).header(AUTHORIZATION, bearer)
    }

    /// FAPI 1.0 Baseline, 6.2.2-5: a fresh UUID (RFC 4122, 4.4).
    fn interaction_id(&self) -> String {
        if self.commits(&faulty::MAKES_IDS_THAT_ARE_NO_UUID) {
            return entropy::identifier();
        }
        let id = Builder::from_random_bytes(entropy::octets()).into_uuid();
        id.to_string()
    }

    /// FAPI 1.0 Baseline, 6.2.2-3 and -4: when the user logged in, and from where, as far as that is known.
    fn with_customer(
        &self,
        mut request: RequestBuilder,
        grant: &Grant,
        browser: &Browser,
    ) -> RequestBuilder {
        if let Some(date) = self.authentication_date(grant) {
            request = request.header("x-fapi-auth-date", date);
        }
        if let Some(address) = self.customer_address(browser) {
            request = request.header("x-fapi-customer-ip-address", address);
        }
        request
    }

    fn authentication_date(&self, grant: &Grant) -> Option<String> {
        let second = grant.id_token.as_ref()?.authenticated_at()?;
        let moment = Timestamp::from_second(second).ok()?;
        if self.commits(&faulty::WRITES_DATES_IN_ANOTHER_FORM) {
            return Some(moment.to_string());
        }
        Some(moment.strftime(HTTP_DATE).to_string())
    }

    fn customer_address(&self, browser: &Browser) -> Option<String> {
        if self.commits(&faulty::NAMES_NO_ADDRESS) {
            return Some("the customer's".to_owned());
        }
        browser.address.map(|address| address.to_string())
    }
}

fn counted(answer: &Document) -> Result<usize, Stop> {
    if answer.status != StatusCode::OK {
        return Err(Stop::Resource(answer.status));
    }
    let accounts = answer.body.get("accounts").and_then(Value::as_array);
    accounts.map(Vec::len).ok_or(Stop::NoAccounts)
}
