//! The answer of a handler: a template with its values, or a redirect with a short notice.

use std::sync::Arc;

use rocket::Request;
use rocket::http::{ContentType, Cookie, SameSite, Status};
use rocket::response::{self, Redirect, Responder};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::group::Group;
use crate::guard::{Visitor, known_visitor};
use crate::plugin::MenuEntry;
use crate::text::Text;
use crate::views::Views;

/// A page: a template of the core (`treasury/report`) or of a plugin (`newsletter/list`), and its values.
///
/// ```
/// # use homegroup_plugin::{Page, Text, rocket::http::Status};
/// let page = Page::new("newsletter/edit").with("errors", [Text::new("newsletter-subject-empty")]).refused();
/// assert_eq!(page.status, Status::UnprocessableEntity);
/// ```
#[derive(Debug, Clone)]
pub struct Page {
    template: String,
    context: Map<String, Value>,
    /// 200 unless said otherwise.
    pub status: Status,
}

impl Page {
    /// The page `template`, without values yet.
    pub fn new(template: impl Into<String>) -> Self {
        Self { template: template.into(), context: Map::new(), status: Status::Ok }
    }

    /// Gives the template the value it calls `name`. A value that cannot be written as JSON is a bug and shows as `null`.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.context.insert(name.to_owned(), serde_json::to_value(value).unwrap_or_default());
        self
    }

    /// Answers with `status`.
    pub fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// The form again, with what is wrong: 422.
    pub fn refused(self) -> Self {
        self.status(Status::UnprocessableEntity)
    }

    /// The error page with one sentence.
    pub fn error(status: Status, sentence: Text) -> Self {
        Page::new("error/sentence").with("sentence", sentence).with("status", status.code).status(status)
    }
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(mut self, request: &'r Request<'_>) -> response::Result<'static> {
        let rocket = request.rocket();
        let (Some(views), Some(source)) = (rocket.state::<Arc<Views>>(), rocket.state::<FrameSource>()) else {
            return Err(Status::InternalServerError);
        };
        let frame = source.frame(request);
        self.context.insert("lang".into(), json!(frame.lang));
        self.context.insert("frame".into(), serde_json::to_value(frame).map_err(|_| Status::InternalServerError)?);
        let html = views.html(&self.template, &Value::Object(self.context)).map_err(|error| {
            tracing::error!(template = self.template, "a page could not be made: {error}");
            Status::InternalServerError
        })?;
        if request.cookies().get(NOTICE).is_some() {
            request.cookies().remove(Cookie::build(NOTICE).path("/"));
        }
        (self.status, (ContentType::HTML, html)).respond_to(request)
    }
}

/// What the layout shows around every page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Language tag.
    pub lang: String,
    /// The group's neutral name, for titles.
    pub neutral_name: String,
    /// Whether a member is signed in.
    pub signed_in: bool,
    /// Her display name, or empty.
    pub name: String,
    /// The entries she may see.
    pub menu: Vec<FrameEntry>,
    /// What the last request did, said once.
    pub notice: Option<Text>,
    /// Where the quick exit leads.
    pub quick_exit: String,
    /// Whether this is the fictional group.
    pub demo: bool,
    /// Address of the stylesheet.
    pub css: String,
    /// Address of the script.
    pub js: String,
    /// Address of the icon.
    pub icon: String,
}

/// An entry of the menu as the layout prints it.
#[derive(Clone, Debug, Serialize)]
pub struct FrameEntry {
    /// Where it leads.
    pub href: &'static str,
    /// Its words.
    pub label: Text,
    /// Whether the page shown lies under it.
    pub current: bool,
}

/// Gives the menu of a visitor.
pub type MenuOf = Box<dyn Fn(&Visitor) -> Vec<MenuEntry> + Send + Sync>;

/// Where the layout gets what does not come from the page: managed by the server, one for all requests.
pub struct FrameSource {
    /// The menu of a visitor (plugins that are off are already left out).
    pub menu: MenuOf,
    /// See [`Frame::quick_exit`].
    pub quick_exit: String,
    /// See [`Frame::demo`].
    pub demo: bool,
    /// See [`Frame::css`].
    pub css: String,
    /// See [`Frame::js`].
    pub js: String,
    /// See [`Frame::icon`].
    pub icon: String,
}

impl FrameSource {
    fn frame(&self, request: &Request<'_>) -> Frame {
        let profile = request.rocket().state::<Arc<dyn Group>>().map(|group| group.profile());
        let visitor = known_visitor(request);
        let path = request.uri().path().as_str().to_owned();
        let under = |href: &str| path == href || (href != "/" && path.starts_with(&format!("{href}/")));
        let menu = visitor.as_ref().map_or_else(Vec::new, |visitor| (self.menu)(visitor));
        Frame {
            lang: profile.as_ref().map_or_else(|| "en".into(), |profile| profile.language.clone()),
            neutral_name: profile.map_or_else(String::new, |profile| profile.neutral_name.clone()),
            signed_in: visitor.is_some(),
            name: visitor.map_or_else(String::new, |visitor| visitor.display_name),
            menu: menu
                .into_iter()
                .map(|entry| FrameEntry { href: entry.href, label: Text::new(entry.label), current: under(entry.href) })
                .collect(),
            notice: request.cookies().get(NOTICE).and_then(|cookie| notice(cookie.value())),
            quick_exit: self.quick_exit.clone(),
            demo: self.demo,
            css: self.css.clone(),
            js: self.js.clone(),
            icon: self.icon.clone(),
        }
    }
}

/// Name of the cookie that carries a notice over a redirect: a Fluent key and nothing else.
const NOTICE: &str = "notice";

fn notice(value: &str) -> Option<Text> {
    let plausible =
        !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    // Only keys meant to be notices, so that a forged cookie cannot show any other sentence.
    (plausible && value.contains("-notice-")).then(|| Text::new(value.to_owned()))
}

/// The value of the notice cookie as a sentence, for tests that follow redirects.
pub fn say_notice(value: &str) -> Option<Text> {
    notice(value)
}

/// A redirect after something was done (303), with a notice that the next page says once.
///
/// The notice is the key of a message without values whose key contains `-notice-`: a cookie must not carry names or amounts.
#[derive(Debug, Clone)]
pub struct Go {
    to: String,
    notice: Option<&'static str>,
}

impl Go {
    /// To a path of ours.
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: path.into(), notice: None }
    }

    /// And says `key` there.
    pub fn saying(mut self, key: &'static str) -> Self {
        debug_assert!(notice(key).is_some(), "{key} must contain -notice-");
        self.notice = Some(key);
        self
    }

    /// To the sign-in page, and back here afterwards if this was a page that can be opened again.
    pub(crate) fn to_sign_in(request: &Request<'_>) -> Self {
        if request.method() != rocket::http::Method::Get {
            return Go::to("/sign-in");
        }
        let back = request.uri().to_string();
        if back == "/" {
            return Go::to("/sign-in");
        }
        let query = rocket::http::RawStr::new(&back).percent_encode();
        Go::to(format!("/sign-in?back={query}"))
    }
}

impl<'r> Responder<'r, 'static> for Go {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Some(key) = self.notice {
            request.cookies().add(Cookie::build((NOTICE, key)).path("/").http_only(true).same_site(SameSite::Lax));
        }
        Redirect::to(self.to).respond_to(request)
    }
}
