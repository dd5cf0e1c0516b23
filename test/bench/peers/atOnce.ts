/** The peer of a sweep that holds nobody up: the same devices read in one go, with nothing else happening meanwhile. Argument: the sysfs. Prints milliseconds and devices. */
import { writeSync } from 'node:fs';
import { findDevices, readDevice, stepOut } from '../../../main/wires/local/sweep.js';

const [root = ''] = process.argv.slice(2);
const began = performance.now();
const place = { root, now: () => performance.now(), about: null, hung: new Set<string>() };
const found = findDevices(root).flatMap((path) => readDevice(place, path) ?? []);
stepOut();
writeSync(1, JSON.stringify({ ms: performance.now() - began, devices: found.length }));
