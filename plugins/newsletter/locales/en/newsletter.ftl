# The newsletter. Mails and what shows outside of the pages stay neutral: no fellowship, no clean time, no real name of the group.

newsletter-menu = Newsletter
newsletter-purpose = Send me the newsletter by mail
newsletter-purpose-explains = It comes to your own mailbox and nobody sees that you get it. Subject and sender are neutral. Every issue has a link that stops it.
newsletter-keeps = Who wrote and who sent each issue, so that the group knows whom to ask.

newsletter-neutral-subject = Subject when a title would tell too much
newsletter-neutral-subject-help = Some titles hold words that should not show on a locked phone. Such an issue is mailed under these words, and its title stands inside. Leave it empty for “A note for you”.
newsletter-neutral-subject-tells = These words would give readers away: { $words }. Please choose others.

newsletter-title = Newsletter
newsletter-lead = News of the group, written by those who serve it.
newsletter-readers = { $readers ->
    [0] Nobody has asked for it by mail yet. Members can, on their own page.
    [one] One member has asked for it by mail.
   *[other] { $readers } members have asked for it by mail.
}
newsletter-write = Write an issue
newsletter-not-mailed = You read it here; it is not mailed to you.
newsletter-not-mailed-change = Have it mailed to me
newsletter-drafts = Not yet sent
newsletter-draft = Draft
newsletter-last-changed = last changed
newsletter-archive = All issues
newsletter-search = Words in an issue
newsletter-search-do = Search
newsletter-nothing-found = No issue holds “{ $words }”.
newsletter-show-all = Show all issues
newsletter-none = No issue has been sent yet
newsletter-none-reads = When one is, you will find it here.
newsletter-none-writes = Start with a few lines: what was decided, what is coming up, who is needed for what. You see the mail before anybody gets it.
newsletter-back = All issues

newsletter-issue-title = Newsletter
newsletter-fate = What became of it
newsletter-sending = Going out
newsletter-sent = Sent
newsletter-released-to = { $members ->
    [one] Sent to one member.
   *[other] Sent to { $members } members.
}
newsletter-done = { $done } of { $total } mails have left
newsletter-fate-sent = Taken by the mail server
newsletter-fate-waiting = Waiting
newsletter-fate-refused = Refused by the mail server
newsletter-fate-unknown = Perhaps delivered
newsletter-fate-cancelled = Withdrawn
newsletter-unknown-means = The connection broke before the mail server answered, so nobody can know. These mails are never sent again by themselves.
newsletter-look-again = Look again
newsletter-to-outbox = Every mail with its state is in the outbox
newsletter-no-server = No mail server is set up, so the mails wait. They leave when whoever runs this program sets one up.

newsletter-write-title = Write
newsletter-write-new = A new issue
newsletter-write-more = Change the issue
newsletter-write-lead = Write as you would tell it. First names are enough, and only of those who said yes.
newsletter-mend = Please look at this again
newsletter-field-title = Title
newsletter-field-title-hint = It is the subject of the mail too, unless it holds words that should not show on a locked phone.
newsletter-field-body = Text
newsletter-field-body-hint = An empty line begins a new paragraph.
newsletter-how = Headings, lists and links
newsletter-how-heading = Coming up
newsletter-how-heading-means = A heading, on a line of its own
newsletter-how-words = words
newsletter-how-words-means = Words that stand out a little, or more
newsletter-how-item = coffee
newsletter-how-item-means = A list, one line for each thing
newsletter-how-link-means = Words that lead to a page
newsletter-save = Save and look at the mail
newsletter-leave = Leave without saving

newsletter-title-empty = Please give the issue a title.
newsletter-title-too-long = The title may have { $longest } characters; it has { $by } more.
newsletter-title-unprintable = The title holds a line break or a character that cannot be seen. Please type it afresh.
newsletter-body-empty = Please write a text.
newsletter-body-too-long = The text may have { $longest } characters; it has { $by } more. Perhaps some of it can wait for the next issue.
newsletter-body-too-heavy = With so many lists, tables and links the mail becomes too heavy for some mailboxes. Please make it a little shorter.
newsletter-body-unprintable = The text holds a character that cannot be seen, perhaps copied along from elsewhere. Please type that place afresh.
newsletter-link-unsafe = Readers would not be led to { $link }. A link has to begin with https:// or mailto:.
newsletter-link-telling = The address { $link } would stay in a reader’s browser and holds: { $words }. Please say in words where to find it.
newsletter-picture = Pictures cannot be mailed. Please say in words what it shows.
newsletter-already-released = This issue has been sent. What people have in their hands stays as it is.
newsletter-nobody-asked = Nobody has asked for the newsletter by mail yet, so it cannot be sent. Members can ask for it on their own page.
newsletter-changed-since = Somebody changed the issue after you opened this page. Below is how it reads now. Please look at it once more.

newsletter-preview-title = Preview
newsletter-preview = Before it goes out
newsletter-preview-lead = This is the mail exactly as readers get it, here with your name in it.
newsletter-change = Change it
newsletter-not-sent = It has not been sent
newsletter-inbox = In the mailbox
newsletter-inbox-means = More than this does not show until the mail is opened.
newsletter-subject = Subject
newsletter-opening = First words
newsletter-telling = The title holds: { $words }. So the mail has a neutral subject, and the title stands inside.
newsletter-as-html = As most will read it
newsletter-open-html = Open the mail by itself
newsletter-as-text = The same as plain text
newsletter-send = Send it
newsletter-send-means = { $readers ->
    [one] It goes to the one member who asked for it. A mail cannot be called back.
   *[other] It goes to the { $readers } members who asked for it, to each in a mail of her own. A mail cannot be called back.
}
newsletter-send-now = { $readers ->
    [one] Send to one member
   *[other] Send to { $readers } members
}
newsletter-busy = Sending…
newsletter-remove = Throw it away
newsletter-remove-means = The draft is gone for good then.
newsletter-remove-do = Throw the draft away
newsletter-remove-sure = Throw this draft away for good?

newsletter-conflict = Somebody changed it meanwhile
newsletter-conflict-draft = Nothing is lost: here is what you wrote, and what is saved now. Take over what you need, then save.
newsletter-conflict-released = It was sent while you were writing. What you wrote is still here and can become an issue of its own.
newsletter-conflict-yours = What you wrote
newsletter-conflict-theirs = What is saved now
newsletter-conflict-out = What was sent
newsletter-conflict-save = Save mine in its place
newsletter-conflict-new = Save mine as a new issue
newsletter-conflict-keep = Keep this one

newsletter-notice-saved = Saved. This is how it will look.
newsletter-notice-removed = The draft is gone.
newsletter-notice-changed = Somebody changed it meanwhile, so it was kept. Please look at it once more.
newsletter-notice-released = On its way.

newsletter-home = Newest issue

# The mail. The opening is long on purpose: a locked phone shows the first 140 characters of a mail and nothing below them.
newsletter-mail-subject = A note for you
newsletter-mail-opening = Dear { $name }, here is the latest from all of us. Please read it when you have a quiet moment to yourself, with something warm to drink and nobody in a hurry around you.
newsletter-mail-archive = You can read this and earlier ones on our own pages as well:
newsletter-mail-archive-link = Read this and earlier ones on our own pages
