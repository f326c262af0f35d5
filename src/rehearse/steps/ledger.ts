import { z } from 'zod';
import { branchOf } from '../../council/branch.ts';
import { name } from '../../document/names.ts';
import { extend } from '../../ledger/chain.ts';
import { entryBytes, entryHash } from '../../ledger/entry.ts';
import { message } from '../../ledger/headline.ts';
import { privateKeys } from '../../ledger/key.ts';
import { signNote } from '../../ledger/note.ts';
import { accountNamed } from '../../standin/github/named.ts';
import { sharedKeys } from '../stage/keys.ts';
import { ADMIN } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const LEDGER = 'refs/heads/ledger';
const MAIN = 'refs/heads/main';
const PROTECTION = 'nobody writes the ledger';

export const append = stepKind(
  z.strictObject({ council: name.meta({ description: 'the tip of whose branch another bot notes' }) }),
  {
    tell: ({ council }) => `another bot notes the tip of council/${council} in the ledger`,
    play: ({ stage }, { council }) => {
      const { git, id } = stage.repository;
      const last = stage.record.entries.at(-1);
      const tip = git.branch(branchOf(council));
      if (last === undefined || tip === undefined) throw new RangeError(`no ledger, or no council \`${council}\``);
      const head = { number: last.number, hash: entryHash(entryBytes(last)) };
      const drafts = [{ kind: 'council-seen', body: { council, tip } }] as const;
      const made = extend(head, drafts, stage.now);
      const note = { path: 'head', bytes: signNote(id, made.head, privateKeys(sharedKeys().ledger)) };
      stage.github.acts.push({
        repository: stage.governance,
        branch: 'ledger',
        by: stage.bot,
        files: Object.fromEntries([...made.files, note].map(({ path, bytes }) => [path, bytes])),
        message: message(made.links.map(({ entry }) => entry)).headline,
      });
    },
  },
);

const ACTS = [
  'restore-main',
  'delete-ledger',
  'deface-ledger',
  'cut-ledger',
  'restore-ledger',
  'protect-ledger',
  'unprotect-ledger',
] as const;

export const admin = stepKind(z.enum(ACTS), {
  tell: (what) => `${ADMIN}: ${what.replace('-', ' the ').replace('the ledger', 'the branch ledger')}`,
  play: ({ stage }, what) => {
    const { git, rulesets } = stage.repository;
    switch (what) {
      case 'restore-main': {
        const moved = stage.repository.activity.findLast(({ ref }) => ref === MAIN);
        const to = moved?.before ?? null;
        stage.github.acts.move({
          repository: stage.governance,
          branch: 'main',
          by: ADMIN,
          to,
          force: true,
          unjudged: true,
        });
        return;
      }
      case 'delete-ledger':
        stage.github.acts.move({ ...onLedger(stage), to: null });
        return;
      case 'deface-ledger':
        stage.github.acts.push({
          ...onLedger(stage),
          files: { 'entries/0000/00000000.json': '{}' },
          message: 'Tidy up',
        });
        return;
      case 'cut-ledger': {
        const to = git.objects.commit(git.branch('ledger') ?? '')?.parents[0] ?? null;
        stage.github.acts.move({ ...onLedger(stage), to, force: true });
        return;
      }
      case 'restore-ledger':
        git.setRef(LEDGER, beforeTheAdmin(stage));
        return;
      case 'protect-ledger':
        stage.github.seed.ruleset({
          repository: stage.governance,
          name: PROTECTION,
          include: [LEDGER],
          rules: [{ type: 'update' }],
        });
        return;
      case 'unprotect-ledger':
        rulesets.splice(
          rulesets.findIndex(({ name }) => name === PROTECTION),
          1,
        );
    }
  },
});

/** Past every rule. */
function onLedger(stage: Stage) {
  return { repository: stage.governance, branch: 'ledger', by: ADMIN, unjudged: true };
}

/** Where the ledger was when an administrator last moved it. */
function beforeTheAdmin(stage: Stage): string {
  const admin = accountNamed(stage.github.world, ADMIN).id;
  const moved = stage.repository.activity.findLast(({ ref, actor }) => ref === LEDGER && actor === admin);
  if (moved === undefined) throw new RangeError('no administrator moved the ledger');
  return moved.before;
}
