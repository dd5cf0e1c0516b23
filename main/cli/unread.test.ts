import { expect, it } from 'vitest';
import { allRights } from '../../shared/facts/rights.js';
import { snapshotOf } from '../target/snapshot.js';
import { hostBridge, pciDevice, textAt } from '../../test/durability/machines.js';
import { unreadOf } from './unread.js';

const eacces = { errno: 'EACCES', at: 1 } as const;

it('tells each error number with how many and the first, after what the user may not see', () => {
  const raw = [
    hostBridge,
    pciDevice('0000:00:01.0', { label: eacces, irq: { errno: 'EIO', at: 1 } }),
    pciDevice('0000:00:02.0', { label: eacces }),
  ];
  const snapshot = snapshotOf({ uri: 'local:', title: 'box', raw, readings: {}, at: 1 });
  expect(unreadOf(snapshot, { ...allRights, unseen: ['Only root sees more.'] })).toEqual([
    'Only root sees more.',
    '2 attributes could not be read (EACCES), the first label of 0000:00:01.0.',
    'One attribute could not be read (EIO): irq of 0000:00:01.0.',
  ]);
});

it('has nothing to tell where all was read', () => {
  const raw = [hostBridge, pciDevice('0000:00:01.0', { irq: textAt('7') })];
  expect(unreadOf(snapshotOf({ uri: 'local:', title: 'box', raw, readings: {}, at: 1 }), allRights)).toEqual([]);
});
