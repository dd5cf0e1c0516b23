import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configHosts, knownHosts, sshHosts } from './hosts.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lockstep-hosts-'));
  mkdirSync(join(home, '.ssh'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
const put = (name: string, text: string): void => writeFileSync(join(home, '.ssh', name), text);

describe('sshHosts', () => {
  it('offers what the configuration names, what it includes, and what known_hosts tells openly', async () => {
    put('config', 'Include more\nHost lab-42 "board 7" *.example !no\n  HostName 10.0.0.4\nhost=jump\nHost lab-42\n');
    put('more', 'Host rack-1\n');
    put('known_hosts', 'lab-42,10.0.0.4 ssh-ed25519 AAAA\n[10.0.0.5]:2222 ssh-ed25519 AAAA\n|1|x=|y= ssh-rsa AAAA\n');
    expect(await sshHosts(home)).toEqual([
      { uri: 'ssh://lab-42', name: 'lab-42', from: 'config' },
      { uri: 'ssh://jump', name: 'jump', from: 'config' },
      { uri: 'ssh://rack-1', name: 'rack-1', from: 'config' },
      { uri: 'ssh://10.0.0.4', name: '10.0.0.4', from: 'known_hosts' },
      { uri: 'ssh://10.0.0.5:2222', name: '10.0.0.5:2222', from: 'known_hosts' },
    ]);
  });

  it('offers nothing where there is nothing, and follows no include for ever', async () => {
    expect(await sshHosts(join(home, 'nobody'))).toEqual([]);
    put('config', 'Include config\nHost a\n');
    expect((await sshHosts(home)).map(({ name }) => name)).toEqual(['a']);
  });

  it('takes no name that ssh would read as an option, and no pattern', () => {
    expect(configHosts('Host -oProxyCommand=x ok a*b\n').hosts).toEqual(['ok']);
    expect(knownHosts('-x ssh-rsa A\n@revoked bad ssh-rsa A\n# c\n\nfe80::1 ssh-rsa A')).toEqual([
      { name: 'fe80::1', port: null },
    ]);
  });
});
