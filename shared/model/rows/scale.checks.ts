/** Rows F and G with their open points: other buses, bare metal, and the scale. */
import { designs } from '../designs/index.js';
import type { RowCheck } from './check.js';
import { done, locked, must, of, places, refused, sample, trusted, unbind, walk, write } from './sample.js';

const trust = (value: string) => write('drive', 'trust', value);
const dock = (kind: 'trust' | 'authorized', value: string) => write('dock', kind, value);
const connect = write('drive', 'connect', 'tsm0');

export const scaleChecks: readonly RowCheck[] = [
  {
    row: 'R37',
    title: 'whatever the bus, the level is the last word, and told in the same terms',
    check: (step) => {
      for (const place of ['plain', 'dock', 'stick'] as const) {
        const from = place === 'dock' ? '1' : '0';
        const { effects } = done(step(sample('host'), write(place, 'trust', from)));
        const told = effects.find((effect) => effect.kind === 'uevent' && 'TRUST_REASON' in effect.env);
        must(told?.kind === 'uevent' && told.env.TRUST === from, `${place} says nothing of its level`);
      }
    },
  },
  {
    row: 'R38',
    title: 'on Thunderbolt trust adds ATS to authorized; private memory stays out of reach',
    check: (step) => {
      const two = of(walk(step, sample('host'), dock('trust', '2')), 'dock');
      must(two.thunderbolt?.authorized === 1 && two.atsEnabled, 'trust 2 does not add ATS');
      refused(step(sample('host'), dock('trust', '4')), 'EOPNOTSUPP', 'above-ceiling');
    },
  },
  {
    row: 'R41',
    title: 'trust 1 and authorized 1 are one, whichever is written',
    check: (step) => {
      for (const kind of ['trust', 'authorized'] as const) {
        const { level, thunderbolt } = of(walk(step, sample('host', designs.four), dock(kind, '1')), 'dock');
        must(level === 1 && thunderbolt?.authorized === 1, `${kind} 1 gives ${level} and ${thunderbolt?.authorized}`);
      }
    },
  },
  {
    row: 'R42',
    title: 'after one is written the other reads the same, down as well as up',
    check: (step) => {
      const one = walk(step, sample('host'), dock('trust', '1'));
      must(of(one, 'dock').thunderbolt?.authorized === 1, 'authorized does not follow trust');
      must(of(walk(step, one, dock('authorized', '0')), 'dock').level === 0, 'trust does not follow authorized');
      must(
        of(walk(step, one, dock('trust', '0')), 'dock').thunderbolt?.authorized === 0,
        'authorized stays after trust 0',
      );
    },
  },
  {
    row: 'R43',
    title: 'of four, 2 is authorized and ATS',
    check: (step) => {
      const { level, thunderbolt, atsEnabled } = of(
        walk(step, sample('host', designs.four), dock('trust', '2')),
        'dock',
      );
      must(
        level === 2 && thunderbolt?.authorized === 1 && atsEnabled,
        `${level}, ${thunderbolt?.authorized}, ${atsEnabled}`,
      );
    },
  },
  {
    row: 'R44',
    title: 'on bare metal: connect, then 3 where the TSM secures the link, else 2 (2 of four means both)',
    check: (step) => {
      must(of(walk(step, sample('host'), connect, trust('3')), 'drive').level === 3, 'five: 3 is not reached');
      const four = walk(step, sample('host', designs.four), connect, trust('2'));
      must(of(four, 'drive').level === 3, 'four: 2 is not the secured level');
      must(
        of(walk(step, sample('host', designs.four), trust('2')), 'drive').level === 2,
        'four: 2 is not DMA on an open link',
      );
    },
  },
  {
    row: 'R45',
    title: 'five or four levels: 4 of five is 3 of four, in writes and in notices',
    check: (step) => {
      refused(step(locked(step, designs.four), trust('4')), 'EINVAL', 'not-a-level');
      const { state, effects } = done(step(locked(step, designs.four), trust('3')));
      must(of(state, 'drive').level === 4, '3 of four is not the TCB level');
      must(
        effects.some((effect) => effect.kind === 'uevent' && effect.env.TRUST === '3'),
        'the notice counts by five',
      );
    },
  },
  {
    row: 'R46',
    title: 'level 3 wants an IDE stream or the TSM’s word for the link, else EPERM',
    check: (step) => {
      refused(step(sample('guest'), trust('3')), 'EPERM', 'link-not-secured');
      must(of(walk(step, locked(step), trust('3')), 'drive').link === 'ide', 'an IDE stream does not do');
      const gpu = walk(
        step,
        sample('guest'),
        unbind('gpu', 'nouveau'),
        write('gpu', 'lock', 'tsm0'),
        write('gpu', 'trust', '3'),
      );
      must(of(gpu, 'gpu').link === 'asserted' && of(gpu, 'gpu').level === 3, 'the TSM’s word does not do');
    },
  },
  {
    row: 'R47',
    title: 'at 0 no driver is bound, and none attaches',
    check: (step) => {
      const zero = walk(step, sample('guest'), trust('0'));
      must(of(zero, 'drive').driver === null, 'the driver stays');
      refused(step(zero, { kind: 'bind', device: places.drive, driver: 'nvme' }), 'EPERM', 'disconnected');
      must(
        of(walk(step, zero, { kind: 'drivers_probe', device: places.drive }), 'drive').driver === null,
        'a probe attaches',
      );
    },
  },
  {
    row: 'R48',
    title: 'at 1 ATS is off and DMA is bounced',
    check: (step) => {
      const { atsEnabled, dma } = of(walk(step, sample('guest'), trust('2'), trust('1')), 'drive');
      must(!atsEnabled && dma === 'bounced', `ATS ${atsEnabled}, ${dma}`);
    },
  },
  {
    row: 'R49',
    title: 'at 2 DMA goes straight to shared memory',
    check: (step) => {
      const { atsEnabled, dma } = of(walk(step, sample('guest'), trust('2')), 'drive');
      must(atsEnabled && dma === 'shared', `ATS ${atsEnabled}, ${dma}`);
    },
  },
  {
    row: 'R51',
    title: 'at 4 the interface is in RUN and private memory is reachable',
    check: (step) => {
      const { tdisp, dma } = of(trusted(step), 'drive');
      must(tdisp === 'RUN' && dma === 'private', `${tdisp}, ${dma}`);
    },
  },
  {
    row: 'R52',
    title: 'ceilings: nobody or native SPDM 2, a bare-metal TSM 3, a TSM in a guest 4',
    check: (step) => {
      for (const place of ['plain', 'spdm'] as const) {
        refused(step(sample('guest'), write(place, 'trust', '3')), 'EOPNOTSUPP', 'above-ceiling');
      }
      refused(step(walk(step, sample('host'), connect), trust('4')), 'EOPNOTSUPP', 'above-ceiling');
      must(of(trusted(step), 'drive').level === 4, 'a guest does not reach 4');
    },
  },
  {
    row: 'R53',
    title: 'squashed, 2 stands for DMA and for link, and reads 2 either way',
    check: (step) => {
      const secured = done(step(walk(step, sample('host', designs.squashed), connect), trust('2')));
      must(of(secured.state, 'drive').level === 3, 'a secured link gives no more than DMA');
      must(
        secured.effects.some((effect) => effect.kind === 'uevent' && effect.env.TRUST === '2'),
        'it does not read 2',
      );
    },
  },
  {
    row: 'O4',
    title: 'after trust 2 authorized reads 1; after authorized 2 trust reads 2',
    check: (step) => {
      must(
        of(walk(step, sample('host'), dock('trust', '2')), 'dock').thunderbolt?.authorized === 1,
        'authorized is not 1',
      );
      const challenged = of(walk(step, sample('host'), dock('authorized', '2')), 'dock');
      must(challenged.level === 2 && challenged.thunderbolt?.authorized === 2, `${challenged.level}`);
    },
  },
  {
    row: 'O5',
    title: 'trust 0 de-authorizes where the domain can; else it is refused, or (another design) moves the level only',
    check: (step) => {
      const zero = write('fixed', 'trust', '0');
      refused(step(sample('host'), zero), 'EOPNOTSUPP', 'no-deauthorization');
      const other = sample('host', { ...designs.march, thunderboltZero: 'level-only' });
      const { level, thunderbolt } = of(walk(step, other, zero), 'fixed');
      must(level === 0 && thunderbolt?.authorized === 1, `${level}, ${thunderbolt?.authorized}`);
    },
  },
];
