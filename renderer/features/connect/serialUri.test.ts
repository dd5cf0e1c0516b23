import { describe, expect, it } from 'vitest';
import { type SerialTyped, serialUri, serialWrong } from './serialUri.js';

const usual: SerialTyped = { path: '/dev/ttyUSB0', baud: '115200', frame: '8N1', flow: 'none', user: '' };

describe('what is typed for a console', () => {
  it.each([
    [{}, 'serial:/dev/ttyUSB0?baud=115200'],
    [{ baud: '9600', frame: '7e2' }, 'serial:/dev/ttyUSB0?baud=9600&data=7&parity=even&stop=2'],
    [{ frame: '8O1', flow: 'hardware' }, 'serial:/dev/ttyUSB0?baud=115200&parity=odd&flow=hardware'],
    [{ user: ' root ' }, 'serial:/dev/ttyUSB0?baud=115200&user=root'],
    [{ path: '/run/vm.sock' }, 'unix:/run/vm.sock'],
    // Nothing of a line holds for a socket.
    [{ path: '/run/vm.sock', user: 'root', baud: '', frame: '' }, 'unix:/run/vm.sock?user=root'],
  ] as const)('%j opens %s', (typed, uri) => {
    expect(serialWrong({ ...usual, ...typed })).toBeNull();
    expect(serialUri({ ...usual, ...typed })).toBe(uri);
  });

  it.each([
    [{ path: '' }, /give a port/],
    [{ path: 'ttyUSB0' }, /from the root/],
    [{ baud: '0' }, /baud/],
    [{ frame: '9N1' }, /8N1/],
    [{ frame: '8N3' }, /8N1/],
    [{ user: '-x' }, /user/],
    [{ path: '/run/vm.sock', user: 'a b' }, /user/],
  ] as const)('%j is wrong', (typed, why) => expect(serialWrong({ ...usual, ...typed })).toMatch(why));
});
