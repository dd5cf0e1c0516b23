/** Rules that conclude a level where the dialect has none: data, first match wins. What they say is always marked inferred. */
import type { Fact } from '../../shared/facts/fact.js';
import type { Level } from '../../shared/model/level.js';
import type { RawDevice } from '../wires/wire.js';
import { busOf, text, unknownFor } from './raw.js';

/** A condition on one attribute or link of the device: `equals` its text, or be `filled` (not an empty line). */
type Condition =
  | { readonly attribute: string; readonly equals: string; readonly because: string }
  | { readonly attribute: string; readonly filled: true; readonly because: string }
  | { readonly readable: string; readonly because: string };

interface LevelRule {
  readonly id: string;
  readonly buses: readonly string[];
  readonly level: Level;
  /** All must hold. */
  readonly when: readonly Condition[];
}

/** Highest claims first; the last rule of a bus is what the kernel does when nothing is said. */
const levelRules: readonly LevelRule[] = [
  // The named levels of July and the policies of September, as far as one number can stand for them.
  {
    id: 'july-tcb',
    buses: ['pci'],
    level: 4,
    when: [{ attribute: 'trust', equals: 'tcb', because: 'trust reads tcb' }],
  },
  {
    id: 'july-adversary',
    buses: ['pci'],
    level: 1,
    when: [{ attribute: 'trust', equals: 'adversary', because: 'trust reads adversary' }],
  },
  {
    id: 'july-none',
    buses: ['pci'],
    level: 0,
    when: [{ attribute: 'trust', equals: 'none', because: 'trust reads none' }],
  },
  {
    id: 'policy-disabled',
    buses: ['pci'],
    level: 0,
    when: [{ attribute: 'trust_policy', equals: 'disabled', because: 'trust_policy reads disabled' }],
  },
  {
    id: 'policy-adversary',
    buses: ['pci'],
    level: 1,
    when: [{ attribute: 'trust_policy', equals: 'adversary', because: 'trust_policy reads adversary' }],
  },
  {
    id: 'accepted',
    buses: ['pci'],
    level: 4,
    when: [{ attribute: 'tsm/accept', equals: '1', because: 'tsm/accept reads 1' }],
  },
  {
    id: 'connected',
    buses: ['pci'],
    level: 3,
    when: [{ attribute: 'tsm/connect', filled: true, because: 'tsm/connect names a TSM, which secures the link' }],
  },
  {
    id: 'untrusted-port',
    buses: ['pci'],
    level: 1,
    when: [
      {
        attribute: 'removable',
        equals: 'removable',
        because: 'removable reads removable: the kernel bounces its DMA and keeps ATS off',
      },
    ],
  },
  {
    id: 'kernel-default',
    buses: ['pci'],
    level: 2,
    when: [{ readable: 'class', because: 'nothing limits it: no removable mark, no TSM connected' }],
  },
  {
    id: 'not-authorized',
    buses: ['thunderbolt', 'usb'],
    level: 0,
    when: [{ attribute: 'authorized', equals: '0', because: 'authorized reads 0' }],
  },
  {
    id: 'tunnel-authorized',
    buses: ['thunderbolt'],
    level: 1,
    when: [
      { attribute: 'authorized', filled: true, because: 'authorized is set; what is behind it is treated as external' },
    ],
  },
  {
    id: 'usb-authorized',
    buses: ['usb'],
    level: 1,
    when: [{ attribute: 'authorized', equals: '1', because: 'authorized reads 1; a USB device has no DMA of its own' }],
  },
];

const holds = (raw: RawDevice, condition: Condition): boolean => {
  if ('readable' in condition) return text(raw, condition.readable) !== null;
  const value = text(raw, condition.attribute);
  if ('equals' in condition) return value === condition.equals;
  return value !== null && value !== '';
};

/** The level that the first rule which holds concludes, with what it rests on; else unknown. */
export const inferLevel = (raw: RawDevice, at: number): Fact<Level> => {
  const bus = busOf(raw);
  const rule = levelRules.find(
    (one) => one.buses.includes(bus) && one.when.every((condition) => holds(raw, condition)),
  );
  if (rule === undefined) return unknownFor('this dialect has no level, and no rule applies');
  return {
    kind: 'inferred',
    value: rule.level,
    at,
    because: rule.when.map((condition) => condition.because),
    rule: rule.id,
  };
};
