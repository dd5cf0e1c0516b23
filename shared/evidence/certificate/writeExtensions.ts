/** The extensions our own certificates carry, as they are written. Their readers stand in `extensions.ts`. */
import { ascii } from '../bytes/write.js';
import { oids } from './oids.js';
import { bitString, boolean, implicit, integer, octetString, oid, sequence, tagged, utf8String } from './writeDer.js';

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));

/** @param pathLength Authorities that may stand below; null: no limit. */
export const authorityConstraints = (pathLength: number | null): Uint8Array =>
  extension(
    oids.basicConstraints,
    true,
    sequence(boolean(true), ...(pathLength === null ? [] : [integer(Uint8Array.of(pathLength))])),
  );

export const noAuthority = (): Uint8Array => extension(oids.basicConstraints, true, sequence());

const usages = {
  /** Certificate signing and CRL signing: bits 5 and 6. */
  authority: { bits: 0x06, unused: 1 },
  /** Digital signature: bit 0. */
  signature: { bits: 0x80, unused: 7 },
} as const;

export const keyUsage = (of: keyof typeof usages): Uint8Array =>
  extension(oids.keyUsage, true, bitString(Uint8Array.of(usages[of].bits), usages[of].unused));

export const extendedKeyUsage = (...ids: readonly string[]): Uint8Array =>
  extension(oids.extendedKeyUsage, false, sequence(...ids.map(oid)));

export const subjectKeyId = (id: Uint8Array): Uint8Array => extension(oids.subjectKeyId, false, octetString(id));

export const authorityKeyId = (id: Uint8Array): Uint8Array =>
  extension(oids.authorityKeyId, false, sequence(implicit(0, id)));

/** Names of a device, each by its own identifier (otherName). */
export const deviceNames = (names: readonly (readonly [id: string, text: string])[]): Uint8Array =>
  extension(
    oids.subjectAltName,
    false,
    sequence(...names.map(([id, text]) => tagged(0, oid(id), tagged(0, utf8String(text))))),
  );

/** The DMTF's extension: hardware identity, mutable certificate. */
export const spdmExtension = (...ids: readonly string[]): Uint8Array =>
  extension(oids.dmtfExtension, false, sequence(...ids.map((id) => sequence(oid(id)))));

export interface TcbInfo {
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  /** Security version number, below 256. */
  readonly svn: number;
  readonly layer: number;
  /** SHA-384 of the firmware. */
  readonly firmware: Uint8Array;
}

/** DICE TcbInfo: what ran below the key that this certificate is for. */
export const tcbInfo = ({ vendor, model, version, svn, layer, firmware }: TcbInfo): Uint8Array => {
  const firmwareIds = sequence(oid('2.16.840.1.101.3.4.2.2'), octetString(firmware));
  return extension(
    oids.diceTcbInfo,
    false,
    sequence(
      implicit(0, ascii(vendor)),
      implicit(1, ascii(model)),
      implicit(2, ascii(version)),
      implicit(3, Uint8Array.of(svn & 0x7f)),
      implicit(4, Uint8Array.of(layer & 0x7f)),
      tagged(6, firmwareIds),
    ),
  );
};

/** DICE Ueid: a name for the device that no other has. */
export const ueid = (id: Uint8Array): Uint8Array => extension(oids.diceUeid, false, sequence(octetString(id)));
