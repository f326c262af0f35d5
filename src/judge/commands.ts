import type { Claims } from '../claims/claims.ts';
import type { CommandClaim } from '../claims/command.ts';
import { kindOf } from '../claims/kind.ts';
import { councilOf } from '../council/branch.ts';
import type { Council } from '../council/council.ts';
import { type Answer, answered, type Becomes, barred, no } from './asked.ts';
import { concludes } from './conclude.ts';

/** The answers to the commands of this look. */
export function answersTo(claims: Claims, council: Council | null): Answer[] {
  return commandsOf(claims).flatMap((asked) => answered(asked, answerTo(asked, claims, council)));
}

/** The commands that can be answered only when more is known. */
export function waitingCommands(claims: Claims, council: Council | null): CommandClaim[] {
  return commandsOf(claims).filter((asked) => answerTo(asked, claims, council) === 'waits');
}

function commandsOf({ commands }: Claims): readonly CommandClaim[] {
  return 'known' in commands ? commands.known : [];
}

function answerTo(asked: CommandClaim, claims: Claims, council: Council | null): Becomes {
  const here = kindOf(claims) === 'decision' ? 'decision' : 'packet';
  const bar = barred(asked, here);
  if (bar !== null) return bar;
  if (asked.verb === 'recheck') return { done: `looked at again at ${claims.at}` };
  if (asked.verb === 'sign') return no('it belongs in an approving review: a comment signs nothing');
  // Retargeted it goes nowhere; and owners of another council would end what was never proposed to them.
  if (!isAtHome(claims)) return 'waits';
  // Whoever names an outcome, or writes `not yet`, means another thing than what is signed; and a conclusion is final.
  if (asked.verb === 'conclude' && asked.argument !== '')
    return no('it stands alone: it concludes what is signed, and nothing that is written behind it');
  if (asked.verb === 'conclude') return concludes(asked, claims, council);
  return asked.verb === 'deny' ? deny(asked, claims, council) : withdraw(asked, claims, council);
}

function isAtHome({ ledger, pull }: Claims): boolean {
  return 'known' in ledger && (ledger.known.first_base ?? pull.base) === pull.base;
}

function deny(asked: CommandClaim, claims: Claims, council: Council | null): Becomes {
  if (council === null) return 'waits';
  if (!isOwner(asked, council)) {
    return {
      code: 'signer-not-owner',
      why: `only an owner of ${councilOf(claims.pull.base)} denies: ${council.owners.join(', ')}`,
    };
  }
  if (claims.pull.state === 'merged')
    return no('it is merged, and no longer to be denied: `/countersign withdraw <reason>`');
  return endsRevision(asked, claims, 'denied for good');
}

function withdraw(asked: CommandClaim, claims: Claims, council: Council | null): Becomes {
  if (council === null || packetUnread(claims)) return 'waits';
  const own = claims.proposers.some(({ person, as }) => person === asked.person && OWN.includes(as));
  if (!own && !isOwner(asked, council)) {
    return { code: 'signer-not-owner', why: 'only its author, its requester or an owner of the council withdraws it' };
  }
  return claims.pull.state === 'merged' ? takesBack(asked, claims) : endsRevision(asked, claims, 'withdrawn for good');
}

const OWN = ['author of the pull request', 'requester'];

function isOwner({ person }: CommandClaim, { owners }: Council): boolean {
  return person !== null && owners.includes(person);
}

function packetUnread({ packet }: Claims): boolean {
  return 'unknown' in packet && !packet.skipped;
}

/** Before the merge: the head that was there when it was written, and with it the revision, goes no further. */
function endsRevision({ argument, timely }: CommandClaim, { pull }: Claims, done: string): Becomes {
  if (argument === '') return no('it gives no reason: write it behind the command');
  if (pull.state === 'closed') return { code: 'proposal-not-eligible', why: 'it is closed, and goes nowhere' };
  if (pull.fork) return { code: 'proposal-not-eligible', why: 'it comes from a fork, and goes nowhere: close it' };
  if (timely === null) return 'waits';
  const head = pull.head.slice(0, 10);
  if (!timely)
    return {
      code: 'head-moved',
      why: `it was written before the head ${head} arrived: is it meant for this one, too?`,
    };
  return { done: `${done}, at the head ${head}` };
}

/** After the merge nothing is undone: those who received it are told. */
function takesBack({ argument }: CommandClaim, { pull, ledger }: Claims): Becomes {
  if ('unknown' in ledger || ledger.known.merging?.pull === pull.number) return 'waits';
  const { merge } = ledger.known;
  if (merge === null) return no('it was merged past the bot, and nothing of it was released');
  if (merge.withdrawn) return { code: 'packet-withdrawn', why: 'it is withdrawn already' };
  if (argument === '') return no('it gives no reason: write it behind the command');
  return { done: 'withdrawn: those who received it are told' };
}
