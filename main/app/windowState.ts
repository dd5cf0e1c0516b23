/** Remembers the window's place and size between starts; a file that cannot be read or makes no sense is as none. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(640), height: z.int().min(480) });
const state = z.object({ bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof state>;

/** @param screens Work areas there are now: a window on a screen that was unplugged must not open out of sight. */
export const readWindowState = (file: string, screens: readonly Rectangle[]): WindowState | null => {
  let found: WindowState;
  try {
    found = state.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a file of another version: the default place is right.
    return null;
  }
  const { x, y, width } = found.bounds;
  const visible = screens.some(
    (s) => x < s.x + s.width - 80 && x + width > s.x + 80 && y >= s.y - 20 && y < s.y + s.height - 80,
  );
  return visible ? found : null;
};

/** Writes the state when the window closes. */
export const keepWindowState = (window: BrowserWindow, file: string): void => {
  window.on('close', () => {
    const now: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(file, JSON.stringify(now));
    } catch {
      // The place of a window is not worth a message at closing time: it opens at the default next time.
    }
  });
};
