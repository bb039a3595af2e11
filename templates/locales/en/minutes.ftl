# Business meetings, their minutes, and what the group decided.

minutes-title = Minutes
minutes-lead = What the group talked over and decided, meeting by meeting.
minutes-to-decisions = Decisions
minutes-begin = Begin the minutes of a meeting
minutes-search = Search in minutes and motions
minutes-search-go = Search
minutes-caption = { $count ->
    [one] One business meeting
   *[other] { $count } business meetings
 }
minutes-held-on = Held on
minutes-state = Minutes
minutes-adopted = Decided
minutes-adopted-count = { $count ->
    [0] no motion adopted
    [one] one motion adopted
   *[other] { $count } motions adopted
 }
minutes-none-found = Nothing found
minutes-none-found-then = All the words have to occur in the minutes of one meeting. Fewer words find more.
minutes-all = Show all minutes
minutes-none-yet = No minutes yet
minutes-none-yet-reader = Once the secretary has sent out the minutes of a business meeting, they stand here.
minutes-none-yet-writer = Begin with the next business meeting: choose its day, and the agenda makes itself.
minutes-tile-newest = Minutes of { $day }
minutes-tile-draft = Go on with the draft of { $day }
minutes-tile-open = { $count ->
    [one] One thing is still to do.
   *[other] { $count } things are still to do.
 }
minutes-tile-late = { $count ->
    [one] One is overdue.
   *[other] { $count } are overdue.
 }
minutes-open = Still to do
minutes-open-lead = What members agreed to do at a business meeting.
minutes-open-of = { $owner ->
    [none] a member
   *[other] { $owner }
 }
minutes-due = due { $day }
minutes-late = overdue
minutes-done = Done
minutes-done-which = : { $task }
minutes-not-done = Not done after all

minutes-draft = draft
minutes-circulated = sent to the members
minutes-approved = approved
minutes-approved-as-amended = approved as amended
minutes-changed = corrected since it went out

minutes-new-title = Begin the minutes of a meeting
minutes-new-lead = The agenda makes itself: the standing order, and whatever earlier meetings left over. A meeting that is still to come is fine.
minutes-new-day = Day of the business meeting
minutes-new-go = Make the agenda
minutes-not-now = Not now
minutes-day-taken = There are minutes of that day already. Choose another day, or open the minutes that are there.

minutes-agenda-opening = Opening: silence, the Serenity Prayer, a Tradition
minutes-agenda-previous = Minutes of the last meeting
minutes-agenda-previous-of = Minutes of { $day }
minutes-agenda-treasurer = Treasurer's report
minutes-agenda-reports = Other reports
minutes-agenda-due = Action items due
minutes-agenda-due-line = { $task } ({ $owner }, due { $day })
minutes-agenda-due-line-open = { $task } ({ $owner })
minutes-agenda-tabled = Put off on { $day }
minutes-agenda-referred = Referred on { $day }
minutes-agenda-new = New business
minutes-agenda-closing = Closing
minutes-a-member = a member

minutes-section-opening = Opening
minutes-section-previous = Earlier minutes
minutes-section-reports = Reports
minutes-section-old = Old business
minutes-section-new = New business
minutes-section-elections = Elections
minutes-section-closing = Closing

