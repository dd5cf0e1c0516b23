/** Drives the app's window by keys and mouse, with the times taken inside the page: a driver's own delays are not the app's. */
import type { Page } from 'playwright';

const limitMs = 30_000;

/** A device in the tree: the window is usable once there is one. */
export const treeRow = '[role=treegrid] [data-device]';

/** The cell of a device's address: shown short, and whole on hover. */
export const deviceCell = (id: string): string => `${treeRow} [data-tip="${id}"]`;

/** Selects a device by its address. */
export const selectDevice = async (page: Page, id: string): Promise<void> => {
  await page.locator(deviceCell(id)).click({ timeout: limitMs });
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
