/** The local wire keeps the wire contract, on a tree of plain files and with real helper processes. */
import { afterAll } from 'vitest';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import type { Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { treeLacks, treeSample } from './treeSample.js';

const trees: Sysroot[] = [];
afterAll(() => {
  for (const tree of trees) tree[Symbol.dispose]();
});

wireContract({
  name: 'local',
  lacks: treeLacks,
  make: async () => {
    const helper = await builtHelper();
    const { tree, sample } = await treeSample(({ root }) =>
      localWire({ sysroot: root, startHelper: () => nodeHelper(helper) }),
    );
    trees.push(tree);
    return sample;
  },
});
