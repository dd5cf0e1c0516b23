/** Judging that is followed while it runs, and given up. */
import { expect, it } from 'vitest';
import { makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk } from './desk.js';

it('is told exchange by exchange, and nothing is kept of what is given up', () => {
  const { vca, digests, certificates, challenge, measurements } = testDevice({ chain: makeChain(), version: 0x12 });
  const signed = [...challenge(), ...measurements([block(1, 0x81, Buffer.from('firmware 1.0'))])];
  const capture = pcapFile([...vca, ...digests, ...certificates, ...signed]);
  const { handlers } = createDesk({ dataDir: null, cryptography: nodeCryptography, now: Date.now });
  const take = (onStep: (done: number, of: number) => void) => {
    handlers['evidence.put']({ upload: 'u1', at: 0, part: capture.toString('base64') });
    return handlers['evidence.take']({ purpose: 'evidence', files: [{ name: 'lab.pcap', upload: 'u1' }] }, onStep);
  };
  const steps: string[] = [];
  expect(take((done, of) => void steps.push(`${done} of ${of}`))).toMatchObject({ ok: true });
  expect(steps).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  for (const last of [0, 1, 2]) {
    const giveUp = (done: number): void => {
      if (done === last) throw new Error('given up');
    };
    expect(() => take(giveUp)).toThrow('given up');
  }
  expect(handlers['evidence.shelf']({}).collections.map(({ name }) => name)).toEqual(['lab.pcap']);
});
