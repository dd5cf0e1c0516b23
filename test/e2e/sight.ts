/** Where things are for a person who looks: panels, rows and buttons by their roles and words, never by how they are built. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The button that opens a target on the Connect page. */
export const targetChoice = (page: Page, uri: string): Locator =>
  page
    .getByRole('list', { name: 'Targets to open' })
    .getByRole('listitem')
    .filter({ has: page.getByText(uri, { exact: true }) })
    .getByRole('button')
    .first();

/** The row of a device, by its address as the tree shows it: without the domain 0000. */
export const treeRow = (page: Page, address: string): Locator =>
  page.getByRole('treegrid', { name: 'Devices' }).getByRole('row', { name: ` ${address} ` });

/** The head of the chosen device, with its level. */
export const level = (page: Page, text: string): Locator =>
  page
    .getByRole('treegrid', { name: 'Devices' })
    .getByRole('row', { selected: true })
    .getByRole('gridcell', { name: text });

/** A step of the path, with its state in its name: `Step 2, Lock, done, 14:02:07`. */
export const pathStep = (page: Page, title: string): Locator =>
  page
    .getByRole('figure', { name: /^Path of/ })
    .getByRole('button', { name: new RegExp(`^Step \\d, ${title},`) })
    .or(page.getByRole('figure', { name: /^Path of/ }).getByRole('img', { name: new RegExp(`^Step \\d, ${title},`) }));

/** The one button with Ctrl Enter on it. */
export const mainButton = (page: Page, name: RegExp): Locator =>
  page.getByRole('button', { name: new RegExp(`^(${name.source}).*Ctrl Enter$`) });

/** The card of what is offered, or of a refusal, by its heading. */
export const card = (page: Page, heading: string | RegExp): Locator =>
  page.getByRole('region', { name: heading }).or(page.getByRole('form', { name: heading }));

export const lastWrite = (page: Page): Locator => page.getByRole('region', { name: 'Last write' });

/** The count on a chip above the timeline. */
export const chip = (page: Page, name: 'Writes' | 'Refusals' | 'Uevents' | 'Faults'): Locator =>
  page.getByRole('group', { name: 'Show in the timeline' }).getByRole('button', { name });

/** What scrolls, and takes the arrow keys. */
export const eventTable = (page: Page): Locator => page.getByRole('region', { name: /^Events; arrow keys/ });

/** The rows of the timeline's table that are in sight. */
export const eventRow = (page: Page, text: string | RegExp): Locator =>
  page
    .getByRole('table', { name: /^Events/ })
    .getByRole('row')
    .filter({ hasText: text });

export const consoleLine = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('listbox', { name: 'Commands and results' }).getByRole('option').filter({ hasText: text });

/** The bench is there, with the devices of this target. */
export const seeBench = async (page: Page, title: string): Promise<void> => {
  await expect(page.getByRole('contentinfo')).toContainText(title);
  await expect(page.getByRole('treegrid', { name: 'Devices' })).toBeVisible();
};

/** The status bar counts what did not reach this window. */
export const seeNothingLost = (page: Page): Promise<void> =>
  expect(page.getByRole('contentinfo')).toHaveText(/Lost\s*0(?!\d)/);

/** Each row of the last write that was foretold, read beside what was seen. */
export const seeAsPredicted = async (page: Page): Promise<void> => {
  const last = lastWrite(page);
  await expect(last).toContainText('as predicted');
  const rows = last
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) {
    const title = await row.getByRole('rowheader').textContent();
    const [predicted = '', observed = ''] = await row.getByRole('cell').allTextContents();
    if (title === 'The write')
      expect(observed.startsWith(predicted.replace('succeeds', 'succeeded')), observed).toBe(true);
    else expect(observed, `${title}`).toBe(predicted);
  }
};
