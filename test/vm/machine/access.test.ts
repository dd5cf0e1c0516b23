import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sshConfig } from './access.mjs';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'vm-')), 'a b%p');
  mkdirSync(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

it('says paths to OpenSSH so that it takes none for another, also with a space and a percent sign', () => {
  const file = join(folder, 'ssh_config');
  writeFileSync(file, sshConfig(folder, 2222));
  const taken = execFileSync('ssh', ['-G', '-F', file, '127.0.0.1'], { encoding: 'utf8' }).split('\n');
  const of = (key: string) => taken.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
  expect(of('userknownhostsfile')).toBe(join(folder, 'known_hosts'));
  // Told before its tokens are read: `%%` is one percent sign, and `%p` would be the port.
  expect(of('identityfile')).toBe(join(folder, 'id').replace('%', '%%'));
});
