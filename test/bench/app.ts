/** Drives the app's window by keys and mouse, with the times taken inside the page: a driver's own delays are not the app's. */
import type { Page } from 'playwright';

const limitMs = 30_000;

const treeRow = '[role=treegrid] [role=row][aria-level]';

/** When the window says it became usable, milliseconds since the epoch. */
const interactiveAt = async (page: Page): Promise<number> => {
  await page.locator('html[data-interactive]').waitFor({ state: 'attached', timeout: limitMs });
  return page.evaluate(() => {
    const noted = Number(document.documentElement.dataset.interactive);
    return noted > 1e12 ? noted : performance.timeOrigin + noted;
  });
};

/** From a press of Enter on the connect page to the tree on screen, in milliseconds. */
const openTree = async (page: Page): Promise<number> => {
  const took = page.evaluate(
    (rows) =>
      new Promise<number>((done) => {
        let pressed = 0;
        addEventListener(
          'keydown',
          (event) => {
            pressed = event.timeStamp;
          },
          { capture: true, once: true },
        );
        const look = (): void => {
          if (pressed === 0 || document.querySelector(rows) === null) return;
          observer.disconnect();
          // After the next paint: then a person sees it, and it answers.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed), 0));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
      }),
    treeRow,
  );
  await page.keyboard.press('Enter');
  return took;
};

/** Milliseconds from the start of the process to the interactive tree. The pause of whoever presses Enter in between is not counted. */
export const toTree = async (page: Page, startedAt: number): Promise<number> => {
  const ready = (await interactiveAt(page)) - startedAt;
  if ((await page.locator(treeRow).count()) > 0) return ready;
  return ready + (await openTree(page));
};

/** Selects a device by its address; its row shows it short, and whole on hover. */
export const selectDevice = async (page: Page, id: string): Promise<void> => {
  await page.locator(`${treeRow} [data-tip="${id}"]`).click({ timeout: limitMs });
  await page.locator('[data-testid="inspector-value"]').first().waitFor({ timeout: limitMs });
};

/**
 * Aims at a level by its digit, clicks the button that writes it, and waits until the device's row in the tree shows it: `shows`, without spaces.
 * @returns Milliseconds from the click to that row on screen.
 */
export const clickLevel = async (
  page: Page,
  step: { readonly id: string; readonly level: number; readonly shows: string },
): Promise<number> => {
  await page.keyboard.press(String(step.level));
  const button = page.getByRole('button', { name: new RegExp(`^Write ${step.level}\\b`) });
  await button.waitFor({ timeout: limitMs });
  const took = page.evaluate(
    ({ rows, id, shows }) =>
      new Promise<number>((done) => {
        let clicked = 0;
        addEventListener(
          'click',
          (event) => {
            clicked = event.timeStamp;
          },
          { capture: true, once: true },
        );
        const look = (): void => {
          const row = document.querySelector(`[data-tip="${id}"]`)?.closest(rows);
          if (clicked === 0 || !row?.textContent?.replaceAll(/\s/g, '').includes(shows)) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - clicked), 0));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.documentElement, {
          childList: true,
          subtree: true,
          attributes: true,
          characterData: true,
        });
      }),
    { rows: treeRow, ...step },
  );
  await button.click();
  return took;
};
