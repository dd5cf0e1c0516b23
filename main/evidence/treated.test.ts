/** A capture whose link type says nothing: read as it looks, or as the person says. */
import { expect, it } from 'vitest';
import { makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import type { Purpose } from '../../shared/ipc/evidence.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk } from './desk.js';

it('is read as the person says, again when all is judged anew, and back', () => {
  const chain = makeChain();
  const { vca, digests, certificates, challenge, measurements } = testDevice({ chain, version: 0x12 });
  const signed = [...challenge(), ...measurements([block(1, 0x81, Buffer.from('firmware 1.0'))])];
  const capture = pcapFile([...vca, ...digests, ...certificates, ...signed]);
  const odd = Buffer.from(capture);
  odd.writeUInt32LE(147, 20);
  const { handlers } = createDesk({ dataDir: null, cryptography: nodeCryptography, now: Date.now });
  const take = (bytes: Uint8Array, purpose: Purpose, name: string): string => {
    handlers['evidence.put']({ upload: 'u1', at: 0, part: Buffer.from(bytes).toString('base64') });
    const taken = handlers['evidence.take']({ purpose, files: [{ name, upload: 'u1' }] });
    if (!taken.ok) throw new Error(taken.why);
    return taken.id;
  };
  const read = (id: string) => {
    const { view } = handlers['evidence.look']({ id });
    return view === null ? null : [view.transport, view.unsaid, view.exchanges.length, view.judged];
  };
  const id = take(odd, 'evidence', 'odd.pcap');
  expect(read(id)).toEqual(['DOE', { by: 'looks', other: 'mctp' }, 2, 1]);
  const [treated] = handlers['evidence.treat']({ id, as: 'mctp' }).collections;
  expect(treated).toMatchObject({ exchanges: 0, verdict: null });
  expect(read(id)).toEqual(['MCTP', { by: 'person', other: 'doe' }, 0, 2]);
  take(chain[0].der, 'root', 'root.der');
  expect(read(id)).toEqual(['MCTP', { by: 'person', other: 'doe' }, 0, 3]);
  expect(handlers['evidence.treat']({ id, as: 'doe' }).collections).toMatchObject([{ exchanges: 2, verdict: 'pass' }]);
  // Of one that says it there is nothing to choose; nor of one with no packet in it.
  expect(read(take(capture, 'evidence', 'drive.pcap'))).toEqual(['DOE', null, 2, 1]);
  expect(read(take(odd.subarray(0, 24), 'evidence', 'empty.pcap'))).toEqual(['DOE', null, 0, 1]);
});
