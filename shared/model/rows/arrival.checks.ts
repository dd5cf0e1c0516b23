/** Rows A and O8: who may bind, and where a device starts. */
import type { Action } from '../action.js';
import { designs } from '../designs/index.js';
import type { Role } from '../machine.js';
import type { Step } from '../step.js';
import type { RowCheck } from './check.js';
import { done, must, of, type Place, places, refused, sample, walk, write } from './sample.js';

const leave = (place: Place): Action => ({ kind: 'leave', device: places[place] });
const arrive = (place: Place): Action => ({ kind: 'arrive', device: of(sample('guest'), place) });

/** Unplugs and plugs in again, after the actions given; the device as it then is. */
const replug = (step: Step, place: Place, ...first: readonly Action[]) =>
  of(walk(step, sample('guest'), ...first, leave(place), arrive(place)), place);

export const arrivalChecks: readonly RowCheck[] = [
  {
    row: 'R1',
    title: 'Thunderbolt and USB have authorized, PCI has none',
    check: (step) => {
      refused(step(sample('host'), write('drive', 'authorized', '1')), 'ENOENT', 'no-attribute');
      must(
        of(walk(step, sample('host'), write('dock', 'authorized', '1')), 'dock').level === 1,
        'Thunderbolt is not authorized',
      );
      must(
        of(walk(step, sample('host'), write('stick', 'authorized', '0')), 'stick').level === 0,
        'USB is not de-authorized',
      );
    },
  },
  {
    row: 'R2',
    title:
      'module autoprobe keeps a driver off a new device, per module and for all; an explicit bind works; built-in is exempt',
    check: (step) => {
      const off: Action = { kind: 'autoprobe', driver: 'nvme', value: '0' };
      must(replug(step, 'drive', off).driver === null, 'nvme binds in spite of autoprobe=0');
      must(
        replug(step, 'plain', { kind: 'modules_autoprobe', value: '0' }).driver === 'e1000e',
        'the built-in driver is not exempt',
      );
      refused(step(sample('guest'), { kind: 'autoprobe', driver: 'e1000e', value: '0' }), 'ENOENT', 'built-in');
      const raised = walk(step, sample('guest'), off, leave('drive'), arrive('drive'), write('drive', 'trust', '1'));
      must(of(raised, 'drive').driver === 'nvme', 'an explicit act does not bind');
    },
  },
  {
    row: 'R4',
    title: 'at 0 the IOMMU blocks the device too',
    check: (step) => {
      must(
        of(walk(step, sample('guest'), write('drive', 'trust', '0')), 'drive').dma === 'blocked',
        'DMA goes on at 0',
      );
    },
  },
  {
    row: 'R5',
    title: '0 is a level like any other: the device stays there, and says that it is at 0',
    check: (step) => {
      const { state, effects } = done(step(sample('guest'), write('plain', 'trust', '0')));
      must(of(state, 'plain').present, 'the device goes away at 0');
      must(
        effects.some((one) => one.kind === 'uevent' && one.env.TRUST === '0'),
        'nothing tells of level 0',
      );
    },
  },
  {
    row: 'R6',
    title: 'in a guest autoprobe=0 makes a hot-plugged device start at 0, else it starts at 1',
    check: (step) => {
      must(
        replug(step, 'drive', { kind: 'autoprobe', driver: 'nvme', value: '0' }).level === 0,
        'it does not start at 0',
      );
      must(replug(step, 'drive').level === 1, 'it does not start at 1');
    },
  },
  {
    row: 'R7',
    title: 'one switch distrusts every device whose module is not loaded yet, without a device filter',
    check: (step) => {
      const machine = { ...sample('guest'), drivers: {} };
      const all = ['drive', 'gpu', 'plain', 'stick'] as const;
      for (const place of all) {
        const state = walk(step, machine, { kind: 'modules_autoprobe', value: '0' }, leave(place), arrive(place));
        must(of(state, place).level === 0, `${place} is trusted`);
      }
    },
  },
  {
    row: 'O8',
    title: 'the level a device starts at is the design’s: 0, 1 or 2',
    check: (step) => {
      for (const defaultLevel of [0, 1, 2] as const) {
        const machine = sample('guest', { ...designs.march, defaultLevel });
        must(
          of(walk(step, machine, leave('drive'), arrive('drive')), 'drive').level === defaultLevel,
          `not ${defaultLevel}`,
        );
      }
    },
  },
  {
    row: 'R15',
    title: 'what a level permits is the same on every bus',
    check: (step) => {
      const at = (place: Place, value: string, role: Role = 'host') =>
        of(walk(step, sample(role), write(place, 'trust', value)), place);
      must(at('dock', '1').dma === at('plain', '1').dma, 'level 1 differs');
      must(at('dock', '2').dma === at('plain', '2').dma, 'level 2 differs');
      must(at('stick', '0').dma === at('plain', '0').dma, 'level 0 differs');
    },
  },
];
