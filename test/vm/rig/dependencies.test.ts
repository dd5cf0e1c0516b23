import { expect, it } from 'vitest';
import { closureOf, tablesFor } from './dependencies.mjs';

const dep = [
  'kernel/nvme/nvme.ko.xz: kernel/nvme/nvme-core.ko.xz kernel/nvme/nvme-auth.ko.xz',
  'kernel/nvme/nvme-core.ko.xz: kernel/nvme/nvme-auth.ko.xz',
  'kernel/nvme/nvme-auth.ko.xz:',
  'kernel/virtio/virtio_pci.ko:',
  'kernel/sound/snd.ko.xz:',
].join('\n');

it('a driver brings what it needs, whether its name is written with dashes or not', () => {
  const closure = closureOf(dep, ['nvme', 'virtio_pci', 'nvme_core', 'built_in']);
  expect([...closure.keys()]).toEqual([
    'kernel/nvme/nvme-auth.ko.xz',
    'kernel/nvme/nvme-core.ko.xz',
    'kernel/nvme/nvme.ko.xz',
    'kernel/virtio/virtio_pci.ko',
  ]);
});

it('the tables name unpacked files, ours among them, and no driver that is not there', () => {
  const tables = tablesFor({
    closure: closureOf(dep, ['nvme_core']),
    ours: ['extra/lockstep_trust.ko'],
    alias: 'alias pci:v1 nvme_core\nalias pci:v2 snd',
  });
  expect(tables['modules.dep']).toBe(
    'kernel/nvme/nvme-auth.ko:\nkernel/nvme/nvme-core.ko: kernel/nvme/nvme-auth.ko\nextra/lockstep_trust.ko:\n',
  );
  expect(tables['modules.alias']).toBe('alias pci:v1 nvme_core\n');
});
