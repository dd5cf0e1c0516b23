import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, pathOf } from '../../../test/fixtures/devices.js';
import { consoleAfter, emptyConsole } from './line.js';
import { commandAt, matchingLines, scriptOf } from './script.js';

const device = pathOf('devices/pci0000:00/0000:02:00.0');
const lock = { kind: 'write', path: 'bus/pci/devices/0000:02:00.0/tsm/lock', value: 'tsm0', predicted: null } as const;
const texts = (log: ReturnType<typeof createLog>): readonly string[] =>
  consoleAfter(emptyConsole, log.events).lines.map((line) => `${line.tone} ${line.text}`);

describe('console lines', () => {
  it('R13 a write is the command that does the same, and its result stands below it', () => {
    const log = createLog();
    const write = log.add(lock, device);
    expect(texts(log)).toEqual(['command echo tsm0 > /sys/bus/pci/devices/0000:02:00.0/tsm/lock', 'running running']);
    log.add({ kind: 'fall', from: 4, to: 0, reason: 'ide_loss' }, pathOf('devices/other'));
    log.add({ kind: 'outcome', outcome: { kind: 'done', ms: 2.1 } }, device, write);
    const lines = texts(log);
    expect(lines[1]).toBe('result ok in 2.1 ms');
    expect(lines[2]).toMatch(/^fault /);
  });

  it('gives the same lines whether events come one by one or all at once', () => {
    const log = createLog();
    const write = log.add(lock, device);
    log.add({ kind: 'outcome', outcome: { kind: 'refused', errno: 'EBUSY', ms: 1 } }, device, write);
    log.add({ kind: 'verdict', verdict: 'accept', author: 'Ada', reason: 'fine' }, device);
    const oneByOne = log.events.reduce((state, event) => consoleAfter(state, [event]), emptyConsole);
    expect(oneByOne).toEqual(consoleAfter(emptyConsole, log.events));
  });

  it('a refusal says the error, and whether it came as predicted', () => {
    const log = createLog();
    const first = log.add(
      { ...lock, predicted: { kind: 'refused', errno: 'EBUSY', precondition: 'driver-bound' } },
      device,
    );
    log.add({ kind: 'outcome', outcome: { kind: 'refused', errno: 'EBUSY', ms: 1 } }, device, first);
    const second = log.add({ ...lock, predicted: { kind: 'succeeds', effects: [] } }, device);
    log.add({ kind: 'outcome', outcome: { kind: 'refused', errno: 'EIO', ms: 1 } }, device, second);
    const lines = texts(log);
    expect(lines[1]).toBe('refused EBUSY: device or resource busy; as predicted');
    expect(lines[3]).toBe('refused EIO: input/output error; differs: success was predicted');
  });

  it('a write that does not end says that the kernel may still finish', () => {
    const log = createLog();
    const write = log.add(lock, device);
    log.add({ kind: 'outcome', outcome: { kind: 'timeout', ms: 5000 } }, device, write);
    expect(texts(log)[1]).toBe('fault no answer within 5.0 s; the kernel may still finish');
  });

  it('a held write is no command: it was never made', () => {
    const log = createLog();
    log.add({ kind: 'held', path: 'bus/pci/devices/x/trust', value: '4', why: 'the target is not armed' }, device);
    expect(texts(log)).toEqual([
      'note # echo 4 > /sys/bus/pci/devices/x/trust',
      'refused held back, not written: the target is not armed',
    ]);
  });

  it('a read is a cat, and its error is a fact', () => {
    const log = createLog();
    log.add({ kind: 'read', path: 'bus/pci/devices/x/trust', result: 'EACCES' }, device);
    expect(texts(log)).toEqual(['command cat /sys/bus/pci/devices/x/trust', 'refused EACCES: permission denied']);
  });
});

describe('sweeps', () => {
  it('are no command: nobody reads a folder by cat', () => {
    const log = createLog();
    log.add({ kind: 'read', path: device, result: 'read again' }, device);
    log.add({ kind: 'read', path: 'devices', result: 'read again' });
    expect(texts(log)).toEqual(['note # 0000:02:00.0: read again', 'note # devices: read again']);
  });
});

describe('script', () => {
  const log = createLog();
  const write = log.add(lock, device);
  log.add({ kind: 'outcome', outcome: { kind: 'refused', errno: 'EBUSY', ms: 1 } }, device, write);
  log.add({ kind: 'verdict', verdict: 'reject', author: 'Eve\nrm -rf /', reason: '`id`' }, device);
  const { lines } = consoleAfter(emptyConsole, log.events);

  it('runs the commands and nothing else', () => {
    const script = scriptOf(lines, { title: 'Simulated lab', dialect: 'March', when: 'today' });
    expect(script.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      'echo tsm0 > /sys/bus/pci/devices/0000:02:00.0/tsm/lock',
    ]);
    expect(script).toContain('\n# EBUSY: device or resource busy\n');
  });

  it('is one command per write for any text at all, as sh reads it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
          { minLength: 1, maxLength: 8 },
        ),
        (values) => {
          const odd = createLog();
          for (const value of values) {
            odd.add({ ...lock, value }, device);
            odd.add({ kind: 'verdict', verdict: 'accept', author: value, reason: value }, device);
            odd.add({ kind: 'console', text: value }, null);
          }
          const script = scriptOf(consoleAfter(emptyConsole, odd.events).lines, {
            title: values[0] ?? '',
            dialect: '',
            when: '',
          });
          const harmless = script.replaceAll(' > /sys/bus/pci/devices/0000:02:00.0/tsm/lock', '');
          expect(execFileSync('/bin/sh', ['-s'], { input: harmless, encoding: 'utf8' })).toBe(
            values.map((value) => `${value}\n`).join(''),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('copies the command of a result line', () => {
    expect(commandAt(lines, 1)).toBe('echo tsm0 > /sys/bus/pci/devices/0000:02:00.0/tsm/lock');
    expect(commandAt(lines, 2)).toBeNull();
  });

  it('a filter keeps command and result together', () => {
    expect(matchingLines(lines, 'ebusy')).toHaveLength(2);
    expect(matchingLines(lines, 'tsm0 lock')).toHaveLength(2);
    expect(matchingLines(lines, 'nothing')).toHaveLength(0);
    expect(matchingLines(lines, ' ')).toBe(lines);
  });
});
