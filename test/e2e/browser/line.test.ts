/** The line between a browser and its host breaks: it is said, comes back by itself, and nothing that happened meanwhile is lost. */
import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import { mouse } from '../hand.js';
import { chip, level, mainButton, pathStep, seeBench, seeNothingLost, treeRow } from '../sight.js';

interface Cable {
  /** Breaks the line at both ends; each new try breaks too. */
  readonly pull: () => Promise<void>;
  readonly plug: () => void;
  /** Asks the host over the present line, as the window itself could. */
  readonly say: (command: string) => void;
}

/** Stands between window and host on the wire; both are the real ones. The page is loaded anew to go through it. */
const cableOf = async (page: Page): Promise<Cable> => {
  let pulled = false;
  let session = '';
  const lines = new Map<WebSocketRoute, WebSocketRoute>();
  await page.routeWebSocket(/.*/, (window) => {
    if (pulled) return void window.close();
    const host = window.connectToServer();
    lines.set(window, host);
    host.onMessage((message) => {
      session = /"session":"([^"]+)"/.exec(String(message))?.[1] ?? session;
      window.send(message);
    });
  });
  await page.reload();
  return {
    pull: async () => {
      pulled = true;
      for (const [window, host] of lines) {
        await host.close();
        await window.close();
      }
      lines.clear();
    },
    plug: () => {
      pulled = false;
    },
    say: (command) => {
      for (const host of lines.values()) host.send(JSON.stringify({ id: 1_000_000, command, input: { session } }));
    },
  };
};

const down = (page: Page) => page.getByText('The line to the lab is down.');

test('the line breaks and comes back: said, nothing written meanwhile, nothing lost', async ({ page }) => {
  const cable = await cableOf(page);
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose('01:00.0');
  await hand.act(/Connect to tsm0/);
  await expect(pathStep(page, 'Connect')).toHaveAccessibleName(/done/);
  const eventsOf = async (): Promise<string | undefined> =>
    /Events\s*\d+/.exec((await page.getByRole('contentinfo').textContent()) ?? '')?.[0];
  // The counts follow a step's outcome a moment later: taken when they have come to rest.
  let before: string | undefined;
  await expect
    .poll(
      async () => {
        const earlier = before;
        before = await eventsOf();
        return before === earlier;
      },
      { intervals: [500] },
    )
    .toBe(true);

  await cable.pull();
  await expect(down(page)).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('The lab does not answer');
  // All that was seen stays readable; nothing can be sent.
  await expect(treeRow(page, '01:00.0')).toBeVisible();
  await expect(mainButton(page, /Gather evidence/)).toBeDisabled();
  await expect(page.getByText('the line to the lab is down', { exact: true })).toBeVisible();

  cable.plug();
  await expect(down(page)).toHaveCount(0);
  await expect.poll(eventsOf).toBe(before);
  await hand.act(/Gather evidence/);
  await expect(pathStep(page, 'Gather')).toHaveAccessibleName(/done/);
  await seeNothingLost(page);
});

test('a write under way when the line breaks still has its end in the journal', async ({ page }) => {
  const cable = await cableOf(page);
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose('01:00.0');
  await page.keyboard.press('Control+i');
  const field = page.getByRole('textbox', { name: 'Every TSM call takes, in ms' });
  await expect(field).toHaveValue(/\d/);
  await field.fill('700');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('TSM calls take 700 ms now.');
  await page.keyboard.press('Escape');

  await mainButton(page, /Connect to tsm0/).click();
  await expect(chip(page, 'Writes')).toContainText('2');
  await cable.pull();
  await expect(page.getByText('The line to the lab broke before it answered.')).toBeVisible();
  await page.waitForTimeout(900);
  cable.plug();
  await expect(pathStep(page, 'Connect')).toHaveAccessibleName(/done/);
  await seeNothingLost(page);
});

test('a session the lab no longer has is said to be gone, and is opened again by one press', async ({ page }) => {
  const cable = await cableOf(page);
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose('01:00.0');
  cable.say('session.close');
  await cable.pull();
  await expect(down(page)).toBeVisible();
  cable.plug();
  await expect(page.getByText('Simulated lab is gone since')).toBeVisible();
  await expect(page.getByText('The lab no longer has this session.')).toBeVisible();
  await expect(treeRow(page, '01:00.0')).toBeVisible();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await expect(page.getByText('Simulated lab is gone since')).toHaveCount(0);
  await hand.choose('01:00.0');
  await expect(level(page, '1 limited')).toBeVisible();
});
