/** What is missing before a signature: one that does not verify then proves nothing, for what it is over is not known whole. */
import { requestCodes as q } from '../spdm/codes.js';

/** In words, where it stood; null where nothing is missing. */
type Gap = string | null;

export class Doubts {
  #open = true;
  #setUp: Gap = null;
  #chain: Gap = null;
  #measurements: Gap = null;
  #digests: Gap = null;

  /**
   * A message could not be read, or an answer or its request is not there.
   * @param ofSetUp It belongs to the set-up, though that was closed before: an answer of it that comes after its end.
   */
  gap(where: string, ofSetUp = false): void {
    if (this.#open || ofSetUp) this.#setUp ??= where;
    this.#chain ??= where;
    this.#measurements ??= where;
    this.#digests ??= where;
  }

  /** A request that was read: what it makes start over has no gap any more. */
  request(code: number): void {
    if (code === q.GET_VERSION) {
      this.#open = true;
      this.#setUp = null;
      this.#chain = null;
      this.#digests = null;
    }
    if (code !== q.GET_MEASUREMENTS) this.#measurements = null;
  }

  /** An ERROR ends a row of measurements. */
  error(): void {
    this.#measurements = null;
  }

  /** ALGORITHMS closed the set-up: no later gap is in it, and the chain is yet to come. */
  closeSetUp(): void {
    this.#open = false;
    this.#chain = null;
  }

  /** DIGESTS came to its request: no gap before it is in what it says. */
  digested(): void {
    this.#digests = null;
  }

  /** Of what the answer that opens a session signs. @param several Keys, with which that is DIGESTS too. */
  opening(several: boolean): Gap {
    return this.#setUp ?? (several ? this.#digests : null);
  }

  get setUp(): Gap {
    return this.#setUp;
  }

  challenge(): Gap {
    const gap = this.#setUp ?? this.#chain;
    this.#chain = null;
    return gap;
  }

  measurements(): Gap {
    const gap = this.#setUp ?? this.#measurements;
    this.#measurements = null;
    return gap;
  }
}
