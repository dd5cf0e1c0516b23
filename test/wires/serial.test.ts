/** The serial wire keeps the wire contract: over a terminal as a serial device and over a socket, with every shell a console may have. */
import { afterAll } from 'vitest';
import { type SerialRig, serialRig } from '../fixtures/serialRig.js';
import type { Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { openSerial } from './serialLine.js';
import { treeLacks, treeSample } from './treeSample.js';

const trees: Sysroot[] = [];
const rigs: SerialRig[] = [];
afterAll(async () => {
  for (const rig of rigs) await rig[Symbol.asyncDispose]();
  for (const tree of trees) tree[Symbol.dispose]();
});

const contractOf = (name: string, by: 'device' | 'socket', program: string): void => {
  let rig: Promise<SerialRig> | null = null;
  const lineOf = async (): Promise<SerialRig> => {
    const made = await serialRig({ program });
    rigs.push(made);
    if (by === 'device') await made.plug();
    return made;
  };
  wireContract({
    name,
    lacks: treeLacks,
    make: async () => {
      const { tree, sample } = await treeSample(async ({ root }) => {
        // One console for all tests: each finds it as the last one left it.
        rig ??= lineOf();
        return (await openSerial(await rig, { by, sysroot: root })).wire;
      });
      trees.push(tree);
      return sample;
    },
  });
};

contractOf('serial device, dash', 'device', 'dash -i');
contractOf('console socket, bash', 'socket', 'bash --norc -i');
contractOf('console socket, busybox ash', 'socket', 'busybox ash -i');
