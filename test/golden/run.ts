/** Runs writes against a simulated machine and tells in text what was predicted, what came of it, what was said, and how the device then reads. */
import { actionOf, type SysfsWrite } from '../../shared/model/dialects/address.js';
import { refuserName } from '../../shared/predict/describe.js';
import { predict } from '../../shared/predict/predict.js';
import type { Prediction } from '../../shared/predict/prediction.js';
import type { Device } from '../../shared/facts/device.js';
import type { WriteOutcome } from '../../shared/facts/event.js';
import { known, type Fact } from '../../shared/facts/fact.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { castOf, writeFor } from '../../shared/scenarios/cast.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import { snapshotOf } from '../../main/target/snapshot.js';
import { sweepAll } from '../../main/target/sweep.js';
import type { Notice } from '../../main/wires/notice.js';
import { simulatorWire, type LabName } from '../../main/wires/simulator/wire.js';

const detection = 'kernel/debug/lockstep_trust/detection';

const shown = (fact: Fact<unknown>): string => {
  const value = known(fact);
  return `${fact.kind === 'inferred' ? '~' : ''}${value === undefined ? '?' : value === null ? '-' : String(value)}`;
};

const stateLine = (device: Device): string => {
  const { level, driver, tdisp, link, spdmSession, connected, locked, dma, ats, authorized } = device.facts;
  const parts = { trust: level, driver, tdisp, link, spdm: spdmSession, connected, locked, dma, ats, authorized };
  return `  = ${Object.entries(parts)
    .map(([name, fact]) => `${name} ${shown(fact)}`)
    .join(', ')}`;
};

const predictionLine = (prediction: Prediction, bus: string): string => {
  if (prediction.kind === 'succeeds') return 'done';
  if (prediction.kind === 'cannot') return `cannot be said: ${prediction.unknown.join(', ')} unknown`;
  const { errno, by, precondition } = prediction.refusal;
  return `${errno} by ${refuserName(by, bus)}: ${precondition.text}`;
};

const noticeLine = (notice: Notice): string => {
  if (notice.kind === 'uevent')
    return `  uevent ${notice.devpath.slice(notice.devpath.lastIndexOf('/') + 1)}: ${Object.entries(notice.env)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ')}`;
  if (notice.kind === 'netlink')
    return `  netlink ${notice.family}: ${Object.entries(notice.attrs)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ')}`;
  return notice.kind === 'kmsg' ? `  kmsg <${notice.priority}> ${notice.text}` : `  ${notice.kind}`;
};

const outcomeText = (outcome: WriteOutcome): string => (outcome.kind === 'refused' ? outcome.errno : outcome.kind);

/** The prediction for a write of the model; null for what the world does. */
const foretold = (snapshot: Snapshot, write: SysfsWrite, device: Device): string | null => {
  const find = (bus: string, id: string) =>
    Object.values(snapshot.devices).find((one) => one.bus === bus && one.id === id)?.path ?? null;
  const dialect = known(snapshot.dialect);
  const action = dialect === undefined ? null : actionOf(dialect, write, find);
  return action === null ? null : predictionLine(predict(snapshot, action), device.bus);
};

export interface Run {
  readonly text: string;
  /** Writes whose outcome was not the one predicted. */
  readonly surprises: readonly string[];
}

/** The run of a scenario on a fresh machine, as text that is the same every time. */
export const runScenario = async (lab: LabName, scenario: Scenario): Promise<Run> => {
  let ticks = 0;
  const wire = simulatorWire({ name: lab, seed: 7, clock: () => 1_772_000_000_000 + ticks++ });
  const ends = new AbortController();
  // A run is a row of states, not of times: what happens is detected at once.
  await wire.write(detection, '0', 1_000, ends.signal);
  const heard: Notice[] = [];
  const listening = (async () => {
    for await (const notice of wire.notices(ends.signal)) heard.push(notice);
  })();
  let snapshot: Snapshot | null = null;
  const sweepNow = async (): Promise<Snapshot> => {
    const sweep = await sweepAll(wire, ends.signal);
    snapshot = snapshotOf({ uri: wire.uri, title: wire.title, ...sweep, previous: snapshot });
    return snapshot;
  };
  const found = castOf(scenario, await sweepNow());
  if (!found.ok) throw new Error(found.why);
  const { cast } = found;
  const { id, path } = cast.device;
  const look = async (): Promise<{ snapshot: Snapshot; device: Device }> => {
    const snapshot = await sweepNow();
    const device = snapshot.devices[path];
    if (device === undefined) throw new Error(`${path} is not there`);
    return { snapshot, device };
  };
  const text: string[] = [];
  const surprises: string[] = [];
  text.push(`${wire.title}, ${id}`, stateLine((await look()).device));
  for (const step of scenario.steps) {
    const seen = await look();
    if (step.act.kind === 'gather') throw new Error('a golden run has no desk to gather with');
    const write = writeFor(step.act, cast, step.of);
    text.push('', `$ ${wire.command(write.path, write.value)}`);
    const predicted = foretold(seen.snapshot, write, seen.device);
    if (predicted !== null) text.push(`  predicted ${predicted}`);
    const observed = outcomeText(await wire.write(write.path, write.value, 1_000, ends.signal));
    text.push(`  observed  ${observed}`);
    if (predicted !== null && predicted.split(' ')[0] !== observed)
      surprises.push(`${step.say}: ${predicted}, but ${observed}`);
    await new Promise((resolve) => setImmediate(resolve));
    text.push(...heard.splice(0).map(noticeLine), stateLine((await look()).device));
  }
  ends.abort();
  await listening;
  await wire[Symbol.asyncDispose]();
  return { text: `${text.join('\n')}\n`, surprises };
};
