/** One planted mistake per row: a kernel that gets this row wrong. Data, so that each row's check can be shown to notice. */
import { designs } from '../designs/index.js';
import { moveLevel, setDma, setLink, setTdisp } from '../move.js';
import type { Notices } from '../notices.js';
import type { Rules } from '../rules/rule.js';
import { acceptsAll, type Mutation, withDoes, withGate, withoutGate } from './check.js';

const setting =
  (level: 0 | 1 | 2 | 3 | 4, change: Partial<Rules['settings'][0]>): Mutation['mutate'] =>
  (rules) => ({ ...rules, settings: { ...rules.settings, [level]: { ...rules.settings[level], ...change } } });

const resting =
  (level: 2 | 3 | 4, grounds: Rules['grounds'][4]): Mutation['mutate'] =>
  (rules) => ({ ...rules, grounds: { ...rules.grounds, [level]: grounds } });

const notices =
  (change: (notices: Notices) => Notices): Mutation['mutate'] =>
  (rules) => ({ ...rules, notices: change(rules.notices) });

const error =
  (id: string, errno: Rules['errors'][string]): Mutation['mutate'] =>
  (rules) => ({ ...rules, errors: { ...rules.errors, ...(errno === undefined ? {} : { [id]: errno }) } });

const alwaysFive = notices((all) => all.map((notice) => (told) => notice({ ...told, design: designs.march })));

const fallTo =
  (level: 0 | 1): Mutation['mutate'] =>
  (rules) => ({ ...rules, fallTo: () => level });

/** Level 4 without the kick. */
const noKick = withDoes('trust', (draft, { device, action, rules }, original) => {
  if (action.value === '4') moveLevel(draft, device.path, { move: { to: 4, reason: 'write' }, rules });
  else original();
});

const arrivals: readonly Mutation[] = [
  { row: 'R1', describe: 'every bus takes authorized', mutate: acceptsAll('authorized') },
  {
    row: 'R2',
    describe: 'a new device binds whatever its module says',
    mutate: (rules) => ({
      ...rules,
      machine: {
        ...rules.machine,
        arrive: {
          ...rules.machine.arrive,
          does: (draft, ask) => {
            rules.machine.arrive.does(draft, ask);
            draft.patch(ask.action.device.path, { driver: ask.action.device.match });
          },
        },
      },
    }),
  },
  { row: 'R4', describe: 'the IOMMU lets a device at 0 through', mutate: setting(0, { dma: 'bounced' }) },
  {
    row: 'R5',
    describe: 'trust 0 removes the device',
    mutate: withDoes('trust', (draft, { device, action }, original) => {
      if (action.value === '0') draft.patch(device.path, { present: false, driver: null });
      else original();
    }),
  },
  { row: 'R6', describe: 'everything starts at 1', mutate: (rules) => ({ ...rules, startLevel: () => 1 }) },
  {
    row: 'R7',
    describe: 'only loaded modules are asked',
    mutate: (rules) => ({
      ...rules,
      startLevel: (machine, device) => rules.startLevel({ ...machine, modulesAutoprobe: true }, device),
    }),
  },
  { row: 'O8', describe: 'the design’s default is ignored', mutate: (rules) => ({ ...rules, startLevel: () => 1 }) },
  {
    row: 'R15',
    describe: 'Thunderbolt gets direct DMA at any level',
    mutate: withDoes('trust', (draft, { device }, original) => {
      original();
      if (device.bus === 'thunderbolt') setDma(draft, device.path, 'shared');
    }),
  },
];

const acceptance: readonly Mutation[] = [
  { row: 'R8', describe: 'level 2 reaches private memory', mutate: setting(2, { dma: 'private' }) },
  { row: 'R9', describe: '4 rests on nothing', mutate: resting(4, []) },
  { row: 'R10', describe: '4 is granted without a lock', mutate: withoutGate('trust', 'not-locked') },
  { row: 'R11', describe: 'the wrong error where 4 cannot be had', mutate: error('not-locked', 'EBUSY') },
  { row: 'R12', describe: 'low writes pass in RUN', mutate: withoutGate('trust', 'running') },
  { row: 'R13', describe: 'lock does nothing', mutate: acceptsAll('lock') },
  { row: 'R14', describe: 'the TSM’s error is swallowed', mutate: withoutGate('trust', 'tsm-error') },
  { row: 'R16', describe: 'nobody looks whether it still runs', mutate: withoutGate('trust', 'not-running') },
  { row: 'R17', describe: 'the TSM is not asked', mutate: withoutGate('trust', 'tsm-error') },
  {
    row: 'R18',
    describe: 'acknowledge asks for a lock after all',
    mutate: withGate('trust', {
      id: 'not-locked',
      by: 'bus',
      rows: [],
      when: ({ device, action }) => action.value === '4' && device.tdisp !== 'CONFIG_LOCKED',
      text: () => 'not locked',
    }),
  },
  { row: 'R19', describe: 'level 4 without the kick', mutate: noKick },
  { row: 'R20', describe: 'accept works beside the kick', mutate: withoutGate('accept', 'no-attribute') },
  { row: 'R40', describe: 'the write returns before the interface runs', mutate: noKick },
  { row: 'O2', describe: 'low writes pass in RUN', mutate: withoutGate('trust', 'running') },
  {
    row: 'O3',
    describe: 'acknowledge takes 4 from a lock alone',
    mutate: withoutGate('trust', 'not-running'),
  },
  { row: 'O7', describe: 'the driver is never released', mutate: (rules) => ({ ...rules, releasing: [] }) },
  {
    row: 'B1',
    describe: 'unlock forgets to give the TSM back',
    mutate: withDoes('unlock', (draft, { device }) => setTdisp(draft, device.path, 'CONFIG_UNLOCKED')),
  },
  { row: 'B2', describe: 'accepting twice is not seen', mutate: withoutGate('accept', 'accepted') },
];

