/** `lockstep --smoke`: the program tries itself out on the simulated lab, says how it went in one line of JSON, and ends. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App, BrowserWindow, WebContents } from 'electron';

/** As `npm start -- --smoke` prints it. */
export interface SmokeReport {
  readonly host: 'electron';
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** Devices in the tree. */
  readonly devices: number;
  /** From the start of the process to the first row of the tree. */
  readonly interactiveMs: number;
  readonly consoleErrors: readonly string[];
}

const limitMs = 30_000;
const mostPresses = 60;

/** A folder of its own, emptied before: a trial finds nothing of the person's, and theirs nothing of it. */
export const smokeData = (app: App): void => {
  const folder = join(app.getPath('userData'), 'smoke');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  app.setPath('userData', folder);
};

/** Asks the page until the answer is neither false nor null. */
const until = async <T>(contents: WebContents, what: string, question: string): Promise<T> => {
  const ends = performance.now() + limitMs;
  for (;;) {
    const answer: unknown = await contents.executeJavaScript(question);
    if (answer !== false && answer !== null) return answer as T;
    if (performance.now() > ends) throw new Error(`${what} did not come within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const press = async (contents: WebContents, keyCode: string): Promise<void> => {
  for (const type of ['keyDown', 'keyUp'] as const) contents.sendInputEvent({ type, keyCode });
  // Keys and questions go by different ways: the page has time to act on the one before it is asked the other.
  await new Promise((resolve) => setTimeout(resolve, 30));
};

/** Keys only, as a person without a mouse: Tab reaches the tree, the arrow goes to a device. */
const selectByKeyboard = async (contents: WebContents): Promise<void> => {
  const inTree = 'document.activeElement?.closest("[role=treegrid]") !== null';
  contents.focus();
  for (let presses = 0; !(await contents.executeJavaScript(inTree)); presses += 1) {
    if (presses === mostPresses) throw new Error('Tab does not reach the device tree');
    await press(contents, 'Tab');
  }
  await press(contents, 'Down');
  await until(contents, 'a chosen device', 'document.querySelector("[data-device][aria-selected=true]") !== null');
};

/** The page says when the tree was first drawn; a value must be there because a frame came: the window counts those it applied. */
const tryOut = async ({ webContents: contents }: BrowserWindow): Promise<SmokeReport> => {
  const consoleErrors: string[] = [];
  contents.on('console-message', (said, level, message) => {
    // Older versions, as the offline fallback is, say it by arguments, with numbers for levels.
    if (said.level === 'error' || level === 3) consoleErrors.push(said.message ?? message);
  });
  const interactive = await until<number>(
    contents,
    'the device tree',
    'document.querySelector("[role=treegrid] [data-device]") !== null && performance.timeOrigin + performance.now()',
  );
  await selectByKeyboard(contents);
  await until(
    contents,
    'a value in the inspector',
    'Number(document.documentElement.dataset.seq) > 0 && /\\S/.test(document.querySelector("[data-testid=inspector-value]")?.textContent ?? "")',
  );
  const devices: number = await contents.executeJavaScript('Number(document.documentElement.dataset.devices)');
  return {
    host: 'electron',
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    node: process.versions.node,
    devices,
    interactiveMs: Math.round(interactive - (process.getCreationTime() ?? performance.timeOrigin)),
    consoleErrors,
  };
};

/** Tries the window out, prints the report or why there is none, and ends the program: 0, or 1 when anything was amiss. */
export const runSmoke = async (window: BrowserWindow): Promise<void> => {
  try {
    const report = await tryOut(window);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.consoleErrors.length > 0) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(
      `lockstep: the window did not come to life: ${error instanceof Error ? error.message : error}\n`,
    );
    process.exitCode = 1;
  }
  // As a person would end it: all that was built is taken down.
  window.close();
};
