/** The gallery against the pictures kept of it: a change of looks that nobody meant is seen. `npm run pictures -- --gallery` takes them anew. */
import type { Page } from '@playwright/test';
import { launchBrowser } from '../../../scripts/drive/launch.mjs';
import { systemChromium } from '../../../scripts/runtime/display.mjs';
import { expect, test } from '../fixtures.js';
import { command } from '../hand.js';
import { seeBench } from '../sight.js';

test.describe.configure({ timeout: 120_000 });

/** Wide enough for three columns, high enough for all of it. */
const viewport = { width: 1440, height: 1640 };

/** Colours follow from the theme alone and sizes from the density alone: two pictures show both of each. */
const looks = [
  { theme: 'light', density: 'comfortable' },
  { theme: 'dark', density: 'compact' },
] as const;

/** What a machine's own settings would add to the drawing of glyphs and colours; and no graphics card. */
const alike = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--disable-font-subpixel-positioning',
  '--force-color-profile=srgb',
  '--force-device-scale-factor=1',
  '--disable-gpu',
];

/** Another build of the same Chromium may draw the edge of a glyph otherwise; a changed colour, size or sign is more than this. */
const tolerance = { threshold: 0.3, maxDiffPixels: 600 };

/** Families that draw the page's text and are not the app's own: another machine may lack them. */
const foreignFonts = async (page: Page): Promise<readonly string[]> => {
  const talk = await page.context().newCDPSession(page);
  await talk.send('DOM.enable');
  await talk.send('CSS.enable');
  const { root } = await talk.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await talk.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.gal *' });
  const found = new Set<string>();
  for (const nodeId of nodeIds) {
    const { fonts } = await talk.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { familyName, isCustomFont } of fonts) if (!isCustomFont) found.add(familyName);
  }
  return [...found];
};

test('the gallery looks as in its pictures, in both themes and both densities', async () => {
  const program = systemChromium();
  if (!program) throw new Error('There is no Chromium: apt-get install -y chromium');
  const { page, end } = await launchBrowser({ program, viewport, args: alike });
  try {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await seeBench(page, 'Simulated lab');
    await command(page, 'widget gallery');
    const gallery = page.getByRole('main');
    await expect(gallery.getByRole('heading', { name: 'Widgets and marks' })).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    expect(await gallery.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
    expect(await foreignFonts(page)).toEqual([]);
    for (const { theme, density } of looks) {
      await command(page, `${density} rows`);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      // Away from what was pressed, so that nothing is lit.
      await page.mouse.move(2, 2);
      await expect.soft(gallery).toHaveScreenshot(`${theme}-${density}.png`, tolerance);
    }
  } finally {
    await end();
  }
});
