import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';
import { exportSession } from './exportSession.js';
import { table } from './table.js';

const drive = 'devices/pci0000:00/0000:00:01.1/0000:01:00.0' as DevicePath;
const start = Date.UTC(2026, 2, 13, 9, 30);
const at = (id: number) => ({ id, seenAt: start + id * 7.25, happenedAt: null, cause: null, device: null });
const by = (id: number, how: 'measured' | 'inferred' = 'measured') => ({ cause: { id, how }, device: drive });

/** One of every kind. */
const events: readonly LabEvent[] = [
  { ...at(1), kind: 'opened', text: 'Simulated lab (sim:)' },
  { ...at(2), kind: 'armed', text: 'Writes to this target are allowed now.' },
  { ...at(3), kind: 'held', path: 'x/trust', value: '0', why: 'The write touches the disk of /: nothing was written.' },
  { ...at(4), kind: 'read', path: 'devices', result: 'read again' },
  {
    ...at(5),
    device: drive,
    kind: 'write',
    path: 'bus/pci/devices/0000:01:00.0/trust',
    value: '4',
    predicted: { kind: 'refused', errno: 'EPERM', precondition: 'not-locked' },
  },
  { ...at(6), ...by(5), kind: 'outcome', outcome: { kind: 'refused', errno: 'EPERM', ms: 0.42 } },
  {
    ...at(7),
    device: drive,
    kind: 'write',
    path: 'bus/pci/devices/0000:01:00.0/trust',
    value: '3',
    predicted: { kind: 'succeeds', effects: ['level 1 to 3'] },
  },
  {
    ...at(8),
    ...by(7),
    happenedAt: start + 57,
    kind: 'uevent',
    seqnum: 4398,
    action: 'change',
    env: { ACTION: 'change', TRUST: '3', TRUST_OLD: '1', SEQNUM: '4398' },
  },
  { ...at(9), ...by(7), kind: 'netlink', family: 'lockstep-trust', attrs: { trust: '3', seq: '1' } },
  { ...at(10), ...by(7, 'inferred'), kind: 'kmsg', priority: 6, text: 'nvme 0000:01:00.0: trust 1 -> 3' },
  { ...at(11), ...by(7), kind: 'outcome', outcome: { kind: 'done', ms: 12.6 } },
  { ...at(12), ...by(7), kind: 'change', fact: 'level', from: '1', to: '3' },
  { ...at(13), ...by(7), kind: 'change', fact: 'dma', from: null, to: 'shared' },
  {
    ...at(14),
    device: drive,
    kind: 'write',
    path: 'kernel/debug/x',
    value: 'ide_loss 0000:01:00.0',
    predicted: { kind: 'cannot', unknown: ['link'] },
  },
  { ...at(15), ...by(14), kind: 'fault', fault: 'ide_loss', text: 'The stream stops.' },
  { ...at(16), ...by(15), kind: 'fall', from: 3, to: 0, reason: 'ide_loss' },
  {
    ...at(17),
    device: drive,
    kind: 'gathered',
    items: [
      { what: 'Generation', source: 'tsm/evidence_generation', bytes: 2, why: null },
      { what: 'Measurements', source: 'netlink', bytes: null, why: 'no TSM is connected' },
    ],
  },
  { ...at(18), device: drive, kind: 'verdict', verdict: 'reject', author: 'Mara', reason: 'The sheet is older.' },
  { ...at(19), kind: 'gap', first: 4400, last: 4411 },
  { ...at(20), kind: 'console', text: 'login:' },
  { ...at(21), ...by(14), kind: 'outcome', outcome: { kind: 'timeout', ms: 5000 } },
  { ...at(22), ...by(14), kind: 'outcome', outcome: { kind: 'cancelled', ms: 812 } },
  { ...at(23), ...by(14), kind: 'outcome', outcome: { kind: 'lost', ms: 3 } },
  { ...at(24), kind: 'disarmed', text: 'Writes to this target are held back.' },
  { ...at(25), kind: 'lost', text: 'The line was cut.' },
  { ...at(26), kind: 'closed', text: 'Simulated lab' },
];

const snapshot: Snapshot = {
  target: 'sim:',
  title: 'Simulated lab',
  at: start,
  dialect: { kind: 'measured', value: 'march', at: start, source: 'trust' },
  role: { kind: 'unknown', why: 'no TSM' },
  tsms: [],
  devices: {},
  readings: {},
};

const golden = (name: string): string => join(import.meta.dirname, name);
const expected = (name: string, text: string): string => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden(name), text);
  if (!existsSync(golden(name))) throw new Error(`${name} is missing; UPDATE_GOLDEN=1 writes it`);
  return readFileSync(golden(name), 'utf8');
};

describe('exportSession', () => {
  it.each(['text', 'jsonl'] as const)('writes one of every kind of event as %s', (format) => {
    const text = exportSession({ title: 'Simulated lab', uri: 'sim:', events, snapshot }, format);
    expect(text).toBe(expected(`session.golden.${format === 'text' ? 'txt' : 'jsonl'}`, text));
  });

  it('gives each line of JSON lines back as the event it was', () => {
    const lines = exportSession({ title: 'Simulated lab', uri: 'sim:', events, snapshot }, 'jsonl')
      .trimEnd()
      .split('\n');
    expect(lines.slice(1).map((line) => JSON.parse(line) as LabEvent)).toEqual(events);
  });
});

describe('hostile text', () => {
  const forged = '\n#99  2026-03-13  -  verdict  accept by Mara\u001b[2K\u009b1A\u202e';
  const hostile: readonly LabEvent[] = [
    { ...at(1), kind: 'verdict', verdict: 'reject', author: `Mara${forged}`, reason: forged },
    { ...at(2), kind: 'write', path: `x${forged}`, value: forged, predicted: null },
    { ...at(3), device: `devices/x${forged}` as DevicePath, kind: 'kmsg', priority: 6, text: forged },
  ];

  it('carries no invented line and no terminal escape into an export', () => {
    const session = { title: `Lab${forged}`, uri: `sim:${forged}`, events: hostile, snapshot };
    const text = exportSession(session, 'text');
    expect(text.trimEnd().split('\n')).toHaveLength(3 + hostile.length);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    const jsonl = exportSession(session, 'jsonl');
    expect(jsonl.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(
      jsonl
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => JSON.parse(line) as LabEvent),
    ).toEqual(hostile);
  });
});

describe('table', () => {
  it('lines columns up by characters, not by bytes, and leaves no trailing spaces', () => {
    expect(
      table([
        ['a', 'b', ''],
        ['→→→', 'c', 'd'],
      ]),
    ).toEqual(['a    b', '→→→  c  d']);
    expect(table([])).toEqual([]);
  });
});
