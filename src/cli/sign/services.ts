import { isAbsolute, relative, resolve } from 'node:path';
import { SigningConfig } from '@sigstore/protobuf-specs';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import { readJson } from '../../document/json.ts';
import { namedFile } from '../../observe/checkout/file.ts';

/** A Sigstore signing configuration: which services make signatures, and where their people log in. */
export interface Services {
  /** As it was read, for whoever signs. */
  readonly config: unknown;
  /** The OpenID provider whose tokens this Sigstore takes; null where it names none. */
  readonly provider: string | null;
}

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const LARGEST_BYTES = 256 * 1024;
const HINT = 'it comes from who runs your Sigstore; the public one publishes its own with its trusted root';

/**
 * Reads a signing configuration v0.2 (sigstore/protobuf-specs `sigstore_trustroot.proto`). Not from the clone: it says
 * who gets the token, and there it is what a pull request makes of it. Throws `WrongArgument`.
 */
export async function servicesIn(path: string | undefined, clone: string, now: Date): Promise<Services> {
  if (!path?.trim())
    throw new WrongArgument(`expected --signing-config or SIGSTORE_SIGNING_CONFIG, seen neither\nhint: ${HINT}`);
  const outside = relative(clone, resolve(path));
  if (!outside.startsWith('..') && !isAbsolute(outside)) {
    const hint = 'keep a copy elsewhere: in the checkout of a pull request anybody can have changed it';
    throw new WrongArgument(`expected a signing configuration outside of the clone, seen \`${path}\`\nhint: ${hint}`);
  }
  const bytes = await namedFile(path, LARGEST_BYTES);
  const { config, read } = parsed(bytes, path);
  // As the specification has it: the newest that is valid now.
  const valid = read.oidcUrls
    .filter(({ majorApiVersion, validFor }) => {
      const { start, end } = { start: undefined, end: undefined, ...validFor };
      return majorApiVersion === 1 && start !== undefined && start <= now && (end === undefined || now <= end);
    })
    .toSorted((a, b) => Number(b.validFor?.start) - Number(a.validFor?.start));
  return { config, provider: valid[0]?.url ?? null };
}

function parsed(bytes: Uint8Array, path: string): { config: unknown; read: SigningConfig } {
  try {
    const config = readJson(bytes);
    const read = SigningConfig.fromJSON(config);
    if (read.mediaType === MEDIA_TYPE) return { config, read };
  } catch {
    // Said below.
  }
  throw new WrongArgument(`expected a signing configuration v0.2 in \`${path}\`, seen something else\nhint: ${HINT}`);
}
