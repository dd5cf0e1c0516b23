/** Evidence from files in the window: brought in, judged, read down to its bytes. The same in Electron, whose crypto is another. */
import type { Locator, Page } from '@playwright/test';
import { bringBy, drop, firmwareVersion, makeEvidence, savedBy } from './evidenceFiles.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { card, seeBench } from './sight.js';

const open = async (page: Page): Promise<void> => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: 'Evidence', exact: true }).first()).toBeAttached();
};

const counts = (page: Page): Locator => page.getByRole('list', { name: 'Checks by verdict' });
const grid = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('grid', { name, exact: true }).or(page.getByRole('treegrid', { name, exact: true }));

/** The text of the bytes that are lit, at the right of the hex. */
const litBytes = (page: Page): Promise<string> =>
  page.getByRole('region', { name: /^Bytes of .*left and right/ }).evaluate((region) =>
    [...region.querySelectorAll('[data-at][class~="is-lit"]')]
      .map((byte) => byte.textContent ?? '')
      .filter((text) => text.length === 2)
      .join(''),
  );

test('evidence is judged, passes under its root alone, and shows the bytes of what is picked', async ({
  page,
  opened,
}) => {
  const made = makeEvidence();
  await open(page);
  await bringBy(page.getByRole('button', { name: /^Open evidence/ }), made.capture);
  await expect(page.getByRole('heading', { name: 'drive.pcap' })).toBeVisible();
  await expect(counts(page)).toContainText('1 no reference');
  await expect(grid(page, 'Checks')).toContainText('Chain leads to a trusted root');

  await bringBy(page.getByRole('button', { name: 'Add a trusted root' }), made.root);
  await expect(counts(page)).toContainText('0 no reference');
  await expect(counts(page)).toContainText('0 fail');
  const shelf = grid(page, 'Evidence');
  await expect(shelf.getByRole('row').first()).toContainText('2 exchanges');
  await expect(shelf.getByRole('row').first().getByRole('img', { name: 'pass' })).toBeVisible();

  await shelf.getByRole('row', { name: /^.*Measurements/ }).click();
  await page.getByRole('tab', { name: /^Measurements/ }).click();
  const measurements = grid(page, 'Measurements');
  await measurements.getByRole('row', { name: /firmware version/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /bytes from 0x/ })).toContainText('block 2, 12 bytes');
  const version = Buffer.from(firmwareVersion).toString('hex');
  expect(await litBytes(page)).toBe(`020108008605${'00'}${version}`);

  // By keys alone: the row below, then from field to field in the bytes.
  await measurements.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'The measurement in full' })).toContainText('no debug');
  await page
    .getByRole('region', { name: /^Bytes of/ })
    .last()
    .focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('status').filter({ hasText: /from 0x/ })).toContainText('specification, 1 byte');

  await page.getByRole('tab', { name: /^Interface/ }).click();
  await expect(page.getByRole('img', { name: /^Ranges: BAR 0, 0xfe000000 to 0xfe00bfff, private/ })).toBeVisible();
  await expect(grid(page, /^Checks of requester/)).toContainText('missing: the device’s BARs');
  await page.getByRole('tab', { name: /^Messages/ }).click();
  await expect(grid(page, 'Messages')).toContainText('CHALLENGE_AUTH');

  // Out again, for somebody who has openssl and not this tool.
  const archive = await savedBy(opened, page.getByRole('button', { name: /^Export drive.pcap/ }));
  expect(archive.subarray(0, 34).toString('latin1')).toBe('lockstep-evidence-1/evidence/captu');

  // Beside another session of another device, by the names of the fields.
  await drop(page, makeEvidence().capture);
  await expect(shelf.getByRole('row', { name: /2 exchanges/ })).toHaveCount(2);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByRole('status').filter({ hasText: /\d+ of \d+ fields differ/ })).toBeVisible();
  await expect(grid(page, 'drive.pcap (2) beside drive.pcap')).toContainText('certificate 1: serial');
  await page.getByRole('button', { name: 'Put drive.pcap (2) away' }).click();
  await expect(shelf.getByRole('row', { name: /2 exchanges/ })).toHaveCount(1);
  await expect(page.getByText('Nothing to compare with')).toBeVisible();

  // What is kept is there again, and can be named and removed.
  await page.reload();
  await open(page);
  const roots = page.getByRole('region', { name: 'Trusted roots' });
  await roots.getByRole('button', { name: 'What to do with root.der' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await roots.getByRole('textbox', { name: 'Name' }).fill('Lab root');
  await page.keyboard.press('Enter');
  await roots.getByRole('button', { name: 'What to do with Lab root' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(roots).toContainText('No root is trusted');
  await expect(shelf.getByRole('row').first().getByRole('img', { name: 'no reference' })).toBeVisible();
});

test('a policy says which levels the evidence allows, and why not', async ({ page }) => {
  const made = makeEvidence();
  await open(page);
  await drop(page, made.capture);
  await bringBy(page.getByRole('button', { name: 'Add a trusted root' }), made.root);
  const levels = page.getByRole('list', { name: 'Levels the policy allows' });
  await expect(levels.getByRole('img', { name: 'allows' })).toHaveCount(2);
  // By keys: what is asked of the level that is refused.
  await page.locator('summary').filter({ hasText: 'Policy Lockstep’s own' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('definition').filter({ hasText: 'nonce was not checked' })).toBeVisible();

  const require = [{ level: 3, checks: ['measurement.*.reference'], reason: 'Known firmware only.' }];
  const policy = { name: 'Lab, March', holds: false, rules: [{ devices: ['*'], require }] };
  const file = { name: 'policy.json', bytes: Buffer.from(JSON.stringify(policy)) };
  await bringBy(page.getByRole('button', { name: 'Take a policy' }), file);
  await expect(levels.getByRole('img', { name: 'allows' })).toHaveCount(1);
  await expect(page.getByRole('definition').filter({ hasText: 'Known firmware only.' }).first()).toBeVisible();
  await expect(page.getByText('the step is the person’s')).toBeVisible();
  await page.getByRole('button', { name: 'What to do with Lab, March' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(levels.getByRole('img', { name: 'allows' })).toHaveCount(2);
  // The next test finds what it expects: nothing.
  await page.getByRole('button', { name: 'What to do with root.der' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
});

test('what a device signed in the stepper is on the page, with every check of it', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await hand.choose('01:00.0');
  await hand.step('Lock');
  await hand.act(/Lock with tsm0/);
  await card(page, 'Lock refused, EBUSY').waitFor();
  for (const act of [/Run/, /Run/, /Gather evidence/]) await hand.act(act);
  await card(page, 'Next: verify').getByRole('button', { name: 'Show every check' }).click();
  await expect(page.getByRole('heading', { name: /^0000:01:00\.0 / })).toBeVisible();
  const checks = grid(page, 'Checks');
  // Of the exchange in front, and of the whole: the report against the BARs, the session, what was measured twice.
  await expect(checks).toContainText('Signature over the transcript');
  await expect(counts(page)).toContainText('0 fail');
  await checks.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'The check in full' })).toBeVisible();
  await expect(checks).toContainText('Somebody vouches for the report');
  await expect(checks).toContainText('Session is signed for by the key of the chain');
  await expect(
    page.getByRole('list', { name: 'Levels the policy allows' }).getByRole('img', { name: 'allows' }),
  ).toHaveCount(3);
});

test('evidence that is damaged says what was expected at which byte, and shows it', async ({ page }) => {
  const made = makeEvidence();
  await open(page);
  await drop(page, made.cut);
  const strip = page.getByRole('status').filter({ hasText: 'It does not read on' });
  await expect(strip).toContainText(`at byte ${made.cutAt}: expected a packet of`);
  await strip.getByRole('button', { name: `Show byte ${made.cutAt}` }).click();
  await expect(page.getByRole('status').filter({ hasText: /from 0x/ })).toContainText('does not read on, 1 byte');
  expect(await litBytes(page)).toHaveLength(2);

  await drop(page, { name: 'notes.txt', bytes: Buffer.from('hello') });
  await expect(page.getByRole('status').filter({ hasText: 'was not taken' })).toContainText(
    'byte 0: expected a capture (pcap, pcapng), a certificate chain, SPDM messages or reference values, found 68656c6c',
  );

  // A root is never trusted because it was dropped: the person says so.
  await drop(page, made.root);
  await expect(page.getByRole('region', { name: 'Trusted roots' })).toContainText('No root is trusted');
  await page.getByRole('button', { name: 'Add as trusted roots' }).click();
  await expect(page.getByRole('region', { name: 'Trusted roots' })).toContainText('CN=Test root');
});

test('judging that takes its time says how far it has come, and is given up without a trace', async ({ page }) => {
  test.setTimeout(120_000);
  const made = makeEvidence();
  await open(page);
  await bringBy(page.getByRole('button', { name: /^Open evidence/ }), made.capture);
  await expect(page.getByRole('heading', { name: 'drive.pcap' })).toBeVisible();
  const [opener, cancel] = [page.getByRole('button', { name: /^Open$/ }), page.getByRole('button', { name: 'Cancel' })];
  await bringBy(opener, made.long(1000));
  // It is there for some seconds only: looked for at every frame.
  await page.getByText(/Judging, exchange [\d,]+ of 2,000$/).waitFor({ timeout: 60_000 });
  await cancel.click();
  await expect(cancel).toHaveCount(0);
  await expect(page.getByText(/^Judged against/)).toBeVisible();
  // The thread is the same, with what it held, and judges what comes next.
  await expect(grid(page, 'Evidence')).not.toContainText('long.pcap');
  await bringBy(opener, made.long(2));
  await expect(page.getByRole('heading', { name: 'long.pcap' })).toBeVisible();
  await expect(grid(page, 'Evidence')).toContainText('drive.pcap');
});

test('a capture that does not say what it is of is read as it looks, or as the person says', async ({ page }) => {
  const { capture } = makeEvidence();
  const odd = Buffer.from(capture.bytes);
  // A link type that others give to what they like.
  odd.writeUInt32LE(147, 20);
  await open(page);
  await drop(page, { name: 'odd.pcap', bytes: odd });
  const asLooks = page.getByText('It is read as DOE, which more of its packets look like');
  await expect(asLooks).toBeVisible();
  await expect(grid(page, 'Checks')).toContainText('Signature over the transcript');
  await page.getByRole('button', { name: 'Read as MCTP' }).click();
  await expect(page.getByText('It is read as MCTP, as you said')).toBeVisible();
  await expect(page.getByText('Signature over the transcript')).toHaveCount(0);
  await page.getByRole('button', { name: 'Read as DOE' }).click();
  await expect(page.getByText('It is read as DOE, as you said')).toBeVisible();
  await expect(grid(page, 'Checks')).toContainText('Signature over the transcript');

  await drop(page, capture);
  await expect(page.getByRole('heading', { name: 'drive.pcap' })).toBeVisible();
  await expect(page.getByText('does not say what it is a capture of')).toHaveCount(0);
});

test('a root that all is judged by anew, and an archive, say how far they have come, and are given up', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const made = makeEvidence();
  const cancel = page.getByRole('button', { name: 'Cancel' });
  const roots = page.getByRole('region', { name: 'Trusted roots' });
  await open(page);
  await bringBy(page.getByRole('button', { name: /^Open evidence/ }), made.long(1000));
  await expect(page.getByRole('heading', { name: 'long.pcap' })).toBeVisible({ timeout: 60_000 });

  await bringBy(page.getByRole('button', { name: 'Add a trusted root' }), made.root);
  await page.getByText(/Judging, exchange [\d,]+ of 2,000$/).waitFor({ timeout: 60_000 });
  await cancel.click();
  await expect(page.getByText(/^Judged against 0 roots/)).toBeVisible();
  await expect(roots).toContainText('No root is trusted');

  const out = page.getByRole('button', { name: /^Export long.pcap/ });
  await out.click();
  await page.getByText(/Bundling, exchange [\d,]+ of 2,000$/).waitFor({ timeout: 60_000 });
  await cancel.click();
  await expect(page.getByText(/^Judged against 0 roots/)).toBeVisible();

  // What was given up is out of the way: the same root is taken, and all is judged by it.
  await bringBy(page.getByRole('button', { name: 'Add a trusted root' }), made.root);
  await expect(roots).toContainText('CN=Test root', { timeout: 60_000 });
  await expect(counts(page)).toContainText('0 no reference');

  // It goes by the same way: all is judged anew, and what is given up leaves it where it was.
  await page.getByRole('button', { name: /^What to do with root/ }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await page.getByText(/Judging, exchange [\d,]+ of 2,000$/).waitFor({ timeout: 60_000 });
  await cancel.click();
  await expect(page.getByText(/^Judged against 1 root/)).toBeVisible();
  await expect(roots).toContainText('CN=Test root');
});

test('the columns of the page are as wide as they were left', async ({ page }) => {
  const made = makeEvidence();
  await open(page);
  await bringBy(page.getByRole('button', { name: /^Open evidence/ }), made.capture);
  await expect(page.getByRole('heading', { name: 'drive.pcap' })).toBeVisible();
  const bytes = page.getByRole('separator', { name: 'Width of the bytes' });
  const place = async (): Promise<number> => Math.round((await bytes.boundingBox())?.x ?? 0);
  const before = await place();
  await bytes.focus();
  for (let times = 0; times < 2; times += 1) await page.keyboard.press('ArrowLeft');
  const left = await place();
  expect(left).toBeLessThan(before);

  // Kept once it has rested, and asked for by a page that begins anew.
  await expect(async () => {
    await page.reload();
    await open(page);
    await grid(page, 'Evidence').getByRole('row').first().click();
    await expect(bytes).toBeVisible();
    expect(Math.abs((await place()) - left)).toBeLessThan(3);
  }).toPass({ timeout: 20_000 });
});
