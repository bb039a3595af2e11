//! The table `newsletter_issues`.

use homegroup_plugin::sea_orm;
use homegroup_plugin::sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "newsletter_issues")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Grows with every change of the text.
    pub version: i64,
    /// The member who began it; empty once she was erased.
    pub written_by: Option<String>,
    /// When its text last changed.
    pub written_at: i64,
    pub released_by: Option<String>,
    pub released_at: Option<i64>,
    /// To how many members it was released.
    pub recipients: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
