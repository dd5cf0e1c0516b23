/** A whole session as a file to keep: as text for people, as JSON lines for programs. */
import type { LabEvent } from '../facts/event.js';
import { known } from '../facts/fact.js';
import { jsonLine, spellOut } from '../facts/safeText.js';
import type { Snapshot } from '../facts/snapshot.js';
import { causeText, eventText } from './eventLine.js';
import { table } from './table.js';

export interface ExportedSession {
  readonly title: string;
  readonly uri: string;
  /** Oldest first. */
  readonly events: readonly LabEvent[];
  /** What was last seen. */
  readonly snapshot: Snapshot;
}

/** Version of the JSON lines, in their first line. */
const exportVersion = 1;

const time = (millis: number): string => new Date(millis).toISOString();

/** The last part of a path: the kernel's name of a device. */
const nameOf = (device: string | null): string =>
  device === null ? '-' : spellOut(device.slice(device.lastIndexOf('/') + 1));

const header = ({ title, uri, events, snapshot }: ExportedSession) => ({
  kind: 'session',
  version: exportVersion,
  target: uri,
  title,
  dialect: known(snapshot.dialect) ?? null,
  role: known(snapshot.role) ?? null,
  devices: Object.keys(snapshot.devices).length,
  events: events.length,
});

const happened = ({ happenedAt, seenAt }: LabEvent): string =>
  happenedAt === null || happenedAt === seenAt ? '' : ` [happened ${time(happenedAt)}]`;

const asText = (session: ExportedSession): string => {
  const { target, title, dialect, role, devices, events } = header(session);
  const rows = session.events.map((event) => [
    `#${event.id}`,
    time(event.seenAt),
    nameOf(event.device),
    event.kind,
    `${eventText(event)}${causeText(event)}${happened(event)}`,
  ]);
  const lines = [
    spellOut(`${title} (${target})`),
    `dialect ${dialect ?? 'unknown'}, role ${role ?? 'unknown'}, ${devices} devices, ${events} events; times are UTC, as seen`,
    '',
    ...table(rows),
  ];
  return `${lines.join('\n')}\n`;
};

/** First line: `{kind: "session", version, target, title, dialect, role, devices, events}`; then one event a line, as in `shared/facts/event.ts`. */
const asJsonLines = (session: ExportedSession): string =>
  `${[header(session), ...session.events].map(jsonLine).join('\n')}\n`;

export const exportSession = (session: ExportedSession, format: 'text' | 'jsonl'): string =>
  format === 'text' ? asText(session) : asJsonLines(session);
