# Handing the books over.

treasury-handover-link = Hand the books over
treasury-handover-waits = The books are being handed over.
treasury-handover-waits-see = Go through it together
treasury-handovers-title = Handing the books over
treasury-handovers-lead = When a new treasurer begins, the two count together and both confirm the same figures. In that moment the rights move from one to the other.
treasury-handovers-back = Handing the books over
treasury-handovers-none = The books have not been handed over yet.
treasury-handovers-begin = Begin a handover
treasury-handovers-all = Handovers
treasury-handover-gone = somebody who is no longer named
treasury-handover-from-to = From and to
treasury-handover-to = to
treasury-handover-state = State
treasury-handover-is-open = under way
treasury-handover-is-done = done
treasury-handover-is-off = called off

# Beginning
treasury-handover-new-title = Begin a handover
treasury-handover-new-lead = Nothing changes until both of you have confirmed.
treasury-handover-incoming = Who takes over
treasury-handover-until = Last day of her term
treasury-handover-begin = Begin
treasury-notice-handover-begun = The handover has begun. Count together, then confirm, each signed in as herself.

# The page
treasury-handover-title = Handover
treasury-handover-outgoing = Hands over
treasury-handover-incoming-short = Takes over
treasury-handover-until-short = Term until
treasury-handover-statement = What the books say and what is there
treasury-handover-place = Place
treasury-handover-books = Books
treasury-handover-counted = Counted
treasury-handover-difference = Difference
treasury-handover-no-difference = none
treasury-handover-not-counted = not yet
treasury-handover-after = After entry { $number }
treasury-handover-open-items = Still to be paid
treasury-handover-nothing-open = Nothing is due and nothing was asked for.
treasury-handover-count = Count together
treasury-handover-count-hint = Count the cash, read the bank and the app. If it differs, enter what is missing as an ordinary entry, or explain it in the note.
treasury-handover-note = Note
treasury-handover-note-hint = What explains a difference, and what else is to be remembered. Without anybody's name.
treasury-handover-checks = Done together, or not ours
treasury-handover-check-bank = The bank has the new signatories
treasury-handover-check-apps = The payment apps have changed hands
treasury-handover-check-passwords = Passwords are changed
treasury-handover-check-keys = Keys, cash box, receipts and papers are handed on
treasury-handover-check-stock = Literature and tokens are counted
treasury-handover-check-open = still to do
treasury-handover-check-done = done
treasury-handover-save = Save the count
treasury-handover-confirm-title = Confirm
treasury-handover-confirm-hint = Each of you, signed in as herself. With the second confirmation the rights move.
treasury-handover-confirm = I confirm these figures
treasury-handover-confirmed = has confirmed
treasury-handover-not-confirmed = has not confirmed yet
treasury-handover-outdated = The figures have changed since somebody confirmed. Look at them again; both confirm anew.
treasury-handover-first-count = Count every place first, and explain what differs.
treasury-handover-fingerprint = Fingerprint of this statement
treasury-handover-fingerprint-hint = Six words for these figures and the last entry. Both of you see the same.
treasury-handover-hash = The last entry's own fingerprint
treasury-handover-done-on = The books were handed over on
treasury-handover-off = This handover was called off. Nothing has changed.
treasury-handover-end-open = It does not take place
treasury-handover-end-hint = Nothing changes then, and a new one can begin.
treasury-handover-end = Call it off
treasury-notice-handover-confirmed = You have confirmed. As soon as both have, the rights move.
treasury-notice-handed-over = The books are handed over.
treasury-notice-called-off = The handover is called off.

# What is wrong
treasury-refused-incoming = Choose the member who takes over.
treasury-refused-handover-until = Choose the last day of her term: today or later, and within five years.
treasury-refused-handover-open = Another handover is under way. Finish it or call it off first.
treasury-refused-handover-closed = This handover is done or called off already.
treasury-refused-uncounted = Every place is counted first.
treasury-refused-unexplained = What was counted differs from the books. Enter what is missing, or explain it in the note.
treasury-refused-figures-changed = The figures have changed since you saw them. This is how they stand now; look at them again and confirm anew.
treasury-refused-cannot-move = The position cannot change hands: its holder does not hold it any more, or whoever takes over has left. Call this handover off and begin anew.
