import { expect, it } from 'vitest';
import { packagesIn } from './apt.mjs';

const line = (file: string, hash: string): string => `'http://mirror.example/pool/${file}' ${file} 1234 ${hash}`;

it('packages are told by file and SHA-256, in a steady order', () => {
  const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
  const text = [line('make_4.4_amd64.deb', `SHA256:${second}`), line('bash_5.2_amd64.deb', `SHA256:${first}`)].join(
    '\n',
  );
  expect(packagesIn(text)).toEqual([
    { file: 'bash_5.2_amd64.deb', sha256: first },
    { file: 'make_4.4_amd64.deb', sha256: second },
  ]);
});

it('one that only a weak hash vouches for does not count', () => {
  expect(packagesIn(line('make_4.4_amd64.deb', `MD5Sum:${'c'.repeat(32)}`))).toEqual([]);
});
