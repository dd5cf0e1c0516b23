/** What the far agent says of itself and its machine when it is greeted. */
import { safeText } from '../../../shared/facts/safeText.js';

export interface Hello {
  readonly user: string;
  readonly root: boolean;
  readonly host: string;
  /** `Linux 7.3.4` */
  readonly kernel: string;
  /** Where its sysfs really is; null when it has none. */
  readonly sysfs: string | null;
  /** Changes with every boot; null when the far side did not say. */
  readonly boot: string | null;
  /** `SSH_CONNECTION` there. */
  readonly ssh: string | null;
  readonly reader: 'perl' | 'python' | 'sh';
  /** The kernel's log can be read. */
  readonly kmsg: boolean;
  /** Programs that are there, of those that were looked for. */
  readonly has: ReadonlySet<string>;
}

/** Null when it lacks what the agent always says. */
export const helloOf = (lines: readonly string[]): Hello | null => {
  const said = new Map<string, string>();
  const has = new Set<string>();
  for (const line of lines) {
    const [, key = '', value = ''] = /^K (\w+) (.*)$/.exec(line) ?? [];
    if (key === 'has') has.add(value);
    else if (key !== '') said.set(key, value);
  }
  const reader = said.get('reader');
  const user = said.get('user');
  if (user === undefined || reader === undefined) return null;
  return {
    user: safeText(user, 64),
    root: said.get('uid') === '0',
    host: safeText(said.get('host') ?? '', 80),
    kernel: safeText(said.get('kernel') ?? '', 120),
    sysfs: said.get('sysfs') ?? null,
    boot: said.get('boot') ?? null,
    ssh: said.get('ssh') ?? null,
    reader: reader === 'perl' || reader === 'python' ? reader : 'sh',
    kmsg: said.has('kmsg'),
    has,
  };
};
