/** The shell wire keeps the wire contract with every shell a far machine may have, with each reader and without. */
import { afterAll } from 'vitest';
import type { Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { treeLacks, treeSample } from './treeSample.js';
import { farShell, type FarOptions, shells, type ShellName } from './farShell.js';

const trees: Sysroot[] = [];
afterAll(() => {
  for (const tree of trees) tree[Symbol.dispose]();
});

const contractOf = (name: string, options: Omit<FarOptions, 'sysroot'>): void =>
  wireContract({
    name,
    lacks: treeLacks,
    make: async () => {
      const { tree, sample } = await treeSample(({ root }) => farShell({ sysroot: root, ...options }));
      trees.push(tree);
      return sample;
    },
  });

for (const shell of Object.keys(shells) as ShellName[]) contractOf(`${shell} alone`, { shell, readers: [] });
contractOf('dash with perl', { shell: 'dash', readers: ['perl'] });
contractOf('dash with python3', { shell: 'dash', readers: ['python'] });
