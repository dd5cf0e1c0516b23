/** The targets that are offered: the simulated ones and this machine first, then the kinds that a person types. */
import type { TargetChoice } from '../../shared/ipc/contract.js';
import { targetKinds, type TargetKind } from '../../shared/ipc/targetKinds.js';

const ready: readonly TargetChoice[] = [
  {
    uri: 'sim:',
    title: 'Simulated lab',
    line: 'A host with TDISP drives, a GPU, a switch, Thunderbolt and USB. Nothing real can be harmed.',
    kind: 'sim',
    notYet: null,
  },
  {
    uri: 'sim:guest',
    title: 'Simulated guest',
    line: 'A confidential virtual machine that locks and accepts a drive and a GPU.',
    kind: 'sim',
    notYet: null,
  },
  {
    uri: 'sim:laptop',
    title: 'Simulated laptop',
    line: 'Thunderbolt at its strictest: a key for each device, and no way to take an authorization back.',
    kind: 'sim',
    notYet: null,
  },
  {
    uri: 'local:',
    title: 'This machine',
    line: 'The sysfs of the machine the tool runs on, live. Nothing is written unless you arm it.',
    kind: 'local',
    notYet: null,
  },
];

const typed: readonly TargetKind[] = ['ssh', 'serial', 'unix', 'replay'];

/** What `targets.list` answers; for the kinds that are typed, `uri` is their form. */
export const targetChoices: readonly TargetChoice[] = [
  ...ready,
  ...typed.map((kind): TargetChoice => {
    const { title, line, form, notYet } = targetKinds[kind];
    return { uri: form, title, line, kind, notYet };
  }),
];
