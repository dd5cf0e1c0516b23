/** The tones a small thing may take; grey is none. Amber is a refusal, red a fall or failure, green a verdict that passed, blue what you do. */
export type Tone = 'accent' | 'pass' | 'refuse' | 'fault' | 'sub' | 'dim';

/** Class names joined; what is false or missing is left out. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ');
