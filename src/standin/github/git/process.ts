import { spawn } from 'node:child_process';

/** Runs git in a bare repository, fed with `input`. Throws with what git said when it fails. */
export function git(dir: string, args: readonly string[], input: Buffer, protocol = ''): Promise<Buffer> {
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_PROTOCOL: protocol,
  };
  const child = spawn('git', ['-c', 'safe.directory=*', ...args], { cwd: dir, env });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // git may stop reading before it was told everything; what it then says is in its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(Buffer.concat(err).toString().trim() || `git ${args[0]} ended with ${code}`));
    });
  });
}
