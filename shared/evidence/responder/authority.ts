/** A certificate authority of our own: made once from a seed, it issues what makers of devices issue. */
import { type Issuer, issueCertificate, issueRevocationList, keyId } from '../certificate/issue.js';
import { oids } from '../certificate/oids.js';
import {
  authorityConstraints,
  authorityKeyId,
  deviceNames,
  extendedKeyUsage,
  keyUsage,
  noAuthority,
  spdmExtension,
  subjectKeyId,
  type TcbInfo,
  tcbInfo,
} from '../certificate/writeExtensions.js';
import type { Curve, PrivateKey, Secrets } from '../secrets.js';
import { randomBytes } from '../randomness.js';

export interface Authority {
  readonly seed: Uint8Array;
  readonly root: Issuer;
  /** Between root and devices. */
  readonly maker: Issuer;
  /** Certificates in DER, root first. */
  readonly certificates: readonly Uint8Array[];
  /** When it began, in milliseconds since the epoch. */
  readonly since: number;
}

const year = 365.25 * 24 * 3600 * 1000;
/** "No well-defined expiration date" (RFC 5280, 4.1.2.5), as some makers of devices put it. */
const never = Date.UTC(9999, 11, 31, 23, 59, 59);

interface Named {
  readonly seed: Uint8Array;
  readonly label: string;
}

const keyFor = ({ seed, label, curve }: Named & { readonly curve: Curve }, secrets: Secrets): PrivateKey =>
  secrets.privateKey(curve, randomBytes({ seed, label: `key ${label}`, length: 32 }, secrets));

const serialFor = ({ seed, label }: Named, secrets: Secrets): Uint8Array =>
  randomBytes({ seed, label: `serial ${label}`, length: 16 }, secrets);

/** @param since When it begins, in milliseconds since the epoch: its certificates are not valid before. */
export const makeAuthority = (
  {
    seed,
    since,
    name = 'Lockstep simulated',
  }: { readonly seed: Uint8Array; readonly since: number; readonly name?: string },
  secrets: Secrets,
): Authority => {
  const root: Issuer = { name: `${name} root`, key: keyFor({ seed, label: 'root', curve: 'p384' }, secrets) };
  const maker: Issuer = { name: `${name} device maker`, key: keyFor({ seed, label: 'maker', curve: 'p384' }, secrets) };
  const issue = (subject: Issuer, pathLength: number | null): Uint8Array =>
    issueCertificate(
      {
        subject,
        issuer: root,
        serial: serialFor({ seed, label: subject.name }, secrets),
        notBefore: since,
        notAfter: since + 30 * year,
        extensions: [
          authorityConstraints(pathLength),
          keyUsage('authority'),
          subjectKeyId(keyId(subject.key, secrets)),
          authorityKeyId(keyId(root.key, secrets)),
        ],
      },
      secrets,
    );
  return { seed, root, maker, certificates: [issue(root, null), issue(maker, 1)], since };
};

/** What a maker says of a device, by which others know it. */
export interface DeviceIdentity {
  /** Different for each device. */
  readonly serial: string;
  /** PCI numbers, without 0x: four digits, and six for the class. */
  readonly vendor: string;
  readonly device: string;
  readonly classCode: string;
  readonly revision: string;
  readonly subsystemVendor: string;
  readonly subsystem: string;
}

export interface IssuedDevice {
  /** Root first, leaf last. */
  readonly certificates: readonly Uint8Array[];
  /** Of the leaf. */
  readonly key: PrivateKey;
  /** Serial number of the certificate the maker issued. */
  readonly serial: Uint8Array;
}

export interface DeviceWish {
  readonly identity: DeviceIdentity;
  readonly curve: Curve;
  /** `alias`: the device itself issues its leaf, for what it measured at its start. */
  readonly model: 'device' | 'alias';
  readonly tcb: TcbInfo;
  /** Milliseconds since the epoch; null for a certificate that does not expire. */
  readonly expires: number | null;
}

const namesOf = (identity: DeviceIdentity): readonly (readonly [string, string])[] => {
  const { vendor, device, classCode, revision, subsystemVendor, subsystem, serial } = identity;
  return [
    [oids.dmtfDeviceInfo, `${vendor}:${device}:${serial}`],
    [
      oids.cmaName,
      `Vendor=${vendor}:Device=${device}:CC=${classCode}:REV=${revision}:SSVID=${subsystemVendor}:SSID=${subsystem}:${serial}`,
    ],
  ];
};

/** A key and a chain for a device; the same wish gives the same again. */
export const issueDevice = (authority: Authority, wish: DeviceWish, secrets: Secrets): IssuedDevice => {
  const { seed, maker, since, certificates } = authority;
  const { identity, curve, model, tcb } = wish;
  const label = `${identity.vendor}:${identity.device}:${identity.serial}`;
  const alias = model === 'alias';
  const device: Issuer = { name: `${label} device`, key: keyFor({ seed, label, curve }, secrets) };
  const serial = serialFor({ seed, label }, secrets);
  const notAfter = wish.expires ?? never;
  const names = deviceNames(namesOf(identity));
  const usage = extendedKeyUsage(oids.dmtfResponder);
  const own = issueCertificate(
    {
      subject: device,
      issuer: maker,
      serial,
      notBefore: since,
      notAfter,
      extensions: [
        ...(alias ? [authorityConstraints(0), keyUsage('authority')] : [noAuthority(), keyUsage('signature'), usage]),
        names,
        spdmExtension(oids.dmtfHardwareIdentity),
        ...(alias ? [] : [tcbInfo(tcb)]),
        subjectKeyId(keyId(device.key, secrets)),
        authorityKeyId(keyId(maker.key, secrets)),
      ],
    },
    secrets,
  );
  if (!alias) return { certificates: [...certificates, own], key: device.key, serial };
  const leaf: Issuer = { name: `${label} alias`, key: keyFor({ seed, label: `${label} alias`, curve }, secrets) };
  const aliased = issueCertificate(
    {
      subject: leaf,
      issuer: device,
      serial: serialFor({ seed, label: `${label} alias` }, secrets),
      notBefore: since,
      notAfter,
      extensions: [
        noAuthority(),
        keyUsage('signature'),
        usage,
        names,
        spdmExtension(oids.dmtfMutableCertificate),
        tcbInfo(tcb),
        subjectKeyId(keyId(leaf.key, secrets)),
        authorityKeyId(keyId(device.key, secrets)),
      ],
    },
    secrets,
  );
  return { certificates: [...certificates, own, aliased], key: leaf.key, serial };
};

/** The maker's list of devices that are no longer good, in DER; it stands for ten years. */
export const revoke = (authority: Authority, serials: readonly Uint8Array[], secrets: Secrets): Uint8Array => {
  const { maker, since } = authority;
  return issueRevocationList({ issuer: maker, thisUpdate: since, nextUpdate: since + 10 * year, serials }, secrets);
};
