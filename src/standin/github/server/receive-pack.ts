import { applyMove, checkMove } from '../acts/refs.ts';
import { type Oid, ZERO } from '../git/object.ts';
import { FLUSH, pkt, readPktLines } from '../git/pkt-line.ts';
import { git } from '../git/process.ts';
import { Refused } from '../refused.ts';
import type { Repository, Viewer, World } from '../world.ts';

interface Command {
  readonly before: Oid;
  readonly after: Oid;
  readonly ref: string;
}
const CAPABILITIES = 'report-status delete-refs side-band-64k ofs-delta object-format=sha1 agent=git/github-standin';

/** The refs that a push may build on. */
export function advertiseReceive(repository: Repository): Buffer {
  const refs = repository.git.refs('refs/heads/').concat(repository.git.refs('refs/tags/'));
  const lines = refs.length > 0 ? refs.map(([name, oid]) => `${oid} ${name}`) : [`${ZERO} capabilities^{}`];
  const [first = '', ...others] = lines;
  return Buffer.concat([pkt(`${first}\0${CAPABILITIES}\n`), ...others.map((line) => pkt(`${line}\n`)), FLUSH]);
}

/**
 * Takes a push: first all objects, then each ref by GitHub's rules. Git would ask a hook before it moves refs; asking
 * here saves two processes for each push and can say why.
 */
export async function receivePack(world: World, repository: Repository, viewer: Viewer, body: Buffer): Promise<Buffer> {
  const { lines, rest } = readPktLines(body);
  const commands = lines.map(commandOf);
  const capabilities = lines[0]?.toString().split('\0')[1] ?? '';
  const unpacked = await unpack(repository, rest);
  const said: string[] = [];
  const report = [`unpack ${unpacked}\n`];
  for (const command of commands) {
    const refusal = unpacked === 'ok' ? perform(world, repository, viewer, command, said) : 'unpacker error';
    report.push(refusal === undefined ? `ok ${command.ref}\n` : `ng ${command.ref} ${refusal}\n`);
  }
  const status = Buffer.concat([...report.map(pkt), FLUSH]);
  if (!capabilities.includes('side-band-64k')) return status;
  const messages = said.map((line) => pkt(Buffer.concat([Buffer.from([2]), Buffer.from(`${line}\n`)])));
  return Buffer.concat([...messages, pkt(Buffer.concat([Buffer.from([1]), status])), FLUSH]);
}

function commandOf(line: Buffer): Command {
  const [before = '', after = '', ref = ''] = (line.toString().split('\0')[0] ?? '').trim().split(' ');
  return { before, after, ref };
}

/** Objects that git's own check finds broken (a `.git` in a tree, say) are refused, as GitHub refuses them. */
async function unpack(repository: Repository, pack: Buffer): Promise<string> {
  if (pack.length === 0) return 'ok';
  try {
    await git(repository.git.dir, ['unpack-objects', '-q', '--strict'], pack);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : 'failed';
  }
}

/** Why not, in a few words for git's own line; the reasons in full go to `said`. */
function perform(
  world: World,
  repository: Repository,
  viewer: Viewer,
  { before, after, ref }: Command,
  said: string[],
): string | undefined {
  if (!/^refs\/(heads|tags)\//.test(ref)) return 'deny updating a hidden ref';
  if ((repository.git.ref(ref) ?? ZERO) !== before) return 'failed to update ref';
  // The client has decided whether it may rewrite; whether the repository lets it is the rulesets' matter.
  const move = { ref, to: after === ZERO ? null : after, force: true };
  try {
    checkMove(world, repository, viewer, move);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [headline = '', ...reasons] = error.message.split('\n').filter((line) => line !== '');
    const violated = headline === 'Repository rule violations found';
    said.push(violated ? `error: GH013: Repository rule violations found for ${ref}.` : `error: ${headline}`);
    said.push(...reasons.map((reason) => `- ${reason}`));
    return violated ? 'push declined due to repository rule violations' : headline;
  }
  applyMove(world, repository, viewer, move);
  return undefined;
}
