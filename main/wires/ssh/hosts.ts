/** The hosts a person already knows by SSH: those their OpenSSH configuration names, and those in known_hosts that are not hashed. Offered, never opened by themselves. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { KnownHost } from '../../../shared/ipc/found.js';

/** Files longer than this are not the ones a person edits. */
const mostBytes = 1024 * 1024;
const mostHosts = 200;
/** An Include that includes another, and so on. */
const deepest = 4;

const nameForm = /^(?!-)[A-Za-z0-9._:-]{1,255}$/;

/** A file's text; null when it is not there or not readable, which is no fault: then nothing is offered from it. */
const textOf = async (file: string): Promise<string | null> => {
  try {
    const text = await readFile(file, 'utf8');
    return text.length > mostBytes ? null : text;
  } catch {
    return null;
  }
};

/** Host names of a configuration, without patterns; and the files it includes, as written. */
export const configHosts = (
  text: string,
): { readonly hosts: readonly string[]; readonly includes: readonly string[] } => {
  const hosts: string[] = [];
  const includes: string[] = [];
  for (const line of text.split('\n')) {
    const [, key = '', rest = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
    const words = rest.split(/\s+/).map((word) => word.replace(/^"(.*)"$/, '$1'));
    if (key.toLowerCase() === 'include') includes.push(...words);
    if (key.toLowerCase() === 'host') hosts.push(...words.filter((word) => !/[*?!]/.test(word) && nameForm.test(word)));
  }
  return { hosts, includes };
};

/** Names of a known_hosts file with their ports; hashed, revoked and authority lines give none. */
export const knownHosts = (text: string): readonly { readonly name: string; readonly port: number | null }[] =>
  text.split('\n').flatMap((line) => {
    if (/^\s*([#@|]|$)/.test(line)) return [];
    const names = line.trim().split(/\s+/)[0] ?? '';
    return names.split(',').flatMap((one) => {
      const [, bracketed, port] = /^\[([^\]]+)\]:(\d{1,5})$/.exec(one) ?? [];
      const name = bracketed ?? one;
      return nameForm.test(name) ? [{ name, port: port === undefined ? null : Number(port) }] : [];
    });
  });

const fromConfig = async (file: string, base: string, depth: number): Promise<readonly string[]> => {
  const text = depth > deepest ? null : await textOf(file);
  if (text === null) return [];
  const { hosts, includes } = configHosts(text);
  const plain = includes.filter((name) => !/[*?]/.test(name));
  const paths = plain
    .map((name) => name.replace(/^~(?=\/)/, dirname(base)))
    .map((name) => (isAbsolute(name) ? name : join(base, name)));
  const more = await Promise.all(paths.map((path) => fromConfig(path, base, depth + 1)));
  return [...hosts, ...more.flat()];
};

const uriOf = (name: string, port: number | null): string =>
  `ssh://${name.includes(':') ? `[${name}]` : name}${port === null ? '' : `:${port}`}`;

/** Hosts by name, those of the configuration first. `home`: the person's folder. */
export const sshHosts = async (home: string = homedir()): Promise<readonly KnownHost[]> => {
  const folder = join(home, '.ssh');
  const [configured, known] = await Promise.all([
    fromConfig(join(folder, 'config'), folder, 0),
    textOf(join(folder, 'known_hosts')).then((text) => knownHosts(text ?? '')),
  ]);
  const found: readonly KnownHost[] = [
    ...configured.map((name): KnownHost => ({ uri: uriOf(name, null), name, from: 'config' })),
    ...known.map(
      ({ name, port }): KnownHost => ({
        uri: uriOf(name, port),
        name: port === null ? name : `${name}:${port}`,
        from: 'known_hosts',
      }),
    ),
  ];
  const names = new Set<string>();
  return found.filter(({ name }) => !names.has(name) && names.add(name)).slice(0, mostHosts);
};
