/** Reads a PCI device's configuration space: the capabilities sysfs has no attribute for (PCIe base spec 6.2 chapters 7 and 9). */

/** What configuration space says; `extended` is false when only the first 64 or 256 bytes could be read. */
export interface ConfigFacts {
  readonly busMaster: boolean;
  /** Null when the bytes that would say so were not readable. */
  readonly tee: boolean | null;
  readonly ide: boolean | null;
  readonly doe: boolean | null;
  readonly ats: boolean | null;
  /** False too when there is no ATS capability; null when not readable. */
  readonly atsEnabled: boolean | null;
}

export type ParsedConfig =
  | { readonly kind: 'facts'; readonly facts: ConfigFacts }
  | { readonly kind: 'unreadable'; readonly why: string };

const pciExpress = 0x10;
const extended = { ats: 0x0f, doe: 0x2e, ide: 0x30 } as const;

interface Bytes {
  readonly size: number;
  /** Little-endian unsigned value of `width` bytes, or null past the end. */
  at(offset: number, width: 1 | 2 | 4): number | null;
}

const bytesOf = (hex: string): Bytes => {
  const size = hex.length >> 1;
  return {
    size,
    at(offset, width) {
      if (offset + width > size) return null;
      let value = 0;
      for (let i = width - 1; i >= 0; i--)
        value = value * 256 + Number.parseInt(hex.slice((offset + i) * 2, (offset + i) * 2 + 2), 16);
      return Number.isNaN(value) ? null : value;
    },
  };
};

/** Offset of the PCI Express capability; null when there is none; undefined when the list leads past what could be read. */
const expressAt = (bytes: Bytes): number | null | undefined => {
  const status = bytes.at(0x06, 2);
  if (status === null || (status & 0x10) === 0) return null;
  let next = (bytes.at(0x34, 1) ?? 0) & 0xfc;
  // 48 capabilities fill the space: more is a loop, made by a broken or hostile device.
  for (let hops = 0; hops < 48 && next >= 0x40; hops++) {
    const id = bytes.at(next, 1);
    const after = bytes.at(next + 1, 1);
    if (id === null || after === null) return undefined;
    if (id === pciExpress) return next;
    next = after & 0xfc;
  }
  return null;
};

/** Extended capabilities by id with their offsets; a loop or garbage ends the list. */
const extendedCapabilities = (bytes: Bytes): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  let next = 0x100;
  for (let hops = 0; hops < 960 && next >= 0x100; hops++) {
    const header = bytes.at(next, 4);
    if (header === null || header === 0 || header === 0xffffffff) break;
    const id = header & 0xffff;
    if (!found.has(id)) found.set(id, next);
    next = (header >>> 20) & 0xffc;
  }
  return found;
};

/** Parses `config` as lower-case hex of 64, 256 or 4096 bytes. Never throws, whatever the bytes are. */
export const parseConfig = (hex: string): ParsedConfig => {
  const bytes = bytesOf(hex);
  const command = bytes.at(0x04, 2);
  if (command === null || bytes.size < 64)
    return { kind: 'unreadable', why: 'configuration space is shorter than its header' };
  if (/^f{64}/.test(hex))
    return { kind: 'unreadable', why: 'the device did not answer (configuration space reads all ones)' };
  const busMaster = (command & 0x4) !== 0;
  const express = expressAt(bytes);
  if (express === undefined)
    return { kind: 'facts', facts: { busMaster, tee: null, ide: null, doe: null, ats: null, atsEnabled: null } };
  // Without PCI Express there are no extended capabilities to have.
  if (express === null)
    return { kind: 'facts', facts: { busMaster, tee: false, ide: false, doe: false, ats: false, atsEnabled: false } };
  const capabilities = bytes.at(express + 4, 4);
  const tee = capabilities === null ? null : (capabilities & 0x4000_0000) !== 0;
  if (bytes.size <= 0x100)
    return { kind: 'facts', facts: { busMaster, tee, ide: null, doe: null, ats: null, atsEnabled: null } };
  const list = extendedCapabilities(bytes);
  const ats = list.get(extended.ats);
  const control = ats === undefined ? 0 : bytes.at(ats + 6, 2);
  return {
    kind: 'facts',
    facts: {
      busMaster,
      tee,
      ide: list.has(extended.ide),
      doe: list.has(extended.doe),
      ats: ats !== undefined,
      atsEnabled: control === null ? null : (control & 0x8000) !== 0,
    },
  };
};
