/** Which files a sweep opens, as the kernel saw it (strace): those of the list and no other, however many there are. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweptAttributes } from '../../shared/facts/attributes.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { bundle } from '../fixtures/bundle.js';
import { drive, smallSysroot } from '../fixtures/sysroot.js';

let outDir: string;
let program: string;
beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'lockstep-opens-'));
  program = await bundle({ root: resolve(import.meta.dirname, '../..'), entry: 'test/wires/sweeping.ts', outDir });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** Every file below `root` that was opened or whose content was asked for, with how it was opened. Folders are left out. */
const opensOf = async (root: string): Promise<readonly { readonly path: string; readonly how: string }[]> => {
  const log = join(outDir, 'trace');
  // -y: a name that is relative comes with the folder it is relative to.
  const words = ['-f', '-y', '-qq', '-e', 'trace=open,openat,openat2', '-s', '4096', '-o', log];
  const told = execFileSync('strace', [...words, process.execPath, program, root, await builtHelper()], {
    encoding: 'utf8',
  });
  expect(Number(told)).toBeGreaterThan(0);
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, folder = '/', name = '', how = ''] =
      /open(?:at2?)?\((?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"([^"]+)", ([A-Z_|{}= a-z]+)/.exec(line) ?? [];
    const path = resolve(folder, name);
    const below = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : '';
    const counts = below !== '' && !how.includes('O_DIRECTORY') && !runtimes.test(below);
    return counts ? [{ path: below, how }] : [];
  });
};

/** Read beside the devices: the policies that facts rest on, and the kernel's count of events. */
const beside =
  /^(bus\/[^/]+\/drivers_autoprobe|module\/[^/]+\/(parameters\/[a-z_]+|autoprobe)|kernel\/iommu_groups\/\d+\/type|kernel\/uevent_seqnum)$/;
/** What Node itself looks at when it starts: its memory limit, the processors. */
const runtimes = /^(fs\/cgroup|devices\/system|kernel\/mm)\//;
const isListed = (path: string): boolean =>
  beside.test(path) || (path.startsWith('devices/') && sweptAttributes.some((name) => path.endsWith(`/${name}`)));

describe('the files a sweep opens', { timeout: 120_000 }, () => {
  it('of this machine are those of the list, for reading only', async () => {
    const opens = await opensOf('/sys');
    expect(opens.filter(({ path }) => !isListed(path))).toEqual([]);
    expect(opens.filter(({ how }) => /O_WRONLY|O_RDWR|O_CREAT/.test(how))).toEqual([]);
    // Where there are devices at all, their files were opened: the trace is not blind.
    const ids = readdirSync('/sys/bus/pci/devices');
    for (const id of ids) expect(opens.some(({ path }) => path.endsWith(`/${id}/class`))).toBe(true);
  });

  it('leave alone vpd, rom, resources and keys, and the configuration of what sleeps', async () => {
    using tree = smallSysroot();
    for (const name of ['vpd', 'rom', 'resource', 'resource0', 'resource0_wc', 'key', 'remove', 'reset', 'uevent'])
      tree.file(`${drive}/${name}`, '1');
    const sleeper = 'devices/pci0000:00/0000:00:04.0';
    tree.device(sleeper, 'pci', { class: '0x010802', vendor: '0x144d', device: '0x0001' });
    tree.file(`${sleeper}/power/runtime_status`, 'suspended');
    for (const device of [drive, sleeper]) tree.file(`${device}/config`, Buffer.alloc(256, 1));
    const opens = await opensOf(tree.root);
    expect(opens.filter(({ path }) => !isListed(path))).toEqual([]);
    const configs = opens.filter(({ path }) => basename(path) === 'config').map(({ path }) => path);
    expect(new Set(configs)).toEqual(new Set([`${drive}/config`]));
  });
});
