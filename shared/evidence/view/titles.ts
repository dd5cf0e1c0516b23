/** Check ids in words: `chain.1.signature` is certificate 2's signature. */

const words: Readonly<Record<string, string>> = {
  signature: 'Signature over the transcript',
  nonce: 'Nonce is the one that was issued',
  slot: 'The slot that was asked for answers',
  summary: 'Hash over measurements is of those that were measured',
  'chain.present': 'Certificate chain is there',
  'chain.complete': 'Chain was fetched whole',
  'chain.form': 'Chain holds certificates and nothing else',
  'chain.root-hash': 'Root hash names the first certificate',
  'chain.digest': 'Digest is the one that was announced',
  'chain.challenged': 'Challenge answers for this chain',
  'chain.leaf.usage': 'Leaf may speak for a responder',
  'chain.leaf.hardware-identity': 'Leaf’s hardware identity is the maker’s',
  'chain.anchor': 'Chain leads to a trusted root',
  'messages.form': 'Every message can be read',
  'session.summary': 'Session’s hash over measurements is of those that were measured',
  'session.psk': 'Session is with who holds the pre-shared key',
  'session.signature': 'Session is signed for by the key of the chain',
  'interface.state': 'Interface stands where the kernel says it does',
  'report.form': 'Interface report is there and can be read',
  'report.vouched': 'Somebody vouches for the report',
};

const ofCertificate: Readonly<Record<string, string>> = {
  names: 'issuer is the certificate above',
  signature: 'signature',
  validity: 'time of validity',
  'basic-constraints': 'authority or not',
  'path-length': 'path length',
  'key-usage': 'key usage',
  critical: 'critical extensions',
  revocation: 'not revoked',
};

const ofMeasurement: Readonly<Record<string, string>> = {
  size: 'size',
  debug: 'no debugger can look in',
  reference: 'reference value',
};

const ofRange: Readonly<Record<string, string>> = {
  bar: 'names a memory BAR',
  fits: 'lies within its BAR',
  order: 'comes after the one before',
  base: 'begins at its BAR’s base',
};

/** An id nobody has put into words is shown as it is. */
export const titleOf = (id: string): string => {
  const known = words[id];
  if (known !== undefined) return known;
  const left = /^([a-z ]+)\.more$/.exec(id)?.[1];
  if (left !== undefined) return `More ${left} than are listed`;
  const step = /^steps\.([a-z]+)$/.exec(id)?.[1];
  if (step !== undefined) return `Every step was taken: ${step}`;
  const [, family, number, rest = ''] =
    /^(chain|measurement|evidence|report\.range)\.(\d+)\.([\w-]+)$/.exec(id) ?? ([] as string[]);
  if (family === 'chain') return `Certificate ${Number(number) + 1}: ${ofCertificate[rest] ?? rest}`;
  if (family === 'measurement') return `Measurement ${number}: ${ofMeasurement[rest] ?? rest}`;
  if (family === 'evidence') return `Measurement ${number}: the same each time`;
  if (family === 'report.range') return `Range ${number}: ${ofRange[rest] ?? rest}`;
  return id;
};