minutes-write-title = Write minutes
minutes-write-heading = Business meeting
minutes-write-lead = Everything on one page. Nothing is seen by others until you send it out.
minutes-write-lead-out = The members have read these minutes. What you correct here they see at once, and the next meeting approves it as amended.
minutes-write-read = Read it as members will
minutes-write-send = Check and send to the members
minutes-mend = Not saved yet. Please look at these fields again:
minutes-meeting = The meeting
minutes-field-held-on = Day
minutes-field-place = Place, or through what it was held
minutes-field-chair = Chair
minutes-field-secretary = Secretary
minutes-field-name-hint = People are named here by first name and initial, and by nothing else: Dana, or Dana R.
minutes-field-attendance = How many were there
minutes-field-opened = Opened at
minutes-field-item-title = Title
minutes-field-notes = Notes
minutes-field-notes-hint = Notes are a summary of what was said, not of who said it. Lines that begin with a hyphen become a list.
minutes-remove-item = Take this point and its motions out
minutes-new-item = Add a point to the agenda
minutes-new-item-section = Part of the agenda
minutes-motion = Motion
minutes-motion-add = Add a motion
minutes-motion-wording = Exact words of the motion
minutes-motion-mover = Moved by
minutes-motion-seconder = Seconded by
minutes-motion-no-second = It comes from a committee and needs no second
minutes-motion-kind = What it is about
minutes-motion-threshold = What it needs
minutes-motion-threshold-usual = what such motions usually need
minutes-motion-fate = What became of it
minutes-motion-fate-open = not known yet
minutes-motion-votes-for = For
minutes-motion-votes-against = Against
minutes-motion-abstentions = Abstained
minutes-motion-no-objection = Nobody objected, and nothing was counted
minutes-motion-minority = What the minority said
minutes-motion-minority-hint = Needed whenever the vote was not unanimous, without names.
minutes-motion-no-minority = It was asked for, and nobody spoke
minutes-motion-put-off = If it was put off or referred
minutes-motion-until = Put off until (empty: the next meeting)
minutes-motion-to = Referred to
minutes-motion-due = They report by
minutes-motion-remove = Take this motion out
minutes-action-items = Action items
minutes-action-items-hint = Who does what until when. Save to get another empty line.
minutes-task = What is to be done
minutes-owner = Who
minutes-due-on = By
minutes-remove-action-item = Take this line out
minutes-end = The end
minutes-field-closed = Closed at
minutes-field-next = Next business meeting
minutes-field-next-not-fixed = The day of the next one is not fixed yet
minutes-save = Save
minutes-save-all = Save the minutes

minutes-kind-procedure = business, or how something is done
minutes-kind-format = the format of the meeting
minutes-kind-time-or-place = time or place of the meeting
minutes-kind-name = the name of the group
minutes-kind-bylaws = what the group has laid down about itself
minutes-kind-reserve = the prudent reserve
minutes-kind-split-plan = how a surplus is passed on
minutes-threshold-majority = a majority
minutes-threshold-two-thirds = two thirds
minutes-threshold-unanimous = everybody who votes
minutes-fate-voted = it was put to the vote
minutes-fate-withdrawn = withdrawn by the mover
minutes-fate-tabled = put off to another meeting
minutes-fate-referred = referred to somebody

minutes-field-name = A first name, or a first name and one initial, such as Dana or Dana R. Never a last name.
minutes-field-seconds-herself = The mover cannot second her own motion. Who else did?
minutes-field-count = A whole number, such as 17.
minutes-field-day = That is not a day of the calendar. It looks like 2026-04-16.
minutes-field-time = That is not a time of day. It looks like 20:15.
minutes-field-day-missing = The minutes need the day of their meeting.
minutes-field-long = This is longer than { $most } characters. Please shorten it: minutes are a summary.
minutes-field-unprintable = There is a character in this text that no keyboard types, perhaps from copying. Please type the place again.
minutes-field-choice = Please choose one of the offered answers.

minutes-conflict-title = Somebody else wrote here too
minutes-conflict-lead = While you were writing, these minutes were changed in another tab or by somebody else. Nothing of yours is lost: it stands below, and beside it what is stored now. Take over what you want to keep, then save.
minutes-conflict-closed-lead = Nothing of yours is lost: it stands below to be copied, and beside it what is stored now.
minutes-conflict-yours = Yours, not saved yet
minutes-conflict-theirs = What is stored now
minutes-conflict-keep = Keep what is stored
minutes-conflict-save = Save mine over it
minutes-moved-on-lead = These minutes changed after you opened the page, so nothing was done. Here is what they say now.
minutes-moved-on-back = Back to the minutes

minutes-circulation-title = Send minutes to the members
minutes-circulation-lead = Every member can read them from then on. { $told ->
    [0] Nobody has asked for mail about the group's business, so no mail goes out.
    [one] One member has asked for mail about the group's business and gets a short, neutral note.
   *[other] { $told } members have asked for mail about the group's business and get a short, neutral note.
 }
