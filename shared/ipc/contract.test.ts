/** What the contract lets in, where its words end up in files and on terminals. */
import { describe, expect, it } from 'vitest';
import { inputs } from './contract.js';

const accepts = (author: string, reason: string): boolean =>
  inputs['session.verdict'].safeParse({ session: 's1', device: 'devices/x', verdict: 'accept', author, reason })
    .success;

describe('a verdict', () => {
  it('is plain words of any script', () => expect(accepts('Zoë 李', 'The sheet matches; 3 of 3.')).toBe(true));
  it.each(['a\nb', 'a\u001b[2J', 'a\u009bK', 'a\u202eb', 'a\u2028b', 'a\0', '', 'x'.repeat(3000)])(
    'refuses %j as author and as reason',
    (text) => {
      expect(accepts(text, 'fine')).toBe(false);
      expect(accepts('Mara', text)).toBe(false);
    },
  );
});
