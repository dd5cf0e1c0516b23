import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import {
  base,
  change,
  deviceOf,
  fact,
  gathered,
  locked,
  path,
  refused,
  running,
  snapshotOf,
  states,
  unknown,
  verdict,
  walk,
  write,
  type Scene,
} from './testScene.js';
import { undoOf } from './undo.js';
import { waysBackAfter } from './waysBack.js';

describe('the path of a guest', () => {
  it('R13 unbinds first, then locks, gathers, verifies, asks for the TCB level and binds', () => {
    const journey = walk({});
    expect(journey.kind).toBe('guest');
    expect(states(journey)).toBe('unbind:next lock:later gather:later verify:later trust:later bind:later');
    expect(journey.next?.action).toEqual({ kind: 'unbind', device: path, driver: 'nvme' });
    expect(journey.zones.map((zone) => `${zone.id}:${zone.state}`)).toEqual([
      'unlocked:now',
      'locked:next',
      'running:later',
    ]);
    expect(journey.goal).toBe(4);
  });

  it('R13 writes the name of the devsec TSM to lock', () => {
    const journey = walk({ facts: { driver: fact(null) }, events: [change(3, 'driver', ['nvme', 'none'])] });
    expect(journey.next?.action).toEqual({ kind: 'lock', device: path, value: 'tsm0' });
    expect(journey.steps[0]?.doneAt).toBe(3000);
  });

  it('R13 evidence comes after the lock, and the level after the verdict', () => {
    expect(walk({ facts: locked }).next?.id).toBe('gather');
    expect(walk({ facts: locked, events: [gathered(5)] }).next?.id).toBe('verify');
    const ready = walk({ facts: locked, events: [gathered(5), verdict(6, 'accept')] });
    expect(ready.next?.action).toEqual({ kind: 'trust', device: path, value: '4' });
  });

  it('R31 a new lock makes evidence and verdict stale', () => {
    const journey = walk({
      facts: locked,
      events: [
        gathered(5),
        verdict(6, 'accept'),
        change(7, 'locked', ['tsm0', 'none']),
        change(8, 'locked', ['none', 'tsm0']),
      ],
    });
    expect(journey.next?.id).toBe('gather');
    expect(journey.steps[2]?.why).toBe('stale: of an earlier lock or connection');
  });

  it('R34 a host that drops and relocks makes them stale too, though tsm/lock reads the same', () => {
    const relock: LabEvent = {
      ...base(9),
      kind: 'uevent',
      seqnum: 1,
      action: 'change',
      env: { TRUST: '0', TRUST_REASON: 'relock' },
    };
    expect(walk({ facts: locked, events: [gathered(5), verdict(6, 'accept'), relock] }).next?.id).toBe('gather');
  });

  it('S4 a verdict on older evidence says nothing about what was gathered since', () => {
    expect(walk({ facts: locked, events: [gathered(5), verdict(6, 'accept'), gathered(7)] }).next?.id).toBe('verify');
  });

  it('R28 a rejected device goes back, not on', () => {
    const journey = walk({ facts: locked, events: [gathered(5), verdict(6, 'reject')] });
    expect(journey.next).toBeNull();
    expect(journey.steps[3]).toMatchObject({ state: 'refused', why: 'rejected by Ada' });
    expect(journey.recover?.action).toEqual({ kind: 'unlock', device: path, value: 'tsm0' });
  });

  it('R14 in RUN the driver is bound last; what was not seen here is skipped, not done', () => {
    const journey = walk({ facts: running });
    expect(states(journey)).toBe('unbind:done lock:done gather:skipped verify:skipped trust:done bind:next');
    expect(walk({ facts: { ...running, driver: fact('nvme') } }).next).toBeNull();
  });

  it('O2 the ways back from 4 are 0 and unlock, and unlock needs the driver gone', () => {
    const journey = walk({ facts: { ...running, driver: fact('nvme') } });
    expect(journey.waysBack.map((way) => way.title)).toEqual(['Lower to 0', 'Unlock']);
    expect(journey.waysBack[1]?.costs).toBe('unbind nvme first');
    expect(waysBackAfter({ kind: 'trust', device: path, value: '4' }, deviceOf({}), snapshotOf({}))).toContain(
      'Not 1 to 3',
    );
  });

  it('R7 a refused lock leaves unbinding as the next step', () => {
    const events = [write(4, 'bus/pci/devices/0000:02:00.0/tsm/lock', 'tsm0'), refused(5, 4)];
    const journey = walk({ events });
    expect(states(journey)).toContain('unbind:next lock:refused');
    expect(journey.steps[1]?.why).toBe('refused, EBUSY');
  });

  it('R14 a step the TSM refused, with nothing open before it, stays the next one', () => {
    const events = [
      gathered(2),
      verdict(3, 'accept'),
      write(4, 'bus/pci/devices/0000:02:00.0/trust', '4'),
      refused(5, 4),
    ];
    expect(walk({ facts: locked, events }).next).toMatchObject({ id: 'trust', why: 'refused, EBUSY' });
  });

  it('R52 without a devsec TSM there is no lock, and the path ends there', () => {
    const journey = walk({ facts: { driver: fact(null) }, tsms: [] });
    expect(journey.steps[1]).toMatchObject({ state: 'not-possible', why: 'no devsec TSM on this machine' });
    expect(journey.zones.map(({ state }) => state)).toEqual(['now', 'not-here', 'not-here']);
    expect(journey.next).toBeNull();
  });
});

