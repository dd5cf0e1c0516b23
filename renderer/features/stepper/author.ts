/** Who gives the verdicts: remembered on this machine, so that a name is typed once. */

const key = 'lockstep.verdict.author';

/** The last author, or ''. */
export const rememberedAuthor = (): string => {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    // Storage can be switched off; then the name is asked for each time, which loses nothing.
    return '';
  }
};

export const rememberAuthor = (author: string): void => {
  try {
    localStorage.setItem(key, author);
  } catch {
    // As above: not remembered, and the verdict itself is in the journal.
  }
};
