/** Capture files of either form. */
import type { Parsed } from '../bytes/reader.js';
import type { Capture } from './packet.js';
import { isPcap, readPcap } from './pcap.js';
import { isPcapng, readPcapng } from './pcapng.js';

export const isCapture = (bytes: Uint8Array): boolean => isPcap(bytes) || isPcapng(bytes);

/** @param source What the file is called, for the ranges of its packets. */
export const readCapture = (bytes: Uint8Array, source: string): Parsed<Capture> =>
  isPcapng(bytes) ? readPcapng(bytes, source) : readPcap(bytes, source);
