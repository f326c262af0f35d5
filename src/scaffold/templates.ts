/** What GitHub offers to whoever opens a pull request or an issue. None of it is read as proof of anything. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  '.github/pull_request_template.md': `<!--
A packet is one folder packets/<id>/, proposed to council/<council>, and nothing else. Once it is open, the check
"countersign" says what still holds it. Every push makes approvals void. For a decision add ?template=decision.md to the address of this page,
for a change of the rules ?template=rules.md.
-->
What is recommended, and why now:

Whom it concerns, and what happens if nothing is decided:
`,
  '.github/PULL_REQUEST_TEMPLATE/rules.md': `<!--
A change of the rules goes to main. It takes two of the people who own it now, neither of whom had a hand in it; the
check "countersign" says which open packets it would hold, release or void.
-->
What changes, and for which council:

Why, and what becomes possible that was not:
`,
  '.github/PULL_REQUEST_TEMPLATE/decision.md': `<!--
The App opens one of these on every release; only where it did not, or for a correction, does somebody else. It is one
new file decisions/<packet>/r<revision>-d<n>.yaml, proposed to council/<council>, and nothing else:
"countersign decision propose" writes it. It only proposes. Members sign with an approving review that says
"/countersign sign <option>" or "/countersign sign reject" on one line; then one of them comments "/countersign conclude".
-->
Which released revision it is about, and what depends on it:
`,
  '.github/ISSUE_TEMPLATE/packet.yml': `name: Ask for a packet
description: Tell those who write packets what a council should be asked. An issue releases nothing and decides nothing
title: "packet: "
body:
  - type: markdown
    attributes:
      value: Whoever may read this repository reads what you write here.
  - type: textarea
    id: question
    attributes:
      label: What should be decided
      description: One question, and the options that you see, waiting among them
    validations: {required: true}
  - type: textarea
    id: evidence
    attributes:
      label: Evidence
      description: Where it stands, and the digest of the artifact that it speaks of. Links, no copies
  - type: input
    id: until
    attributes:
      label: Until when
      description: Date and time in UTC, and what happens then if nothing was decided
    validations: {required: true}
`,
  '.github/ISSUE_TEMPLATE/rules.yml': `name: Ask for a change of the rules
description: Somebody joins or leaves a council, an account changes hands, a limit is wrong
title: "rules: "
body:
  - type: textarea
    id: change
    attributes:
      label: What should change
      description: In which file of policies/, from what to what
    validations: {required: true}
  - type: textarea
    id: reason
    attributes:
      label: Why
    validations: {required: true}
`,
};
