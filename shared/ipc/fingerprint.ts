/** Compares what a person read elsewhere with the fingerprint a host shows. */

const bare = (text: string): string => text.trim().replace(/^SHA256:/i, '');

/** Characters a person must have read at least: the last ones will do, as a fingerprint is compared from its end. */
export const fewest = 8;

/** How what was typed stands to the fingerprint: the whole of it, or at least its last eight characters. */
export const compared = (typed: string, fingerprint: string): 'empty' | 'short' | 'same' | 'other' => {
  const [asked, shown] = [bare(typed), bare(fingerprint)];
  if (asked === '') return 'empty';
  if (asked.length < fewest) return 'short';
  return shown.endsWith(asked) ? 'same' : 'other';
};
