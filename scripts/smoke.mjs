/** `npm start -- --smoke`: opens the real window on the simulated lab, selects a device by keyboard, and says how it went in one JSON line. */
import { ensureInstalled } from './setup/install.mjs';
import { Stop, say } from './setup/say.mjs';
import { chooseRuntime } from './runtime/choose.mjs';
import { hasDisplay, programOnPath, startScreen, systemChromium } from './runtime/display.mjs';
import { interactiveAt } from './drive/interactive.mjs';
import { launchBrowser, launchElectron } from './drive/launch.mjs';

const limitMs = 30_000;

const openBrowser = () => {
  const chromium = systemChromium();
  if (!chromium) {
    throw new Stop(
      'There is no display, no Xvfb and no Chromium: nothing to open the window with.',
      'Install one of them: apt-get install -y xvfb, or: apt-get install -y chromium',
    );
  }
  return launchBrowser({ program: chromium });
};

const openElectron = async () => {
  const runtime = await chooseRuntime();
  if (process.getuid?.() === 0) say('running as root: Chromium’s sandbox is off (--no-sandbox).');
  if (hasDisplay()) return launchElectron({ program: runtime.program, kind: runtime.kind });
  const screen = await startScreen();
  say(`no display: using an Xvfb of our own, ${screen.display}`);
  const env = { DISPLAY: screen.display };
  const opened = await launchElectron({ program: runtime.program, kind: runtime.kind, env }).catch((error) => {
    screen.end();
    throw error;
  });
  const end = async () => {
    await opened.end();
    screen.end();
  };
  return { ...opened, end };
};

/** Keys only, as a person without a mouse: Enter takes the offered target, Tab reaches the tree, the arrow goes to a device. */
const selectByKeyboard = async (page) => {
  const tree = page.locator('[role=treegrid], [role=tree]').first();
  const choice = page.locator('[data-testid="connect-choice"]').first();
  await tree.or(choice).first().waitFor({ timeout: limitMs });
  if (!(await tree.isVisible())) await page.keyboard.press('Enter');
  await tree.waitFor({ timeout: limitMs });
  const inTree = () => page.evaluate(() => document.activeElement?.closest('[role=treegrid], [role=tree]') !== null);
  for (let presses = 0; !(await inTree()); presses += 1) {
    if (presses === 60)
      throw new Stop('Tab does not reach the device tree.', 'This is a fault of the window: please report it.');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');
  await tree.locator('[data-device][aria-selected=true]').first().waitFor({ timeout: 5000 });
};

/** The value must be there because a frame came: the window counts the frames it applied. */
const waitForValue = async (page) => {
  const value = page.locator('[data-testid="inspector-value"]').filter({ hasText: /\S/ }).first();
  await value.waitFor({ timeout: limitMs });
  // By selector, not by a polled function: the content policy forbids the eval such polling needs.
  await page.locator('html[data-seq]:not([data-seq="0"])').waitFor({ state: 'attached', timeout: limitMs });
};

const tryOut = async (opened) => {
  const { page } = opened;
  /** @type {string[]} */
  const consoleErrors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(error.message));
  const interactive = await interactiveAt(page, '[role=treegrid] [data-device]', limitMs);
  await selectByKeyboard(page);
  await waitForValue(page);
  const devices = await page.evaluate(() => Number(document.documentElement.dataset.devices));
  const interactiveMs = Math.round(interactive - opened.startedAt);
  return { host: opened.host, ...opened.versions, devices, interactiveMs, consoleErrors };
};

/**
 * @param {{browser: boolean}} options `browser`: skip Electron.
 * @returns {Promise<number>} Exit code.
 */
export const smoke = async ({ browser }) => {
  await ensureInstalled();
  const electron = !browser && (hasDisplay() || programOnPath('Xvfb') !== null);
  const opened = await (electron ? openElectron() : openBrowser());
  try {
    const found = await tryOut(opened);
    process.stdout.write(`${JSON.stringify(found)}\n`);
    if (found.consoleErrors.length === 0) return 0;
    throw new Stop('The window logged errors: see consoleErrors above.', 'Correct what they name.');
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(
      `The window did not come to life: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      'Run npm start and look at the window itself.',
    );
  } finally {
    await opened.end();
  }
};
