/** Devices of a simulated machine, asked through their mailboxes as any other device would be. */
import { describe, expect, it } from 'vitest';
import { at, authority, requesterOf, root } from '../../test/fixtures/evidence/simulated.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import type { References } from '../../shared/evidence/verify/references.js';
import { functionIdOf } from '../../shared/evidence/tdisp/functionId.js';
import { barsOfResource } from '../../shared/evidence/tdisp/resource.js';
import { type Mailbox, MailboxRefused, type Wire } from '../wires/wire.js';
import { type LabName, simulatorWire } from '../wires/simulator/wire.js';
import { nodeCryptography } from './cryptography.js';
import { createFleet, type Made } from './fleet.js';

const signal = new AbortController().signal;
const inject = 'kernel/debug/lockstep_trust/inject';

const bench = (name: LabName, seed = 1) => {
  const models: Made[] = [];
  const fleet = createFleet({ authority: () => Promise.resolve(authority), onModel: (made) => models.push(made) });
  const after = (_: number, act: () => void): Disposable => {
    act();
    return { [Symbol.dispose]: () => undefined };
  };
  const wire = simulatorWire({ name, seed, fleet, after });
  return { wire, fleet, models };
};

const folderOf = async (wire: Wire, id: string): Promise<string> => {
  const found = (await wire.sweep(null, signal)).find(({ path }) => path.endsWith(`/${id}`));
  if (found === undefined) throw new Error(`no ${id}`);
  return found.path;
};

const opened = async (wire: Wire, folder: string): Promise<Mailbox> => {
  const mailbox = await wire.mailbox?.(folder, signal);
  if (mailbox == null) throw new Error(`no mailbox at ${folder}`);
  return mailbox;
};

const readingOf = async (wire: Wire, path: string): Promise<string> => {
  const reading = (await wire.read([path], signal))[path];
  return reading !== undefined && 'value' in reading ? reading.value : '';
};

const idOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

const gathered = async (wire: Wire, folder: string, mailbox?: Mailbox) => {
  const box = mailbox ?? (await opened(wire, folder));
  const target = functionIdOf(idOf(folder));
  if (target === null) throw new Error(`no function ${folder}`);
  const requester = requesterOf((object) => box.exchange(object, signal), { target });
  for (const step of ['gather', 'openSession', 'examine', 'end'] as const)
    if ((await requester[step]()) !== null) break;
  return requester.collection;
};

const judgedOf = (
  collection: Awaited<ReturnType<typeof gathered>>,
  { bars, references }: { bars: ReturnType<typeof barsOfResource>; references: References | null },
) =>
  judgeCollection(collection, {
    anchors: [root],
    references,
    at,
    cryptography: nodeCryptography,
    bars,
    debug: 'refuse',
  });

const guest = async () => {
  const { wire, models, fleet } = bench('guest');
  const all = await wire.sweep(null, signal);
  const found = all.find(({ attrs }) => 'doe_features/0001:01' in attrs && 'tsm/lock' in attrs);
  if (found === undefined) throw new Error('no device to lock');
  const { path } = found;
  const driver = found.links.driver?.split('/').at(-1) ?? '';
  const write = async (at: string, value: string): Promise<void> => {
    const outcome = await wire.write(at, value, 5000, signal);
    if (outcome.kind !== 'done') throw new Error(`${at} ${value}: ${JSON.stringify(outcome)}`);
  };
  await write(`bus/pci/drivers/${driver}/unbind`, idOf(path));
  const tsm =
    all
      .find((one) => 'pci_mode' in one.attrs)
      ?.path.split('/')
      .at(-1) ?? '';
  await write(`${path}/tsm/lock`, tsm);
  const bars = barsOfResource(await readingOf(wire, `${path}/resource`));
  return { wire, models, fleet, path, write, bars };
};

