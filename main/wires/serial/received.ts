/** Puts pieces of a stream in order again: they come twice, late, in other lengths, or not at all. */

export interface Hole {
  readonly from: number;
  readonly to: number;
}

/** Bytes that wait for an earlier piece, at most. What is over it is sent again later. */
const mostWaiting = 4 * 1024 * 1024;

export const receiver = () => {
  let got = 0;
  let end = 0;
  let waiting = new Map<number, string>();
  let held = 0;

  return {
    /** All bytes before this one were delivered. */
    get got() {
      return got;
    },
    /** Length of the stream as far as is known. */
    get end() {
      return end;
    },
    knowEnd(known: number): void {
      end = Math.max(end, known);
    },
    /** @returns What can be delivered now, in order. */
    take(offset: number, body: string): string {
      end = Math.max(end, offset + body.length);
      if (offset + body.length <= got) return '';
      if (offset > got) {
        const before = waiting.get(offset);
        if ((before?.length ?? 0) < body.length && held + body.length <= mostWaiting) {
          waiting.set(offset, body);
          held += body.length - (before?.length ?? 0);
        }
        return '';
      }
      let out = body.slice(got - offset);
      got += out.length;
      for (let grown = waiting.size > 0; grown; ) {
        grown = false;
        for (const [from, piece] of waiting) {
          if (from > got) continue;
          waiting.delete(from);
          held -= piece.length;
          if (from + piece.length <= got) continue;
          const more = piece.slice(got - from);
          out += more;
          got += more.length;
          grown = true;
        }
      }
      return out;
    },
    /** What is missing before the known end, first things first. */
    holes(): readonly Hole[] {
      const found: Hole[] = [];
      let at = got;
      for (const [from, piece] of [...waiting].sort(([one], [other]) => one - other)) {
        if (from > at) found.push({ from: at, to: from });
        at = Math.max(at, from + piece.length);
      }
      if (end > at) found.push({ from: at, to: end });
      return found;
    },
    clear(): void {
      waiting = new Map();
      held = 0;
    },
  };
};
