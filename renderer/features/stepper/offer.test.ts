import { describe, expect, it } from 'vitest';
import {
  deviceOf,
  fact,
  gathered,
  judged,
  locked,
  path,
  type Scene,
  snapshotOf,
  unknown,
  verdict,
  walk,
} from '../../../shared/journey/testScene.js';
import { journeyOf } from '../../../shared/journey/journey.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Level } from '../../../shared/model/level.js';
import { dialects } from '../../../shared/model/dialects/index.js';
import { explain } from '../../../shared/predict/describe.js';
import { predict } from '../../../shared/predict/predict.js';
import { stationsOf } from './chain.js';
import { layoutOf, pictureWidth } from './layout.js';
import { type Offer, offerOf } from './offer.js';
import type { Choice } from '../../state/choice.js';

const offer = (scene: Scene, aim: Level | null = null, choice: Choice | null = null): Offer => {
  const dialect = dialects[scene.dialect ?? 'march'];
  return offerOf({ snapshot: snapshotOf(scene), device: deviceOf(scene), dialect, journey: walk(scene), choice, aim });
};

describe('what is offered', () => {
  it('R13 the next step of the path, as the exact write', () => {
    expect(offer({})).toMatchObject({
      kind: 'write',
      as: 'next',
      path: 'bus/pci/drivers/nvme/unbind',
      value: '0000:02:00.0',
      step: { number: 1, of: 6 },
    });
  });

  it('R52 a write that is foretold as refused promises no ways back after it', () => {
    const refused = offer({ facts: { provider: fact('link-tsm') } }, 4);
    expect(refused).toMatchObject({ kind: 'write', prediction: { kind: 'refused' } });
    expect(refused).toMatchObject({ back: 'A refused write changes nothing.' });
  });

  it('R13 a write that the policy will hold is offered with what holds it, and with no way back after it', () => {
    const events = [gathered(5), judged(6, 'Known firmware only.'), verdict(7, 'accept')];
    const step = offer({ facts: locked, events });
    expect(step).toMatchObject({
      as: 'next',
      value: '4',
      prediction: { kind: 'succeeds' },
      held: { policy: 'Lab', refused: 4, reason: 'Known firmware only.', collection: 'c1' },
      back: 'A held write reaches no kernel.',
    });
    expect(offer({ facts: locked, events: [gathered(5), judged(6, null), verdict(7, 'accept')] })).toMatchObject({
      value: '4',
      held: null,
    });
  });

  it('R10 an aim shows that write and what the model says of it, in place of the next step', () => {
    const aimed = offer({}, 4);
    expect(aimed).toMatchObject({ kind: 'write', as: 'aim', value: '4' });
    expect(aimed.kind === 'write' && aimed.prediction.kind === 'refused' && aimed.prediction.refusal.errno).toBe(
      'EPERM',
    );
  });

  it('R45 a value that was typed is shown in place of the aim, with what the model says of it', () => {
    const typed: Choice = {
      device: path,
      action: { kind: 'trust', device: path, value: 'four' },
      as: 'typed',
      but: null,
    };
    expect(offer({}, 2, typed)).toMatchObject({
      as: 'typed',
      path: 'bus/pci/devices/0000:02:00.0/trust',
      value: 'four',
      step: null,
      prediction: { kind: 'refused', refusal: { errno: 'EINVAL' } },
    });
  });

  it('R5 a kernel without levels takes no aim', () => {
    expect(offer({ role: 'host', dialect: 'stock-7.3', facts: { level: unknown } }, 3).kind).toBe('no-write');
  });

  it('R9 what is not measured is named, not guessed', () => {
    const asked = offer({ facts: { ...locked, tdisp: unknown }, events: [] }, 4);
    expect(asked.kind === 'write' && asked.prediction).toMatchObject({ kind: 'cannot', unknown: ['tdisp'] });
  });

  it('R13 gathering and the verdict are offered as what they are: no write', () => {
    expect(offer({ facts: locked }).kind).toBe('gather');
    expect(offer({ facts: locked, events: [gathered(5)] }).kind).toBe('verify');
  });

  it('R21 out of ERROR there is one way, and it is offered first', () => {
    const fallen = { ...locked, tdisp: fact('ERROR' as const), level: fact(0 as const) };
    expect(offer({ facts: fallen })).toMatchObject({ kind: 'write', as: 'recover', action: { kind: 'unlock' } });
  });

  it('O2 a person’s choice wins over aim and path, for its own device only', () => {
    const choice: Choice = { device: path, action: { kind: 'trust', device: path, value: '0' }, as: 'undo', but: 'x' };
    expect(offer({}, 3, choice)).toMatchObject({ kind: 'write', as: 'undo', value: '0', but: 'x' });
  });
});

