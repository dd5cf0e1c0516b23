/** Collections on their way out: an archive is made when its first part is asked for, and held while the rest is fetched. */
import { ascii } from '../../shared/evidence/bytes/write.js';
import { toHex } from '../../shared/evidence/bytes/hex.js';
import { type BundleFile, bundleOf } from '../../shared/evidence/bundle/bundle.js';
import { tarOf } from '../../shared/evidence/bundle/tar.js';
import { toPem } from '../../shared/evidence/certificate/toPem.js';
import { captureOf } from '../../shared/evidence/requester/collection.js';
import type { Judging } from '../../shared/evidence/verify/verifyExchange.js';
import type { Collection, Evidence } from '../../shared/evidence/view/collection.js';
import type { BundlePart } from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';

/** What goes out, as it was judged the last time. */
export interface Outgoing {
  readonly id: string;
  /** How often it was judged: another archive each time. */
  readonly judged: number;
  readonly evidence: Evidence;
  readonly collection: Collection;
  readonly judging: Judging;
  /** Told how far it has come; it throws once nobody wants it any more. */
  readonly onStep: Judging['onStep'];
}

/** The archive would be longer than goes down. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const within = (bytes: number): void => {
  if (bytes > evidenceLimits.bundleBytes)
    throw new TooLarge(
      `its archive would have more than ${evidenceLimits.bundleBytes >> 20} MiB; \`lockstep verify --bundle\` writes it as a folder`,
    );
};

const present = (named: readonly (readonly [string, Uint8Array | null])[]): readonly BundleFile[] =>
  named.flatMap(([path, bytes]) => (bytes === null ? [] : [{ path, bytes }]));

/** The files as they came in, under names of ours: theirs may hold anything. */
const sourcesOf = (evidence: Evidence): readonly BundleFile[] => {
  if (evidence.kind === 'files') {
    const { chain, response, request, vca } = evidence.files;
    const pem = ascii(chain.links.map(({ certificate }) => toPem(certificate.der)).join(''));
    return present(
      Object.entries({ 'chain.pem': pem, 'response.bin': response, 'request.bin': request, 'vca.bin': vca }),
    );
  }
  const { bytes, session } =
    evidence.kind === 'capture'
      ? { bytes: evidence.bytes, session: evidence.session ?? [] }
      : { bytes: captureOf(evidence.gathering), session: evidence.gathering.heard.filter(({ secured }) => secured) };
  const messages = session.map((one) => ({ n: one.number, secured: true, hex: toHex(one.bytes) }));
  const plaintext = session.length === 0 ? null : ascii(JSON.stringify(messages, null, 1));
  return present(Object.entries({ 'capture.pcap': bytes, 'messages.json': plaintext }));
};

export interface Bundles {
  /** From `at` on, as much as a part holds. Throws {@link TooLarge}. */
  part(outgoing: Outgoing, at: number): BundlePart;
}

export const createBundles = (): Bundles => {
  let held: { readonly key: string; readonly bytes: Uint8Array } | null = null;
  const archive = ({ id, judged, evidence, collection, judging, onStep }: Outgoing): Uint8Array => {
    const key = `${id} ${judged}`;
    if (held?.key === key) return held.bytes;
    const { anchors, at, cryptography } = judging;
    const { conversation } = collection;
    const files = bundleOf({
      sources: sourcesOf(evidence),
      judged: collection.judged,
      unread: conversation.unread,
      sessions: collection.sessions,
      ...{ anchors, at, cryptography },
      onStep: (done, of, size) => {
        within(size);
        onStep?.(done, of);
      },
    });
    const bytes = tarOf(`lockstep-${id.replace('collection', 'evidence')}`, files, at);
    within(bytes.length);
    held = { key, bytes };
    return bytes;
  };
  return {
    part(outgoing, at) {
      const bytes = archive(outgoing);
      const part = Buffer.from(bytes.subarray(at, at + evidenceLimits.partBytes)).toString('base64');
      const name = `lockstep-${outgoing.id.replace('collection', 'evidence')}.tar`;
      // It is the last one: the memory is not needed any more.
      if (at + evidenceLimits.partBytes >= bytes.length) held = null;
      return { name, size: bytes.length, part };
    },
  };
};
