/** A field of a binary record: what it is called, where it stands, and what it says, so that a view can light its bytes. */

export interface Field {
  readonly name: string;
  /** From the start of the record that was parsed, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  /** The value in words: a number, a name, or hex of its first bytes. */
  readonly text: string;
  /** What a field that is a record itself consists of. */
  readonly fields: readonly Field[];
}

/** A range of bytes in a named source: a file, or a message of one. */
export interface ByteRange {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}
