import { nodeId } from '../graphql/node-id.ts';
import { notFound } from '../refused.ts';
import { apiUrl } from '../shape/repository.ts';
import { created, inRepository, ok, type Route } from './call.ts';

export const blobs: Route[] = [
  inRepository(
    'GET /repos/{owner}/{repo}/git/blobs/{sha}',
    { app: ['contents:read'], person: 'read' },
    ({ world, repository, params, accept }) => {
      const sha = params.sha ?? '';
      const data = repository.git.objects.blob(sha);
      if (data === undefined) throw notFound();
      if (/application\/vnd\.github\.raw/.test(accept) || accept.endsWith('.raw'))
        return { status: 200, body: data, headers: { 'content-type': 'application/vnd.github.raw' } };
      return ok({
        sha,
        node_id: nodeId('Blob', repository.id, sha),
        size: data.length,
        url: `${apiUrl(world, repository)}/git/blobs/${sha}`,
        content: base64Lines(data),
        encoding: 'base64',
      });
    },
  ),
  inRepository(
    'POST /repos/{owner}/{repo}/git/blobs',
    { app: ['contents:write'], person: 'write' },
    ({ world, repository, body }) => {
      const encoding = body.word('encoding', ['utf-8', 'base64']) ?? 'utf-8';
      const data = Buffer.from(body.text('content'), encoding === 'base64' ? 'base64' : 'utf8');
      const sha = repository.git.objects.writeBlob(data);
      return created({ sha, url: `${apiUrl(world, repository)}/git/blobs/${sha}` });
    },
  ),
];

/** Base64 as GitHub sends it: 60 characters a line, each line ended. */
export function base64Lines(data: Buffer): string {
  return (data.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('');
}
