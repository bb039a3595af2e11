//! All routes of a server as somebody meets them who tries each.

use homegroup_plugin::Access;
use rocket::http::{ContentType, Cookie, Header, Method};

use super::{Answer, Server};

/// A route as a visitor meets it.
#[derive(Clone, Debug)]
pub struct Door {
    pub method: Method,
    pub address: String,
    pub access: Access,
    pub cross_site: bool,
    pub plugin: Option<&'static str>,
}

/// All doors of a house; an id in an address is one that nothing has.
pub fn doors(server: &Server) -> Vec<Door> {
    let mut doors = Vec::new();
    for (plugin, routes) in homegroup::routes(&server.house) {
        for guarded in routes {
            let parts = plugin.into_iter().map(str::to_owned).chain(guarded.route.uri.path().split('/').map(filled));
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            doors.push(Door {
                method: guarded.route.method,
                address: format!("/{}", parts.join("/")),
                access: guarded.access.expect("the server does not start with a route without a guard"),
                cross_site: guarded.cross_site,
                plugin,
            });
        }
    }
    doors
}

/// A part of an address, with something in the place of a name in angle brackets.
pub fn filled(part: &str) -> String {
    match part.starts_with('<') {
        true => "01900000-0000-7000-8000-000000000000".into(),
        false => part.to_owned(),
    }
}

impl Server {
    /// What the door answers, asked from one of our own pages.
    pub async fn ask(&self, door: &Door, session: Option<&str>) -> Answer {
        self.ask_with(door, session, &[("Sec-Fetch-Site", "same-origin")]).await
    }

    /// The same with these headers and no others.
    pub async fn ask_with(&self, door: &Door, session: Option<&str>, headers: &[(&'static str, &'static str)]) -> Answer {
        self.send(door, session, headers, "").await
    }

    /// The same with a body.
    pub async fn send(&self, door: &Door, session: Option<&str>, headers: &[(&'static str, &'static str)], body: &str) -> Answer {
        let mut request = self.client.req(door.method, door.address.clone());
        if door.method != Method::Get {
            request = request.header(ContentType::Form).body(body);
        }
        for (name, value) in headers {
            request.add_header(Header::new(*name, *value));
        }
        if let Some(session) = session {
            request = request.cookie(Cookie::new("session", session.to_owned()));
        }
        Answer::of(request.dispatch().await).await
    }
}
