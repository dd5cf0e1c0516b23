/** Rows B, C and the open points they raise: trust as an acceptance criterion, by kick or by acknowledgement. */
import type { Action } from '../action.js';
import { designs } from '../designs/index.js';
import type { Step } from '../step.js';
import type { RowCheck } from './check.js';
import { done, locked, must, of, places, refused, sample, trusted, unbind, walk, write } from './sample.js';

const fails: Action = { kind: 'tsm_fails', device: places.drive, errno: 'ETIMEDOUT' };
const error: Action = { kind: 'tdisp_error', device: places.drive };
const accept = write('drive', 'accept', '1');
const four = write('drive', 'trust', '4');

const accepted = (step: Step) => walk(step, locked(step, designs.acknowledge), accept);

export const acceptanceChecks: readonly RowCheck[] = [
  {
    row: 'R8',
    title: 'one thing per device says whether it reaches private memory: only at 4',
    check: (step) => {
      must(of(trusted(step), 'drive').dma === 'private', '4 does not reach private memory');
      for (const level of ['1', '2', '3']) {
        const machine = walk(step, locked(step), write('drive', 'trust', '2'), write('drive', 'trust', level));
        must(of(machine, 'drive').dma !== 'private', `${level} reaches private memory`);
      }
    },
  },
  {
    row: 'R9',
    title: 'trusted to reach private memory and able to do so never disagree',
    check: (step) => {
      const states = [
        trusted(step),
        walk(step, trusted(step), error),
        walk(step, trusted(step), write('drive', 'trust', '0')),
      ];
      for (const state of states) {
        const { level, tdisp, dma } = of(state, 'drive');
        must(
          (level === 4) === (tdisp === 'RUN') && (level === 4) === (dma === 'private'),
          `${level}, ${tdisp}, ${dma}`,
        );
      }
    },
  },
  {
    row: 'R10',
    title: 'a write is a check of reality, not a grant',
    check: (step) => {
      refused(step(sample('guest'), four), 'EPERM', 'not-locked');
      refused(step(sample('guest'), write('drive', 'trust', '3')), 'EPERM', 'link-not-secured');
    },
  },
  {
    row: 'R11',
    title: 'asking for private memory fails when the device cannot have it',
    check: (step) => {
      refused(step(walk(step, locked(step), error), four), 'EPERM', 'not-locked');
      refused(step(sample('guest'), write('plain', 'trust', '4')), 'EOPNOTSUPP', 'above-ceiling');
    },
  },
  {
    row: 'R12',
    title: 'levels 1 to 3 are refused in RUN, EBUSY; unbind and unlock come first',
    check: (step) => {
      for (const value of ['1', '2', '3'])
        refused(step(trusted(step), write('drive', 'trust', value)), 'EBUSY', 'running');
      const result = step(trusted(step), write('drive', 'trust', '2'));
      const kinds = result.kind === 'refused' ? result.refusal.path.map((action) => action.kind) : [];
      must(kinds.join() === 'unbind,unlock,trust', `the nearest path is ${kinds.join()}`);
    },
  },
  {
    row: 'R13',
    title: 'in a guest the path is lock, evidence, then the TCB level',
    check: (step) => {
      must(of(locked(step), 'drive').tdisp === 'CONFIG_LOCKED', 'lock does not lock');
      must(of(locked(step), 'drive').evidenceGeneration === 1, 'lock starts no new evidence');
      must(of(trusted(step), 'drive').level === 4, 'trust 4 does not follow');
    },
  },
  {
    row: 'R14',
    title: 'trust 4 moves the interface to RUN and opens private memory; a TSM error is passed through',
    check: (step) => {
      const { tdisp, dma, driver } = of(trusted(step), 'drive');
      must(tdisp === 'RUN' && dma === 'private' && driver === 'nvme', `${tdisp}, ${dma}, ${driver}`);
      refused(step(walk(step, locked(step), fails), four), 'ETIMEDOUT', 'tsm-error');
    },
  },
  {
    row: 'R16',
    title: 'where the last step is generic, an interface that broke after the TSM’s part is not accepted',
    check: (step) => refused(step(walk(step, accepted(step), error), four), 'EPERM', 'not-running'),
  },
  {
    row: 'R17',
    title: 'the core asks the TSM at the write: trusted by the user now, by you too?',
    check: (step) => {
      const result = step(walk(step, locked(step), fails), four);
      must(result.kind === 'refused' && result.refusal.by === 'tsm', 'nobody asks the TSM');
    },
  },
  {
    row: 'R18',
    title: 'under acknowledge RUN comes first and the level is taken without a further check',
    check: (step) => {
      const { state, effects } = done(step(accepted(step), four));
      must(of(state, 'drive').level === 4, 'the level is not taken');
      must(!effects.some((effect) => effect.kind === 'tdisp'), 'the write moves the interface');
    },
  },
  {
    row: 'R19',
    title: 'under kick the write itself makes T=1; when that fails the write fails, and nothing moved',
    check: (step) => {
      const { effects } = done(step(locked(step), four));
      must(
        effects.some((effect) => effect.kind === 'tdisp' && effect.to === 'RUN'),
        'the write does not move the interface',
      );
      refused(step(walk(step, locked(step), fails), four), 'ETIMEDOUT', 'tsm-error');
    },
  },
  {
    row: 'R20',
    title: 'under kick nothing is T=1 before its level says so; under acknowledge it is',
    check: (step) => {
      refused(step(locked(step), accept), 'ENOENT', 'no-attribute');
      const early = of(accepted(step), 'drive');
      must(early.tdisp === 'RUN' && early.level < 4, 'acknowledge shows no early T=1');
    },
  },
  {
    row: 'R40',
    title: 'the acknowledgement is synchronous: what it means is true when the write returns',
    check: (step) => {
      const { tdisp, dma, atsEnabled } = of(walk(step, locked(step), four), 'drive');
      must(tdisp === 'RUN' && dma === 'private' && atsEnabled, `${tdisp}, ${dma}`);
    },
  },
  {
    row: 'O2',
    title: 'from 4 down only by 0, by unlock, or by a fall',
    check: (step) => {
      refused(step(trusted(step), write('drive', 'trust', '1')), 'EBUSY', 'running');
      const free = walk(step, trusted(step), unbind('drive', 'nvme'));
      for (const way of [write('drive', 'trust', '0'), write('drive', 'unlock', 'tsm0'), error]) {
        must(of(walk(step, free, way), 'drive').level === 0, `${way.kind} does not lead to 0`);
      }
    },
  },
  {
    row: 'O3',
    title: 'kick and acknowledge can be switched',
    check: (step) => {
      must(of(trusted(step), 'drive').level === 4, 'kick does not reach 4');
      must(of(walk(step, accepted(step), four), 'drive').level === 4, 'acknowledge does not reach 4');
      refused(step(locked(step, designs.acknowledge), four), 'EPERM', 'not-running');
    },
  },
  {
    row: 'O7',
    title: 'a bound driver is released and bound again around 0 and 4; the strict design says EBUSY',
    check: (step) => {
      const kinds = done(step(trusted(step), write('drive', 'trust', '0'))).effects.map((effect) => effect.kind);
      must(kinds[0] === 'driver_unbound', 'the driver is not released first');
      const untouched = done(step(sample('guest'), write('drive', 'trust', '2'))).effects;
      must(!untouched.some((effect) => effect.kind === 'driver_unbound'), 'the driver is released between 1 and 2');
      refused(step(sample('guest', designs.strict), write('drive', 'trust', '0')), 'EBUSY', 'driver-bound');
    },
  },
  {
    row: 'B1',
    title: 'lock then unlock leaves the device as it was, and it can be locked again',
    check: (step) => {
      const unlocked = walk(step, locked(step), write('drive', 'unlock', 'tsm0'));
      const { tdisp, locked: tsm, level } = of(unlocked, 'drive');
      must(tdisp === 'CONFIG_UNLOCKED' && tsm === null && level === 1, `${tdisp}, ${tsm}, ${level}`);
      done(step(unlocked, write('drive', 'lock', 'tsm0')));
    },
  },
  {
    row: 'B2',
    title: 'a second accept is refused, EBUSY',
    check: (step) => refused(step(accepted(step), accept), 'EBUSY', 'accepted'),
  },
];
