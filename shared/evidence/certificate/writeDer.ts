/** Writes ASN.1 in DER, as far as certificates and revocation lists take it. */
import { concat } from '../bytes/concat.js';
import { ascii } from '../bytes/write.js';

const lengthOf = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return [0x80 | bytes.length, ...bytes];
};

/** @param tag The identifier octet, class and form in it. */
export const der = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const whole = concat(...content);
  return concat(Uint8Array.of(tag, ...lengthOf(whole.length)), whole);
};

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => der(0x31, ...parts);
export const boolean = (value: boolean): Uint8Array => der(0x01, Uint8Array.of(value ? 0xff : 0));
export const octetString = (...content: readonly Uint8Array[]): Uint8Array => der(0x04, ...content);
export const utf8String = (text: string): Uint8Array => der(0x0c, ascii(text));
/** @param unused Bits at the end that do not count. */
export const bitString = (bytes: Uint8Array, unused = 0): Uint8Array => der(0x03, Uint8Array.of(unused), bytes);

/** Context-specific, around whole values. */
export const tagged = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => der(0xa0 | tag, ...parts);
/** Context-specific, in place of a value's own tag. */
export const implicit = (tag: number, content: Uint8Array): Uint8Array => der(0x80 | tag, content);

/** Bytes of a number that is not negative, big-endian, without needless zeros. */
export const unsigned = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0);
  const plain = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return (plain[0] ?? 0) & 0x80 ? concat(Uint8Array.of(0), plain) : plain;
};

export const integer = (bytes: Uint8Array): Uint8Array => der(0x02, unsigned(bytes));

const base128 = (arc: number): readonly number[] => {
  const bytes = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(0x80 | (left % 128));
  return bytes;
};

const oidContent = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return Uint8Array.from([first * 40 + second, ...rest].flatMap(base128));
};

/** @param dotted E.g. `2.5.29.19`. */
export const oid = (dotted: string): Uint8Array => der(0x06, oidContent(dotted));

/** UTCTime up to 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). @param ms Since the epoch, whole seconds. */
export const time = (ms: number): Uint8Array => {
  const digits = `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return digits < '2050' && digits >= '1950' ? der(0x17, ascii(digits.slice(2))) : der(0x18, ascii(digits));
};
