/** The page's words for places, sizes and dates. */
import type { About } from '../../../shared/evidence/verify/verdict.js';
import type { CheckView } from '../../../shared/evidence/view/model.js';

export const abouts: Readonly<Record<About, { readonly title: string; readonly question: string }>> = {
  identity: { title: 'Identity', question: 'who is this' },
  binding: { title: 'Binding', question: 'is it the device behind this interface now' },
  content: { title: 'Content', question: 'is it in a state you accept' },
};

/** `0x0ad`. */
export const offsetText = (offset: number): string => `0x${offset.toString(16).padStart(3, '0')}`;

export const bytesText = (count: number): string => (count === 1 ? '1 byte' : `${count.toLocaleString('en')} bytes`);

export const dayText = (time: number): string => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString().slice(0, 10);
};

/** Certificates for devices are often made to outlive them: 9999-12-31 is no error. */
export const untilText = (time: number): string =>
  dayText(time).startsWith('9999') ? 'no expiry, by design' : `to ${dayText(time)}`;

/** What is worth saying beside a title: of a pass what was found, else what is wrong. */
export const foundText = ({ verdict, expected, found }: CheckView): string =>
  verdict === 'fail' && found !== expected ? `${found}; expected ${expected}` : found;
