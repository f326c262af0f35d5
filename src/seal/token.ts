import { readFile } from 'node:fs/promises';
import { SigningUnavailable } from './unavailable.ts';

/** Reads the identity token from a file that someone else renews, anew each time. Throws `SigningUnavailable`. */
export function tokenFromFile(path: string): () => Promise<string> {
  return async () => {
    const token = await readFile(path, 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
    // Only its shape is looked at; nothing of it is ever said.
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return token;
    throw new SigningUnavailable('identity-token', token === '' ? `none in \`${path}\`` : `no JWT in \`${path}\``);
  };
}
