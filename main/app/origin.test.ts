import { describe, expect, it } from 'vitest';
import { isOurs, mayOpenOutside, pageUrl } from './origin.js';

describe('our own pages', () => {
  it.each([pageUrl('index.html'), 'app://lockstep/', 'app://lockstep/index.html#gallery', 'app://lockstep/a?b=c'])(
    '%s is ours',
    (address) => {
      expect(isOurs(address)).toBe(true);
    },
  );

  it.each([
    '',
    'lockstep',
    'app://lockstep.example/',
    'app://lockstep:1/',
    'app://user@lockstep/',
    'app://Lockstep.evil/',
    'apps://lockstep/',
    'https://lockstep/',
    'http://app/lockstep',
    'file:///lockstep',
    'data:text/html,app://lockstep/',
    'blob:app://lockstep/1',
    'about:blank',
  ])('%j is not', (address) => {
    expect(isOurs(address)).toBe(false);
  });
});

describe('addresses opened outside', () => {
  it.each(['https://lore.kernel.org/linux-coco/', 'https://docs.kernel.org/PCI/'])('%s may be', (address) => {
    expect(mayOpenOutside(address)).toBe(true);
  });

  it.each([
    'http://lore.kernel.org/',
    'https://lore.kernel.org.example.org/',
    'https://lore.kernel.org@example.org/',
    'https://me@lore.kernel.org/',
    'https://lore.kernel.org:8443/',
    'https://example.org/#https://lore.kernel.org/',
    'file:///usr/bin/xterm',
    'javascript:alert(1)',
    'lore.kernel.org',
  ])('%s may not', (address) => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});
