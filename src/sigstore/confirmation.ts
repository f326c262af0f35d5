import type { SignedEntity } from '@sigstore/verify';
import { type Instant, instantOf } from '../time/instant.ts';
import type { TrustRoot } from './trust-root.ts';

/** Who confirms a signature, by the name that the trusted root gives them. */
export interface Confirmation {
  readonly role: 'certificate authority' | 'certificate log' | 'transparency log' | 'timestamp authority';
  readonly name: string;
  /** The instant that they prove; null where they prove none. */
  readonly at: Instant | null;
}

/** Who confirmed what was verified before. A bundle that they did not confirm does not come here. */
export function confirmationsOf({ key, tlogEntries, timestamps }: SignedEntity, root: TrustRoot): Confirmation[] {
  const confirmations: Confirmation[] = [];
  const add = (role: Confirmation['role'], name: string | undefined, at: Date | null) =>
    confirmations.push({ role, name: name ?? 'unnamed', at: at === null ? null : (instantOf(at.getTime()) ?? null) });
  if (key.$case === 'certificate') {
    const { issuer, extSCT, extAuthorityKeyID } = key.certificate;
    // Two authorities may have one name.
    const index = root.certificateAuthorities.findIndex(
      ({ certChain: [own] }) =>
        own?.subject.equals(issuer) &&
        extAuthorityKeyID?.keyIdentifier !== undefined &&
        own.extSubjectKeyID?.keyIdentifier.equals(extAuthorityKeyID.keyIdentifier),
    );
    add('certificate authority', root.names.certificateAuthorities[index], null);
    for (const { logID, datetime } of extSCT?.signedCertificateTimestamps ?? [])
      add('certificate log', root.ctlogs.find((log) => log.logID.equals(logID))?.baseURL, datetime);
  }
  for (const { logId, inclusionPromise, integratedTime } of tlogEntries) {
    const at = inclusionPromise === undefined ? null : new Date(Number(integratedTime) * 1000);
    add('transparency log', root.tlogs.find(({ logID }) => logID.equals(logId.keyId))?.baseURL, at);
  }
  for (const stamp of timestamps) {
    if (stamp.$case !== 'timestamp-authority') continue;
    const { signerSerialNumber, signerIssuer, signingTime } = stamp.timestamp;
    const index = root.timestampAuthorities.findIndex(
      ({ certChain: [own] }) => own?.serialNumber.equals(signerSerialNumber) && own.issuer.equals(signerIssuer),
    );
    add('timestamp authority', root.names.timestampAuthorities[index], signingTime);
  }
  return confirmations;
}
