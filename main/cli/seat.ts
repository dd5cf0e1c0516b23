/** Where on a bus a simulated device sits, as a command line says it: what its interface report is about. */
import { sampleBars, sampleTarget } from '../../shared/evidence/responder/sample.js';
import type { Bar } from '../../shared/evidence/tdisp/consistency.js';
import type { InterfaceId } from '../../shared/evidence/tdisp/message.js';
import type { Invocation } from './cli.js';
import { badUsage } from './ending.js';

export interface Seat {
  readonly target: InterfaceId;
  readonly bars: readonly Bar[];
}

const wrongAddress = () => badUsage('--address takes a PCI address: 0000:02:00.0.');
const wrongBar = () => badUsage('--bar takes INDEX:BASE:SIZE, base and size as hex: 0:fd800000:4000.');

/** A segment is named only where there is more than one: domain 0 stands for none. */
const targetOf = (flag: Invocation['flags'][string]): InterfaceId => {
  if (flag === undefined) return sampleTarget;
  const found = typeof flag === 'string' ? /^([0-9a-f]{4}):([0-9a-f]{2}):([01][0-9a-f])\.([0-7])$/i.exec(flag) : null;
  if (found === null) throw wrongAddress();
  const [domain = 0, bus = 0, device = 0, part = 0] = found.slice(1).map((text) => Number.parseInt(text, 16));
  if (domain > 0xff) throw wrongAddress();
  return { requester: (bus << 8) | (device << 3) | part, segment: domain === 0 ? null : domain };
};

const barOf = (text: string): Bar => {
  const [, index, base, size] = /^([0-5]):([0-9a-f]{1,16}):([0-9a-f]{1,16})$/i.exec(text) ?? [];
  if (index === undefined) throw wrongBar();
  return { index: Number(index), kind: 'memory', base: BigInt(`0x${base}`), size: BigInt(`0x${size}`) };
};

/** Of `--address` and `--bar`; those of the sample where they are left out. */
export const seatOf = ({ flags }: Invocation): Seat => ({
  target: targetOf(flags.address),
  bars: Array.isArray(flags.bar) ? flags.bar.map((text) => barOf(String(text))) : sampleBars,
});
