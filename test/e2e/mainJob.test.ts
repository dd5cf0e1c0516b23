/** The main job, end to end: from a device nobody vouches for to one that is trusted, and down again; by mouse, and by keyboard alone. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard, mouse, watchPointer } from './hand.js';
import { card, chip, consoleLine, lastWrite, level, mainButton, pathStep, seeAsPredicted, seeBench } from './sight.js';

const drive = 'PM174X NVMe drive';
const address = '01:00.0';
const step = test.step;

/** Gathers, sees what the tool found in real evidence, and gives a verdict of one's own beside it. */
const vouch = async (page: Page, hand: Hand): Promise<void> => {
  await hand.act(/Gather evidence/);
  const verify = card(page, 'Next: verify');
  const found = verify.getByRole('region', { name: 'This tool’s verdict' });
  await expect(found).toContainText('This tool’s verdict: pass.');
  await expect(found).toContainText(/pass\. \d+ pass\. Bound to/);
  await expect(found).toContainText('allows every level');
  // The list is folded beside a verdict.
  await expect(verify.getByRole('row', { name: /^Certificate chain/, includeHidden: true })).toContainText(
    'DOE mailbox',
  );
  await expect(mainButton(page, /Record: accept/)).toBeDisabled();
  await hand.fill({ Author: 'Ada', Reason: 'digests match the vendor list' });
  await hand.act(/Record: accept/);
  await expect(page.getByText('Accepted by Ada')).toBeVisible();
  await expect(page.getByText('This tool’s own verdict: pass.')).toBeVisible();
  await expect(pathStep(page, 'Verify')).toHaveAccessibleName(/done/);
};

const lockTooEarly = async (page: Page, hand: Hand): Promise<void> => {
  await hand.step('Lock');
  await expect(card(page, 'Chosen: lock with tsm0')).toContainText('refused, EBUSY');
  await expect(card(page, 'Chosen: lock with tsm0')).toContainText('not run yet');
  await hand.act(/Lock with tsm0/);
  const refusal = card(page, 'Lock refused, EBUSY');
  await expect(refusal).toContainText('The PCI core refused: driver nvme is still bound.');
  await expect(refusal.getByRole('img', { name: /stopped at PCI core/ })).toBeVisible();
  await expect(refusal).toContainText('Nothing. Now level 1 limited, UNLOCKED, driver nvme');
  await expect(refusal).toContainText('as predicted');
  await expect(refusal.getByRole('listitem')).toHaveText([/^1Unbind nvme/, /^2Lock with tsm0.*will succeed after 1/]);
  await expect(chip(page, 'Refusals')).toContainText('1');
  await expect(consoleLine(page, 'EBUSY: device or resource busy; as predicted')).toBeVisible();
  // A refusal is an observation: nothing pops up.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
};

const seeTrusted = async (page: Page, hand: Hand): Promise<void> => {
  await expect(level(page, '4 TCB')).toBeVisible();
  await expect(card(page, 'The path is walked')).toBeVisible();
  await hand.press(lastWrite(page).getByRole('button', { name: 'Show' }));
  await seeAsPredicted(page);
};

const seeTimeline = async (page: Page, hand: Hand): Promise<void> => {
  await expect(chip(page, 'Writes')).toContainText('4');
  await hand.showTable();
  for (const text of [
    /write tsm0 to .*tsm\/lock/,
    'refused, EBUSY',
    /write 0000:01:00\.0 to .*drivers\/nvme\/unbind/,
    /Ada accepts/,
    /write 4 to .*trust/,
    'level 1 limited → 4 TCB',
    /uevent \d+ change TRUST=4 TRUST_OLD=1 TRUST_REASON=write TDISP=RUN/,
  ])
    await hand.find(text);
  await expect(consoleLine(page, /echo 4 > .*trust/)).toBeVisible();
};

