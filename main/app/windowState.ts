/** Remembers the window's place and size between starts; a file that cannot be read or makes no sense is as none. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** Null for anything but a state. By hand: loading zod would hold up the window. */
const stateOf = (kept: unknown): WindowState | null => {
  if (typeof kept !== 'object' || kept === null || !('bounds' in kept) || !('maximized' in kept)) return null;
  const { bounds, maximized } = kept;
  if (typeof bounds !== 'object' || bounds === null || typeof maximized !== 'boolean') return null;
  const { x, y, width, height }: { x?: unknown; y?: unknown; width?: unknown; height?: unknown } = bounds;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height) || width < 640 || height < 480) return null;
  return { bounds: { x, y, width, height }, maximized };
};

/** @param screens Work areas there are now: a window on a screen that was unplugged must not open out of sight. */
export const readWindowState = (file: string, screens: readonly Rectangle[]): WindowState | null => {
  let found: WindowState | null;
  try {
    found = stateOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a file of another version: the default place is right.
    return null;
  }
  if (found === null) return null;
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
