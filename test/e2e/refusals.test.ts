/** Every refusal the window can bring about in the March dialect: who refused, which precondition, the nearest way; in one window per role. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard } from './hand.js';
import { card, chip, level, pathStep, seeBench } from './sight.js';

test.describe.configure({ timeout: 120_000 });

const drive = '01:00.0';

interface Told {
  readonly heading: string;
  /** Who refused, and what was found. */
  readonly why: RegExp;
  /** First and last step of the nearest path; null where there is no way. */
  readonly path: readonly [RegExp, RegExp] | null;
}

const seeRefused = async (page: Page, { heading, why, path }: Told): Promise<void> => {
  const refusal = card(page, heading);
  await expect(refusal).toContainText(why);
  await expect(refusal).toContainText('as predicted');
  await expect(refusal.getByRole('img', { name: /stopped at/ })).toBeVisible();
  const steps = refusal.getByRole('listitem');
  if (path === null) await expect(steps).toHaveCount(0);
  else {
    await expect(steps.first()).toHaveText(path[0]);
    await expect(steps.last()).toHaveText(path[1]);
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

/** Aims at a level and writes it, though it was foretold as refused. */
const askInVain = async (page: Page, digit: string, told: Omit<Told, 'heading'> & { errno: string }): Promise<void> => {
  await page.keyboard.press(digit);
  await expect(card(page, new RegExp(`^Aimed: ask for level ${digit}`))).toContainText(`refused, ${told.errno}`);
  await page.keyboard.press('Control+Enter');
  await seeRefused(page, { heading: `Trust ${digit} refused, ${told.errno}`, ...told });
};

/** Types a value for an attribute, looks at what is foretold of it, and writes it all the same. */
const typeInVain = async (
  page: Page,
  typed: { readonly file: string; readonly value: string },
  told: Told & { errno: string },
): Promise<void> => {
  const { file, value } = typed;
  await page.getByRole('button', { name: `Write a value to ${file}`, exact: true }).click();
  const field = page.getByRole('textbox', { name: `Value for ${file}` });
  await field.fill(value);
  await field.press('Enter');
  const shown = card(page, `Typed: write ${value === '' ? 'an empty line' : value} to ${file}`);
  await expect(shown).toContainText(`refused, ${told.errno}`);
  await page.keyboard.press('Control+Enter');
  await seeRefused(page, told);
};

const openAttributes = (page: Page): Promise<void> => page.getByRole('tab', { name: /^Attributes/ }).click();

const start = async (page: Page, uri: string, title: string): Promise<Hand> => {
  const hand = keyboard(page);
  await hand.open(uri);
  await seeBench(page, title);
  await hand.choose(drive);
  return hand;
};

test('R11 R12 R13 R45 R47 guest: every refusal names who, why and the nearest way', async ({ page }) => {
  const hand = await start(page, 'sim:guest', 'Simulated guest');
  await askInVain(page, '4', {
    errno: 'EPERM',
    why: /refused: .*not locked/,
    path: [/Unbind nvme/, /Ask for level 4/],
  });
  await page.keyboard.press('Escape');
  await hand.step('Lock');
  await hand.act(/Lock with tsm0/);
  await seeRefused(page, {
    heading: 'Lock refused, EBUSY',
    why: /The PCI core refused: driver nvme is still bound\./,
    path: [/Unbind nvme/, /Lock with tsm0/],
  });
  await hand.act(/Run/);
  await expect(card(page, 'Lock refused, EBUSY').getByRole('listitem').first()).toContainText('done at');
  await hand.act(/Run/);
  await expect(pathStep(page, 'Lock')).toHaveAccessibleName(/done/);
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await expect(level(page, '4 TCB')).toBeVisible();
  for (const digit of ['1', '2', '3'])
    await askInVain(page, digit, {
      errno: 'EBUSY',
      why: /refused: .*RUN/,
      path: [/Unbind nvme/, new RegExp(`Ask for level ${digit}`)],
    });
  await expect(level(page, '4 TCB')).toBeVisible();
  await expect(chip(page, 'Refusals')).toContainText('5');
});

test('R46 R52 host: every refusal names who, why and the nearest way', async ({ page }) => {
  const hand = await start(page, 'sim:', 'Simulated lab');
  await askInVain(page, '3', { errno: 'EPERM', why: /refused: .*link/, path: [/Connect to tsm0/, /Ask for level 3/] });
  await askInVain(page, '4', { errno: 'EOPNOTSUPP', why: /refused: /, path: null });
  await hand.choose(drive);
  await expect(level(page, '1 limited')).toBeVisible();
  await expect(chip(page, 'Refusals')).toContainText('2');
});

test('R45 S8 guest: a value that is typed for an attribute is refused with its reason', async ({ page }) => {
  const hand = await start(page, 'sim:guest', 'Simulated guest');
  await openAttributes(page);
  for (const value of ['5', '-1', 'four', ''])
    await typeInVain(
      page,
      { file: 'trust', value },
      {
        heading: `Trust ${value === '' ? '(empty line)' : value} refused, EINVAL`,
        errno: 'EINVAL',
        why: /refused: ".*" is no level of the scale/,
        path: null,
      },
    );
  const lock = (file: 'tsm/lock' | 'tsm/unlock', value: string, told: Omit<Told, 'heading'> & { errno: string }) =>
    typeInVain(
      page,
      { file, value },
      { ...told, heading: `${file === 'tsm/lock' ? 'Lock' : 'Unlock'} refused, ${told.errno}` },
    );
  await lock('tsm/unlock', 'tsm0', { errno: 'EINVAL', why: /the interface is not locked/, path: null });
  await lock('tsm/lock', 'nonsense', { errno: 'EINVAL', why: /"nonsense" is no TSM name/, path: null });
  await lock('tsm/lock', 'tsm9', { errno: 'ENXIO', why: /tsm9 is no devsec TSM of this machine/, path: null });
  await lock('tsm/lock', 'tsm0', {
    errno: 'EBUSY',
    why: /driver nvme is still bound/,
    path: [/Unbind nvme/, /Lock with tsm0/],
  });
  await hand.act(/Run/);
  // The same words are on the button of the step after it: a press while the first still runs is for the first.
  await expect(pathStep(page, 'Unbind')).toHaveAccessibleName(/done/);
  await hand.act(/Run/);
  await expect(pathStep(page, 'Lock')).toHaveAccessibleName(/done/);
  await lock('tsm/lock', 'tsm0', {
    errno: 'EBUSY',
    why: /tsm0 is set already/,
    path: [/Unlock from tsm0/, /Lock with tsm0/],
  });
  await lock('tsm/unlock', 'tsm9', { errno: 'EINVAL', why: /tsm0 holds the lock, not tsm9/, path: null });
  await expect(chip(page, 'Refusals')).toContainText('10');
});

test('R44 R52 S8 host: a value that is typed for an attribute is refused with its reason', async ({ page }) => {
  await start(page, 'sim:', 'Simulated lab');
  await openAttributes(page);
  const link = (
    file: 'tsm/connect' | 'tsm/disconnect',
    value: string,
    told: Omit<Told, 'heading'> & { errno: string },
  ) =>
    typeInVain(
      page,
      { file, value },
      { ...told, heading: `${file === 'tsm/connect' ? 'Connect' : 'Disconnect'} refused, ${told.errno}` },
    );
  await link('tsm/disconnect', 'tsm0', { errno: 'ENXIO', why: /no TSM is connected/, path: null });
  await link('tsm/connect', 'nonsense', { errno: 'EINVAL', why: /"nonsense" is no TSM name/, path: null });
  await link('tsm/connect', 'tsm9', { errno: 'ENXIO', why: /tsm9 is no link TSM of this machine/, path: null });
  // What would be taken is foretold as such, and done.
  await page.getByRole('button', { name: 'Write a value to tsm/connect', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value for tsm/connect' }).fill('tsm0');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Typed: write tsm0 to tsm/connect')).toContainText('succeeds');
  await page.keyboard.press('Control+Enter');
  await expect(pathStep(page, 'Connect')).toHaveAccessibleName(/done/);
  await link('tsm/connect', 'tsm0', {
    errno: 'EBUSY',
    why: /tsm0 is set already/,
    path: [/Disconnect from tsm0/, /Connect to tsm0/],
  });
  await link('tsm/disconnect', 'tsm9', { errno: 'EINVAL', why: /tsm9/, path: null });
  await expect(chip(page, 'Refusals')).toContainText('5');
});

test('R38 R41 O5 Thunderbolt: what authorized and trust refuse', async ({ page }) => {
  const hand = keyboard(page);
  await hand.open('sim:laptop');
  await seeBench(page, 'Simulated laptop');
  await hand.choose('0-3');
  await askInVain(page, '0', { errno: 'EOPNOTSUPP', why: /the domain cannot de-authorize/, path: null });
  await openAttributes(page);
  for (const [value, why] of [
    ['3', /"3" is not 0, 1 or 2/],
    ['1', /it is authorized already/],
  ] as const)
    await typeInVain(
      page,
      { file: 'authorized', value },
      { heading: 'Authorize refused, EINVAL', errno: 'EINVAL', why, path: null },
    );
});
