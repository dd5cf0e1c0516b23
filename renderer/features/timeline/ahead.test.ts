import { expect, it } from 'vitest';
import type { LabEvent } from '../../../shared/facts/event.js';
import { deviceOf, gathered, judged, locked, snapshotOf, verdict } from '../../../shared/journey/testScene.js';
import { foretell } from './ahead.js';

const ahead = (events: readonly LabEvent[]) =>
  foretell(snapshotOf({ facts: locked }), deviceOf({ facts: locked }), { choice: null, aim: null, events });

it('R13 no level lies ahead where the policy holds the step to it', () => {
  const path = 'devices/pci0000:00/0000:02:00.0';
  const sound = [gathered(1), judged(2, null), verdict(3, 'accept')];
  expect(ahead(sound)).toMatchObject({ kind: 'succeeds', verb: 'trust 4', level: 4 });
  const failing = [gathered(1), judged(2, 'Known firmware only.'), verdict(3, 'accept')];
  expect(ahead(failing)).toEqual({ device: path, verb: 'trust 4', kind: 'held' });
});
