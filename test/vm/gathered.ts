/** The whole way through a speaking drive's mailbox, from the first question to the session's end, judged on the way. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { unattended } from '../../main/wires/opening.js';
import { sshWire } from '../../main/wires/ssh/wire.js';
import { parseTarget } from '../../main/wires/uri.js';
import type { Mailbox, Wire } from '../../main/wires/wire.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import type { Collection } from '../../shared/evidence/requester/collection.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import { certificateOf, requesterOf } from '../fixtures/evidence/simulated.js';
import type { Vm } from './boot.js';
import { speaking } from './machine/topology.mjs';

/** Of the drive, below `/sys`. */
export const drive = `devices/pci0000:00/0000:00:01.1/${speaking.address}`;

export const never = (): AbortSignal => new AbortController().signal;

/** As the kernel assigned them: `resource` has a line for each, begin, end and flags. */
export const barsThere = async (vm: Vm) =>
  (await vm.text(`head -6 /sys/${drive}/resource`))
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const [base = 0n, last = 0n, flags = 0n] = line.split(' ').map((word) => BigInt(word));
      return flags === 0n ? [] : [{ index, kind: 'memory' as const, base, size: last - base + 1n }];
    });

export const mailboxOf = async (wire: Wire): Promise<Mailbox> => {
  const mailbox = await wire.mailbox?.(drive, never());
  if (!mailbox) throw new Error('the wire offers no mailbox');
  return mailbox;
};

/** Over SSH with one reader alone, or with none: then the shell answers itself. */
export const overSsh = async ({ uris }: Vm, ...readers: readonly ('perl' | 'python')[]): Promise<Wire> => {
  const uri = uris.ssh;
  const parsed = parseTarget(uri);
  if (!parsed.ok || parsed.target.kind !== 'ssh') throw new Error(`no target: ${uri}`);
  return sshWire({ uri, target: parsed.target, opening: unattended, far: { readers } });
};

/** Of the simulated device that answers. */
export const rootsOf = ({ machine }: Vm): readonly Certificate[] => [
  certificateOf(new X509Certificate(readFileSync(machine.device?.root ?? '')).raw),
];

/** Evidence, session, lock, report, start; judged; stopped and ended. */
export const gatherThrough = async (vm: Vm, wire: Wire): Promise<Collection> => {
  await using mailbox = await mailboxOf(wire);
  const target = { requester: 0x0200, segment: null };
  const carry = (object: Uint8Array): Promise<Uint8Array> => mailbox.exchange(object, never());
  const requester = requesterOf(carry, { target, now: Date.now });
  for (const step of ['gather', 'openSession', 'lock', 'start'] as const) expect(await requester[step]()).toBeNull();
  const judged = judgeCollection(requester.collection, {
    ...{ anchors: rootsOf(vm), references: null, at: Date.now(), cryptography: nodeCryptography },
    bars: await barsThere(vm),
  });
  const checks = [...judged.checks, ...judged.judged.flatMap((each) => each.checks)];
  expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(judged.verdict).toBe('pass');
  expect(requester.collection.interface?.state).toBe('RUN');
  expect(await requester.stop()).toBeNull();
  expect(await requester.end()).toBeNull();
  return requester.collection;
};
