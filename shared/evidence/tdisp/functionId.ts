/** The TDISP interface of a PCI function, from the kernel's name of it. */
import type { InterfaceId } from './message.js';

const address = /^([0-9a-f]{4,8}):([0-9a-f]{2}):([01][0-9a-f])\.([0-7])$/;

/** `0000:01:00.0`. The segment is named only where it is not 0 and fits its byte. Null for what is no such name. */
export const functionIdOf = (id: string): InterfaceId | null => {
  const [, domain, bus, device, fn] = address.exec(id) ?? [];
  if (domain === undefined || bus === undefined || device === undefined || fn === undefined) return null;
  const segment = Number.parseInt(domain, 16);
  return {
    requester: (Number.parseInt(bus, 16) << 8) | (Number.parseInt(device, 16) << 3) | Number(fn),
    segment: segment === 0 || segment > 0xff ? null : segment,
  };
};