describe('a fallen device', () => {
  const fallen = { ...locked, tdisp: fact('ERROR' as const), level: fact(0 as const), link: fact('lost' as const) };
  const fault: LabEvent = { ...base(10), kind: 'fault', fault: 'ide_loss', text: 'IDE link lost' };
  const fall: LabEvent = {
    ...base(12),
    kind: 'fall',
    from: 4,
    to: 0,
    reason: 'ide_loss',
    cause: { id: 10, how: 'measured' },
  };

  it('R21 starts over: out of ERROR only by unlock', () => {
    const journey = walk({ facts: fallen, events: [gathered(5), verdict(6, 'accept'), fault, fall] });
    expect(journey.inError).toBe(true);
    expect(journey.next).toBeNull();
    expect(journey.recover?.title).toBe('Unlock');
    expect(journey.zones.every((zone) => zone.state !== 'now')).toBe(true);
    expect(journey.steps[2]?.why).toBe('stale: what it rested on is lost');
  });

  it('R24 keeps the cause and its detection as two times', () => {
    const { fallen: seen } = walk({ facts: fallen, events: [fault, fall] });
    expect(seen).toMatchObject({
      from: 4,
      to: 0,
      detectedAt: 12000,
      cause: { text: 'IDE link lost', at: 10000, how: 'measured' },
    });
  });

  it('R24 a cause the target did not name is inferred', () => {
    const { fallen: seen } = walk({ facts: fallen, events: [fault, { ...fall, cause: null }] });
    expect(seen?.cause?.how).toBe('inferred');
  });

  it('R23 a level written since ends the fallen state', () => {
    expect(walk({ facts: { level: fact(1) }, events: [fall, change(13, 'level', ['0', '1'])] }).fallen).toBeNull();
  });

  it('R23 a write that went through since ends it too; an injected fault is no such write', () => {
    const facts = { provider: fact('link-tsm' as const), level: fact(0 as const) };
    const done = (id: number, of: number): LabEvent => ({
      ...refused(id, of),
      kind: 'outcome',
      outcome: { kind: 'done', ms: 1 },
    });
    const mended = [fall, write(13, 'bus/pci/devices/0000:02:00.0/tsm/disconnect', 'tsm0'), done(14, 13)];
    expect(walk({ role: 'host', facts, events: mended }).fallen).toBeNull();
    const hit = [fall, write(13, 'kernel/debug/lockstep_trust/inject', 'tsm_fails 0000:02:00.0 EIO'), done(14, 13)];
    expect(walk({ role: 'host', facts, events: hit }).fallen).not.toBeNull();
    expect(walk({ role: 'host', facts, events: hit }).history.last).toBeNull();
  });

  it('R44 a lost link still leads to level 3, by connecting anew', () => {
    const facts = { provider: fact('link-tsm' as const), connected: fact('tsm0'), link: fact('lost' as const) };
    expect(walk({ role: 'host', facts }).goal).toBe(3);
  });

  it('R23 a host that lost its link disconnects and starts over', () => {
    const facts = {
      provider: fact('link-tsm' as const),
      connected: fact('tsm0'),
      link: fact('lost' as const),
      level: fact(0 as const),
    };
    const journey = walk({ role: 'host', facts });
    expect(journey.recover?.action.kind).toBe('disconnect');
  });
});

