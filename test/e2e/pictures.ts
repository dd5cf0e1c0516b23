/** Walks the window to the scenes worth a picture, and takes them: for the README, and for looking at every size and theme. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';
import { type Hand, mouse } from './hand.js';
import { card, level, seeBench } from './sight.js';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** What is shown in the README. */
const readme: readonly Look[] = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
];

/** The scenes the README has; all of them are taken only to be looked at. */
const inReadme: ReadonlySet<string> = new Set(['refusal', 'trusted', 'fall']);

const every: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 1920, height: 1080 },
]);

type Shoot = (scene: string) => Promise<void>;

/** The main job on the guest, with a stop at each scene. */
const walk = async (page: Page, hand: Hand, shoot: Shoot): Promise<void> => {
  await seeBench(page, 'Simulated lab');
  await shoot('start');
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await hand.choose('01:00.0');
  await hand.step('Lock');
  await hand.act(/Lock with tsm0/);
  await card(page, 'Lock refused, EBUSY').waitFor();
  await shoot('refusal');
  await hand.act(/Run/);
  await hand.act(/Run/);
  await hand.act(/Gather evidence/);
  await card(page, 'Next: verify').waitFor();
  await shoot('verify');
  await hand.fill({ Author: 'Ada', Reason: 'digests match the vendor list' });
  await hand.act(/Record: accept/);
  await hand.act(/Write 4 to trust/);
  await level(page, '4 TCB').waitFor();
  await shoot('trusted');
  await hand.injectFault('Lose the IDE link');
  await level(page, '0 disconnected').waitFor();
  await shoot('fall');
};

/**
 * @param options `folder`: where the pictures go, one PNG per scene and look.
 * @returns The paths written.
 */
export const takePictures = async (options: {
  /** Opens the window anew; the caller knows the runtime. */
  readonly launch: () => Promise<Opened>;
  readonly folder: string;
  readonly all: boolean;
}): Promise<readonly string[]> => {
  const { launch, folder, all } = options;
  mkdirSync(folder, { recursive: true });
  const taken: string[] = [];
  for (const { theme, width, height } of all ? every : readme) {
    const opened = await launch();
    try {
      const { page, app } = opened;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await app?.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
        width,
        height,
      ] as [number, number]);
      await walk(page, mouse(page), async (scene) => {
        if (!all && !inReadme.has(scene)) return;
        const path = join(folder, `${scene}-${theme}${all ? `-${width}x${height}` : ''}.png`);
        // Away from what was pressed, so that no tooltip is in the picture; and time for the last frame.
        await page.mouse.move(width / 2, 2);
        await page.waitForTimeout(400);
        await page.screenshot({ path });
        taken.push(path);
      });
    } finally {
      await opened.end();
    }
  }
  return taken;
};
