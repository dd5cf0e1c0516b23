/** The page both lists are measured in, one at a time, over the same store with ten thousand devices. */
/// <reference path="../../../renderer/css.d.ts" />
import { createRoot, type Root } from 'react-dom/client';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/base.css';
import './page.css';
import { Tree } from '../../../renderer/features/tree/Tree.js';
import { useSession } from '../../../renderer/state/session.js';
import type { Device } from '../../../shared/facts/device.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import type { Level } from '../../../shared/model/level.js';
import { deviceAt, devicesOf, inferredFact, measuredFact } from '../../fixtures/devices.js';
import { Naive } from './Naive.js';

const buses = 40;
const perBus = 250;

const hex = (value: number): string => value.toString(16).padStart(2, '0');

const manyDevices = (): readonly Device[] =>
  Array.from({ length: buses * perBus }, (_, index) => {
    const bus = Math.floor(index / perBus);
    const place = index % perBus;
    return deviceAt(`devices/pci00${hex(bus)}:00/00${hex(bus)}:00:${hex(place >> 3)}.${place & 7}`, {
      name: `NVMe drive ${index}`,
      facts: { level: index % 3 === 0 ? inferredFact(1) : measuredFact(1) },
    });
  });

const snapshotOf = (devices: Snapshot['devices']): Snapshot => ({
  target: 'bench:',
  title: 'Bench',
  at: 1,
  dialect: measuredFact('march'),
  role: measuredFact('host'),
  tsms: [],
  devices,
  readings: {},
});

document.documentElement.dataset.theme = 'light';
const place = document.createElement('div');
place.id = 'root';
document.body.append(place);

/** Milliseconds from `act` to the end of the frame that shows it. */
const drawn = (act: () => void): Promise<number> =>
  new Promise((done) => {
    // From the beginning of a frame on, so that the wait for one is not measured.
    requestAnimationFrame(() => {
      const start = performance.now();
      act();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
    });
  });

const lists = { ours: Tree, peer: Naive } as const;

class Bench {
  #root: Root | null = null;

  /** Puts one of them into an empty page. */
  async mount(which: keyof typeof lists): Promise<number> {
    this.#root?.unmount();
    const root = createRoot(place);
    this.#root = root;
    const List = lists[which];
    return drawn(() => root.render(<List />));
  }

  /** Changes one row in sight. */
  async update(level: Level): Promise<number> {
    const { snapshot } = useSession.getState();
    const device = Object.values(snapshot?.devices ?? {})[3];
    if (snapshot === null || device === undefined) throw new Error('There is no device to change.');
    const changed = { ...device, facts: { ...device.facts, level: measuredFact(level) } };
    const devices = { ...snapshot.devices, [device.path]: changed };
    const took = await drawn(() => useSession.setState({ snapshot: { ...snapshot, devices } }));
    const row = document.querySelector(`[data-device="${device.path}"]`);
    if (!row?.textContent?.includes(String(level))) throw new Error('The change is not on the page.');
    return took;
  }

  nodes(): number {
    return document.querySelectorAll('#root *').length;
  }
}

useSession.setState({ session: 'bench', snapshot: snapshotOf(devicesOf(manyDevices())) });
Object.assign(window, { treeBench: new Bench() });
document.documentElement.dataset.ready = '';
