/** What the ways to a machine are called, their signs, and what each does on the far side. */
import type { IconName } from '../../ui/Icon.js';
import type { Way } from './store.js';

export const wayIcons: Readonly<Record<Way, IconName>> = {
  sim: 'flask',
  local: 'monitor',
  ssh: 'terminal',
  serial: 'serial',
  vm: 'vm',
  replay: 'recording',
};

export const wayWords: Readonly<Record<Way, readonly [title: string, line: string]>> = {
  sim: ['Simulated lab', 'Every bus, no hardware'],
  local: ['This machine', 'Read through sysfs'],
  ssh: ['SSH host', 'Your OpenSSH config and keys'],
  serial: ['Serial port', 'A board on its console'],
  vm: ['Virtual machine', 'A real kernel with our module'],
  replay: ['Recording', 'A session from before'],
};

/** The sign of a URI's kind. */
export const iconOfUri = (uri: string): IconName => {
  const scheme = uri.slice(0, Math.max(0, uri.indexOf(':')));
  if (scheme === 'unix') return 'vm';
  return Object.hasOwn(wayIcons, scheme) ? wayIcons[scheme as Way] : 'monitor';
};

const harmless =
  'Write. Each target is armed by itself, that ends with its session, and every write is shown whole before it is made.';

/** `does`: on the far side. `never`: by itself. `otherwise`: when it cannot be reached. */
export const asides: Readonly<
  Record<Exclude<Way, 'sim'>, { readonly does: string; readonly never: string; readonly otherwise: string }>
> = {
  local: {
    does: 'Reads sysfs in a process of its own, which is left behind when the kernel does not answer. Follows uevents.',
    never: harmless,
    otherwise: 'Another sysfs can be given: a copied tree, or one mounted elsewhere.',
  },
  ssh: {
    does: 'Starts one sh there, through your own ssh. It lists and reads sysfs, follows uevents, and ends with the session. No file is left behind.',
    never: `Accept a host key, or keep a password. ${harmless}`,
    otherwise: 'Try the same name in a terminal first: ssh tells more there. What works there works here.',
  },
  serial: {
    does: 'Signs in on the console if it must, and runs one sh there. What is not ours on the line becomes console text on the timeline.',
    never: `Send a break, or reset the board. ${harmless}`,
    otherwise:
      'Close other terminals on the port, and check that your user is in the group that owns it, often dialout.',
  },
  vm: {
    does: 'Builds a small Linux from Debian packages, boots it in QEMU on this machine, and connects to it. Everything stays on loopback.',
    never: `Touch this machine’s own devices. ${harmless}`,
    otherwise: 'npm run vm -- status tells what runs; npm run vm -- down ends it.',
  },
  replay: {
    does: 'Shows a session again, event by event, from its own file.',
    never: 'Reach any machine.',
    otherwise: 'A session is exported from the bench: Ctrl+K, then “copy the session”.',
  },
};
