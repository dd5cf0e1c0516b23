/** What the policy in force sees of evidence on the desk. */
import { describe, expect, it } from 'vitest';
import { makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import type { Purpose } from '../../shared/ipc/evidence.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk } from './desk.js';

const { handlers } = createDesk({ dataDir: null, cryptography: nodeCryptography, now: Date.now });
const take = (purpose: Purpose, bytes: Uint8Array): string => {
  handlers['evidence.put']({ upload: 'u', at: 0, part: Buffer.from(bytes).toString('base64') });
  const taken = handlers['evidence.take']({ purpose, files: [{ name: 'x', upload: 'u' }] });
  if (!taken.ok) throw new Error(taken.why);
  return taken.id;
};

describe('the policy in force', () => {
  it('sees a signed answer that cannot be read', () => {
    const device = testDevice({ chain: makeChain(), version: 0x12 });
    const measured = device.measurements([block(1, 0x81, Buffer.from('x'))]);
    const [request = Buffer.alloc(0), response = Buffer.alloc(0)] = measured;
    const good = [...device.vca, ...device.digests, ...device.certificates, ...device.challenge(), request];
    const require = [{ level: 4, checks: ['messages.*'], present: false, reason: 'Whole evidence only.' }];
    take('policy', Buffer.from(JSON.stringify({ name: 'Lab', rules: [{ devices: ['*'], require }] })));
    const why = (last: Buffer) => {
      const { view } = handlers['evidence.look']({ id: take('evidence', pcapFile([...good, last])) });
      return view?.allows.find(({ level }) => level === 4)?.why;
    };
    expect(why(response)).toBeNull();
    expect(why(response.subarray(0, response.length - 12))).toBe(
      'messages.unread is not-checkable. Whole evidence only.',
    );
  });
});
