/** What the tests of the path walk on: one device, its facts, and the events of a session. */
import type { Device, DeviceFacts } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import type { Fact } from '../facts/fact.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';
import { dialects } from '../model/dialects/index.js';
import type { Role, Tsm } from '../model/machine.js';
import { type Journey, journeyOf } from './journey.js';

export const path = 'devices/pci0000:00/0000:02:00.0' as DevicePath;
export const fact = <T>(value: T): Fact<T> => ({ kind: 'measured', value, at: 1, source: 'test' });
export const unknown: Fact<never> = { kind: 'unknown', why: 'not there' };

export const facts: DeviceFacts = {
  level: fact(1),
  driver: fact('nvme'),
  override: fact(null),
  match: fact('nvme'),
  connected: fact(null),
  locked: fact(null),
  tdisp: fact('CONFIG_UNLOCKED'),
  link: fact('open'),
  spdmSession: fact(false),
  ats: fact(false),
  dma: fact('bounced'),
  provider: fact('devsec-tsm'),
  manager: fact(null),
  capabilities: fact({ tee: true, ide: true, spdm: true, ats: true }),
  busMaster: fact(true),
  authorized: unknown,
  removable: unknown,
  iommuGroup: unknown,
  evidenceGeneration: fact(0),
};

export interface Scene {
  readonly facts?: Partial<DeviceFacts>;
  readonly bus?: string;
  readonly role?: Role;
  readonly tsms?: readonly Tsm[];
  readonly events?: readonly LabEvent[];
  readonly dialect?: keyof typeof dialects;
}

export const deviceOf = ({ facts: over = {}, bus = 'pci' }: Scene): Device => ({
  path,
  id: bus === 'pci' ? '0000:02:00.0' : '0-1',
  bus,
  parent: null,
  kind: 'drive',
  name: 'NVMe drive',
  ids: '1b36:0010',
  facts: { ...facts, ...over },
  readings: {},
});

export const snapshotOf = (scene: Scene): Snapshot => {
  const role = scene.role ?? 'guest';
  return {
    target: 'sim:',
    title: 'test',
    at: 1,
    dialect: fact(scene.dialect ?? 'march'),
    role: fact(role),
    tsms: scene.tsms ?? [{ name: 'tsm0', pciMode: role === 'guest' ? 'devsec' : 'link' }],
    devices: { [path]: deviceOf(scene) },
    readings: {},
  };
};

export const walk = (scene: Scene): Journey =>
  journeyOf({
    snapshot: snapshotOf(scene),
    device: deviceOf(scene),
    dialect: dialects[scene.dialect ?? 'march'],
    events: scene.events ?? [],
  });

export const states = (journey: Journey): string => journey.steps.map((step) => `${step.id}:${step.state}`).join(' ');
export const base = (id: number) => ({ id, seenAt: id * 1000, happenedAt: null, device: path, cause: null });
export const gathered = (id: number): LabEvent => ({
  ...base(id),
  kind: 'gathered',
  items: [{ what: 'chain', source: 'slot 0', bytes: 900, why: null }],
});
export const verdict = (id: number, said: 'accept' | 'reject'): LabEvent => ({
  ...base(id),
  kind: 'verdict',
  verdict: said,
  author: 'Ada',
  reason: 'known',
});
/** This tool's verdict on what was gathered, by a policy that holds what it refuses: level 4, where `why` is said. */
export const judged = (id: number, why: string | null): LabEvent => ({
  ...base(id),
  kind: 'judged',
  judgement: {
    verdict: why === null ? 'pass' : 'fail',
    about: { identity: 'pass', binding: 'pass', content: why === null ? 'pass' : 'fail' },
    counts: { pass: 3, fail: why === null ? 0 : 1, 'no-reference': 0, 'not-checkable': 0 },
    rows: [],
    collection: 'c1',
    bound: { nonce: 'b6b9e645', lock: 'tsm0', generation: 1 },
    policy: {
      name: 'Lab',
      holds: true,
      allows: [
        { level: 3, why: null },
        { level: 4, why },
      ],
    },
    stopped: null,
  },
});
export const change = (
  id: number,
  name: keyof DeviceFacts,
  [from, to]: readonly [string | null, string | null],
): LabEvent => ({
  ...base(id),
  kind: 'change',
  fact: name,
  from,
  to,
});
export const write = (id: number, file: string, value: string): LabEvent => ({
  ...base(id),
  kind: 'write',
  path: file,
  value,
  predicted: null,
});
export const refused = (id: number, of: number): LabEvent => ({
  ...base(id),
  cause: { id: of, how: 'measured' },
  kind: 'outcome',
  outcome: { kind: 'refused', errno: 'EBUSY', ms: 0.3 },
});

export const locked: Partial<DeviceFacts> = {
  driver: fact(null),
  locked: fact('tsm0'),
  tdisp: fact('CONFIG_LOCKED'),
  link: fact('ide'),
  spdmSession: fact(true),
};
export const running: Partial<DeviceFacts> = { ...locked, tdisp: fact('RUN'), level: fact(4), dma: fact('private') };
