//! What can be wrong with a form about literature and tokens.

/// Why such a form is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockRefusal {
    /// Neither literature nor tokens.
    Kind,
    /// Another item goes by that name.
    NameTaken,
    /// Not a whole number up to so many.
    Pieces(u32),
    /// There are only so many.
    MoreThanThere(u32),
    /// With these there would be more than can be kept.
    TooMany(u32),
    /// It is still there; what is put out of use has been used up or written off.
    StillThere(u32),
}