minutes-circulation-go = Send them out
minutes-circulation-answer-go = These are my answers, send them out
minutes-circulation-busy = Sending
minutes-circulation-not-yet = Not quite ready to go out
minutes-circulation-ready = Nothing is missing, and nobody is named who should not be.
minutes-circulation-edit = Back to writing
minutes-circulation-read = Read it once more
minutes-missing = Still missing
minutes-found = Names and addresses
minutes-found-lead = Minutes name people by first name and initial, and lead to nobody. Where the program only guesses, you may answer.
minutes-found-at = line { $line }, character { $column }

minutes-missing-place = Where the group met, or through what.
minutes-missing-chair = Who led the meeting.
minutes-missing-secretary = Who wrote the minutes.
minutes-missing-attendance = How many were there.
minutes-missing-previous = What became of the minutes of last time: a point “Earlier minutes” is needed, even if there were none.
minutes-missing-reports = What the servants reported: a point “Reports” is needed, even if it says that there were none.
minutes-missing-notes = “{ $title }” has no notes. “Nothing to report” is enough.
minutes-missing-wording = Motion { $number }: its exact words.
minutes-missing-mover = Motion { $number }: who moved it.
minutes-missing-second = Motion { $number }: who seconded it, or that it needed nobody.
minutes-missing-fate = Motion { $number }: what became of it.
minutes-missing-tally = Motion { $number }: how many voted for and against, or that nobody objected.
minutes-missing-minority = Motion { $number }: what the minority said, or that nobody spoke.
minutes-missing-referred = Motion { $number }: to whom it was referred.
minutes-missing-task = Action item { $number }: what is to be done.
minutes-missing-owner = Action item { $number }: who does it.
minutes-missing-due = Action item { $number }: by when.
minutes-missing-next = When the group meets for business again, or that this is not fixed yet.
minutes-missing-closed = When the meeting closed.

minutes-in-place = Place
minutes-in-chair = Chair
minutes-in-secretary = Secretary
minutes-in-title = Title “{ $title }”
minutes-in-notes = Notes on “{ $title }”
minutes-in-wording = Motion { $number }, its words
minutes-in-mover = Motion { $number }, who moved it
minutes-in-seconder = Motion { $number }, who seconded it
minutes-in-minority = Motion { $number }, the minority
minutes-in-referred = Motion { $number }, to whom it was referred
minutes-in-task = Action item { $number }
minutes-in-owner = Action item { $number }, who does it
minutes-in-amendment = What was amended
minutes-found-email = “{ $words }” is an e-mail address. Please take it out.
minutes-found-phone = “{ $words }” looks like a phone number. Please take it out.
minutes-found-link = “{ $words }” lets in whoever has it. Please take it out.
minutes-found-last-name = “{ $words }” is a member's last name. First name and initial are enough.
minutes-found-street = “{ $words }” looks like an address. Nobody's home belongs into minutes.
minutes-found-name = “{ $words }” looks like a full name. First name and initial are enough.
minutes-found-private = “{ $words }” sounds like somebody's own matter: her health, her story, her vote, her gift. It does not belong into minutes.
minutes-answer-street = This is nobody's home
minutes-answer-private = This is the group's business and hurts nobody
minutes-answer-name = This is not a person

minutes-state-already-out = These minutes have gone out already. Open them to see where they stand.
minutes-state-frozen = A later meeting has approved these minutes, and nothing in them changes any more. A mistake is corrected in the minutes of the next meeting.
minutes-state-not-out = The members have to read these minutes before a meeting can approve them. Send them out first.
minutes-state-not-held = This meeting is still to come. Its minutes can go out on the day it is held.
minutes-state-not-later = Only a later meeting can approve these minutes.
minutes-state-approval-ahead = That meeting is still to come. Write the approval down on the day it is held.
minutes-state-text-changed = The text was corrected after it went out, so it can only be approved as amended. Say in a sentence what was corrected.
minutes-state-amendment-missing = Please say in a sentence what was amended, so that members who remember the old text understand.

