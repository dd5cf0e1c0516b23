/** Before all end-to-end tests: a fresh build, a runtime, and a display, given to the tests by environment. */
import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { chooseRuntime } from '../../scripts/runtime/choose.mjs';
import { hasDisplay, startScreen } from '../../scripts/runtime/display.mjs';

/** Returns what takes it all down again. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it
export default async function prepare(): Promise<() => void> {
  await ensureBuilt();
  const runtime = await chooseRuntime();
  process.env.LOCKSTEP_TEST_ELECTRON = runtime.program;
  process.env.LOCKSTEP_TEST_RUNTIME = runtime.kind;
  if (hasDisplay()) return () => undefined;
  const screen = await startScreen();
  process.env.DISPLAY = screen.display;
  return () => screen.end();
}