const fallAndRecover = async (page: Page, hand: Hand): Promise<void> => {
  await hand.injectFault('Lose the IDE link');
  await expect(level(page, '0 disconnected')).toBeVisible();
  const fall = page.getByRole('status').filter({ hasText: 'Fell from 4 TCB to 0 disconnected' });
  await expect(fall).toContainText('the IDE link was lost');
  for (const term of ['Cause', 'Detected']) {
    await expect(fall.getByRole('term').filter({ hasText: term })).toBeVisible();
  }
  await expect(fall.getByRole('definition')).toHaveText([
    /^\d\d:\d\d:\d\d\.\d{3}$/,
    /^\d\d:\d\d:\d\d\.\d{3}, \d+ ms later$/,
  ]);
  await hand.find(/uevent \d+ change TRUST=0 TRUST_OLD=4 TRUST_REASON=ide_loss/);
  await hand.find('fell from 4 TCB to 0 disconnected');
  await expect(chip(page, 'Faults')).toContainText('1');
  await expect(pathStep(page, 'Verify')).toHaveAccessibleName(/stale/);

  await hand.act(/Unlock from tsm0/);
  await hand.act(/Lock with tsm0/);
  await expect(card(page, 'Next: gather evidence')).toContainText('The evidence from before is stale');
  await hand.act(/Gather evidence/);
  await hand.fill({ Reason: 'gathered anew' });
  await hand.act(/Record: accept/);
  await hand.act(/Write 4 to trust/);
  await expect(level(page, '4 TCB')).toBeVisible();
  await expect(lastWrite(page)).toContainText('as predicted');
};

const guest = async (page: Page, hand: Hand): Promise<void> => {
  await step('open the guest from the Connect page', async () => {
    await hand.open('sim:guest');
    await seeBench(page, 'Simulated guest');
  });
  await step('choose a drive that a driver holds', async () => {
    await hand.choose(address);
    await expect(page.getByRole('heading', { name: drive })).toBeVisible();
    await expect(mainButton(page, /Unbind nvme/)).toBeVisible();
  });
  await step('lock it all the same: refused, by whom and why', () => lockTooEarly(page, hand));
  await step('walk the nearest path, one write at a time', async () => {
    await hand.act(/Run/);
    await expect(card(page, 'Lock refused, EBUSY').getByRole('listitem').first()).toContainText('done at');
    await hand.act(/Run/);
    await expect(pathStep(page, 'Lock')).toHaveAccessibleName(/done/);
  });
  await step('gather, and give a verdict', () => vouch(page, hand));
  await step('ask for level 4', async () => {
    await hand.act(/Write 4 to trust/);
    await seeTrusted(page, hand);
  });
  await step('see it all on the timeline and in the console', () => seeTimeline(page, hand));
  await step('lose the link, fall, and come back', () => fallAndRecover(page, hand));
};

const host = async (page: Page, hand: Hand): Promise<void> => {
  await seeBench(page, 'Simulated lab');
  await hand.choose(address);
  await hand.act(/Connect to tsm0/);
  await expect(pathStep(page, 'Connect')).toHaveAccessibleName(/done/);
  await vouch(page, hand);
  await expect(card(page, 'Next: ask for level 3 link')).toBeVisible();
  await hand.act(/Write 3 to trust/);
  await expect(level(page, '3 link')).toBeVisible();
  await expect(lastWrite(page)).toContainText('as predicted');
  await expect(consoleLine(page, /echo 3 > .*trust/)).toBeVisible();
};

test('R13 R14 R21 R24 guest, by mouse: refusal, nearest path, verdict, level 4, fall, and back', async ({ page }) => {
  await guest(page, mouse(page));
});

test('R13 R14 R21 R24 guest, by keyboard alone: the same', async ({ page }) => {
  const pointed = await watchPointer(page);
  await guest(page, keyboard(page));
  expect(await pointed()).toBe(0);
});

test('R44 R46 host, by mouse: connect, gather, verdict, level 3', async ({ page }) => {
  await host(page, mouse(page));
});

test('R44 R46 host, by keyboard alone: the same', async ({ page }) => {
  const pointed = await watchPointer(page);
  await host(page, keyboard(page));
  expect(await pointed()).toBe(0);
});
