/** Gives the window another size, in either host. */
import { expect } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';

/** The smallest window the bench is laid out for: width and height of its content, in pixels. */
export const small = [1280, 800] as const;

export const resize = async ({ app, page }: Opened, [width, height]: readonly [number, number]): Promise<void> => {
  if (app === null) await page.setViewportSize({ width, height });
  else {
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
      width,
      height,
    ] as [number, number]);
  }
  // A window as wide as its screen may be kept a pixel from the edge.
  await expect.poll(() => page.evaluate((wide) => Math.abs(innerWidth - wide), width)).toBeLessThanOrEqual(1);
};
