/** Walks the window to the scenes worth a picture, and takes them: for the README, and for looking at every size and theme. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';
import { type Hand, mouse } from './hand.js';
import { card, lastWrite, level, seeBench } from './sight.js';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** The pictures kept for the README: scene and theme. */
const kept: ReadonlySet<string> = new Set(['bench-light', 'bench-dark', 'refusal-dark', 'fall-light']);

const readme: readonly Look[] = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
];

/** A person takes a while between two acts; without it the timeline would show them as one. */
const paceMs = 1600;

const every: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 1920, height: 1080 },
]);

interface Camera {
  readonly shoot: (scene: string) => Promise<void>;
  /** Between two acts. */
  readonly rest: () => Promise<void>;
}

/** The main job on the guest, with a stop at each scene. */
const walk = async (page: Page, hand: Hand, { shoot, rest }: Camera): Promise<void> => {
  await seeBench(page, 'Simulated lab');
  await shoot('start');
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await hand.choose('01:00.0');
  await rest();
  await hand.step('Lock');
  await hand.act(/Lock with tsm0/);
  await card(page, 'Lock refused, EBUSY').waitFor();
  await rest();
  await shoot('refusal');
  for (const act of [/Run/, /Run/, /Gather evidence/]) {
    await hand.act(act);
    await rest();
  }
  await card(page, 'Next: verify').waitFor();
  await shoot('verify');
  await hand.fill({ Author: 'Ada', Reason: 'digests match the vendor list' });
  await hand.act(/Record: accept/);
  await rest();
  await hand.act(/Write 4 to trust/);
  await level(page, '4 TCB').waitFor();
  await hand.press(lastWrite(page).getByRole('button', { name: 'Show' }));
  await rest();
  await shoot('bench');
  await hand.injectFault('Lose the IDE link');
  await level(page, '0 disconnected').waitFor();
  await rest();
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
      const shoot = async (scene: string): Promise<void> => {
        if (!all && !kept.has(`${scene}-${theme}`)) return;
        const path = join(folder, `${scene}-${theme}${all ? `-${width}x${height}` : ''}.png`);
        // Away from what was pressed, so that no tooltip is in the picture; and time for the last frame.
        await page.mouse.move(width / 2, 2);
        await page.waitForTimeout(400);
        await page.screenshot({ path });
        taken.push(path);
      };
      await walk(page, mouse(page), { shoot, rest: () => page.waitForTimeout(all ? 0 : paceMs) });
    } finally {
      await opened.end();
    }
  }
  return taken;
};