const falls: readonly Mutation[] = [
  { row: 'R21', describe: 'a fall ends at 1', mutate: fallTo(1) },
  { row: 'R22', describe: 'level 2 rests on the session', mutate: resting(2, ['spdm']) },
  {
    row: 'R23',
    describe: 'the loss of the link is not noticed',
    mutate: withDoes('ide_loss', (draft, { device }) => setLink(draft, device.path, 'lost')),
  },
  {
    row: 'R24',
    describe: 'the level falls before its cause is there',
    mutate: withDoes('ide_loss', (draft, { device, rules }) => {
      moveLevel(draft, device.path, { move: { to: 0, reason: 'ide_loss', fall: true, tdisp: 'ERROR' }, rules });
      setLink(draft, device.path, 'lost');
    }),
  },
  { row: 'R25', describe: 'no netlink message', mutate: notices((all) => all.slice(0, 1)) },
  { row: 'R31', describe: '4 is taken from ERROR', mutate: withoutGate('trust', 'not-locked') },
  {
    row: 'R32',
    describe: 'the second lock counts as the first',
    mutate: withDoes('drop_and_relock', (draft, { device }) => draft.patch(device.path, { lockGeneration: 9 })),
  },
  {
    row: 'R33',
    describe: 'a relock keeps the old evidence generation',
    mutate: withDoes('lock', (draft, { device }, original) => {
      original();
      draft.patch(device.path, { evidenceGeneration: 1 });
    }),
  },
  {
    row: 'R34',
    describe: 'the guest breaks, and nobody tells it',
    mutate: withDoes('drop_and_relock', (draft, { device }) => setTdisp(draft, device.path, 'ERROR')),
  },
  { row: 'O1', describe: 'every design falls to 0', mutate: fallTo(0) },
  { row: 'S2', describe: '3 outlives its link', mutate: resting(3, []) },
  { row: 'R50', describe: '3 rests on nothing', mutate: resting(3, []) },
];

const scales: readonly Mutation[] = [
  {
    row: 'R37',
    describe: 'USB says nothing of its level',
    mutate: notices((all) =>
      all.map((notice) => (told) => {
        const effect = notice(told);
        return effect.kind === 'uevent' && told.device.bus === 'usb' ? { ...effect, env: {} } : effect;
      }),
    ),
  },
  { row: 'R38', describe: 'ATS stays off at 2', mutate: setting(2, { ats: false }) },
  {
    row: 'R41',
    describe: 'authorized moves no level',
    mutate: withDoes('authorized', (draft, { device }) => {
      if (device.thunderbolt !== null)
        draft.patch(device.path, { thunderbolt: { ...device.thunderbolt, authorized: 1 } });
    }),
  },
  {
    row: 'R42',
    describe: 'trust leaves authorized alone',
    mutate: withDoes('trust', (draft, { device, action, rules }) =>
      moveLevel(draft, device.path, { move: { to: action.value === '1' ? 1 : 0, reason: 'write' }, rules }),
    ),
  },
  { row: 'R43', describe: 'ATS stays off at 2', mutate: setting(2, { ats: false }) },
  {
    row: 'R44',
    describe: 'connect secures no link',
    mutate: withDoes('connect', (draft, { device }, original) => {
      original();
      setLink(draft, device.path, 'open');
    }),
  },
  { row: 'R45', describe: 'notices count by five', mutate: alwaysFive },
  { row: 'R46', describe: '3 is given on an open link', mutate: withoutGate('trust', 'link-not-secured') },
  { row: 'R47', describe: 'a driver attaches at 0', mutate: withoutGate('bind', 'disconnected') },
  { row: 'R48', describe: 'ATS stays on at 1', mutate: setting(1, { ats: true }) },
  { row: 'R49', describe: 'DMA is bounced at 2', mutate: setting(2, { dma: 'bounced' }) },
  { row: 'R51', describe: 'private memory stays closed at 4', mutate: setting(4, { dma: 'shared' }) },
  {
    row: 'R52',
    describe: 'a native SPDM driver offers 3',
    mutate: (rules) => ({ ...rules, ceilings: { ...rules.ceilings, 'native-spdm': 3 } }),
  },
  { row: 'R53', describe: 'notices count by five', mutate: alwaysFive },
  {
    row: 'O4',
    describe: 'a passed challenge is worth no more than 1',
    mutate: withDoes('authorized', (draft, { device, action, rules }) => {
      const level = action.value === '0' ? 0 : 1;
      moveLevel(draft, device.path, { move: { to: level, reason: 'authorized' }, rules });
    }),
  },
  {
    row: 'O5',
    describe: 'trust 0 passes where nothing can be de-authorized',
    mutate: withoutGate('trust', 'no-deauthorization'),
  },
];

export const mutations: readonly Mutation[] = [...arrivals, ...acceptance, ...falls, ...scales];
