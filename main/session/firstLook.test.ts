import { describe, expect, it } from 'vitest';
import type { PreflightRow } from '../../shared/ipc/opening.js';
import { handClock } from '../../test/fixtures/handClock.js';
import { devpath, scriptedWire } from '../../test/fixtures/scriptedWire.js';
import { firstLook } from './firstLook.js';

const never = new Promise<never>(() => undefined);

const looking = () => {
  const clock = handClock();
  const wire = scriptedWire();
  const told: PreflightRow[] = [];
  const cancel = new AbortController();
  let progress: (devices: number) => void = () => undefined;
  const opening = {
    tell: (row: PreflightRow) => void told.push(row),
    ask: () => Promise.resolve(null),
    signal: cancel.signal,
  };
  const life = new AbortController().signal;
  const sweep = wire.sweep;
  const slow = Object.assign(Object.create(wire) as typeof wire, {
    sweep: (...[folders, signal, tell]: Parameters<typeof sweep>) => {
      progress = tell ?? progress;
      return sweep(folders, signal);
    },
  });
  const look = () => firstLook({ wire: slow, clock, opening, life });
  return { clock, wire, told, cancel, look, progress: (devices: number) => progress(devices) };
};

describe('the first look', () => {
  it('says each second how far it is, and goes on for as long as devices come', async () => {
    const it = looking();
    let go: () => void = () => undefined;
    it.wire.sweepGate = new Promise((resolve) => {
      go = resolve;
    });
    const look = it.look();
    for (let second = 1; second <= 200; second++) {
      it.progress(second * 50);
      it.clock.advance(1000);
    }
    expect(it.told.at(-1)).toMatchObject({
      id: 'dialect',
      state: 'running',
      text: 'Reading devices: 10,000 devices after 200 s.',
    });
    go();
    const { snapshot } = await look;
    expect(Object.keys(snapshot.devices)).toContain(devpath);
    // Nothing ticks on.
    const count = it.told.length;
    it.clock.advance(10_000);
    expect(it.told).toHaveLength(count);
  });

  it('is given up when nothing comes for a minute, and says so', async () => {
    const it = looking();
    it.wire.sweepGate = never;
    const look = it.look();
    it.progress(1);
    it.clock.advance(59_000);
    it.clock.advance(1000);
    await expect(look).rejects.toMatchObject({
      fault: {
        kind: 'target-lost',
        text: 'Scripted machine stopped answering while its devices were read: nothing came for 60 s, after 1 device.',
      },
    });
  });

  it('ends at once when it is cancelled', async () => {
    const it = looking();
    it.wire.sweepGate = never;
    const look = it.look();
    it.cancel.abort();
    await expect(look).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
  });
});
