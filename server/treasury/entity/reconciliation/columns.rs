//! The table `import_columns`: where the columns stand in the files of a place.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_columns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    pub heading: String,
    pub day: i64,
    pub day_order: String,
    pub amount: Option<i64>,
    pub money_in: Option<i64>,
    pub money_out: Option<i64>,
    pub fee: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
