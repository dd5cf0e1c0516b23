/** A person's verdict on evidence: read before it is given, and given by nobody's keys but those meant for it. */
import type { Locator, Page } from '@playwright/test';
import { faultWords } from '../../shared/evidence/responder/faults.js';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard, lockDrive, mouse } from './hand.js';
import { resize, small } from './resize.js';
import { card, mainButton } from './sight.js';

test.describe.configure({ timeout: 120_000 });

const verify = (page: Page): Locator => card(page, 'Next: verify');

/** The first gathering starts the desk, and makes the authority of simulated devices. In milliseconds. */
const firstMs = 30_000;

const gatherFailing = async (page: Page, hand: Hand): Promise<void> => {
  await lockDrive(page, hand);
  await hand.injectFault(faultWords['debug-mode'].title);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await hand.act(/Gather evidence/);
  await expect(verify(page)).toBeVisible({ timeout: firstMs });
};

test('R13 evidence that fails is in sight before it is judged, with nothing chosen and no key in a field', async ({
  page,
  opened,
}) => {
  await resize(opened, small);
  await gatherFailing(page, keyboard(page));
  await expect(verify(page)).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Next: verify' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByText('This tool’s verdict: fail.')).toBeInViewport({ ratio: 1 });
  // Nothing around the stepper was scrolled for it.
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeInViewport({ ratio: 1 });
  // What was found and what was to be found have the same room.
  const [found, expected] = await Promise.all(
    ['Found', 'Expected'].map((name) => verify(page).getByRole('columnheader', { name }).boundingBox()),
  );
  expect(Math.abs((found?.width ?? 0) - (expected?.width ?? 0))).toBeLessThan(20);
  const choice = verify(page).getByRole('radio');
  await expect(choice).toHaveCount(2);
  for (const one of await choice.all()) await expect(one).not.toBeChecked();
  await expect(mainButton(page, /Record the verdict/)).toBeDisabled();

  // Pressed too often, it goes no further than the choice; and what aims, aims.
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Control+Enter');
  await expect(choice.first()).toBeFocused();
  await expect(choice.first()).not.toBeChecked();
  await page.keyboard.press('3');
  await expect(card(page, /^Aimed: ask for level 3/)).toBeVisible();
  await page.keyboard.press('Escape');
  for (const field of await verify(page).getByRole('textbox').all()) await expect(field).toHaveValue('');
});

test('R13 every check of evidence that failed begins with the one that did, in its exchange', async ({
  page,
  opened,
}) => {
  await resize(opened, small);
  await gatherFailing(page, mouse(page));
  await verify(page).getByRole('button', { name: 'Show every check' }).click();
  await expect(page.getByText(/^Measurements \(exchange \d of 3\).*; \d+ checks in all$/)).toBeVisible();
  const row = page.getByRole('grid', { name: 'Checks' }).getByRole('row', { selected: true });
  await expect(row).toContainText('Measurement 254: no debugger can look in');
  await expect(row).toBeInViewport({ ratio: 1 });
});
