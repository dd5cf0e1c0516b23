/** Words of people and targets inside our own sentences, where no <bdi> can stand (tips, labels): they cannot turn ours round. */

// Controls, and the marks that set or override a direction.
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text between isolates (U+2068, U+2069), each control or direction mark in it shown as U+FFFD. */
export const isolated = (text: string): string => `\u2068${text.replace(unseen, '\ufffd')}\u2069`;