describe('the path of a host', () => {
  const host: Scene = { role: 'host', facts: { provider: fact('link-tsm') } };
  const connected = {
    provider: fact('link-tsm' as const),
    connected: fact('tsm0'),
    link: fact('ide' as const),
    spdmSession: fact(true),
  };

  it('R44 connects, gathers, verifies, and asks for level 3', () => {
    const journey = walk(host);
    expect(states(journey)).toBe('connect:next gather:later verify:later trust:later');
    expect(journey.next?.action).toEqual({ kind: 'connect', device: path, value: 'tsm0' });
    expect(
      walk({ role: 'host', facts: connected, events: [gathered(2), verdict(3, 'accept')] }).next?.action,
    ).toMatchObject({ kind: 'trust', value: '3' });
  });

  it('R44 where the TSM does not secure the link, level 2 is what there is to ask for', () => {
    expect(walk({ role: 'host', facts: { ...connected, link: fact('open') } }).goal).toBe(2);
  });

  it('R44 ends when the level is reached', () => {
    const journey = walk({ role: 'host', facts: { ...connected, level: fact(3) } });
    expect(journey.next).toBeNull();
    expect(journey.zones[2]?.state).toBe('now');
  });
});

describe('other devices', () => {
  it('R52 a device that only knows SPDM is gathered from and reaches level 2', () => {
    const journey = walk({ role: 'host', facts: { provider: fact('native-spdm') } });
    expect(states(journey)).toBe('gather:next verify:later trust:later');
    expect(journey.goal).toBe(2);
  });

  it('R10 without SPDM there is no evidence, and that does not hold up level 2', () => {
    const journey = walk({
      facts: { provider: fact('none'), capabilities: fact({ tee: false, ide: false, spdm: false, ats: false }) },
    });
    expect(states(journey)).toBe('gather:not-possible verify:not-possible trust:next');
  });

  it('R38 on Thunderbolt: authorize, then trust 2', () => {
    const facts = { authorized: fact(0), level: fact(0 as const), provider: fact('none' as const) };
    expect(walk({ bus: 'thunderbolt', facts }).next?.action).toEqual({ kind: 'authorized', device: path, value: '1' });
    expect(
      walk({ bus: 'thunderbolt', facts: { ...facts, authorized: fact(1), level: fact(1) } }).next?.action,
    ).toMatchObject({ kind: 'trust', value: '2' });
  });

  it('R1 on USB there is only authorize', () => {
    expect(states(walk({ bus: 'usb', facts: { authorized: fact(0), level: unknown } }))).toBe('authorize:next');
  });

  it('R5 a kernel without levels says that the path ends before one', () => {
    const journey = walk({
      role: 'host',
      dialect: 'stock-7.3',
      facts: { provider: fact('link-tsm'), connected: fact('tsm0'), level: unknown },
    });
    expect(journey.steps.at(-1)).toMatchObject({ state: 'not-possible', why: 'this kernel has no level to write' });
    expect(journey.goal).toBeNull();
    expect(journey.zones.map(({ state }) => state)).toEqual(['later', 'later', 'not-here']);
  });
});

describe('undo', () => {
  it('O2 after level 4 only 0 is left, and that is said', () => {
    const undo = undoOf({ kind: 'trust', device: path, value: '4' }, [change(3, 'level', ['1', '4'])]);
    expect(undo?.action).toMatchObject({ kind: 'trust', value: '0' });
    expect(undo?.but).toContain('level 1 does not come back');
  });

  it('R31 unlocking undoes a lock; locking again does not bring evidence back', () => {
    expect(undoOf({ kind: 'lock', device: path, value: 'tsm0' }, [])).toEqual({
      action: { kind: 'unlock', device: path, value: 'tsm0' },
      but: null,
    });
    expect(undoOf({ kind: 'unlock', device: path, value: 'tsm0' }, [])?.but).not.toBeNull();
  });
});
