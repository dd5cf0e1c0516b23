/** Names a write by its path and value in one or two words, as a person would call it: `unbind`, `lock`, `trust 4`. */
import { faultFiles } from '../model/world.js';

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Attributes whose value is a name or an address that the lane already shows. */
const plain: ReadonlySet<string> = new Set([
  'lock',
  'unlock',
  'connect',
  'disconnect',
  'bind',
  'unbind',
  'accept',
  'drivers_probe',
]);

const renamed: Readonly<Record<string, string>> = {
  drivers_probe: 'probe',
  driver_override: 'override',
  modules_autoprobe: 'autoprobe',
  drivers_autoprobe: 'autoprobe',
  iommu_type: 'IOMMU type',
};

/** `path` below sysfs. */
export const verbOf = (path: string, value: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const word = renamed[name] ?? name;
  if (path === faultFiles.evidence && value.startsWith('none ')) return 'take back';
  if (name === 'inject' || path === faultFiles.evidence) return `inject ${cut(value.split(' ', 1)[0] ?? '', 20)}`;
  return plain.has(name) ? word : `${cut(word, 20)} ${cut(value, 12)}`.trimEnd();
};

/** True when the write asks the TSM to do something: the four of `tsm/`, and the level that moves the interface to RUN (R14). */
export const isTsmCall = (path: string, value: string): boolean =>
  /\/tsm\/(?:lock|unlock|connect|disconnect|accept)$/.test(path) || (path.endsWith('/trust') && value.trim() === '4');
