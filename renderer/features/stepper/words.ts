/** The stepper's words: what a write asks for, what its button says, how spans and lists read. */
import type { Bound } from '../../../shared/facts/judgement.js';
import type { WriteAction } from '../../../shared/model/action.js';
import { isLevel, levelWords } from '../../../shared/model/level.js';

/** A span of time as a person reads it: `0.3 ms`, `38 ms`, `2.1 s`. */
export const span = (ms: number): string => {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
};

/** `level 4 TCB` for a digit of the five levels; the word itself for a named level. */
export const levelText = (value: string): string => {
  const level = Number(value);
  return value !== '' && isLevel(level) ? `level ${level} ${levelWords[level].name}` : `level ${value}`;
};

/** What a write asks for, to stand after "Next: ". */
export const asks = (action: WriteAction): string => {
  switch (action.kind) {
    case 'trust':
      return `ask for ${levelText(action.value)}`;
    case 'lock':
      return `lock with ${action.value}`;
    case 'unlock':
      return `unlock from ${action.value}`;
    case 'accept':
      return 'accept the device';
    case 'connect':
      return `connect to ${action.value}`;
    case 'disconnect':
      return `disconnect from ${action.value}`;
    case 'authorized':
      return action.value === '0'
        ? 'take the authorization back'
        : action.value === '2'
          ? 'authorize by key challenge'
          : 'authorize';
    case 'key':
      return 'store a key';
    case 'driver_override':
      return action.value === '' ? 'clear the driver override' : `allow only ${action.value}`;
    case 'bind':
      return `bind ${action.driver}`;
    case 'unbind':
      return `unbind ${action.driver}`;
    case 'drivers_probe':
      return 'let the core find a driver';
    case 'autoprobe':
      return `${action.value === '0' ? 'keep' : 'let'} ${action.driver} ${action.value === '0' ? 'from binding' : 'bind'} by itself`;
    case 'drivers_autoprobe':
      return `autoprobe of bus ${action.bus}: ${action.value}`;
    case 'iommu_type':
      return `IOMMU group ${action.group} as ${action.value}`;
    case 'modules_autoprobe':
      return `autoprobe of new modules: ${action.value}`;
  }
};

/** Of a write that a person typed: value and file as they are. */
export const asksAsTyped = ({ path, value }: { readonly path: string; readonly value: string }): string => {
  const file = /\/(tsm\/[^/]+|[^/]+)$/.exec(path)?.[1] ?? path;
  return `write ${value === '' ? 'an empty line' : value} to ${file}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The main button: names the act. */
export const buttonWords = (action: WriteAction): string => {
  if (action.kind === 'trust') return `Write ${action.value} to trust`;
  return capital(asks(action));
};

/** The main button of a write that a person typed. */
export const buttonAsTyped = (write: { readonly path: string; readonly value: string }): string =>
  capital(asksAsTyped(write));

/** A short name for lists and the earlier strip: `Lock`, `Trust 4`. */
export const shortName = (action: WriteAction): string => {
  if (action.kind === 'trust') return `Trust ${action.value === '' ? '(empty line)' : action.value}`;
  if (action.kind === 'authorized') return action.value === '0' ? 'De-authorize' : 'Authorize';
  if (action.kind === 'drivers_probe') return 'Probe';
  if (action.kind === 'iommu_type') return `IOMMU type ${action.value}`;
  return capital(action.kind.replaceAll('_', ' '));
};

/** One remark on what the write is for, shown at the right of the card's head where there is room. */
export const remark = (action: WriteAction): string => {
  switch (action.kind) {
    case 'trust':
      return action.value === '0' ? 'always succeeds' : 'a check of reality, not a grant';
    case 'lock':
      return 'from here the configuration holds still';
    case 'unbind':
      return 'nobody uses the device until a driver is bound again';
    case 'connect':
      return 'only then can evidence be had';
    case 'unlock':
    case 'disconnect':
      return 'evidence goes stale';
    case 'drivers_probe':
      return 'succeeds even when nothing binds';
    default:
      return '';
  }
};

/** What is to be said of a write that the kernel took, when it changed nothing all the same. Empty when there is nothing. */
export const afterDone = (action: WriteAction | null, driver: string | null | undefined): string =>
  action?.kind === 'drivers_probe' && driver === null ? ' No driver bound: the kernel says done all the same.' : '';

/** Who can vouch for a device, as a person says it. */
const vouchers: Readonly<Record<string, string>> = {
  none: 'nobody vouches for it',
  'native-spdm': 'native SPDM',
  'link-tsm': 'bare-metal TSM',
  'devsec-tsm': 'TSM in a confidential VM',
};

/** The model's words for a person: who vouches is named, not its identifier. */
export const plainly = (text: string): string =>
  text.replace(/\bprovider ([a-z-]+)/, (whole, provider: string) => vouchers[provider] ?? whole);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `1 step`, `3 steps`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a verdict of this tool's is bound to, and so falls with: `the lock by tsm0, generation 1, nonce b6b9e645…`. */
export const boundText = ({ lock, connection, generation, nonce }: Bound): string => {
  const to =
    lock !== null
      ? `the lock by ${lock}`
      : connection
        ? `the connection to ${connection}`
        : 'no lock and no connection';
  return `${to}${generation === null ? '' : `, generation ${generation}`}, nonce ${nonce.slice(0, 8)}…`;
};
