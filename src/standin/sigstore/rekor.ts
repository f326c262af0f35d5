import { createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type KeyPair, LOG_ORIGIN, logId, sha256 } from './instance.ts';
import { inclusionProof, leafHash, treeHash } from './merkle.ts';
import { at, Refusal, textAt } from './refusal.ts';

/** A transparency log of DSSE envelopes: one Merkle tree, asked by Rekor's first or second API. */
export class Rekor {
  readonly #keys: KeyPair;
  readonly #leaves: Buffer[] = [];

  constructor(keys: KeyPair) {
    this.#keys = keys;
  }

  /** `POST /api/v1/log/entries`: with a promise, and the time of entry. */
  createEntry(request: unknown, now: number) {
    const proposal = textAt(request, 'spec', 'proposedContent', 'envelope');
    const verifier = textAt(request, 'spec', 'proposedContent', 'verifiers', 0);
    const { payload, sig } = checkedEnvelope(parsed(proposal), Buffer.from(verifier, 'base64'));
    const hash = (bytes: Uint8Array) => ({ algorithm: 'sha256', value: sha256(bytes).toString('hex') });
    const body = canonical({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        envelopeHash: hash(Buffer.from(proposal)),
        payloadHash: hash(payload),
        signatures: [{ signature: sig.toString('base64'), verifier }],
      },
    });
    const { logIndex, leaf, treeSize, rootHash, hashes, checkpoint } = this.#append(body);
    const logID = logId(this.#keys).toString('hex');
    const entry = { body: body.toString('base64'), integratedTime: Math.floor(now / 1000), logID, logIndex };
    const signedEntryTimestamp = sign('sha256', canonical(entry), this.#keys.privateKey).toString('base64');
    const proof = { logIndex, treeSize, checkpoint, rootHash: rootHash.toString('hex') };
    return {
      [leaf.toString('hex')]: {
        ...entry,
        verification: {
          inclusionProof: { ...proof, hashes: hashes.map((each) => each.toString('hex')) },
          signedEntryTimestamp,
        },
      },
    };
  }

  /** `POST /api/v2/log/entries`: a proof and no time, so that signers need a timestamp beside it. */
  createEntryV2(request: unknown) {
    const verifier = at(request, 'dsseRequestV002', 'verifiers', 0);
    const raw = Buffer.from(textAt(verifier, 'x509Certificate', 'rawBytes'), 'base64');
    const { payload, sig } = checkedEnvelope(at(request, 'dsseRequestV002', 'envelope'), raw);
    const payloadHash = { algorithm: 'SHA2_256', digest: sha256(payload).toString('base64') };
    const dsseV002 = { payloadHash, signatures: [{ content: sig.toString('base64'), verifier }] };
    const body = canonical({ apiVersion: '0.0.2', kind: 'dsse', spec: { dsseV002 } });
    const { logIndex, treeSize, rootHash, hashes, checkpoint } = this.#append(body);
    return {
      logIndex: String(logIndex),
      logId: { keyId: logId(this.#keys).toString('base64') },
      kindVersion: { kind: 'dsse', version: '0.0.2' },
      integratedTime: '0',
      canonicalizedBody: body.toString('base64'),
      inclusionProof: {
        logIndex: String(logIndex),
        treeSize: String(treeSize),
        rootHash: rootHash.toString('base64'),
        hashes: hashes.map((each) => each.toString('base64')),
        checkpoint: { envelope: checkpoint },
      },
    };
  }

  #append(body: Buffer) {
    const logIndex = this.#leaves.length;
    const leaf = leafHash(body);
    this.#leaves.push(leaf);
    const rootHash = treeHash(this.#leaves);
    const treeSize = this.#leaves.length;
    const hashes = inclusionProof(logIndex, this.#leaves);
    return { logIndex, leaf, treeSize, rootHash, hashes, checkpoint: this.#checkpoint(treeSize, rootHash) };
  }

  /** The head of the tree as a C2SP signed note. */
  #checkpoint(treeSize: number, rootHash: Buffer): string {
    const note = `${LOG_ORIGIN}\n${treeSize}\n${rootHash.toString('base64')}\n`;
    const hint = logId(this.#keys).subarray(0, 4);
    const signature = Buffer.concat([hint, sign('sha256', Buffer.from(note), this.#keys.privateKey)]);
    return `${note}\n\u2014 ${LOG_ORIGIN} ${signature.toString('base64')}\n`;
  }
}

/** Like Rekor, logs only what is signed with the key that is named. Takes PEM or DER, a certificate or a key. */
function checkedEnvelope(envelope: unknown, verifier: Buffer) {
  const payload = Buffer.from(textAt(envelope, 'payload'), 'base64');
  const sig = Buffer.from(textAt(envelope, 'signatures', 0, 'sig'), 'base64');
  const type = textAt(envelope, 'payloadType');
  // The DSSE protocol's pre-authentication encoding.
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
  if (!verify('sha256', signed, keyOf(verifier), sig))
    throw new Refusal(400, 'the signature of the envelope does not verify');
  return { payload, sig };
}

function keyOf(verifier: Buffer): KeyObject {
  try {
    return verifier.includes('PUBLIC KEY') ? createPublicKey(verifier) : new X509Certificate(verifier).publicKey;
  } catch {
    throw new Refusal(400, 'expected a certificate or a public key as the verifier');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'expected an envelope in JSON');
  }
}

function canonical(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) ?? '');
}