describe('the mailbox of a simulated device', () => {
  it('R13 gives evidence of a locked device that passes every check, report and BARs among them', async () => {
    const { wire, models, path, bars } = await guest();
    const collection = await gathered(wire, path);
    expect(collection.stopped).toBeNull();
    expect(collection.interface).toMatchObject({ state: 'CONFIG_LOCKED', nonce: null });
    const { verdict, checks, judged } = judgedOf(collection, { bars, references: models[0]?.references ?? null });
    const bad = [...checks, ...judged.flatMap((one) => one.checks)].filter((one) => one.verdict !== 'pass');
    expect(bad).toEqual([]);
    expect(verdict).toBe('pass');
    expect(checks.map(({ id }) => id)).toContain('report.range.0.fits');
    expect(judged).toHaveLength(3);
  });

  it('R31 lets nobody but its TSM lock, start or stop the interface', async () => {
    const { wire, path, write } = await guest();
    const box = await opened(wire, path);
    const target = functionIdOf(idOf(path)) ?? { requester: 0, segment: null };
    const requester = requesterOf((object) => box.exchange(object, signal), { target });
    await requester.gather();
    await requester.openSession();
    expect(await requester.lock()).toMatchObject({ why: expect.stringContaining('invalid interface state') });
    expect(await requester.stop()).toMatchObject({ why: expect.stringContaining('invalid request') });
    expect(await readingOf(wire, `${path}/tsm/tdisp`)).toBe('CONFIG_LOCKED');
    await write(`${path}/trust`, '4');
    expect(await requester.examine()).toBeNull();
    expect(requester.collection.interface).toMatchObject({ state: 'RUN' });
  });

  it('R23 forgets its session with a reset, and tells that the interface is in ERROR', async () => {
    const { wire, path, write } = await guest();
    const box = await opened(wire, path);
    const target = functionIdOf(idOf(path)) ?? { requester: 0, segment: null };
    const requester = requesterOf((object) => box.exchange(object, signal), { target });
    await requester.gather();
    await requester.openSession();
    await write(inject, `reset ${idOf(path)}`);
    expect(await requester.examine()).toMatchObject({ at: 'examine' });
    expect((await gathered(wire, path, box)).interface).toMatchObject({ state: 'ERROR', report: null });
  });

  it('R21 measures new firmware once it was updated, with the same certificate', async () => {
    const { wire, models, path, write, bars } = await guest();
    const before = await gathered(wire, path);
    await write(inject, `firmware_updated ${idOf(path)}`);
    const after = await gathered(wire, path);
    const references = models[0]?.references ?? null;
    const failed = judgedOf(after, { bars, references }).judged.flatMap(({ checks }) =>
      checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id),
    );
    expect([...new Set(failed)]).toEqual(['measurement.2.reference', 'measurement.5.reference']);
    expect(judgedOf(before, { bars, references }).verdict).toBe('pass');
  });

  it('is the same device for the same seed, and another for another', async () => {
    const leafOf = async (seed: number) => {
      const { wire } = bench('lab', seed);
      const all = await wire.sweep(null, signal);
      const folder = all.find(({ attrs }) => 'doe_features/0001:01' in attrs)?.path ?? '';
      const { judged } = judgedOf(await gathered(wire, folder), { bars: null, references: null });
      return judged[0]?.presented?.chain.links.at(-1)?.certificate.serial;
    };
    expect(await leafOf(3)).toBe(await leafOf(3));
    expect(await leafOf(3)).not.toBe(await leafOf(4));
  });

  it('R46 speaks for the functions it manages: each report has the BARs of its own', async () => {
    const { wire } = bench('lab');
    const all = await wire.sweep(null, signal);
    const managed = all.find(({ path }) => path.endsWith('/0000:45:00.0'));
    const manager = all.find(
      ({ path, attrs }) => managed?.path.startsWith(`${path}/`) && 'doe_features/0001:01' in attrs,
    );
    if (managed === undefined || manager === undefined) throw new Error('nobody is managed');
    expect(await wire.mailbox?.(managed.path, signal)).toBeNull();
    const box = await opened(wire, manager.path);
    expect((await gathered(wire, managed.path, box)).interface).toMatchObject({
      state: 'CONFIG_UNLOCKED',
      report: null,
    });
  });

  it('says of a device that left that it is gone, and has none for a bridge', async () => {
    const { wire } = bench('lab');
    const folder = await folderOf(wire, '0000:01:00.0');
    const box = await opened(wire, folder);
    expect((await wire.write(inject, 'leave 0000:01:00.0', 5000, signal)).kind).toBe('done');
    await expect(gathered(wire, folder, box)).rejects.toThrow(MailboxRefused);
    expect(await wire.mailbox?.('devices/pci0000:00', signal)).toBeNull();
  });
});
