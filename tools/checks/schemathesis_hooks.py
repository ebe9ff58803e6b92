"""What schemathesis can't know from the document: which values only we can give out.

A `cursor` comes from the page before, an `after` from the answer to a command. Made-up ones are refused (400) or waited
for in vain (503), rightly, and say nothing about the operation, so those of the right form are left out. The wrong ones
stay in: they must be refused.
"""

import re

import schemathesis

GIVEN_OUT = {"cursor": r"[A-Za-z0-9_-]{1,4000}", "after": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}


@schemathesis.hook
def before_call(context, case, kwargs):
    if not isinstance(case.query, dict):
        return
    for name, form in GIVEN_OUT.items():
        value = case.query.get(name)
        if isinstance(value, str) and re.fullmatch(form, value):
            del case.query[name]
