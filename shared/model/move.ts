/** Moving a device: driver, interface, DMA and level, in the order a kernel does it. Every rule goes through here. */
import type { DevicePath, DmaMode, LinkState } from './device.js';
import type { Draft } from './draft.js';
import type { TrustReason } from './effect.js';
import type { Level } from './level.js';
import type { Rules } from './rules/rule.js';
import type { TdispState } from './tdisp.js';

/** Releases the bound driver, if any. Drivers of PCI devices switch bus mastering off as they leave (pci_disable_device). */
export const release = (draft: Draft, path: DevicePath): void => {
  const { driver } = draft.device(path);
  if (driver === null) return;
  draft.patch(path, { driver: null, busMaster: false });
  draft.emit({ kind: 'driver_unbound', device: path, driver });
  draft.emit({ kind: 'uevent', device: path, action: 'unbind', env: {} });
};

/** Binds `driver`. Drivers of PCI devices switch bus mastering on while they probe. */
export const bind = (draft: Draft, path: DevicePath, driver: string): void => {
  draft.patch(path, { driver, busMaster: true });
  draft.emit({ kind: 'driver_bound', device: path, driver });
  draft.emit({ kind: 'uevent', device: path, action: 'bind', env: { DRIVER: driver } });
};

/** What the bus itself says of the device: Thunderbolt's `authorized`, or USB's. */
export const setAuthorized = (draft: Draft, path: DevicePath, to: 0 | 1 | 2): void => {
  const { thunderbolt, usbAuthorized } = draft.device(path);
  const from = thunderbolt?.authorized ?? (usbAuthorized === true ? 1 : 0);
  if (from === to) return;
  if (thunderbolt === null) draft.patch(path, { usbAuthorized: to > 0 });
  else draft.patch(path, { thunderbolt: { ...thunderbolt, authorized: to } });
  draft.emit({ kind: 'authorized', device: path, from, to });
};

/** The driver the core would bind: the override alone if there is one, else the one whose table names the device. */
export const candidate = (device: { readonly override: string | null; readonly match: string | null }): string | null =>
  device.override ?? device.match;

/** Lets the core look for a driver; nothing happens when there is none, one is bound, or the level is 0 (R47). */
export const attach = (draft: Draft, path: DevicePath): void => {
  const device = draft.device(path);
  const driver = candidate(device);
  if (device.driver === null && driver !== null && device.level > 0) bind(draft, path, driver);
};

/** Moves the interface. Says nothing when it is there already. */
export const setTdisp = (draft: Draft, path: DevicePath, to: TdispState): void => {
  const from = draft.device(path).tdisp;
  if (from === to) return;
  draft.patch(path, { tdisp: to });
  draft.emit({ kind: 'tdisp', device: path, from, to });
};

export const setDma = (draft: Draft, path: DevicePath, to: DmaMode): void => {
  const from = draft.device(path).dma;
  if (from === to) return;
  draft.patch(path, { dma: to });
  draft.emit({ kind: 'dma', device: path, from, to });
};

export const setLink = (draft: Draft, path: DevicePath, to: LinkState): void => {
  const from = draft.device(path).link;
  if (from === to) return;
  draft.patch(path, { link: to });
  draft.emit({ kind: 'link', device: path, from, to });
};

export const setSpdm = (draft: Draft, path: DevicePath, up: boolean): void => {
  if (draft.device(path).spdmSession === up) return;
  draft.patch(path, { spdmSession: up });
  draft.emit({ kind: 'spdm', device: path, up });
};

const setAts = (draft: Draft, path: DevicePath, enabled: boolean): void => {
  if (draft.device(path).atsEnabled === enabled) return;
  draft.patch(path, { atsEnabled: enabled });
  draft.emit({ kind: 'ats', device: path, enabled });
};

/** Sets DMA and ATS up as the device's present level says. ATS of what hangs behind a Thunderbolt device is not known here: on at 2 (R43). */
export const applySetting = (draft: Draft, path: DevicePath, rules: Rules): void => {
  const device = draft.device(path);
  const setting = rules.settings[device.level];
  setDma(draft, path, setting.dma);
  setAts(draft, path, setting.ats && (device.capabilities.ats || device.bus === 'thunderbolt'));
};

export interface Move {
  readonly to: Level;
  readonly reason: TrustReason;
  /** Nobody asked for it (R21). */
  readonly fall?: boolean;
  /** Where the interface goes on the way. */
  readonly tdisp?: TdispState;
}

/** Notices of a move from `from`; also sent when the interface broke and the level stayed. */
export const notify = (
  draft: Draft,
  path: DevicePath,
  told: { from: Level; reason: TrustReason; fall: boolean; rules: Rules },
): void => {
  const device = draft.device(path);
  for (const notice of told.rules.notices) {
    draft.emit(notice({ device, design: draft.machine.design, from: told.from, reason: told.reason, fall: told.fall }));
  }
};

/**
 * Moves the level, and with it everything that hangs on it: the driver is released where the level crosses 0 or 4 (O7), the
 * interface moves, DMA and ATS follow, notices go out, and the core binds a driver again unless the level is 0 (R47).
 */
export const moveLevel = (draft: Draft, path: DevicePath, { move, rules }: { move: Move; rules: Rules }): void => {
  const { level: from } = draft.device(path);
  const { to, reason, fall = false } = move;
  const crosses = from !== to && rules.releasing.some((edge) => edge === from || edge === to);
  if (crosses) release(draft, path);
  if (move.tdisp !== undefined) setTdisp(draft, path, move.tdisp);
  draft.patch(path, { level: to });
  applySetting(draft, path, rules);
  if (from !== to) draft.emit({ kind: 'level', device: path, from, to, reason, fall });
  notify(draft, path, { from, reason, fall, rules });
  if (crosses) attach(draft, path);
};
