/** What a kernel says that is wrong with it, less what a conformance run makes happen on purpose. */
import { warningsIn } from '../machine/warnings.mjs';
import type { Answer } from './player.js';

/** What acts bring about; a line that fits none is a fault. */
const provoked: readonly (readonly [RegExp, string])[] = [
  [
    /\btrust (falls )?\d -> \d \(|\btrust stays \d \(/,
    'ours, at warning level where something broke: compared act by act',
  ],
  [
    /\] (usb|hub|xhci_hcd) [\w.:-]+: /,
    'a USB controller, and what is behind it, complain when that is unplugged while it is being found',
  ],
  [
    /\] (e1000e? [\da-f:.]{12}|NETDEV WATCHDOG)\b/,
    'a network card is taken from its driver, or its bus mastering is, while a frame is on its way',
  ],
  [
    /\] (block|sd|Dev|nvme\w*) \w[\w.:-]*: |\] nvme\w*: |(Buffer I\/O|I\/O|device offline) error/,
    'a disk is taken away while the kernel reads its first blocks',
  ],
];

/** @param raw As `dmesg -r` prints it. */
export const complaintsIn = (raw: string): readonly string[] =>
  warningsIn(raw).filter((line) => !provoked.some(([pattern]) => pattern.test(line)));

/** Those among lines of the log that were heard while acts were done. */
export const complaintsAmong = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ kind, fields: [priority = '', text = ''] }) =>
    kind === 'k' ? complaintsIn(`<${priority}>[0] ${text}`) : [],
  );
