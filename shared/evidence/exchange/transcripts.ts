/** Builds VCA, L1/L2 and M1/M2 from messages as they go by, by the rules of DSP0274 for starting over. */
import { concat } from '../bytes/concat.js';
import { requestCodes, responseCodes } from '../spdm/codes.js';

const q = requestCodes;
const a = responseCodes;

/** Before a challenge completes, each of these makes M1/M2 start over. */
const breaksChallenge: ReadonlySet<number> = new Set([
  q.GET_MEASUREMENTS,
  q.KEY_EXCHANGE,
  q.FINISH,
  q.PSK_EXCHANGE,
  q.PSK_FINISH,
  q.HEARTBEAT,
  q.KEY_UPDATE,
  q.GET_ENCAPSULATED_REQUEST,
  q.DELIVER_ENCAPSULATED_RESPONSE,
  q.END_SESSION,
]);

const ofVca: ReadonlySet<number> = new Set([a.VERSION, a.CAPABILITIES, a.ALGORITHMS]);
const ofChain: ReadonlySet<number> = new Set([a.DIGESTS, a.CERTIFICATE]);

/** Requests that belong to no transcript and disturb none: they bring or fetch what belongs to another message. */
const passing: ReadonlySet<number> = new Set([q.CHUNK_SEND, q.CHUNK_GET, q.RESPOND_IF_READY]);

export class Transcripts {
  #vca: Uint8Array[] = [];
  #complete = false;
  #chain: Uint8Array[] = [];
  /** As {@link #chain}, by peers that start over after a completed challenge only. */
  #lenient: Uint8Array[] = [];
  /** Where the newest GET_DIGESTS stands in it. */
  #digests = 0;
  #measurements: Uint8Array[] = [];
  #asked: Uint8Array | null = null;

  /** One that goes its own way from here on. */
  copy(): Transcripts {
    const other = new Transcripts();
    other.#vca = [...this.#vca];
    other.#complete = this.#complete;
    other.#chain = [...this.#chain];
    other.#lenient = [...this.#lenient];
    other.#digests = this.#digests;
    other.#measurements = [...this.#measurements];
    other.#asked = this.#asked;
    return other;
  }

  /** Messages held for the next signatures. */
  get held(): number {
    return this.#lenient.length + this.#measurements.length;
  }

  /** Null until ALGORITHMS closed it. */
  get vca(): Uint8Array | null {
    return this.#complete ? concat(...this.#vca) : null;
  }

  /** A request goes out: what it ends starts over. It counts once it is answered. `bytes` without padding. */
  request(code: number, bytes: Uint8Array): void {
    if (passing.has(code)) return;
    if (code === q.GET_VERSION) {
      this.#vca = [];
      this.#complete = false;
      this.#chain = [];
      this.#lenient = [];
      this.#digests = 0;
    }
    if (code !== q.GET_MEASUREMENTS) this.#measurements = [];
    if (breaksChallenge.has(code)) this.#chain = [];
    this.#asked = bytes;
  }

  /** The answer came, and it is neither an error nor signed. */
  response(code: number, bytes: Uint8Array): void {
    const pair = this.#asked === null ? [bytes] : [this.#asked, bytes];
    this.#asked = null;
    if (ofVca.has(code)) this.#vca.push(...pair);
    else if (ofChain.has(code)) {
      if (code === a.DIGESTS) this.#digests = this.#lenient.length;
      this.#chain.push(...pair);
      this.#lenient.push(...pair);
    } else if (code === a.MEASUREMENTS) this.#measurements.push(...pair);
    if (code === a.ALGORITHMS) this.#complete = true;
  }

  /** What comes next is no answer to the request that waits. */
  unasked(): void {
    this.#asked = null;
  }

  /** An error, or an answer that could not be read, ends a row of measurements. */
  error(): void {
    this.#asked = null;
    this.#measurements = [];
  }

  /** Whether messages that deliver a chain are part of M1/M2 so far. */
  get hasChain(): boolean {
    return this.#lenient.length > 0;
  }

  /**
   * What else M1/M2 may be, with peers that read the rules of starting over in another way: once authenticated, DMTF's
   * own keeps what other requests end for the rest; some begin anew at each GET_DIGESTS; and who knows the chain fetches none.
   * To be asked before {@link challenge}, which starts over.
   */
  otherChallenges(answer: Uint8Array): readonly Uint8Array[] {
    const asked = this.#asked;
    if (asked === null) return [];
    const starts = [this.#lenient, this.#lenient.slice(this.#digests), []];
    const lengths = new Set([this.#chain.length]);
    return starts.flatMap((start) => {
      if (lengths.has(start.length)) return [];
      lengths.add(start.length);
      return [concat(...start, asked, answer)];
    });
  }

  /** M1/M2 after VCA, up to the signature of this answer; it starts over then. Null when the challenge was not seen. */
  challenge(answer: Uint8Array): Uint8Array | null {
    const whole = this.#asked === null ? null : concat(...this.#chain, this.#asked, answer);
    this.#asked = null;
    this.#chain = [];
    this.#lenient = [];
    this.#digests = 0;
    return whole;
  }

  /** L1/L2 after VCA, up to the signature of this answer; it starts over then. Null when the request was not seen. */
  measurements(answer: Uint8Array): Uint8Array | null {
    const whole = this.#asked === null ? null : concat(...this.#measurements, this.#asked, answer);
    this.#asked = null;
    this.#measurements = [];
    return whole;
  }
}
