/** Answers for the devices of simulated machines: each with a key and a chain of this installation's own authority, for as long as this runs. */
import { type Certificate, readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { type RevocationList, readRevocationList } from '../../shared/evidence/certificate/revocationList.js';
import { type Authority, revoke } from '../../shared/evidence/responder/authority.js';
import { type DeviceOptions, makeDevice, type SimulatedDevice } from '../../shared/evidence/responder/device.js';
import type { Fleet, FleetDevice } from '../../shared/evidence/responder/fleet.js';
import { respond } from '../../shared/evidence/responder/respond.js';
import { initialState, type ResponderState } from '../../shared/evidence/responder/state.js';
import type { References } from '../../shared/evidence/verify/references.js';
import { nodeSecrets } from './secrets.js';

/** What the maker of simulated devices gives a relying party: its root, and what a model measures as it was delivered. */
export interface Made {
  readonly root: Certificate;
  /** Null: of no model. */
  readonly references: References | null;
}

export interface OwnFleet extends Fleet {
  /** The maker's list of devices that are no longer good; none before the first device was made. */
  revocations(): readonly RevocationList[];
  /** The maker's root. Makes the authority when there is none. */
  root(): Promise<Certificate>;
}

interface Standing {
  /** What it was made from: made anew when that is another. */
  readonly made: string;
  readonly life: number;
  readonly device: SimulatedDevice;
  readonly state: ResponderState;
}

const optionsOf = (authority: Authority, { identity, faults, updates, interfaces }: FleetDevice): DeviceOptions => ({
  authority,
  identity,
  faults,
  updates,
  target: interfaces[0]?.target ?? { requester: 0, segment: null },
  bars: interfaces[0]?.bars ?? [],
});

const rootOf = ({ certificates }: Authority): Certificate => {
  const read = readCertificate(certificates[0] ?? new Uint8Array(0));
  if (!read.ok) throw new Error(`The own authority's root is no certificate: ${read.expected}.`);
  return read.certificate;
};

export interface FleetOptions {
  /** Made or read at the first question. */
  readonly authority: () => Promise<Authority>;
  /** Told of each model once, before its first device answers. */
  readonly onModel: (made: Made) => void;
}

export const createFleet = ({ authority: read, onModel }: FleetOptions): OwnFleet => {
  const standing = new Map<string, Standing>();
  const models = new Set<string>();
  let own: Promise<Authority> | null = null;
  let known: Authority | null = null;

  const authorityOf = async (): Promise<Authority> => {
    own ??= read();
    try {
      known = await own;
      return known;
    } catch (error) {
      own = null;
      throw error;
    }
  };

  const tellModel = (authority: Authority, asked: FleetDevice): void => {
    if (models.has(asked.model)) return;
    models.add(asked.model);
    const sound = makeDevice({ ...optionsOf(authority, asked), faults: [], updates: 0 }, nodeSecrets);
    const values = sound.blocks.map(({ index, value }) => ({ index, value, label: asked.model }));
    onModel({
      root: rootOf(authority),
      references: { name: `simulated ${asked.model}, as delivered`, devices: [asked.model], values },
    });
  };

  const standingOf = (authority: Authority, asked: FleetDevice): Standing => {
    const made = JSON.stringify([asked.identity, asked.faults, asked.updates]);
    const before = standing.get(asked.key);
    if (before?.made === made && before.life === asked.life) return before;
    const device = before?.made === made ? before.device : makeDevice(optionsOf(authority, asked), nodeSecrets);
    // What was drawn stays drawn: after a reset no nonce comes a second time.
    const drawn = before?.state.drawn ?? 0;
    const state = before?.life === asked.life ? before.state : { ...initialState(), drawn };
    return { made, life: asked.life, device, state };
  };

  return {
    async answer(asked, object) {
      const authority = await authorityOf();
      tellModel(authority, asked);
      const { device, state, ...rest } = standingOf(authority, asked);
      const governed: SimulatedDevice = { ...device, governed: asked.interfaces };
      const answered = respond({ device: governed, secrets: nodeSecrets }, state, object);
      standing.set(asked.key, { ...rest, device, state: answered.state });
      return answered.response;
    },
    root: async () => rootOf(await authorityOf()),
    revocations() {
      if (known === null) return [];
      const revoked = [...standing.values()].filter(({ device }) => device.faults.has('revoked-certificate'));
      const der = revoke(
        known,
        revoked.map(({ device }) => device.serial),
        nodeSecrets,
      );
      const list = readRevocationList(der);
      return list.ok ? [list.list] : [];
    },
  };
};
