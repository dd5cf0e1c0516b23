/** TDISP as DMTF's emulators spoke it: every message read whole, every error by name, and their interface reports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { parse } from '../../shared/evidence/bytes/reader.js';
import { readVendorDefined } from '../../shared/evidence/spdm/vendor.js';
import { readTdisp } from '../../shared/evidence/tdisp/message.js';
import { readInterfaceReport } from '../../shared/evidence/tdisp/report.js';
import { oracle } from './place.js';

const folder = oracle('spdm');
const sessions = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'tdisp_messages.json')))
  : [];

const messagesOf = (name: string) =>
  (JSON.parse(readFileSync(join(folder, name, 'tdisp_messages.json'), 'utf8')) as { dir: string; hex: string }[]).map(
    ({ dir, hex }) => ({ dir, hex, read: parse(fromHex(hex) ?? new Uint8Array(), readTdisp) }),
  );

/** The vendor-defined messages of a session, as plaintext. */
const enveloped = (name: string) => {
  const all = JSON.parse(readFileSync(join(folder, name, 'messages.json'), 'utf8')) as { hex?: string }[];
  return all
    .map(({ hex }) => fromHex(hex ?? '') ?? new Uint8Array())
    .filter((bytes) => bytes[1] === 0xfe || bytes[1] === 0x7e)
    .map((bytes) => parse(bytes.subarray(4), readVendorDefined))
    .flatMap((read) => (read.ok ? [read.value] : []));
};

describe.runIf(sessions.length > 0)('TDISP on the wire', () => {
  it.each(sessions)('%s: what a device answers is read to its last byte', (name) => {
    const messages = messagesOf(name);
    expect(messages.length).toBeGreaterThan(0);
    for (const { dir, hex, read } of messages.filter((one) => one.dir === 'rsp')) {
      expect(read.ok ? read.value.body.kind : `${dir} ${hex}`).not.toBe('other');
      expect(read.fields.some((field) => field.name === 'beyond the message')).toBe(false);
    }
  });

  it.each(sessions)('%s: its report is the one its portions carried', (name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name, 'interface_report.bin')));
    const read = parse(bytes, readInterfaceReport);
    if (!read.ok) throw new Error(`at byte ${read.at}: ${read.expected}`);
    expect(read.value.ranges.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(new TextDecoder().decode(read.value.specific)).toContain('tdisp_dev_emu');
    const portions = messagesOf(name).flatMap(({ read: one }) =>
      one.ok && one.value.body.kind === 'report' ? [one.value.body] : [],
    );
    expect(portions.length).toBeGreaterThan(0);
    const last = portions.findLastIndex(({ remainder }) => remainder === 0);
    const carried = portions.slice(0, last + 1).flatMap(({ portion }) => [...portion]);
    expect(carried.slice(-bytes.length)).toEqual([...bytes]);
  });

  it.each(sessions)('%s: it is found in the vendor-defined messages of the session, and nothing else is', (name) => {
    const found = enveloped(name).flatMap(({ tdisp, payload }) => (tdisp === null ? [] : [toHex(payload.subarray(1))]));
    expect(found).toEqual(messagesOf(name).map(({ hex }) => hex));
  });

  it.each(sessions)('%s: the keys of its streams are programmed, used and stopped, message by message', (name) => {
    const read = enveloped(name).flatMap(({ ide }) => (ide === null ? [] : [ide]));
    expect(read.filter((one) => !one.ok || one.value.kind === 'other')).toEqual([]);
    const kinds = read.map((one) => (one.ok ? one.value.kind : ''));
    const count = (kind: string): number => kinds.filter((each) => each === kind).length;
    expect(count('program')).toBe(count('programmed'));
    expect(count('went')).toBe(count('go') + count('stop'));
    expect(count('query')).toBe(count('capabilities'));
  });

  it('says by name why wrong requests were refused', () => {
    const told = messagesOf('doe13_tdisp_negative').flatMap(({ read }) =>
      read.ok && read.value.body.kind === 'error'
        ? [read.fields.find((field) => field.name === 'error')?.text ?? '']
        : [],
    );
    expect(new Set(told)).toEqual(
      new Set([
        'version mismatch',
        'invalid interface',
        'invalid request',
        'invalid interface state',
        'unsupported request',
        'invalid nonce',
      ]),
    );
  });
});
