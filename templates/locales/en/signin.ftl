# The door: links, passphrases, sessions.

signin-title = Sign in
signin-by-mail = Have a link mailed to you
signin-email = Your e-mail address
signin-email-hint = The link works once, for ten minutes.
signin-email-go = Mail me a link
signin-by-passphrase = Or with your passphrase
signin-name = Your name here, or your e-mail address
signin-passphrase = Passphrase
signin-passphrase-wrong = That name and passphrase do not belong together. Please look at both again; capitals and spaces count in a passphrase.
signin-no-mail = This group sends no mail yet. If you have no passphrase, or have forgotten it, whoever runs the server can print a link that lets you in.
signin-not-set-up = Nobody has set this group up yet. The address for it was printed where the server was started.

signin-sent-title = Please look at your mail
signin-sent-lead = If that address belongs to a member, a link is on its way to it.
signin-sent-once = It works once, for ten minutes, on the device where you open it.
signin-sent-nothing = Nothing after a few minutes? Look among unwanted mail, then ask again, or ask somebody in the group which address she has for you.
signin-link-title = Welcome
signin-link-lead = One press, and you are in. The link works once.
signin-link-go = Sign in here
signin-gone-title = This link no longer works
signin-gone-lead = A link works once and for ten minutes. You can have another one mailed right away.
signin-gone-go = To the sign-in page
signin-notice-out = You are signed out.
signin-notice-out-everywhere = You are signed out on all devices.

signin-passphrase-first = Set a passphrase
signin-passphrase-change = Change the passphrase
signin-passphrase-lead = A few words that nobody would guess are best. On other devices you will be signed out.
signin-passphrase-new = New passphrase
signin-passphrase-hint = At least eight characters of any kind. Spaces are fine.
signin-passphrase-again = The same again
signin-passphrase-save = Save the passphrase
signin-passphrase-short = A passphrase needs at least eight characters. A few words are easiest to remember.
signin-passphrase-long = That is more than a passphrase can hold (about a thousand characters).
signin-passphrase-common = That one is among the first that guessers try. A few words of your own are safer, and easy to remember.
signin-passphrase-known = A name or an address is the first thing somebody would try. A few other words are safer.
signin-passphrase-differs = The two are not the same. Please type it again.
signin-present = Your present passphrase
signin-present-hint = You signed in a while ago. This makes sure that it is you.
signin-present-wrong = That is not your present passphrase.
signin-again-first = You signed in a while ago. Please sign in again first, to make sure that it is you.
signin-notice-again = You signed in a while ago. Please sign in again first, to make sure that it is you.
signin-notice-passphrase-set = The passphrase is saved.

signin-address-title = My e-mail
signin-address-now = Now it is { $email }.
signin-address-none = You have none here so far.
signin-address-unconfirmed = It is not confirmed yet. Enter it again, or sign in with a link mailed to it: until then only mail about signing in goes there.
signin-address-new = New address
signin-address-new-hint = A link is mailed there. When you open it, the address is yours here. Addresses with a last name in them tell more than you may want.
signin-address-go = Mail me the link
signin-address-remove = Remove my address
signin-address-no-mail = This group sends no mail yet, so an address cannot be confirmed. Once it does, you can enter yours here.
signin-confirm-title = Is this your address?
signin-confirm-lead = One press, and mail to you goes there from now on.
signin-confirm-go = Yes, it is mine
signin-notice-confirm = A link is on its way to the new address. It works for ten minutes.
signin-notice-address-set = The new address is yours here now.
signin-notice-address-removed = Your address is removed.

# Mails. They are read on locked phones: not a word about what kind of circle this is.
signin-mail-welcome-subject = You can come in
signin-mail-welcome-words = you are on the list of { $circle } now. To come in, open this page, enter this address there, and a link is mailed to you:
signin-mail-welcome-link = Open the page
signin-mail-welcome-not-you = If you did not expect this note, leave it alone, and nothing more comes.
signin-mail-guessed-subject = Somebody at the door
signin-mail-guessed-words = several wrong passphrases were tried for your name. For a quarter of an hour no passphrase works for it; a link mailed to you still does.
signin-mail-guessed-then = If that was you, there is nothing to do. If not, a passphrase of a few words that you use nowhere else keeps the door shut.
