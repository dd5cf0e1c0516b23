/** Object identifiers that occur in device certificates, by the names people know. */

export const oids = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  subjectKeyId: '2.5.29.14',
  authorityKeyId: '2.5.29.35',
  certificatePolicies: '2.5.29.32',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  /** DMTF: vendor, product and serial in a subject alternative name. */
  dmtfDeviceInfo: '1.3.6.1.4.1.412.274.1',
  dmtfHardwareIdentity: '1.3.6.1.4.1.412.274.2',
  dmtfResponder: '1.3.6.1.4.1.412.274.3',
  dmtfRequester: '1.3.6.1.4.1.412.274.4',
  dmtfMutableCertificate: '1.3.6.1.4.1.412.274.5',
  dmtfExtension: '1.3.6.1.4.1.412.274.6',
  /** PCI-SIG: the CMA name of a device. */
  cmaName: '2.23.147',
  diceTcbInfo: '2.23.133.5.4.1',
  diceUeid: '2.23.133.5.4.4',
  diceMultiTcbInfo: '2.23.133.5.4.5',
} as const;

const words: Readonly<Record<string, string>> = {
  [oids.basicConstraints]: 'basic constraints',
  [oids.keyUsage]: 'key usage',
  [oids.extendedKeyUsage]: 'extended key usage',
  [oids.subjectAltName]: 'subject alternative name',
  [oids.subjectKeyId]: 'subject key id',
  [oids.authorityKeyId]: 'authority key id',
  [oids.certificatePolicies]: 'certificate policies',
  [oids.nameConstraints]: 'name constraints',
  [oids.crlDistributionPoints]: 'CRL distribution points',
  [oids.authorityInfoAccess]: 'authority information access',
  [oids.dmtfDeviceInfo]: 'DMTF device information',
  [oids.dmtfHardwareIdentity]: 'DMTF hardware identity',
  [oids.dmtfResponder]: 'SPDM responder authentication',
  [oids.dmtfRequester]: 'SPDM requester authentication',
  [oids.dmtfMutableCertificate]: 'DMTF mutable certificate',
  [oids.dmtfExtension]: 'DMTF SPDM extension',
  [oids.cmaName]: 'PCIe CMA name',
  [oids.diceTcbInfo]: 'DICE TcbInfo',
  [oids.diceUeid]: 'DICE Ueid',
  [oids.diceMultiTcbInfo]: 'DICE MultiTcbInfo',
  '1.3.6.1.5.5.7.3.1': 'TLS server authentication',
  '1.3.6.1.5.5.7.3.2': 'TLS client authentication',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
};

export const oidName = (oid: string): string => words[oid] ?? oid;

/** Short names of the parts of a distinguished name. */
export const nameParts: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
};
