/** `lockstep snapshot`: the devices of a target, as a tree in a table or as JSON. */
import { table } from '../../shared/export/table.js';
import { type CliDevice, type CliSnapshot, cliSnapshot } from '../lab/snapshotJson.js';
import type { Invocation } from './cli.js';
import type { ExitCode } from './ending.js';
import { unreadOf } from './unread.js';
import { call, visit } from './visit.js';

/** `3` measured, `~2` inferred, `?` unknown. */
const levelText = ({ level, inferred }: CliDevice): string =>
  level !== null ? String(level) : inferred === undefined ? '?' : `~${inferred.level}`;

/** How far below sysfs' first device it hangs: one step for each device above it. */
const depthOf = (device: CliDevice, devices: readonly CliDevice[]): number =>
  devices.filter(({ path }) => device.path.startsWith(`${path}/`)).length;

const heldBy = ({ connected, locked }: CliDevice): string => connected ?? locked ?? '-';

/** `!` behind what the kernel says and does not enforce. */
const said = (value: string | null, name: 'tdisp' | 'link', { asserted = [] }: CliDevice): string =>
  value === null ? '-' : asserted.includes(name) ? `${value} !` : value;

const rowsOf = ({ devices }: CliSnapshot): readonly (readonly string[])[] =>
  devices.map((device) => [
    `${'  '.repeat(depthOf(device, devices))}${device.id}`,
    device.bus === '' ? '-' : device.bus,
    levelText(device),
    device.driver ?? '-',
    heldBy(device),
    said(device.tdisp, 'tdisp', device),
    said(device.link, 'link', device),
    device.name,
  ]);

export const printSnapshot = async ({ lab, ask, flags, out, complain }: Invocation): Promise<ExitCode> => {
  const { session, snapshot } = await visit({ lab, ask }, flags.target as string | undefined);
  for (const sentence of unreadOf(snapshot, await call(lab, 'session.rights', { session }))) complain(sentence);
  const printed = cliSnapshot(snapshot);
  if (flags.json === true) {
    out(`${JSON.stringify(printed, null, 2)}\n`);
    return 0;
  }
  const head = ['DEVICE', 'BUS', 'LEVEL', 'DRIVER', 'TSM', 'TDISP', 'LINK', 'NAME'];
  out(
    `${snapshot.title} (${printed.target}): dialect ${printed.dialect ?? 'unknown'}, role ${printed.role ?? 'unknown'}\n`,
  );
  out(`${table([head, ...rowsOf(printed)]).join('\n')}\n`);
  if (printed.devices.some(({ asserted }) => asserted !== undefined))
    out('! the kernel says so, and by its own word enforces nothing of it.\n');
  return 0;
};
