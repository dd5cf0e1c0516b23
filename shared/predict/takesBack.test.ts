import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import { historyOf } from '../journey/history.js';
import { base, change, deviceOf, fact, running, type Scene, snapshotOf, write } from '../journey/testScene.js';
import { dialects } from '../model/dialects/index.js';
import { type TakesBack, takesBack } from './takesBack.js';

const file = 'bus/pci/devices/0000:02:00.0/trust';
const done: LabEvent = {
  ...base(5),
  cause: { id: 4, how: 'measured' },
  kind: 'outcome',
  outcome: { kind: 'done', ms: 0.3 },
};
const caused = (from: string, to: string): LabEvent => ({
  ...change(6, 'level', [from, to]),
  cause: { id: 4, how: 'measured' },
});
const asked = (scene: Scene, events: readonly LabEvent[]): TakesBack => {
  const device = deviceOf(scene);
  const history = historyOf(events, device.path, null);
  return takesBack({ snapshot: snapshotOf(scene), device, dialect: dialects.march, history, events });
};

describe('taking the last write back', () => {
  it('O2 offers 0 after level 4', () => {
    const found = asked({ facts: running }, [write(4, file, '4'), done, caused('1', '4')]);
    expect(found).toMatchObject({ kind: 'undo', undo: { action: { kind: 'trust', value: '0' } } });
  });

  it('O2 offers nothing that is foretold as refused: from 0 no write leads to 4 unlocked', () => {
    const scene = { facts: { level: fact(0 as const), driver: fact(null) } };
    const found = asked(scene, [write(4, file, '0'), done, caused('4', '0')]);
    expect(found).toMatchObject({ kind: 'none', why: expect.stringContaining('foretold as refused') });
  });

  it('says that nothing was written', () => {
    expect(asked({}, [])).toEqual({ kind: 'none', why: 'nothing was written to this device' });
  });
});
