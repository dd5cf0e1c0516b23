/** A certificate as text (RFC 7468), which other tools take. */
import { toBase64 } from '../bytes/text.js';

export const toPem = (der: Uint8Array): string => {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};
