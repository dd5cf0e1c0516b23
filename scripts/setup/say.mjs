/** How scripts talk to a person: progress and failures go to standard error only, so that standard output stays clean for pipes. */

/** @param {string} line One line of progress. */
export const say = (line) => {
  process.stderr.write(`lockstep: ${line}\n`);
};

/** A failure a person can act on: what happened, and what to do. Anything else that is thrown is a bug and keeps its stack. */
export class Stop extends Error {
  /** @override */
  name = 'Stop';

  /**
   * @param {string} happened One or more short sentences.
   * @param {string} remedy What to do about it.
   */
  constructor(happened, remedy) {
    super(`${happened}\n${remedy}`);
  }
}

/** @param {unknown} error @returns {string} The operating system's word for it, e.g. `ENOSPC`, or the message. */
export const reasonOf = (error) => {
  if (error instanceof Error)
    return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : error.message;
  return String(error);
};

/**
 * Runs a script's body; a {@link Stop} becomes its message and exit code 1.
 * @param {() => Promise<number | void>} body Its number is the exit code.
 */
export const script = (body) => {
  body().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error) => {
      if (error instanceof Stop) for (const line of error.message.split('\n')) say(line);
      else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    },
  );
};
