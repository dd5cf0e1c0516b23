/** What a device signs is made wrong from the menu: found by the check that must find it, held by the policy, taken back, and trusted. */
import type { Locator, Page } from '@playwright/test';
import { faults, type Fault, faultWords } from '../../shared/evidence/responder/faults.js';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard, lockDrive, mouse } from './hand.js';
import { card, chip, eventRow, level, seeNothingLost } from './sight.js';

test.describe.configure({ timeout: 150_000 });

/** The first gathering starts the desk, and makes the authority of simulated devices. In milliseconds. */
const firstMs = 30_000;

/** By which check each is found, as the window says it: written down here, so that the product's own words are held to it. */
const finds: Readonly<Record<Exclude<Fault, 'busy'>, readonly [RegExp, 'fail' | 'no reference']>> = {
  'expired-certificate': [/Certificate 3: time of validity/, 'fail'],
  'revoked-certificate': [/Certificate 3: not revoked/, 'fail'],
  'wrong-root': [/Chain leads to a trusted root/, 'no reference'],
  'bad-signature': [/Signature over the transcript/, 'fail'],
  'replayed-nonce': [/Signature over the transcript/, 'fail'],
  'changed-measurement': [/Measurement 2: reference value/, 'fail'],
  'debug-mode': [/Measurement 254: no debugger can look in/, 'fail'],
  'truncated-chain': [/Chain holds certificates and nothing else/, 'fail'],
  'misfit-report': [/Range 0: lies within its BAR/, 'fail'],
  'changing-evidence': [/Measurement 2: the same each time/, 'fail'],
};

const verify = (page: Page): Locator => card(page, 'Next: verify');
const found = (page: Page): Locator => verify(page).getByRole('region', { name: 'This tool’s verdict' });

/** Gathers for the first time: all is as it should be. */
const gatherSound = async (page: Page, hand: Hand): Promise<void> => {
  await lockDrive(page, hand);
  await hand.act(/Gather evidence/);
  await expect(found(page)).toContainText('This tool’s verdict: pass.', { timeout: firstMs });
};

/** Gathers from wherever the path stands, and waits for a verdict over a nonce that was not there before. */
const gatherAnew = async (page: Page): Promise<void> => {
  const nonce = found(page).getByText(/^Bound to/);
  const before = (await nonce.count()) === 0 ? '' : ((await nonce.textContent()) ?? '');
  await page.keyboard.press('Control+g');
  await expect(nonce).not.toHaveText(before);
};

/** The write that rests on the evidence: it reaches no kernel. */
const heldAtTrust = async (page: Page, hand: Hand): Promise<void> => {
  await hand.step('Trust');
  // Said before the press: nothing will be written, and why.
  await expect(page.getByRole('row', { name: /^The write held by the policy “Lockstep’s own”/ })).toBeVisible();
  const held = page.getByRole('region', { name: 'Held by the policy' });
  await expect(held).toContainText(/the policy “Lockstep’s own” refuses level [34]: “/);
  for (const name of [/^Gather anew/, 'Show every check', 'Policies'])
    await expect(held.getByRole('button', { name })).toBeEnabled();
  await hand.act(/Write 4 to trust/);
  const why = page.getByRole('status').filter({ hasText: 'Nothing was written' });
  await expect(why).toContainText('Level 4 of 0000:01:00.0 would rest on its evidence');
  await expect(why).toContainText(/refuses level [34]: /);
  await expect(level(page, '1 limited')).toBeVisible();
  await hand.press(why.getByRole('button', { name: 'Dismiss' }));
  await page.keyboard.press('Escape');
  await expect(verify(page)).toBeVisible();
};

const wentWrong = (fault: keyof typeof finds) => async (page: Page, hand: Hand) => {
  const [check, verdict] = finds[fault];
  await hand.injectFault(faultWords[fault].title);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await gatherAnew(page);
  await expect(found(page)).toContainText(/This tool’s verdict: (fail|not checkable|no reference)\./);
  const row = found(page)
    .getByRole('row', { name: check })
    .filter({ has: page.getByRole('img', { name: verdict }) });
  await expect(row.first()).toBeVisible();
  await expect(found(page)).toContainText('and holds the step there');
  await heldAtTrust(page, hand);
  await hand.soundEvidence();
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

const isPlayed = (fault: Fault): fault is keyof typeof finds => fault in finds;

test('R13 each fault of evidence is found by its check, held at the step to trust, and passes once it is taken back', async ({
  page,
}) => {
  const hand = mouse(page);
  await gatherSound(page, hand);
  for (const fault of faults.filter(isPlayed)) await test.step(fault, () => wentWrong(fault)(page, hand));
  // What only delays is no fault of the evidence.
  await hand.injectFault(faultWords.busy.title);
  await gatherAnew(page);
  await expect(found(page)).toContainText('This tool’s verdict: pass.');
  await hand.soundEvidence();
  await hand.fill({ Author: 'Ada', Reason: 'sound again' });
  await hand.act(/Record: accept/);
  await hand.act(/Write 4 to trust/);
  await expect(level(page, '4 TCB')).toBeVisible();
  // Each was a fault on the timeline, and each was taken back.
  await expect(chip(page, 'Faults')).toContainText(String(2 * faults.length));
  await seeNothingLost(page);

  await test.step('a device without a mailbox signs nothing', async () => {
    await hand.choose('00:02.0');
    await page.keyboard.press('Control+i');
    const group = page.getByRole('group', { name: 'What is wrong with what it signs' });
    await expect(group).toContainText('it signs nothing that could be made wrong');
    await expect(group.getByRole('radio')).toHaveCount(0);
  });
});

test('R29 evidence that changes between lock and trust takes the verdict down in sight, by keyboard alone', async ({
  page,
}) => {
  const hand = keyboard(page);
  await gatherSound(page, hand);
  await hand.fill({ Author: 'Ada', Reason: 'as delivered' });
  await hand.act(/Record: accept/);
  await expect(card(page, 'Next: ask for level 4 TCB')).toBeVisible();
  await hand.injectFault(faultWords['changing-evidence'].title);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(card(page, 'Next: gather evidence')).toContainText('evidence is of another generation now');
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'the verdict on its evidence fell' })).toBeVisible();
  await expect(level(page, '1 limited')).toBeVisible();
  await hand.showTable();
  for (const text of [
    'Firmware changes behind the lock',
    /evidence generation \d+ → \d+/,
    'the verdict on the evidence fell',
  ])
    await hand.find(text);
  await expect(eventRow(page, 'the verdict on the evidence fell')).toBeVisible();
});
