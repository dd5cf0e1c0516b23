/** How much evidence goes up: kept apart from the schemas, so that the window loads none of them. */

/** Bytes of a part before base64: with all that stands around it, a request stays below its own limit. */
const partBytes = 180_000;

export const evidenceLimits = {
  /** Of one file. Captures of whole sessions are some hundred kilobytes. */
  fileBytes: 16 * 1024 * 1024,
  partBytes,
  /** Characters of a part in base64. */
  partText: (partBytes / 3) * 4,
  /** Of an archive that goes down: a collection, and what was signed in it. */
  bundleBytes: 64 * 1024 * 1024,
  collections: 24,
  roots: 64,
  references: 32,
} as const;
