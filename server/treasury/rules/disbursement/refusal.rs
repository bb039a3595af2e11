//! What can be wrong with an approval policy, a request, its approval or payment, and a receipt.

use crate::treasury::rules::money::Money;

/// Why it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendingRefusal {
    /// Neither "above a sum" nor "not any more".
    KindMissing,
    /// Above this sum two approve before it is paid.
    NeedsApproval(Money),
    /// No active member.
    PayeeUnknown,
    /// A reimbursement has neither a receipt nor a word on why there is none.
    ReceiptMissing,
    /// Whoever is paid back approves nothing of it.
    ApproverIsPayee,
    /// She has approved it before.
    ApprovedAlready,
    /// It is paid or withdrawn.
    WaitsNoLonger,
    /// It asks for no approval.
    NoneNeeded,
    /// So many approvals are lacking still.
    ApprovalsLacking(u32),
    /// No file was chosen.
    FileMissing,
    /// The file is larger than so many megabytes.
    FileTooLarge(u64),
    /// Its first bytes are those of no picture and no PDF that is taken.
    FileUnknown,
    /// It begins as a picture and cannot be read as one.
    PictureUnreadable,
}
