/** The two ways a person works the window: a mouse, and the keyboard alone. The main job is walked once with each. */
import { expect, type Locator, type Page } from '@playwright/test';
import { card, eventRow, eventTable, mainButton, pathStep, seeBench, targetChoice, treeRow } from './sight.js';

export interface Hand {
  /** Opens a target from the Connect page. */
  readonly open: (uri: string) => Promise<void>;
  /** Chooses a device in the tree, by its address as the tree shows it. */
  readonly choose: (address: string) => Promise<void>;
  /** Presses a step of the path picture, which shows its write and makes none. */
  readonly step: (title: string) => Promise<void>;
  /** Makes the act on the main button, once it is the one that is offered. */
  readonly act: (name: RegExp) => Promise<void>;
  readonly press: (button: Locator) => Promise<void>;
  /** Chooses what the verdict says. */
  readonly say: (verdict: 'Accept' | 'Reject') => Promise<void>;
  /** Fills the verdict's fields, in their order. */
  readonly fill: (fields: Readonly<Record<string, string>>) => Promise<void>;
  /** Turns the timeline into its table. */
  readonly showTable: () => Promise<void>;
  /** Goes down the timeline's table until a row with these words is in sight. */
  readonly find: (words: string | RegExp) => Promise<void>;
  /** Injects one of the faults of the menu into the chosen device. */
  readonly injectFault: (title: string) => Promise<void>;
  /** Takes back all that was made wrong with what the chosen device signs. */
  readonly soundEvidence: () => Promise<void>;
}

/** Moves on until the thing is there. Between moves the page has time to draw. */
const until = async (thing: Locator, move: () => Promise<void>): Promise<void> => {
  for (let moves = 0; (await thing.count()) === 0; moves += 1) {
    if (moves === 100) throw new Error(`not found: ${thing}`);
    await move();
    await thing.page().waitForTimeout(20);
  }
};

const verdictChoice = (page: Page): Locator => page.getByRole('group', { name: 'Your verdict' });

export const mouse = (page: Page): Hand => {
  const named = (name: RegExp): Promise<void> => page.getByRole('button', { name }).click();
  return {
    open: async (uri) => {
      await page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
      await targetChoice(page, uri).click();
    },
    choose: (address) => treeRow(page, address).click(),
    step: (title) => pathStep(page, title).click(),
    act: (name) => mainButton(page, name).click(),
    press: (button) => button.click(),
    say: (verdict) => verdictChoice(page).getByText(verdict, { exact: true }).click(),
    fill: async (fields) => {
      for (const [label, text] of Object.entries(fields)) {
        await page.getByRole('textbox', { name: label }).click();
        await page.keyboard.insertText(text);
      }
    },
    showTable: async () => {
      await named(/^As a table/);
      await eventTable(page).hover();
      await page.mouse.wheel(0, -10_000);
    },
    find: async (words) => {
      await eventTable(page).hover();
      await until(eventRow(page, words), () => page.mouse.wheel(0, 75));
    },
    injectFault: async (title) => {
      await named(/^Search devices and commands/);
      await page.getByRole('option', { name: /^Inject a fault/ }).click();
      await page.getByRole('radio', { name: title }).click();
      await named(/^Inject$/);
    },
    soundEvidence: async () => {
      await named(/^Search devices and commands/);
      await page.getByRole('option', { name: /^Take back what is wrong/ }).click();
    },
  };
};

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses `key` until the focus is there. */
const goTo = async (page: Page, target: Locator, key = 'Tab'): Promise<void> => {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 80; presses += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${target}`);
};

export const keyboard = (page: Page): Hand => {
  const { keyboard: keys } = page;
  const pressed = async (target: Locator): Promise<void> => {
    await goTo(page, target);
    await keys.press('Enter');
  };
  return {
    open: async (uri) => {
      await keys.press('Alt+1');
      await pressed(targetChoice(page, uri));
    },
    choose: async (address) => {
      await page.getByRole('treegrid').waitFor();
      await keys.press('/');
      await keys.type(address);
      await keys.press('Enter');
      const row = treeRow(page, address);
      await row.waitFor();
      for (let presses = 0; (await row.getAttribute('aria-selected')) !== 'true'; presses += 1) {
        if (presses === 12) throw new Error(`the arrows do not reach ${address}`);
        await keys.press('ArrowDown');
      }
      await keys.press('/');
      await keys.press('Escape');
      await keys.press('Escape');
    },
    step: (title) => pressed(pathStep(page, title)),
    act: async (name) => {
      await expect(mainButton(page, name)).toBeVisible();
      await keys.press('Control+Enter');
    },
    press: pressed,
    say: async (verdict) => {
      // Until one is chosen, the first of them takes the focus, and is not chosen by that.
      await goTo(page, verdictChoice(page).getByRole('radio', { name: 'Accept' }));
      await keys.press('Space');
      await goTo(page, verdictChoice(page).getByRole('radio', { name: verdict }), 'ArrowDown');
    },
    fill: async (fields) => {
      for (const [label, text] of Object.entries(fields)) {
        await goTo(page, page.getByRole('textbox', { name: label }));
        await keys.type(text);
      }
    },
    showTable: async () => {
      await keys.press('t');
      await goTo(page, eventTable(page));
      await keys.press('Home');
    },
    find: async (words) => {
      await goTo(page, eventTable(page));
      await until(eventRow(page, words), () => keys.press('ArrowDown'));
    },
    injectFault: async (title) => {
      await keys.press('Control+i');
      const choice = page.getByRole('radio', { name: title });
      await goTo(page, page.getByRole('radio', { checked: true }));
      await goTo(page, choice, 'ArrowDown');
      await pressed(page.getByRole('button', { name: /^Inject$/ }));
    },
    soundEvidence: async () => {
      await keys.press('Control+i');
      await goTo(page, page.getByRole('radio', { checked: true }));
      // The last of the menu: the one above the first.
      await goTo(page, page.getByRole('radio', { name: 'Sound evidence again' }), 'ArrowUp');
      await pressed(page.getByRole('button', { name: /^Take back$/ }));
    },
  };
};

/** Runs what these words find first in the palette. */
export const command = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

/** Opens the simulated guest and locks its drive, from where evidence is gathered. */
export const lockDrive = async (page: Page, hand: Hand): Promise<void> => {
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await hand.choose('01:00.0');
  await hand.act(/Unbind nvme/);
  await hand.act(/Lock with tsm0/);
  await expect(card(page, 'Next: gather evidence')).toBeVisible();
};

/** Counts what a mouse would do to the page, so that "by keyboard alone" can be held to it. */
export const watchPointer = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(() => {
    document.documentElement.dataset.pointed = '0';
    for (const kind of ['pointerdown', 'pointermove', 'wheel', 'contextmenu']) {
      document.addEventListener(
        kind,
        () => {
          const { dataset } = document.documentElement;
          dataset.pointed = String(Number(dataset.pointed) + 1);
        },
        true,
      );
    }
  });
  return async () => Number(await page.locator('html').getAttribute('data-pointed'));
};
