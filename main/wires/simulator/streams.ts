/** IDE streams of the host bridges: which device has which, numbered as the kernel hands them out (drivers/pci/ide.c). */
import type { MachineState } from '../../../shared/model/machine.js';
import type { Node } from './nodes.js';
import type { Stream } from './world.js';

const lowestFree = (taken: readonly number[]): number => {
  for (let n = 0; ; n++) if (!taken.includes(n)) return n;
};

const numbers = (stream: Stream): readonly number[] => stream.name.slice('stream'.length).split('.').map(Number);

/** Path of the root port a device is behind: the part below the host bridge. */
const portOf = (path: string): string => path.split('/').slice(0, 3).join('/');

/** Streams after a step: those of devices connected by IDE, kept as they were numbered, new ones at the lowest numbers free. */
export const nextStreams = (
  before: readonly Stream[],
  nodes: readonly Node[],
  machine: MachineState,
): readonly Stream[] => {
  const streams: Stream[] = before.filter(
    ({ device }) => machine.devices[device]?.link === 'ide' && machine.devices[device]?.connected !== null,
  );
  for (const node of nodes) {
    const state = machine.devices[node.path];
    if (node.kind !== 'pci' || state === undefined || state.link !== 'ide' || state.connected === null) continue;
    if (streams.some((stream) => stream.device === node.path)) continue;
    const onBridge = streams.filter((stream) => stream.bridge === node.bridge.id);
    const onPort = onBridge.filter((stream) => portOf(stream.device) === portOf(node.path));
    const bridge = lowestFree(onBridge.map((stream) => numbers(stream)[0] ?? 0));
    const port = lowestFree(onPort.map((stream) => numbers(stream)[1] ?? 0));
    streams.push({ bridge: node.bridge.id, name: `stream${bridge}.${port}.0`, device: node.path });
  }
  return streams;
};
