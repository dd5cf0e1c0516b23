/** A simulated device as its maker delivers it: key, chain, measurements and registers, with what is wrong with it. */
import { concat } from '../bytes/concat.js';
import { u16 } from '../bytes/write.js';
import { hashOf } from '../certificate/issue.js';
import type { Curve, PrivateKey, Secrets } from '../secrets.js';
import type { Version } from '../spdm/codes.js';
import type { Bar } from '../tdisp/consistency.js';
import type { InterfaceId } from '../tdisp/message.js';
import { type Authority, type DeviceIdentity, issueDevice, makeAuthority } from './authority.js';
import { type Firmware, firmwareIndex, type MadeBlock, makeBlocks } from './blocks.js';
import type { Fault } from './faults.js';
import type { Governed } from './governed.js';
import { randomBytes } from '../randomness.js';

export interface DeviceOptions {
  readonly authority: Authority;
  readonly identity: DeviceIdentity;
  readonly target: InterfaceId;
  readonly bars: readonly Bar[];
  readonly curve?: Curve;
  readonly model?: 'device' | 'alias';
  readonly versions?: readonly Version[];
  readonly firmware?: Firmware;
  readonly faults?: readonly Fault[];
  /** How often its firmware was updated since: what it measures follows, its certificate does not. */
  readonly updates?: number;
}

/** All that a responder needs to know, and that does not change while it answers. */
export interface SimulatedDevice {
  readonly seed: Uint8Array;
  readonly versions: readonly Version[];
  readonly key: PrivateKey;
  /** As its slot 0 delivers it, and the hash that is announced for it. */
  readonly chain: Uint8Array;
  readonly chainDigest: Uint8Array;
  readonly alias: boolean;
  readonly blocks: readonly MadeBlock[];
  /** Firmware's block after an update that nobody asked for. */
  readonly updated: MadeBlock;
  readonly target: InterfaceId;
  readonly bars: readonly Bar[];
  readonly faults: ReadonlySet<Fault>;
  /** Interfaces that a TSM holds; null for a device whose one interface is its requester's to lock. */
  readonly governed: readonly Governed[] | null;
  /** Serial number of the certificate its maker issued: what a revocation list names. */
  readonly serial: Uint8Array;
}

const day = 24 * 3600 * 1000;

/** Deterministic: the same options make the same device. */
export const makeDevice = (options: DeviceOptions, secrets: Secrets): SimulatedDevice => {
  const { authority, identity, curve = 'p384', model = 'device', versions = [0x12, 0x13] } = options;
  const { firmware = { version: '1.0.0', svn: 1 } } = options;
  const faults = new Set(options.faults ?? []);
  const hash = hashOf[curve];
  const name = `${identity.vendor}:${identity.device}`;
  const other = { seed: secrets.hash('sha256', authority.seed), since: authority.since, name: 'Another authority' };
  const { updates = 0 } = options;
  const delivered = faults.has('changed-measurement') ? { ...firmware, version: `${firmware.version}-x` } : firmware;
  const installed = updates === 0 ? delivered : { ...delivered, version: `${delivered.version}+${updates}` };
  const measure = (at: Firmware): readonly MadeBlock[] =>
    makeBlocks({ model: name, firmware: at, debug: faults.has('debug-mode'), hash }, secrets);
  const blocks = measure(installed);
  const ofFirmware = (all: readonly MadeBlock[]): MadeBlock => {
    const found = all.find(({ index }) => index === firmwareIndex);
    if (found === undefined) throw new Error('A device without a measurement of its firmware was made.');
    return found;
  };
  const { certificates, key, serial } = issueDevice(
    faults.has('wrong-root') ? makeAuthority(other, secrets) : authority,
    {
      identity,
      curve,
      model,
      tcb: {
        vendor: 'Lockstep',
        model: name,
        ...delivered,
        layer: 1,
        firmware: secrets.hash('sha384', ofFirmware(measure(delivered)).value),
      },
      expires: faults.has('expired-certificate') ? authority.since + day : null,
    },
    secrets,
  );
  const [root = new Uint8Array(0)] = certificates;
  const ders = concat(...certificates);
  const rootHash = secrets.hash(hash, root);
  const whole = concat(u16(4 + rootHash.length + ders.length), u16(0), rootHash, ders);
  return {
    seed: randomBytes({ seed: authority.seed, label: `device ${name}:${identity.serial}`, length: 32 }, secrets),
    versions,
    key,
    chain: faults.has('truncated-chain') ? whole.subarray(0, whole.length - 200) : whole,
    chainDigest: secrets.hash(hash, whole),
    alias: model === 'alias',
    blocks,
    updated: ofFirmware(measure({ ...installed, version: `${installed.version}+${updates + 1}` })),
    target: options.target,
    bars: options.bars,
    faults,
    governed: null,
    serial,
  };
};