minutes-approval-title = Approve minutes
minutes-approval-lead = A later meeting approves. From then on the database itself keeps every word as it is, and what was adopted gets its number in the register of decisions.
minutes-approval-by = Approved by the meeting of
minutes-approval-by-choose = Choose the meeting
minutes-approval-by-missing = Please choose the meeting that approved these minutes.
minutes-approval-none = No later meeting has been held yet. Begin its minutes on its day, then come back here.
minutes-approval-how = How
minutes-approval-as-is = As they went out
minutes-approval-as-amended = As amended
minutes-approval-amendment = What was amended
minutes-approval-amendment-hint = One or two sentences, without names. Correct the text itself first, if that is needed.
minutes-approval-changed = The text was corrected after it went out, so only “as amended” is left.
minutes-approval-go = Approve for good
minutes-approval-sure = From now on nothing in these minutes can be changed. Approve them?

minutes-read-title = Minutes
minutes-read-heading = Business meeting
minutes-read-edit = Correct
minutes-read-write = Write on
minutes-read-send = Check and send to the members
minutes-read-approve = A meeting approved them
minutes-read-print = Print
minutes-read-draft = Only whoever writes minutes sees this.
minutes-fact-place = Place
minutes-fact-chair = Chair
minutes-fact-secretary = Secretary
minutes-fact-attendance = Present
minutes-fact-time = Time
minutes-fact-time-from-to = { $opened } to { $closed }
minutes-fact-next = Next business meeting
minutes-fact-next-not-fixed = not fixed yet
minutes-read-agenda = Agenda
minutes-motion-number = Motion { $number }
minutes-motion-again = taken up again from an earlier meeting
# No full stop after a name: it may end in one.
minutes-moved = Moved by { $mover ->
    [none] a member
   *[other] { $mover }
 }
minutes-moved-seconded = Moved by { $mover ->
    [none] a member
   *[other] { $mover }
 }, seconded by { $seconder }
minutes-moved-no-second = Moved by { $mover ->
    [none] a member
   *[other] { $mover }
 } for a committee; it needed no second
minutes-needs = needed
minutes-carried = adopted
minutes-lost = not adopted
minutes-no-conscience = no group conscience: all stays as it was
minutes-withdrawn = The mover withdrew it.
minutes-tabled = Put off to another meeting.
minutes-referred = Referred to { $to }.
minutes-not-before = Not before { $day }.
minutes-no-objection = Nobody objected.
minutes-agreement-unanimous = Unanimous
minutes-agreement-substantial = Substantial unanimity
minutes-agreement-majority = A majority
minutes-agreement-tie = A tie
minutes-minority = The minority
minutes-no-minority = The minority was asked and had nothing to add.
minutes-undecided = What became of it is not written down yet.
minutes-action-line = { $owner ->
    [none] A member
   *[other] { $owner }
 }: { $task }
minutes-done-on = done on { $day }
minutes-approved-by = Approved by the business meeting of
minutes-amended-by = Approved as amended by the business meeting of
minutes-fingerprint = Fingerprint of the text, without names

minutes-decisions-title = Decisions
minutes-decisions-lead = Every motion the group has adopted, by its number. It gets the number when a later meeting approves the minutes.
minutes-decisions-back = Minutes
minutes-decisions-search = Have we ever decided this?
minutes-decisions-caption = { $count ->
    [one] One decision
   *[other] { $count } decisions
 }
minutes-decisions-number = Number
minutes-decisions-waiting = not approved yet
minutes-decisions-wording = Words
minutes-decisions-day = Decided
minutes-decisions-none-yet = Nothing decided yet
minutes-decisions-none-yet-then = Once the minutes of a business meeting with an adopted motion go out, it stands here.
minutes-decisions-none-found = No such decision
minutes-decisions-none-found-then = All the words have to occur in its wording. Fewer words find more.
minutes-decisions-all = Show all decisions

minutes-notice-begun = The agenda is made. Change whatever you like.
minutes-notice-saved = Saved.
minutes-notice-circulated = The members can read these minutes now.
minutes-notice-approved = Approved. Not a word changes from now on.
minutes-notice-done = Thank you. It is noted as done.
minutes-notice-reopened = It is on the list again.

minutes-mail-subject = Something to read
minutes-mail-greeting = Dear { $name },
minutes-mail-body = the minutes of { $day } are ready to read:
minutes-mail-closing = If something in them is not right, tell the secretary before the next meeting.
