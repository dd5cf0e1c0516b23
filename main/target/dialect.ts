/** Tells from the files that are there which dialect a target speaks, which role it has, and which TSMs. */
import type { Fact } from '../../shared/facts/fact.js';
import type { Reading } from '../../shared/facts/reading.js';
import { textOf } from '../../shared/facts/reading.js';
import type { DialectId } from '../../shared/model/dialects/dialect.js';
import type { Role, Tsm } from '../../shared/model/machine.js';
import type { RawDevice } from '../wires/wire.js';
import { classNameOf, idOf, measuredAs, text, unknownFor } from './raw.js';

/** What gives each dialect away, first match wins. Data: a new dialect is a line here (ARCHITECTURE.md). */
const signs: readonly { readonly dialect: DialectId; readonly file: string; readonly reads?: RegExp }[] = [
  { dialect: 'july', file: 'trust', reads: /^(none|adversary|auto|tcb)$/ },
  { dialect: 'march', file: 'trust' },
  { dialect: 'september', file: 'trust_policy' },
  { dialect: 'v2', file: 'tsm/accept' },
  { dialect: 'v2', file: 'tsm/lock' },
];

/** Module parameter that only the tree of July has. */
const julyParameter = 'module/module/parameters/require_trust';

/** The dialect, from the first sign found; stock by the absence of all. Unknown when there is no device to look at. */
export const detectDialect = (
  raw: readonly RawDevice[],
  readings: Readonly<Record<string, Reading>>,
  at: number,
): Fact<DialectId> => {
  for (const sign of signs) {
    const shown = raw.filter((device) => {
      const reading = device.attrs[sign.file];
      return reading !== undefined && (sign.reads === undefined || sign.reads.test(textOf(reading) ?? ''));
    });
    if (shown.length > 0)
      return measuredAs(
        sign.dialect,
        at,
        `${sign.file} on ${shown.length} ${shown.length === 1 ? 'device' : 'devices'}`,
      );
  }
  const parameter = readings[julyParameter];
  if (parameter !== undefined && 'value' in parameter) return measuredAs('july', at, julyParameter);
  if (raw.some((device) => classNameOf(device) === 'tsm' && device.attrs.pci_mode !== undefined))
    return measuredAs('v2', at, 'pci_mode of a TSM');
  if (raw.length === 0) return unknownFor('no device was found to tell it from');
  return measuredAs('stock-7.3', at, 'no trust, trust_policy or tsm/accept file');
};

/** The TSM class devices. Without `pci_mode` (stock) a TSM that devices can connect to is a link TSM. */
export const tsmsOf = (raw: readonly RawDevice[]): readonly Tsm[] => {
  const connects = raw.some((device) => device.attrs['tsm/connect'] !== undefined);
  return raw
    .filter((device) => classNameOf(device) === 'tsm')
    .map((device): Tsm => {
      const mode = text(device, 'pci_mode');
      if (mode === 'link' || mode === 'devsec' || mode === 'none') return { name: idOf(device.path), pciMode: mode };
      return { name: idOf(device.path), pciMode: connects ? 'link' : 'none' };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Host or guest: one kernel does one of them, so its TSM's mode says which, else the files it gives devices. */
export const detectRole = (raw: readonly RawDevice[], at: number): Fact<Role> => {
  for (const device of raw.filter((one) => classNameOf(one) === 'tsm')) {
    const mode = text(device, 'pci_mode');
    if (mode === 'link' || mode === 'devsec')
      return measuredAs(mode === 'link' ? 'host' : 'guest', at, `pci_mode of ${idOf(device.path)}`);
  }
  if (raw.some((device) => device.attrs['tsm/connect'] !== undefined)) return measuredAs('host', at, 'tsm/connect');
  if (raw.some((device) => device.attrs['tsm/lock'] !== undefined)) return measuredAs('guest', at, 'tsm/lock');
  return unknownFor('no TSM: neither tsm/connect nor tsm/lock is there');
};
