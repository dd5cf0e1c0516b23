import { describe, expect, it } from 'vitest';
import { handClock } from '../../test/fixtures/handClock.js';
import { devpath, type ScriptedOptions, scriptedWire } from '../../test/fixtures/scriptedWire.js';
import { labFixture } from '../../test/fixtures/labFixture.js';

const bridge = 'devices/pci0000:00';

const opened = async (harmless = false, devices?: ScriptedOptions['devices']) => {
  const clock = handClock();
  const wire = scriptedWire({ harmless, now: clock.now, ...(devices === undefined ? {} : { devices }) });
  const lab = await labFixture({ openWire: () => Promise.resolve(wire), clock: clock.now, after: clock.after });
  const session = await lab.open('local:');
  const watch = (selected: string | null, visible: readonly string[] = []) =>
    lab.handle('session.watch', { session, selected, visible });
  const before = wire.sweeps.length;
  /** Lets seconds pass one by one, and tells which folders were read. */
  const seconds = async (count: number) => {
    for (let i = 0; i < count; i++) {
      clock.advance(1000);
      // The look of one second ends before the next one begins: it is this test's clock that runs too fast.
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return wire.sweeps.slice(before);
  };
  return { wire, lab, session, watch, seconds, [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose]() };
};

describe('reading again by the clock', () => {
  it('reads the selected device and what stands above it each second, the visible ones every five', async () => {
    await using it = await opened();
    await it.watch(devpath);
    expect(await it.seconds(2)).toEqual([
      [bridge, devpath],
      [bridge, devpath],
    ]);
    await it.watch(null, [devpath]);
    expect((await it.seconds(5)).slice(2)).toEqual([[devpath]]);
  });

  it('sees what changed without an event, and tells it once', async () => {
    await using it = await opened();
    await it.watch(devpath);
    it.wire.attrs['tsm/connect'] = 'tsm0';
    await it.seconds(2);
    const told = it.lab.events(it.session).filter((event) => event.kind === 'change' && event.fact === 'connected');
    expect(told).toMatchObject([{ from: 'none', to: 'tsm0', cause: null }]);
  });

  it('asks for everything once no device is left: they, or the machine with them, may be gone', async () => {
    const device = { path: devpath, attrs: {}, links: { subsystem: 'bus/pci' } };
    let found = [device];
    await using it = await opened(false, () => found);
    await it.watch(devpath);
    found = [];
    expect(await it.seconds(2)).toEqual([[devpath], null]);
  });

  it('stops when nothing is looked at, and leaves a simulated machine alone', async () => {
    await using it = await opened();
    await it.watch(devpath);
    await it.watch(null);
    expect(await it.seconds(3)).toEqual([]);
    await using simulated = await opened(true);
    await simulated.watch(devpath);
    expect(await simulated.seconds(3)).toEqual([]);
  });
});
