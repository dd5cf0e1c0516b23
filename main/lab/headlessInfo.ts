/** Facts about this build where there is no Electron: for the browser host and the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { AppInfo } from '../../shared/ipc/contract.js';

const packageFile = z.object({ version: z.string() });

/** Version of the package whose built code this is: two folders up from the bundle. */
const versionOf = (bundle: string): string =>
  packageFile.parse(JSON.parse(readFileSync(join(bundle, '..', '..', 'package.json'), 'utf8'))).version;

/** What the contract's `app.info` answers there. `bundle`: folder of the built entry. The browser is the person's own. */
export const headlessInfo = (bundle: string): AppInfo => ({
  version: versionOf(bundle),
  host: 'browser',
  electron: null,
  chromium: null,
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  runtime: 'none',
  root: process.getuid?.() === 0,
});
