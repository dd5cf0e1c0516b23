import { describe, expect, it } from 'vitest';
import { isOneLine, sysPathOf } from './sysPath.js';

describe('sysPathOf', () => {
  it.each([
    ['bus/pci/devices/0000:01:00.0/trust', 'bus/pci/devices/0000:01:00.0/trust'],
    ['/sys/bus/pci/drivers_probe', 'bus/pci/drivers_probe'],
    ['./bus//pci/./x', 'bus/pci/x'],
  ])('takes %s', (text, path) => {
    expect(sysPathOf(text)).toBe(path);
  });

  it.each([
    '',
    '/',
    '/sys',
    '/sys/',
    '.',
    '/etc/passwd',
    '../etc/passwd',
    'bus/../../etc',
    '/sys/../etc/passwd',
    '/sys//etc/../..',
    '//sys/x',
    'a\u0000b',
    'a\nb',
    '/sysfs/x',
  ])('refuses %j', (text) => {
    expect(sysPathOf(text)).toBeNull();
  });

  it('takes a value of one line only', () => {
    expect(isOneLine('0000:01:00.0')).toBe(true);
    expect(isOneLine('')).toBe(true);
    expect(isOneLine('4\n0')).toBe(false);
    expect(isOneLine('4\u0000')).toBe(false);
  });
});
