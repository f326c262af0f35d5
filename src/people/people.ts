import { z } from 'zod';
import { distinct, whenTyped } from '../document/checks.ts';
import { type Read, readDocument } from '../document/document.ts';
import { httpsUrl, id, line, login, name } from '../document/names.ts';

const account = z.strictObject({ login, id });
const identity = z.strictObject({ issuer: httpsUrl, subject: line });

const person = z.strictObject({
  name: line.optional().meta({ description: 'what people call this person' }),
  accounts: distinct(account, { min: 1, max: 10, by: 'id' }).meta({
    description: 'all GitHub accounts of this person: whoever has two still counts once',
  }),
  identities: z
    .array(identity)
    .max(10)
    .optional()
    .meta({ description: 'the identities with which this person signs by Sigstore' }),
});

/** The file `policies/people.yaml`. */
export const peopleFile = z
  .strictObject({
    schema: z.literal('governance.v1.People'),
    people: z.record(name, person).meta({ description: 'the people, each under a key that other files use' }),
    agents: distinct(account, { max: 200, by: 'id' }).meta({
      description: 'accounts that may propose and never sign; Apps and bots are agents without being listed',
    }),
  })
  .superRefine((file, context) => {
    for (const { path, message } of sharedBetween(file)) context.addIssue({ code: 'custom', path, message });
  }, whenTyped);

type Account = Readonly<z.infer<typeof account>>;
type Identity = Readonly<z.infer<typeof identity>>;

export interface Person {
  readonly name?: string | undefined;
  readonly accounts: readonly Account[];
  readonly identities?: readonly Identity[] | undefined;
}

/** Who is a person and who is an agent. `people` has no prototype, so that no key is found that is not listed. */
export interface People {
  readonly people: Readonly<Record<string, Person>>;
  readonly agents: readonly Account[];
}

/** Reads `policies/people.yaml`. */
export function readPeople(path: string, bytes: Uint8Array): Read<People> {
  const read = readDocument(path, bytes, peopleFile);
  if (!read.ok) return read;
  const { people, agents } = read.value;
  return { ...read, value: { people: Object.assign(Object.create(null), people), agents } };
}

/** The entry under this key, if it is listed. */
export function personNamed(people: People, key: string): Person | undefined {
  return Object.hasOwn(people.people, key) ? people.people[key] : undefined;
}

/** The key of the person to whom the account with this numeric id belongs. Logins are not asked: they can change. */
export function personOfAccount(people: People, accountId: number): string | undefined {
  for (const key of Object.keys(people.people))
    if (people.people[key]?.accounts.some((owned) => owned.id === accountId)) return key;
  return undefined;
}

/** Whether the account is listed as an agent. What GitHub itself calls a bot is one without being listed. */
export function isAgent(people: People, accountId: number): boolean {
  return people.agents.some((agent) => agent.id === accountId);
}

/** One account or identity belongs to one person only, and none to both a person and an agent. */
function sharedBetween(file: z.infer<typeof peopleFile>): { path: (string | number)[]; message: string }[] {
  const complaints: { path: (string | number)[]; message: string }[] = [];
  const holders = new Map<string, string>();
  const claim = (mark: string, shown: string, holder: string, path: (string | number)[]) => {
    const first = holders.get(mark);
    if (first === undefined) holders.set(mark, holder);
    else
      complaints.push({
        path,
        message: `expected ${shown} to belong to one entry, seen it with ${first} and ${holder}`,
      });
  };
  const claimAccount = ({ login, id }: Account, holder: string, path: (string | number)[]) => {
    claim(`id ${id}`, `the account ${id}`, holder, [...path, 'id']);
    claim(`login ${login.toLowerCase()}`, `the login \`${login}\``, holder, [...path, 'login']);
  };
  for (const [key, { accounts, identities = [] }] of Object.entries(file.people)) {
    for (const [index, owned] of accounts.entries()) {
      const path = ['people', key, 'accounts', index];
      claimAccount(owned, `\`${key}\``, path);
      if (owned.login.endsWith('[bot]'))
        complaints.push({
          path: [...path, 'login'],
          message: `expected a person's account, seen the App \`${owned.login}\``,
        });
    }
    for (const [index, { issuer, subject }] of identities.entries())
      claim(`${issuer} ${subject}`, `the identity \`${subject}\``, `\`${key}\``, ['people', key, 'identities', index]);
  }
  for (const [index, agent] of file.agents.entries()) claimAccount(agent, 'the agents', ['agents', index]);
  return complaints;
}
