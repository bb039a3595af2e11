# Statements of a bank or app held against the ledger, and files that are brought in.

# All statements
treasury-statements-title = Bank statements
treasury-statements-lead = What the bank or app says, held against the books. Where both agree, the statement is reconciled.
treasury-statements-none = No statement was looked at yet. Once a month is a good habit.
treasury-statements-impossible = The group has no bank account and no payment app in its list of places. Without one there is nothing to do here.
treasury-statement-begin = Look at a statement
treasury-statement-begin-lead = Take the statement at hand. It shows a last day and the balance at its end.
treasury-statement-place = Account
treasury-statement-day = Last day
treasury-statement-day-hint = The day to which the statement goes.
treasury-statement-balance = Balance on the statement
treasury-statement-balance-hint = As it stands there. Below zero, put a minus in front.
treasury-statement-look = Look at it
treasury-statement-status = Status
treasury-statement-open = Open
treasury-statement-reconciled = Reconciled
treasury-notice-reconciled = The statement and the books agree. It is reconciled.
treasury-notice-discarded = It was put away.

# One statement
treasury-statement-title = Bank statement
treasury-statement-figures = The statement and the books
treasury-statement-in-transit = In transit: deposits not on it yet
treasury-statement-outstanding = Outstanding: payments not on it yet
treasury-statement-ledger = In the books on that day
treasury-statement-difference = Difference
treasury-statement-even = Both agree. You can save the statement as reconciled.
treasury-statement-not-even = Tick below what stands on the statement, then save. If a difference stays, look for an entry that is missing, or entered with another amount.
treasury-statement-entries = Entries in the books
treasury-statement-entries-lead = Tick each one that stands on the statement. What is not ticked is still on its way.
treasury-statement-entries-none = Every entry up to that day is tied to a row, or stood on an earlier statement.
treasury-statement-ticked = What stands on the statement
treasury-statement-save = Save and reckon again
treasury-statement-finish = Save as reconciled
treasury-statement-discard = Put it away
treasury-statement-discard-hint = Begun by mistake? Nothing in the books changes.

# Files
treasury-file-title = Bring in the bank's file
treasury-file-lead = It does some of the ticking for you. Of the file only days and amounts are kept; names and memos are never stored.
treasury-file-label = File of the bank or app
treasury-file-hint = CSV, OFX or QFX, up to 2 megabytes.
treasury-file-bring = Bring it in
treasury-imports-title = Files brought in
treasury-imports-on = Brought in on
treasury-imports-undo = Take it back
treasury-notice-rows-added = The file was read. Rows that were here already were left out.
treasury-notice-rows-known = Nothing new: every row of this file was here already.
treasury-notice-import-removed = The file was taken back. What it had ticked is open again.

# Rows of a file and entries
treasury-rows-title = Rows of the file without an entry
treasury-rows-lead = A row that has no entry is missing in the books: a bank fee, perhaps. Log it, and it is proposed here.
treasury-rows-take = { $count ->
    [one] Take the proposed entry
   *[other] Take the { $count } proposed entries
}
treasury-rows-row = Row
treasury-rows-proposed = Proposed entry
treasury-rows-no-entry = None near enough
treasury-rows-by-hand = Tie rows and entries by hand
treasury-rows-by-hand-lead = For one deposit of several baskets, or one entry the bank shows in several rows: tick the rows above and the entries here. Both must make the same sum.
treasury-rows-entries = Entries to choose from
treasury-rows-tie = Tie what is ticked
treasury-ties-title = Entries with their rows
treasury-ties-undo = Untie

# Columns
treasury-columns-title = Which column is which?
treasury-columns-lead = This is asked once for each account. The next file of the same kind is read without asking.
treasury-columns-back = Back
treasury-columns-number = Column { $number }
treasury-columns-none = None
treasury-columns-day = The day
treasury-columns-order = How the day is written
treasury-columns-ymd = Year, month, day: 2026-04-16
treasury-columns-mdy = Month, day, year: 04/16/2026
treasury-columns-dmy = Day, month, year: 16.04.2026
treasury-columns-amount = The amount
treasury-columns-or = Or, where the bank has two columns instead of one:
treasury-columns-in = What came in
treasury-columns-out = What went out
treasury-columns-gross = The amount before fees
treasury-columns-fee = The fee
treasury-columns-file = The same file once more
treasury-columns-file-hint = It was not kept, so please choose it again.
treasury-columns-read = Read the file

# Payments of an app
treasury-payments-title = Payments from an app
treasury-payments-lead = A file of the payment app becomes income: one entry a day, with its fee. Who paid, and what they wrote, is never stored.
treasury-payments-place = Account
treasury-payments-look = Look at it first
treasury-payments-undo = Take all of it back
treasury-payments-undone = Taken back
treasury-payments-undo-note = Import taken back
treasury-notice-payments-posted = The payments are in the books.
treasury-notice-payments-undone = Each entry of the file was reversed.
treasury-preview-title = Before it is posted
treasury-preview-lead = This would be posted to { $place }. Nothing is saved yet.
treasury-preview-known = { $count ->
    [one] One payment was posted before. It is left out.
   *[other] { $count } payments were posted before. They are left out.
}
treasury-preview-no-payment = { $count ->
    [one] One row is a refund or a transfer. It is left out.
   *[other] { $count } rows are refunds or transfers. They are left out.
}
treasury-preview-payments = Payments
treasury-preview-gross = Before fees
treasury-preview-late = Late: counts today
treasury-preview-post = Post it
treasury-preview-nothing = There is nothing new in this file.

# What can be wrong
treasury-refused-statement-not-after = The statement of { $day } is reconciled already. This one must end later.
treasury-refused-statement-open = Another statement of this account is still open. Finish it first, or put it away.
treasury-refused-statement-place = Choose a bank account or a payment app.
treasury-refused-statement-differs = There is still a difference of { $difference }. A statement is reconciled once it is nothing. You can save it and go on later.
treasury-refused-statement-changed = The list has changed in the meantime. Please look at it again.
treasury-refused-statement-nothing-tied = Tick at least one row and one entry.
treasury-refused-statement-sums = The rows make { $rows } and the entries { $entries }. They must be the same.
treasury-refused-import-reconciled = Rows of this file belong to a statement that is reconciled, so it stays.
treasury-refused-file-missing = Choose a file.
treasury-refused-file-large = The file is larger than { $most } megabytes. Ask the bank for fewer months.
treasury-refused-file-unreadable = This file cannot be read. Choose the CSV or OFX file of the bank; a spreadsheet can be saved as CSV.
treasury-refused-file-rows = The file has more than { $most } rows. Ask the bank for fewer months.
treasury-refused-file-empty = No row of this file has an amount.
treasury-refused-column-twice = One column is chosen for two things.
treasury-refused-columns-amount = Choose one column for the amount, or one for what came in and one for what went out.
treasury-refused-line-day = Line { $line }: the day cannot be read this way.
treasury-refused-line-future = Line { $line }: its day has not come yet.
treasury-refused-line-amount = Line { $line }: the amount cannot be read.
treasury-refused-line-fee = Line { $line }: the fee is larger than the payment.
treasury-refused-lines-more = { $more ->
    [one] And one more line.
   *[other] And { $more } more lines.
}
