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
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
};
