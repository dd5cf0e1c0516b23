import { expect, it } from 'vitest';
import { commandLine, kernelLine } from './qemu.mjs';

const root = { path: '/root-of-it', key: 'k', kernel: '7.3.4', qemu: '11' };
const boot = {
  ...({ name: 'x', folder: '/a,b', flavour: 'proposal', role: 'guest', console: 'login' } as const),
  ...{ params: { levels: '4' }, sshPort: 2222, initramfs: '/i', spdmPort: undefined, megabytes: 512 },
};

it('parameters reach the module of the flavour; only the proposal has a role', () => {
  expect(kernelLine(boot)).toMatch(/lockstep_trust\.role=guest lockstep_trust\.levels=4$/);
  expect(kernelLine({ ...boot, flavour: 'stock', params: {} })).not.toContain('role=');
});

it('each VM is told its name', () => {
  expect(kernelLine({ ...boot, name: 'one' })).toContain(' lockstep.name=one ');
});

it('listens on loopback alone, and never uses KVM unasked', () => {
  const words = commandLine(root, boot).join(' ');
  expect(words).toContain('hostfwd=tcp:127.0.0.1:2222-:22');
  expect(words).toContain('-accel tcg');
});

it('a comma in a path stays in it', () => {
  expect(commandLine(root, boot).join(' ')).toContain('path=/a,,b/console.sock');
});

it('a drive asks an SPDM responder only when one is named', () => {
  expect(commandLine(root, boot).join(' ')).not.toContain('spdm_port');
  expect(commandLine(root, { ...boot, spdmPort: 2323 }).join(' ')).toContain('LS-NVME-1,bus=rp1');
  expect(commandLine(root, { ...boot, spdmPort: 2323 }).join(' ')).toContain('spdm_port=2323');
});
