//! `homegroup sign-in-link NAME`: lets a member in when there is no mail, or when nobody else can help. Whoever has the server's
//! terminal has the group's trust already; that it was done stands in the log.

use anyhow::{Context, Result};

use super::rules::LINK_LIFE;
use crate::house::House;
use crate::members;

/// The address that signs in the member called `typed` (her display name, or her e-mail address), once within ten minutes.
pub async fn sign_in_link(house: &House, typed: &str) -> Result<String> {
    let db = house.db.reader();
    let member = match typed.contains('@') {
        true => members::find_by_email(db, &members::email_lookup(&house.seal, typed)).await?,
        false => members::find_by_name(db, typed).await?,
    };
    let member = member.with_context(|| {
        format!("Nobody here is called {typed:?}. Give the display name as the list of members shows it, such as \"Dana R.\".")
    })?;
    let link = super::link(house, &member, LINK_LIFE).await?;
    tracing::info!(member = %member, "a sign-in link was printed on the terminal");
    Ok(link)
}
