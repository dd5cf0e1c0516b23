import { expect, it } from 'vitest';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';
import { packed, unpacked } from './snapshotBody.js';

const value = 'a reading with "quotes", a \n and é';
const part: SnapshotUpdate = {
  kind: 'delta',
  at: 7,
  devices: [],
  removed: [],
  readings: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`file/${index}`, { value, at: index }])),
};

it('gives back what was packed, in a fraction of its bytes', () => {
  const body = packed(part);
  expect(unpacked(body)).toEqual(part);
  expect(body.length).toBeLessThan(JSON.stringify(part).length / 4);
});

it('reads what an older version wrote as plain JSON', () => {
  expect(unpacked(JSON.stringify(part))).toEqual(part);
});

it('takes nothing else for a body', () => {
  for (const body of ['', 'a body of nobody', '{"kind":', packed(part).slice(0, -40)])
    expect(() => unpacked(body)).toThrow();
});
