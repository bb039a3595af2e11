//! The pages of one plugin over the fake group, asked as a browser asks.

use std::borrow::Cow;
use std::sync::Arc;

use rocket::http::{ContentType, Cookie, Header, Status};
use rocket::local::asynchronous::{Client, LocalRequest};
use rocket::{Build, Rocket};
use serde_json::{Map, Value};

use super::FakeGroup;
use crate::{Catalogue, CatalogueSource, FrameSource, Group, MemberId, Plugin, Template, Views};

/// What the core gives to a plugin's pages and mails, as plain as can be.
const CORE_TEMPLATES: [(&str, &str); 2] =
    [("layout", "<title>{{t page_title}}</title>{{> @partial-block}}"), ("error/sentence", "<p>{{say sentence}}</p>")];
const CORE_SENTENCES: &str = "
error-forbidden = Forbidden
error-not-found = Not found
error-internal = Internal { $reference }
";

/// The plugin's pages, mounted under its name.
pub struct FakeSite {
    client: Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: Status,
    /// Where it leads.
    pub location: Option<String>,
    /// Its policy for content.
    pub policy: Option<String>,
    /// Its source.
    pub body: String,
}

impl FakeSite {
    /// The pages of `plugin`, asking `group`.
    pub async fn of(plugin: &dyn Plugin, group: Arc<FakeGroup>) -> Self {
        let nothing = String::new;
        let frame = FrameSource {
            menu: Box::new(|_| Vec::new()),
            quick_exit: nothing(),
            demo: false,
            css: nothing(),
            js: nothing(),
            icon: nothing(),
        };
        let routes: Vec<_> = plugin.routes().into_iter().map(|guarded| guarded.route).collect();
        let rocket: Rocket<Build> =
            rocket::custom(rocket::Config { log_level: rocket::config::LogLevel::Off, ..Default::default() })
                .manage(group.views.clone())
                .manage(group as Arc<dyn Group>)
                .manage(frame)
                .mount(format!("/{}", plugin.name()), routes);
        Self { client: Client::untracked(rocket).await.expect("the pages can be mounted") }
    }

    /// Asks for a page, as a member of the fake group or as a stranger.
    pub async fn get(&self, path: &str, who: Option<&MemberId>) -> Answer {
        answer(self.client.get(path.to_owned()), who).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, who: Option<&MemberId>, form: &[(&str, &str)]) -> Answer {
        let encode = |words: &str| rocket::http::RawStr::new(words).percent_encode().to_string();
        let body: Vec<_> = form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let request = self.client.post(path.to_owned()).header(ContentType::Form).body(body.join("&"));
        answer(request.header(Header::new("Sec-Fetch-Site", "same-origin")), who).await
    }
}

async fn answer(request: LocalRequest<'_>, who: Option<&MemberId>) -> Answer {
    let request = match who {
        Some(member) => request.cookie(Cookie::new(crate::guard::session_cookie(false), member.0.clone())),
        None => request,
    };
    let response = request.dispatch().await;
    let header = |name| response.headers().get_one(name).map(str::to_owned);
    let (status, location, policy) = (response.status(), header("Location"), header("Content-Security-Policy"));
    Answer { status, location, policy, body: response.into_string().await.unwrap_or_default() }
}

/// The plugin's own templates and sentences, in the plain frame.
pub(super) fn views(plugin: &dyn Plugin) -> Arc<Views> {
    let core = CatalogueSource { owner: "core", language: "en".into(), source: CORE_SENTENCES.into() };
    let catalogue = Catalogue::build(plugin.catalogue().into_iter().chain([core])).expect("the plugin's sentences parse");
    let core = CORE_TEMPLATES.map(|(name, source)| Template { name: name.to_owned(), source: Cow::Borrowed(source) });
    let own = plugin.templates().into_iter();
    let own = own.map(|Template { name, source }| Template { name: format!("{}/{name}", plugin.name()), source });
    Arc::new(
        Views::build(core.into_iter().chain(own).collect(), Arc::new(catalogue), None).expect("the plugin's templates parse"),
    )
}

/// The values of a page or a mail, with the language that every template needs.
pub(super) fn with_language(context: Value) -> Value {
    let mut values = match context {
        Value::Object(values) => values,
        _ => Map::new(),
    };
    values.insert("lang".into(), "en".into());
    Value::Object(values)
}
