import { expect, it } from 'vitest';
import type { Refusal } from '../../../shared/model/refusal.js';
import { path } from '../../../shared/journey/testScene.js';
import { noPathBecause } from './noPath.js';

const refusal = (id: string, text: string, steps: Refusal['path'] = []): Refusal => ({
  errno: 'EOPNOTSUPP',
  by: 'bus',
  precondition: { id, text },
  rows: [],
  path: steps,
});

it('R52 above the ceiling no path leads there, and it does not pass by itself', () => {
  expect(noPathBecause(refusal('above-ceiling', 'the device can have level 3 at most (provider link-tsm)'))).toBe(
    'this device can have level 3 at most (bare-metal TSM)',
  );
});

it('an error of the TSM may pass; a refusal with a path has one; an unknown one says nothing', () => {
  expect(noPathBecause(refusal('tsm-error', "the TSM's call for the device fails with EIO"))).toBeNull();
  expect(noPathBecause(refusal('driver-bound', 'x', [{ kind: 'unbind', device: path, driver: 'nvme' }]))).toBeNull();
  expect(noPathBecause(null)).toBeNull();
});
