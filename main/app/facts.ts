/** Facts about this build and the runtime under it, for the About box and for bug reports. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import * as z from 'zod/mini';
import type { AppInfo } from '../../shared/ipc/contract.js';

const runtime = z.enum(['installed', 'download', 'override', 'offline-fallback', 'packaged']);
/** Lies beside an executable that our scripts made, and in packages made from it. */
const marker = z.object({ runtime });

const readMarker = (folder: string): AppInfo['runtime'] | null => {
  try {
    return marker.parse(JSON.parse(readFileSync(join(folder, 'lockstep-runtime.json'), 'utf8'))).runtime;
  } catch {
    // No marker, or not ours: an ordinary Electron.
    return null;
  }
};

/** The runtime's kind: what lies beside the executable wins over what the starter says. */
const runtimeKind = (app: App): AppInfo['runtime'] => {
  const marked = readMarker(dirname(process.execPath));
  if (marked) return marked;
  if (app.isPackaged) return 'packaged';
  const told = runtime.safeParse(process.env.LOCKSTEP_RUNTIME);
  return told.success ? told.data : 'installed';
};

/** What the contract's `app.info` answers. */
export const appInfo = (app: App): AppInfo => ({
  version: app.getVersion(),
  host: 'electron',
  electron: process.versions.electron ?? null,
  chromium: process.versions.chrome ?? null,
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  runtime: runtimeKind(app),
  root: process.getuid?.() === 0,
});

/** The lines of the About box. */
export const aboutText = (info: AppInfo): string =>
  [
    `Electron ${info.electron}, Chromium ${info.chromium}, Node ${info.node}, ${info.platform}.`,
    info.runtime === 'offline-fallback'
      ? 'This Electron is the offline fallback: an end-of-life version from the package registry, for tests and for machines without a network. It is never shipped.'
      : `Runtime: ${info.runtime}.`,
    info.root ? 'Started as root: Chromium runs without its sandbox.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
