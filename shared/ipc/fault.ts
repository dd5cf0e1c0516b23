/** Everything a command can answer instead of its result. One union: a refusal by a kernel is not here, it is data of the outcome. */
import * as z from 'zod/mini';

export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bad-request'), text: z.string() }),
  /** Another write of this target is still running. */
  z.strictObject({ kind: z.literal('busy'), text: z.string() }),
  z.strictObject({ kind: z.literal('bad-target'), text: z.string() }),
  z.strictObject({ kind: z.literal('not-built'), text: z.string() }),
  z.strictObject({ kind: z.literal('no-session'), text: z.string() }),
  z.strictObject({ kind: z.literal('target-lost'), text: z.string() }),
  z.strictObject({ kind: z.literal('disarmed'), text: z.string() }),
  z.strictObject({ kind: z.literal('own-branch'), text: z.string() }),
  /** The evidence that trust would rest on failed, or its verdict fell. */
  z.strictObject({ kind: z.literal('no-evidence'), text: z.string() }),
  z.strictObject({ kind: z.literal('no-rights'), text: z.string() }),
  z.strictObject({ kind: z.literal('bad-path'), text: z.string() }),
  z.strictObject({ kind: z.literal('disk'), text: z.string() }),
  /** The person stopped it. */
  z.strictObject({ kind: z.literal('cancelled'), text: z.string() }),
  z.strictObject({ kind: z.literal('internal'), text: z.string() }),
]);
export type Fault = z.infer<typeof fault>;
