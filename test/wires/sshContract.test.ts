/** SSH keeps the wire contract, against a real sshd; and what a connection that breaks in the middle leaves behind. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unattended } from '../../main/wires/opening.js';
import { sshWire, type SshOptions } from '../../main/wires/ssh/wire.js';
import { type Wire, WireLost } from '../../main/wires/wire.js';
import { bigSysroot } from '../fixtures/bigSysroot.js';
import { labFixture } from '../fixtures/labFixture.js';
import { slowLink, type SlowLink } from '../fixtures/slowLink.js';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { treeLacks, treeSample } from './treeSample.js';
import { type Sshd, startSshd } from './sshd.js';

const never = (): AbortSignal => new AbortController().signal;
let sshd: Sshd;
const trees: Sysroot[] = [];
const ends: (() => void | PromiseLike<void>)[] = [];
beforeAll(async () => {
  sshd = await startSshd();
}, 60_000);
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => {
  for (const tree of trees) tree[Symbol.dispose]();
  sshd[Symbol.dispose]();
});

const opened = ({ root }: Sysroot, config: string, far: SshOptions['far'] = {}): Promise<Wire> =>
  sshWire({
    uri: 'ssh://far',
    target: { user: null, host: 'far', port: null, config },
    opening: unattended,
    far: { sysroot: root, ...far },
  });

wireContract({
  name: 'ssh',
  lacks: treeLacks,
  make: async () => {
    const { tree, sample } = await treeSample((made) => opened(made, sshd.config));
    trees.push(tree);
    return sample;
  },
});

/** A wire through a network that can be cut. */
const overLink = async (tree: Sysroot, far: SshOptions['far'] = {}): Promise<{ wire: Wire; link: SlowLink }> => {
  chmodSync(dirname(tree.root), 0o755);
  ends.push(() => tree[Symbol.dispose]());
  const link = await slowLink({ to: sshd.port });
  ends.push(() => link[Symbol.asyncDispose]());
  const wire = await opened(tree, through(link), far);
  ends.push(() => wire[Symbol.asyncDispose]());
  return { wire, link };
};
const through = ({ port }: SlowLink): string =>
  sshd.configWith(`by-${port}`, [`Port ${port}`, `HostKeyAlias [127.0.0.1]:${sshd.port}`]);
const text = (tree: Sysroot, path: string): string => readFileSync(join(tree.root, path), 'utf8').trim();
const override = `${drive}/driver_override`;

describe('a connection that breaks', () => {
  it('in a sweep gives no devices, but the loss', async () => {
    const { wire, link } = await overLink(bigSysroot(300));
    const sweep = wire.sweep(null, never());
    sweep.catch(() => undefined);
    await link.more(20_000);
    link.drop();
    await expect(sweep).rejects.toThrow(WireLost);
    await expect(wire.sweep(null, never())).rejects.toThrow(WireLost);
  }, 60_000);

  it('silently, in a sweep, is a loss as well: the far side said nothing', async () => {
    const { wire, link } = await overLink(bigSysroot(300), { patience: { portionMs: 1500, fileMs: 500 } });
    const sweep = wire.sweep(null, never());
    sweep.catch(() => undefined);
    await link.more(20_000);
    link.swallow('both');
    await expect(sweep).rejects.toThrow(WireLost);
  }, 60_000);

  it('before a write arrives: lost, and it was not made', async () => {
    const tree = smallSysroot();
    const { wire, link } = await overLink(tree);
    const before = text(tree, override);
    link.swallow('toServer');
    const write = wire.write(override, 'vfiopc', 10_000, never());
    setTimeout(() => link.drop(), 200);
    expect(await write).toMatchObject({ kind: 'lost' });
    expect(text(tree, override)).toBe(before);
  });

  it('before its answer arrives: lost, though it was made', async () => {
    const tree = smallSysroot();
    const { wire, link } = await overLink(tree);
    link.swallow('toClient');
    const write = wire.write(override, 'vfiopc', 10_000, never());
    await expect.poll(() => text(tree, override), { timeout: 8000 }).toBe('vfiopc');
    link.drop();
    expect(await write).toMatchObject({ kind: 'lost' });
  });

  it('in a write that hangs: lost; the session says so, comes back, and has made nothing twice', async () => {
    const tree = smallSysroot();
    chmodSync(dirname(tree.root), 0o755);
    ends.push(() => tree[Symbol.dispose]());
    rmSync(join(tree.root, override));
    execFileSync('mkfifo', [join(tree.root, override)]);
    const link = await slowLink({ to: sshd.port });
    ends.push(() => link[Symbol.asyncDispose]());
    const config = through(link);
    await using lab = await labFixture({
      openWire: (uri, opening) =>
        sshWire({
          uri,
          target: { user: null, host: 'far', port: null, config },
          opening,
          far: { sysroot: tree.root, patience: { portionMs: 2000, fileMs: 500 } },
        }),
    });
    const session = await lab.open('ssh://far');
    await lab.call('session.arm', { session, armed: true });
    const input = { session, path: override, value: 'once', predicted: null, ownBranch: false, op: 'w' };
    const write = lab.handle('session.write', input);
    setTimeout(() => link.drop(), 500);
    expect(await write).toMatchObject({ ok: true, result: { outcome: { kind: 'lost' } } });
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'back'), { timeout: 30_000 }).toBe(true);
    const kinds = lab.events(session).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'write')).toHaveLength(1);
    expect(kinds.indexOf('outcome')).toBeLessThan(kinds.indexOf('back'));
    expect(lab.seen(session).status).toMatchObject({ writes: 'disarmed' });
  }, 60_000);
});
