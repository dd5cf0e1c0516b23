import { describe, expect, it } from 'vitest';
import { byVersion, newestKernel, packagesFor } from './packages.mjs';

const offered = (...versions: readonly string[]): string =>
  versions.flatMap((version) => packagesFor(version).filter((name) => name.startsWith('linux-'))).join('\n');

describe('the newest kernel', () => {
  it('is chosen by numbers, not by letters', () => {
    expect(newestKernel(offered('7.3.4+deb13-amd64', '7.10.1+deb13-amd64', '7.9.9+deb13-amd64'))).toBe(
      '7.10.1+deb13-amd64',
    );
  });

  it('is none when all are older than the module can use', () => {
    expect(newestKernel(offered('7.2.12+deb13-amd64', '6.19.14+deb13-amd64'))).toBeNull();
  });

  it('is one whose packages are all there', () => {
    const names = `${offered('7.3.4+deb13-amd64')}\nlinux-headers-7.4.0+deb13-amd64`;
    expect(newestKernel(names)).toBe('7.3.4+deb13-amd64');
  });

  it('is not of the cloud flavour, which has no PCI/TSM', () => {
    expect(newestKernel(offered('7.4.0+deb13-cloud-amd64'))).toBeNull();
  });
});

it('versions are ordered by each number in turn', () => {
  expect(['7.10', '7.3.4', '7.3', '6.19'].sort(byVersion)).toEqual(['6.19', '7.3', '7.3.4', '7.10']);
});
