/** How a check ended. Five marks that differ in shape, so that no colour is needed to tell them. */
import { Icon, type IconName } from './Icon.js';
import './marks.css';

export type VerdictKind = 'pass' | 'fail' | 'no-reference' | 'not-checkable' | 'stale' | 'none';

const words: Readonly<Record<VerdictKind, string>> = {
  pass: 'pass',
  fail: 'fail',
  'no-reference': 'no reference',
  'not-checkable': 'not checkable',
  stale: 'stale',
  none: 'none yet',
};
const icons: Readonly<Record<VerdictKind, IconName>> = {
  pass: 'pass',
  fail: 'fail',
  'no-reference': 'no-reference',
  'not-checkable': 'not-checkable',
  stale: 'stale',
  none: 'none',
};

export interface VerdictMarkProps {
  readonly kind: VerdictKind;
  /** Replaces the verdict's own word for screen readers. */
  readonly label?: string;
  readonly size?: number;
}

export function VerdictMark({ kind, label, size = 16 }: VerdictMarkProps) {
  const tone = kind === 'pass' ? 'pass' : kind === 'fail' ? 'fault' : undefined;
  return <Icon name={icons[kind]} size={size} label={label ?? words[kind]} {...(tone ? { tone } : {})} />;
}
