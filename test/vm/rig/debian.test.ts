import { expect, it } from 'vitest';
import { mirrorIn } from './debian.mjs';

const targets = [
  'http://mirror.example/debian-security/ bookworm-security main',
  'http://mirror.example/debian/ bookworm contrib',
  'http://mirror.example/debian/ bookworm main',
].join('\n');

it('the mirror is where this release itself comes from, not its security pocket', () => {
  expect(mirrorIn(targets, 'bookworm')).toBe('http://mirror.example/debian');
});

it('there is none for a release the configuration does not name', () => {
  expect(mirrorIn(targets, 'noble')).toBeNull();
  expect(mirrorIn('', 'bookworm')).toBeNull();
});
