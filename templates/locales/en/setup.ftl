# The first page of a new group.

setup-title = Set the group up
setup-lead = Six answers, and the group can begin. Everything can be changed later.
setup-you = You
setup-you-lead = You keep the settings at first, as chair. Give service positions to others as soon as they are here.
setup-officer = Your name here
setup-email-hint = With it you can have a link mailed that signs you in. No other member sees it.
setup-go = Set it up
setup-notice-done = The group is set up. Add the members, then give the service positions.
