import { expect, it } from 'vitest';
import { boundText } from './words.js';

it('R13 says of a verdict whether it is bound to a lock or to a connection', () => {
  const nonce = 'b6b9e6450011';
  expect(boundText({ nonce, lock: 'tsm0', connection: 'tsm0', generation: 1 })).toBe(
    'the lock by tsm0, generation 1, nonce b6b9e645…',
  );
  expect(boundText({ nonce, lock: null, connection: 'tsm0', generation: null })).toBe(
    'the connection to tsm0, nonce b6b9e645…',
  );
  expect(boundText({ nonce, lock: null, connection: null, generation: null })).toBe(
    'no lock and no connection, nonce b6b9e645…',
  );
});
