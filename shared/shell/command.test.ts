/** The commands run as they stand: checked in a real shell, with a folder in place of /sys. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { comment, readCommand, writeCommand } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const runs = (command: string): string =>
  execFileSync('/bin/sh', ['-s'], { input: command.replace('/sys/', `${folder}/`), encoding: 'utf8' });

describe('writeCommand and readCommand', () => {
  it('R13 a lock reads as a person would type it', () => {
    expect(writeCommand('bus/pci/devices/0000:02:00.0/tsm/lock', 'tsm0')).toBe(
      'echo tsm0 > /sys/bus/pci/devices/0000:02:00.0/tsm/lock',
    );
    expect(readCommand('bus/pci/devices/0000:02:00.0/trust')).toBe('cat /sys/bus/pci/devices/0000:02:00.0/trust');
  });

  it('writes exactly the value and one newline, whatever the value holds', () => {
    for (const value of ['4', '', '-n', '-e x', 'a b', "it's", 'back\\nslash', '$(id)', '(null)', 'two\nlines']) {
      runs(writeCommand('trust', value));
      expect(readFileSync(join(folder, 'trust'), 'utf8')).toBe(`${value}\n`);
      expect(runs(readCommand('trust'))).toBe(`${value}\n`);
    }
  });

  it('a comment stays one line', () => {
    expect(comment('reason\nrm -rf /\r\u2028x')).toBe('# reason rm -rf / x');
  });
});
