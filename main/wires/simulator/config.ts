/** Writes a PCI function's configuration space, byte for byte consistent with its part and its state (PCIe base spec 6.2 chapter 7). */
import type { DeviceState } from '../../../shared/model/device.js';
import { windowOf } from './bars.js';
import { hasMailbox, type PciPart } from './parts.js';

interface Space {
  readonly bytes: Uint8Array;
  put(offset: number, width: 1 | 2 | 4, value: number): void;
}

const spaceOf = (size: number): Space => {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  return {
    bytes,
    put(offset, width, value) {
      if (width === 1) view.setUint8(offset, value);
      else if (width === 2) view.setUint16(offset, value, true);
      else view.setUint32(offset, value >>> 0, true);
    },
  };
};

const hexOf = (digits: string): number => Number.parseInt(digits, 16);

/** Header type 0 or 1. A virtual function answers with all ones for its ids, as the SR-IOV chapter asks. */
const header = (
  space: Space,
  part: PciPart,
  place: { id: string; bus: number; below: readonly [number, number]; virtual: boolean; busMaster: boolean },
): void => {
  const bridge = part.classCode === '060400';
  space.put(0x00, 2, place.virtual ? 0xffff : hexOf(part.vendor));
  space.put(0x02, 2, place.virtual ? 0xffff : hexOf(part.device));
  space.put(0x04, 2, (place.virtual ? 0 : 0x0402) | (place.busMaster ? 0x4 : 0));
  space.put(0x06, 2, 0x0010);
  space.put(0x08, 1, hexOf(part.revision));
  space.put(0x09, 1, hexOf(part.classCode.slice(4, 6)));
  space.put(0x0a, 1, hexOf(part.classCode.slice(2, 4)));
  space.put(0x0b, 1, hexOf(part.classCode.slice(0, 2)));
  space.put(0x0c, 1, 0x10);
  space.put(0x0e, 1, bridge ? 1 : 0);
  space.put(0x34, 1, 0x40);
  if (bridge) {
    space.put(0x18, 1, place.bus);
    space.put(0x19, 1, place.below[0]);
    space.put(0x1a, 1, place.below[1]);
    return;
  }
  // One 64-bit memory window.
  if (!place.virtual) {
    const { base } = windowOf(place.id);
    space.put(0x10, 4, Number(base & 0xffff_fff0n) | 0x4);
    space.put(0x14, 4, Number(base >> 32n));
  }
  space.put(0x2c, 2, hexOf(part.subsystemVendor));
  space.put(0x2e, 2, hexOf(part.subsystemDevice));
};

const express = 0x60;
const portType = { endpoint: 0x0, rootPort: 0x4, upstream: 0x5, downstream: 0x6, rootComplexEndpoint: 0x9 } as const;
export type PortType = keyof typeof portType;

/** Power management, then PCI Express with the TEE-IO bit (30) of the device capabilities and the link as it trained. */
const capabilities = (space: Space, part: PciPart, port: PortType): void => {
  space.put(0x40, 2, part.express ? (express << 8) | 0x01 : 0x01);
  space.put(0x42, 2, 0x0003);
  space.put(0x44, 2, 0x0008);
  if (!part.express) return;
  space.put(express, 2, 0x0010);
  space.put(express + 0x02, 2, 0x0002 | (portType[port] << 4));
  space.put(express + 0x04, 4, 0x0000_8002 | (part.capabilities.tee ? 0x4000_0000 : 0));
  space.put(express + 0x08, 2, 0x2930);
  if (part.link === null) return;
  const link = part.link.generation | (part.link.lanes << 4);
  space.put(express + 0x0c, 4, link | 0x0040_0000);
  space.put(express + 0x12, 2, link);
};

/** The extended list: AER always, then what the part has; `length` in bytes. */
const extendedList = (
  part: PciPart,
  state: DeviceState,
  functions: number,
): readonly { id: number; version: number; length: number; fill?: (at: number, space: Space) => void }[] => [
  { id: 0x0001, version: 2, length: 0x48 },
  ...(functions > 0
    ? [
        {
          id: 0x0010,
          version: 1,
          length: 0x40,
          fill: (at: number, space: Space) => {
            space.put(at + 0x08, 2, 0x0019);
            space.put(at + 0x0c, 2, functions);
            space.put(at + 0x0e, 2, functions);
            space.put(at + 0x10, 2, functions);
            space.put(at + 0x14, 2, 1);
            space.put(at + 0x16, 2, 1);
          },
        },
      ]
    : []),
  ...(part.capabilities.ats
    ? [
        {
          id: 0x000f,
          version: 1,
          length: 0x08,
          fill: (at: number, space: Space) => space.put(at + 6, 2, state.atsEnabled ? 0x8000 : 0),
        },
      ]
    : []),
  ...(hasMailbox(part) ? [{ id: 0x002e, version: 2, length: 0x18 }] : []),
  ...(part.capabilities.ide
    ? [
        {
          id: 0x0030,
          version: 1,
          length: 0x40,
          // Link IDE and selective IDE supported, TEE-limited streams, one selective stream.
          fill: (at: number, space: Space) =>
            space.put(at + 4, 4, 0x0100_0003 | (part.capabilities.tee ? 0x0200_0000 : 0)),
        },
      ]
    : []),
];

/** Configuration space as lower-case hex: 4096 bytes of a PCI Express function, 256 of a conventional one. `functions`: its virtual ones. */
export const configHex = (
  part: PciPart,
  state: DeviceState,
  place: {
    readonly id: string;
    readonly bus: number;
    readonly below: readonly [number, number];
    readonly virtual: boolean;
    readonly functions: number;
    readonly port: PortType;
  },
): string => {
  const space = spaceOf(part.express ? 4096 : 256);
  header(space, part, { ...place, busMaster: state.busMaster });
  capabilities(space, part, place.port);
  if (part.express) {
    let at = 0x100;
    const list = extendedList(part, state, place.functions);
    list.forEach((one, index) => {
      const next = index + 1 < list.length ? at + one.length : 0;
      space.put(at, 4, (next << 20) | (one.version << 16) | one.id);
      one.fill?.(at, space);
      at += one.length;
    });
  }
  return Buffer.from(space.bytes.buffer).toString('hex');
};
