/** Effects and refusals in words: short, present tense, no blame. The same words in the window, the console and the journal. */
import type { DmaMode, LinkState } from '../model/device.js';
import type { Effect, TrustReason } from '../model/effect.js';
import { levelWords } from '../model/level.js';
import type { Refusal, Refuser } from '../model/refusal.js';

/** Which row of the predicted and observed table an effect belongs to. */
export type EffectRowName = 'write' | 'level' | 'interface' | 'dma' | 'link' | 'uevent' | 'driver' | 'ats' | 'log';

export interface Described {
  readonly row: EffectRowName;
  readonly text: string;
}

const dmaWords: Readonly<Record<DmaMode, string>> = {
  blocked: 'DMA is blocked',
  bounced: 'DMA is bounced through shared memory',
  shared: 'DMA goes straight to shared memory',
  private: 'DMA reaches private memory',
};

const linkWords: Readonly<Record<LinkState, string>> = {
  open: 'link open',
  ide: 'link secured by an IDE stream',
  asserted: 'link asserted safe by the TSM',
  lost: 'link protection lost',
};

/** Why a level moved, as a phrase after a comma. */
export const reasonWords: Readonly<Record<TrustReason, string>> = {
  write: 'as written',
  authorized: 'as authorized says',
  unlock: 'because it is unlocked',
  disconnect: 'because the TSM is disconnected',
  spdm_loss: 'because the SPDM session is lost',
  ide_loss: 'because the IDE link is lost',
  tdisp_error: 'because the interface is in ERROR',
  reset: 'because the device is reset',
  arrival: 'at arrival',
  override: 'by the person’s override',
  relock: 'because the host locks it again',
};

const env = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([key, value]) => ` ${key}=${value}`)
    .join('');

/** An effect as one row of a table. */
export const describeEffect = (effect: Effect): Described => {
  switch (effect.kind) {
    case 'driver_bound':
      return { row: 'driver', text: `driver ${effect.driver} bound` };
    case 'driver_unbound':
      return { row: 'driver', text: `driver ${effect.driver} released` };
    case 'tdisp':
      return { row: 'interface', text: `${effect.from} → ${effect.to}` };
    case 'dma':
      return { row: 'dma', text: dmaWords[effect.to] };
    case 'ats':
      return { row: 'ats', text: effect.enabled ? 'ATS on' : 'ATS off' };
    case 'link':
      return { row: 'link', text: linkWords[effect.to] };
    case 'spdm':
      return { row: 'link', text: effect.up ? 'SPDM session up' : 'SPDM session down' };
    case 'authorized':
      return { row: 'level', text: `authorized ${effect.from} → ${effect.to}` };
    case 'level':
      return {
        row: 'level',
        text: `${effect.fall ? 'falls ' : ''}${effect.from} → ${effect.to} ${levelWords[effect.to].name}, ${reasonWords[effect.reason]}`,
      };
    case 'uevent':
      return { row: 'uevent', text: `${effect.action}${env(effect.env)}` };
    case 'netlink':
      return { row: 'uevent', text: `netlink lockstep-trust${env(effect.attrs)}` };
    case 'kmsg':
      return { row: 'log', text: effect.text };
  }
};

const busNames: Readonly<Record<string, string>> = { pci: 'PCI', thunderbolt: 'Thunderbolt', usb: 'USB' };

/** Who refused, as a sentence names it, e.g. `the PCI core`. `bus` as sysfs names it. */
export const refuserName = (by: Refuser, bus: string): string => {
  const name = busNames[bus] ?? bus;
  switch (by) {
    case 'core':
      return 'the driver core';
    case 'bus':
      return `the ${name} core`;
    case 'tsm':
      return 'the TSM';
    case 'device':
      return 'the device';
    case 'iommu':
      return 'the IOMMU';
    case 'policy':
      return 'the policy';
  }
};

/** The refusal as one sentence, e.g. `The PCI core refused: driver nvme is still bound.` `bus` as sysfs names it. */
export const explain = (refusal: Refusal, bus = 'pci'): string => {
  const who = refuserName(refusal.by, bus);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} refused: ${refusal.precondition.text}.`;
};
