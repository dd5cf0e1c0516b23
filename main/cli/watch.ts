/** `lockstep watch`: a target's events as they come, until the person stops or the target is lost. */
import { causeText, eventText } from '../../shared/export/eventLine.js';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Invocation } from './cli.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { visit } from './visit.js';

/** A timer of Node's takes no more than 2^31 ms. */
const mostSeconds = 2_000_000;

/** Null: until stopped. */
const secondsOf = (text: unknown): number | null => {
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= mostSeconds) return seconds;
  throw badUsage(`watch: --seconds takes a number above 0, at most ${mostSeconds}, not ${JSON.stringify(text)}.`);
};

const nameOf = (device: string | null): string => (device === null ? '-' : device.slice(device.lastIndexOf('/') + 1));

const line = (event: LabEvent): string => {
  const time = new Date(event.seenAt).toISOString().slice(11, 23);
  return `${time}  ${nameOf(event.device).padEnd(14)}  ${event.kind.padEnd(8)}  ${eventText(event)}${causeText(event)}\n`;
};

export const watch = async ({ lab, ask, flags, out, stop }: Invocation): Promise<ExitCode> => {
  const seconds = secondsOf(flags.seconds);
  const at = await visit({ lab, ask }, flags.target as string | undefined);
  const print = (events: readonly LabEvent[]): void =>
    out(events.map((event) => (flags.json === true ? `${JSON.stringify(event)}\n` : line(event))).join(''));
  print(at.events);
  await new Promise<void>((resolve) => {
    const timer = seconds === null ? undefined : setTimeout(resolve, seconds * 1000);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    at.onFrame(({ events, status }) => {
      if (events.length > 0) print(events);
      if (status.state === 'lost') end();
    });
    if (stop.aborted || at.status.state === 'lost') end();
    stop.addEventListener('abort', end, { once: true });
  });
  if (at.status.state === 'lost')
    throw new Ending(`The target is lost: ${at.status.lostWhy ?? 'it does not say why'}`, 3);
  return 0;
};
