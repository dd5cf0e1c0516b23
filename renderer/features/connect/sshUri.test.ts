import { describe, expect, it } from 'vitest';
import { sshUri, sshWrong } from './sshUri.js';

describe('what is typed for ssh', () => {
  it.each([
    [{ host: 'lab-42', config: '' }, 'ssh://lab-42'],
    [{ host: ' mara@lab-42:2222 ', config: '' }, 'ssh://mara@lab-42:2222'],
    [{ host: 'ssh://[::1]:22', config: '/tmp/c' }, 'ssh://[::1]:22?config=/tmp/c'],
    [{ host: 'lab', config: '~/50% a&b' }, 'ssh://lab?config=~/50%25%20a%26b'],
  ])('%j opens %s', (typed, uri) => {
    expect(sshWrong(typed)).toBeNull();
    expect(sshUri(typed)).toBe(uri);
  });

  it.each([
    [{ host: '', config: '' }, /give a host/],
    [{ host: '-oProxyCommand=x', config: '' }, /dash/],
    [{ host: 'a@-b', config: '' }, /dash/],
    [{ host: 'lab -v', config: '' }, /spaces/],
    [{ host: 'lab', config: 'c' }, /path/],
  ])('%j is wrong', (typed, why) => expect(sshWrong(typed)).toMatch(why));
});
