/** Rows D and E, O1 and S2: falling out of trust, and user space or the host racing it. */
import type { Action } from '../action.js';
import { designs } from '../designs/index.js';
import type { Effect } from '../effect.js';
import type { RowCheck } from './check.js';
import { done, locked, must, of, places, refused, sample, trusted, walk, write } from './sample.js';

const on = (
  kind: 'spdm_loss' | 'ide_loss' | 'tdisp_error' | 'reset' | 'drop_and_relock' | 'firmware_updated',
): Action => ({
  kind,
  device: places.drive,
});

const four = write('drive', 'trust', '4');

const told = (effects: readonly Effect[], trust: string): boolean =>
  effects.some((effect) => effect.kind === 'uevent' && effect.action === 'change' && effect.env.TRUST === trust);

const kindsOf = (effects: readonly Effect[]): readonly string[] => effects.map((effect) => effect.kind);

export const fallChecks: readonly RowCheck[] = [
  {
    row: 'R21',
    title: 'leaving RUN resets the level to 0 by itself, and user space starts over',
    check: (step) => {
      const fallen = walk(step, trusted(step), on('tdisp_error'));
      must(of(fallen, 'drive').level === 0 && of(fallen, 'drive').driver === null, 'the level does not fall to 0');
      const again = walk(step, fallen, write('drive', 'unlock', 'tsm0'), write('drive', 'lock', 'tsm0'), four);
      must(of(again, 'drive').level === 4, 'there is no way back');
    },
  },
  {
    row: 'R22',
    title: 'a reset leaves a level that rests on nothing, and its driver, alone',
    check: (step) => {
      const machine = walk(
        step,
        sample('host'),
        write('drive', 'connect', 'tsm0'),
        write('drive', 'trust', '2'),
        on('reset'),
      );
      must(
        of(machine, 'drive').level === 2 && of(machine, 'drive').driver === 'nvme',
        'level or driver goes with the reset',
      );
    },
  },
  {
    row: 'R23',
    title: 'loss of session, loss of the link and TDISP ERROR each downgrade and notify',
    check: (step) => {
      for (const cause of [on('spdm_loss'), on('ide_loss'), on('tdisp_error')]) {
        const { state, effects } = done(step(trusted(step), cause));
        must(
          of(state, 'drive').level === 0 && of(state, 'drive').tdisp === 'ERROR',
          `${cause.kind} does not downgrade`,
        );
        must(told(effects, '0'), `${cause.kind} is not told`);
      }
    },
  },
  {
    row: 'R24',
    title: 'cause comes before detection, detection before the level moves',
    check: (step) => {
      const kinds = kindsOf(done(step(trusted(step), on('ide_loss'))).effects);
      const order = [kinds.indexOf('link'), kinds.indexOf('tdisp'), kinds.indexOf('level'), kinds.indexOf('netlink')];
      must(
        order.every((place, index) => place >= 0 && place > (order[index - 1] ?? -1)),
        kinds.join(),
      );
    },
  },
  {
    row: 'R25',
    title: 'a fall is told over netlink, with level, reason and interface state',
    check: (step) => {
      const { effects } = done(step(trusted(step), on('spdm_loss')));
      const message = effects.find((effect) => effect.kind === 'netlink');
      must(message?.kind === 'netlink', 'there is no netlink message');
      const { trust, reason, tdisp } = message.attrs;
      must(trust === '0' && reason === 'spdm_loss' && tdisp === 'ERROR', JSON.stringify(message.attrs));
    },
  },
  {
    row: 'R31',
    title: 'the lock guards the time between check and use: what broke since cannot go to RUN',
    check: (step) => refused(step(walk(step, locked(step), on('tdisp_error')), four), 'EPERM', 'not-locked'),
  },
  {
    row: 'R32',
    title: 'what could never be validated is never accepted: not after the host locked it again',
    check: (step) => refused(step(walk(step, locked(step), on('drop_and_relock')), four), 'EPERM', 'not-locked'),
  },
  {
    row: 'R33',
    title: 'a relock between evidence and trust goes through, and the evidence generation shows it',
    check: (step) => {
      const before = of(locked(step), 'drive').evidenceGeneration;
      const raced = walk(step, locked(step), write('drive', 'unlock', 'tsm0'), write('drive', 'lock', 'tsm0'), four);
      must(of(raced, 'drive').level === 4, 'the kernel protects user space from itself');
      must(of(raced, 'drive').evidenceGeneration > before, 'nothing shows the race');
    },
  },
  {
    row: 'R34',
    title: 'the host cannot drop and lock again without the guest being told',
    check: (step) => {
      for (const machine of [locked(step), trusted(step)]) {
        const { state, effects } = done(step(machine, on('drop_and_relock')));
        must(of(state, 'drive').tdisp === 'ERROR', 'the guest sees a locked interface');
        must(kindsOf(effects).includes('netlink'), 'the guest is not told');
      }
    },
  },
  {
    row: 'O1',
    title: 'a fall ends at 0, or in the lenient design at a level that still works',
    check: (step) => {
      must(of(walk(step, trusted(step), on('tdisp_error')), 'drive').level === 0, 'ours does not end at 0');
      const lenient = walk(step, locked(step, designs.lenient), four, on('tdisp_error'));
      must(
        of(lenient, 'drive').level === 1 && of(lenient, 'drive').driver === 'nvme',
        'the lenient one does not go on at 1',
      );
    },
  },
  {
    row: 'S2',
    title: '0 to 2 need nobody; 3 needs a secured link, and goes when the link does',
    check: (step) => {
      for (const value of ['0', '2']) done(step(sample('host'), write('plain', 'trust', value)));
      const three = walk(step, sample('host'), write('drive', 'connect', 'tsm0'), write('drive', 'trust', '3'));
      must(of(walk(step, three, on('ide_loss')), 'drive').level === 0, '3 stays without its link');
    },
  },
  {
    row: 'R50',
    title: 'level 3 rests on the link: without it 3 is neither given nor kept',
    check: (step) => {
      refused(step(sample('host'), write('drive', 'trust', '3')), 'EPERM', 'link-not-secured');
      const three = walk(step, sample('host'), write('drive', 'connect', 'tsm0'), write('drive', 'trust', '3'));
      must(of(three, 'drive').level === 3, '3 is not given');
      must(
        of(walk(step, three, write('drive', 'disconnect', 'tsm0')), 'drive').level === 0,
        '3 outlives the disconnect',
      );
    },
  },
];
