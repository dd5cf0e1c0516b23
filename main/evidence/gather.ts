/** Gathers a device's evidence over whatever carries its objects: set-up, chain, challenge, measurements, session, interface. */
import { randomBytes } from 'node:crypto';
import type { Cryptography } from '../../shared/evidence/cryptography.js';
import type { Carried, GatherWanted } from '../../shared/evidence/gathering.js';
import type { Collection } from '../../shared/evidence/requester/collection.js';
import { Stopped } from '../../shared/evidence/requester/line.js';
import { type Outcome, Requester } from '../../shared/evidence/requester/requester.js';
import { nodeSecrets } from './secrets.js';

export interface GatherMeans {
  /** Rejects when the device is lost, or nobody waits any more. */
  readonly carry: (object: Uint8Array) => Promise<Carried>;
  readonly cryptography: Cryptography;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const fresh = (): Uint8Array => new Uint8Array(randomBytes(32));

/** What a mailbox refuses ends the step it was in; what was had until then comes home all the same. */
export const gather = async (wanted: GatherWanted, means: GatherMeans): Promise<Collection> => {
  const { cryptography, now } = means;
  const requester = new Requester({
    carry: async (object) => {
      const back = await means.carry(object);
      if (!back.ok) throw new Stopped(`The mailbox did not take an object: ${back.why}.`);
      return back.object;
    },
    secrets: nodeSecrets,
    cryptography,
    seed: fresh(),
    nonce: fresh(),
    now,
    target: wanted.target,
  });
  const steps: readonly (() => Promise<Outcome>)[] = [
    () => requester.gather(),
    () => requester.openSession(),
    ...(wanted.tdisp === null ? [] : [() => requester.examine()]),
  ];
  for (const step of steps) if ((await step()) !== null) break;
  const { stopped, session } = requester.collection;
  // A session that is left open would stand in the next one's way; where it cannot be ended, it is broken already.
  if (session !== null) await requester.end();
  return { ...requester.collection, stopped: stopped ?? requester.collection.stopped };
};
