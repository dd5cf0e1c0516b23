/** Reads a target's URI: which kind of wire it asks for, and how to reach the far side. */
import type { ConsoleTarget, SerialSettings } from './serial/target.js';
import { targetKinds, type TargetKind } from '../../shared/ipc/targetKinds.js';

export type Target =
  | { readonly kind: 'sim'; readonly name: string }
  /** `sysroot`: where its sysfs is mounted. */
  | { readonly kind: 'local'; readonly sysroot: string }
  /** `port` and `config` null: as OpenSSH's own configuration says. */
  | {
      readonly kind: 'ssh';
      readonly user: string | null;
      readonly host: string;
      readonly port: number | null;
      readonly config: string | null;
    }
  | ConsoleTarget
  | { readonly kind: 'replay'; readonly file: string };

export type ParsedTarget =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly text: string };

const good = (target: Target): ParsedTarget => ({ ok: true, target });
const bad = (kind: TargetKind): ParsedTarget => ({ ok: false, text: `Not a target: write ${targetKinds[kind].form}.` });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controls = /[\u0000-\u001f\u007f]/;
const isAbsolute = (path: string): boolean => path.startsWith('/') && path.length > 1;

/** A host or user that starts with `-` would be read as an option by ssh. */
const hostName = /^(?!-)[A-Za-z0-9._-]+$|^\[[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?\]$/;
const userName = /^(?!-)[A-Za-z0-9._@\\-]+$/;

/** Text of a query with its `%20` and the like read; null where they are none, or hide what no path holds. */
const unescaped = (text: string): string | null => {
  try {
    const plain = decodeURIComponent(text);
    return controls.test(plain) ? null : plain;
  } catch {
    // A percent sign that begins no escape: `%25` is how one is written.
    return null;
  }
};

const parseSsh = (rest: string): ParsedTarget => {
  const parts =
    /^\/\/(?:(?<user>[^@/?#]+)@)?(?<host>\[[^\]]+\]|[^:/?#@]+)(?::(?<port>\d{1,5}))?\/?(?:\?config=(?<config>[^&#]+))?$/.exec(
      rest,
    )?.groups;
  const { user = null, host = '', port: portText, config: escaped } = parts ?? {};
  const port = portText === undefined ? null : Number(portText);
  if (!hostName.test(host) || (user !== null && !userName.test(user))) return bad('ssh');
  if (port !== null && (port < 1 || port > 65535)) return bad('ssh');
  const config = escaped === undefined ? null : unescaped(escaped);
  if (config === null && escaped !== undefined) return bad('ssh');
  return good({ kind: 'ssh', user, host: host.replace(/^\[|\]$/g, ''), port, config });
};

/** Settings of a serial line by their names in the query, and what each may be. */
const settingForms: Readonly<Record<string, RegExp>> = {
  baud: /^[1-9]\d{1,6}$/,
  data: /^[5-8]$/,
  parity: /^(none|even|odd)$/,
  stop: /^[12]$/,
  flow: /^(none|hardware|software)$/,
  user: userName,
};

/** Null when one is unknown, said twice, or not as it must be. */
const settingsIn = (query: string | undefined, allowed: readonly string[]): ReadonlyMap<string, string> | null => {
  const found = new Map<string, string>();
  for (const pair of query === undefined ? [] : query.split('&')) {
    const [name = '', value = '', more] = pair.split('=');
    if (!allowed.includes(name) || found.has(name) || more !== undefined) return null;
    if (settingForms[name]?.test(value) !== true) return null;
    found.set(name, value);
  }
  return found;
};

const parseSerial = (rest: string): ParsedTarget => {
  const parts = /^(?<device>\/dev\/[^?]+|\\\\\.\\[A-Za-z0-9]+|COM\d{1,3})(?:\?(?<query>.*))?$/.exec(rest)?.groups;
  const said = settingsIn(parts?.query, Object.keys(settingForms));
  if (parts?.device === undefined || parts.device.split('/').includes('..') || said === null) return bad('serial');
  const settings: SerialSettings = {
    baud: Number(said.get('baud') ?? 115_200),
    dataBits: Number(said.get('data') ?? 8) as SerialSettings['dataBits'],
    parity: (said.get('parity') ?? 'none') as SerialSettings['parity'],
    stopBits: Number(said.get('stop') ?? 1) as SerialSettings['stopBits'],
    flow: (said.get('flow') ?? 'none') as SerialSettings['flow'],
  };
  return good({ kind: 'serial', device: parts.device, settings, user: said.get('user') ?? null });
};

const parseUnix = (rest: string): ParsedTarget => {
  const [, path = '', query] = /^([^?]*)(?:\?(.*))?$/.exec(rest) ?? [];
  const said = settingsIn(query, ['user']);
  if (!isAbsolute(path) || said === null) return bad('unix');
  return good({ kind: 'unix', path, user: said.get('user') ?? null });
};

const parsers: Readonly<Record<TargetKind, (rest: string) => ParsedTarget>> = {
  sim: (rest) =>
    /^[a-z0-9-]{0,40}$/.test(rest) ? good({ kind: 'sim', name: rest === '' ? 'lab' : rest }) : bad('sim'),
  local: (rest) =>
    rest === '' || isAbsolute(rest) ? good({ kind: 'local', sysroot: rest === '' ? '/sys' : rest }) : bad('local'),
  ssh: parseSsh,
  serial: parseSerial,
  unix: parseUnix,
  replay: (rest) => (rest === '' ? bad('replay') : good({ kind: 'replay', file: rest })),
};

/** Never throws: what is no target comes back as one sentence that says what to write instead. */
export const parseTarget = (uri: string): ParsedTarget => {
  const scheme = /^([a-z]+):/.exec(uri)?.[1] ?? '';
  if (controls.test(uri) || !Object.hasOwn(parsers, scheme)) {
    const forms = Object.values(targetKinds).map(({ form }) => form);
    return { ok: false, text: `Not a target: write one of ${forms.join(', ')}.` };
  }
  return parsers[scheme as TargetKind](uri.slice(scheme.length + 1));
};