describe('a device that another function speaks for', () => {
  it('R46 sends the person to the security manager: nothing is written from here', () => {
    const dsm = { ...deviceOf({}), path: 'devices/pci0000:00/0000:42:00.0' as DevicePath, id: '0000:42:00.0' };
    const scene: Scene = { role: 'host', facts: { provider: fact('link-tsm'), manager: fact(dsm.id) } };
    const device = deviceOf(scene);
    const snapshot = { ...snapshotOf(scene), devices: { [device.path]: device, [dsm.path]: dsm } };
    const journey = journeyOf({ snapshot, device, dialect: dialects.march, events: [] });
    const offered = offerOf({ snapshot, device, dialect: dialects.march, journey, choice: null, aim: null });
    expect(offered).toMatchObject({
      kind: 'elsewhere',
      on: { id: '0000:42:00.0' },
      path: 'bus/pci/devices/0000:42:00.0/tsm/connect',
      value: 'tsm0',
      step: { number: 1, of: 4 },
    });
  });
});

describe('the picture', () => {
  it('R44 every path fills its width and keeps its steps in order', () => {
    for (const scene of [
      {},
      { role: 'host' as const, facts: { provider: fact('link-tsm' as const) } },
      { facts: { provider: fact('native-spdm' as const) } },
    ]) {
      // Narrower than its least width it is drawn smaller; wider, it is laid out wider.
      for (const [over, width] of [[300, pictureWidth] as const, [720, 720] as const]) {
        const wider = layoutOf(walk(scene), over);
        const end = wider.zones.at(-1);
        expect(wider.width).toBe(width);
        expect((end?.x ?? 0) + (end?.width ?? 0)).toBeCloseTo(width);
      }
      const { steps } = layoutOf(walk(scene));
      const xs = steps.map((step) => step.x);
      expect(xs).toEqual([...xs].sort((a, b) => a - b));
      expect(new Set(xs).size).toBe(xs.length);
    }
  });
});

describe('the chain of a refusal', () => {
  const device = deviceOf({});
  const action = { kind: 'lock', device: path, value: 'tsm0' } as const;
  const refusal = { errno: 'EBUSY', precondition: { id: 'x', text: 'x' }, rows: [], path: [] } as const;
  const states = (by: 'bus' | 'tsm' | null): string =>
    stationsOf({ action, device, tsm: 'tsm0', refusal: by === null ? null : { ...refusal, by } })
      .map((station) => station.state)
      .join(' ');

  it('R14 stops at the one who refused; those behind were never asked', () => {
    expect(states('bus')).toBe('you refused unasked unasked');
    expect(states('tsm')).toBe('you passed refused unasked');
  });

  it('S8 a lock with a driver bound stops at the PCI core: it is the bus code that asks', () => {
    const said = predict(snapshotOf({}), action);
    expect(said).toMatchObject({ kind: 'refused', refusal: { by: 'bus', precondition: { id: 'driver-bound' } } });
    if (said.kind !== 'refused') return;
    const [, station] = stationsOf({ action, device, refusal: said.refusal, tsm: 'tsm0' });
    expect(station).toEqual({ title: 'PCI core', state: 'refused' });
    expect(explain(said.refusal, device.bus)).toBe('The PCI core refused: driver nvme is still bound.');
  });

  it('R14 without a word from the model nobody knows how far it went', () => {
    expect(states(null)).toBe('you refused unknown unknown');
  });
});
