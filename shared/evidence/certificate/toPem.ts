/** Certificates and keys as text (RFC 7468), which other tools take. */
import { toBase64 } from '../bytes/text.js';

/** @param label What it is; a certificate unless it is said. */
export const toPem = (der: Uint8Array, label: 'CERTIFICATE' | 'PUBLIC KEY' = 'CERTIFICATE'): string => {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};
