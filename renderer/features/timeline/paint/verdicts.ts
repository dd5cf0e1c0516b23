/** Draws what became of evidence: the marks of every verdict in the window, which differ in shape, so that none is taken for a pass. */
import type { VerdictLook } from '../../../../shared/timeline/mark.js';
import { type At, disc, fill, stroke } from './pen.js';

const tick = (at: At, colour: string): void =>
  stroke(at, [colour, 1.6], () => {
    at.g.moveTo(at.x - 3, at.y);
    at.g.lineTo(at.x - 0.8, at.y + 2.4);
    at.g.lineTo(at.x + 3.2, at.y - 2.4);
  });

/** A filled disc with a tick. */
const passed = (at: At, colour: string): void => {
  disc(at, colour, 6.5);
  tick(at, at.of.panel);
};

/** A filled octagon with a cross. */
const failed = (at: At, colour: string): void => {
  const { g, x, y, of } = at;
  fill(at, colour, () => {
    for (let corner = 0; corner < 8; corner += 1) {
      const turn = Math.PI / 8 + (corner * Math.PI) / 4;
      g.lineTo(x + 7 * Math.cos(turn), y + 7 * Math.sin(turn));
    }
  });
  stroke(at, [of.panel, 1.6], () => {
    g.moveTo(x - 2.5, y - 2.5);
    g.lineTo(x + 2.5, y + 2.5);
    g.moveTo(x + 2.5, y - 2.5);
    g.lineTo(x - 2.5, y + 2.5);
  });
};

/** A broken ring on ground of its own. */
const ring = (at: At): void => {
  const path = (): void => at.g.arc(at.x, at.y, 6.2, 0, 7);
  fill(at, at.of.panel, path);
  at.g.setLineDash([2.4, 1.9]);
  stroke(at, [at.of['ink-2'], 1.4], path);
  at.g.setLineDash([]);
};

/** A broken ring with an exclamation mark: not checkable. */
const unchecked = (at: At): void => {
  ring(at);
  stroke(at, [at.of['ink-2'], 1.6], () => {
    at.g.moveTo(at.x, at.y - 3.2);
    at.g.lineTo(at.x, at.y + 0.6);
    at.g.moveTo(at.x, at.y + 2.2);
    at.g.lineTo(at.x, at.y + 3.6);
  });
};

/** An open diamond with a bar: there is no reference. */
const unreferenced = (at: At): void => {
  const { g, x, y, of } = at;
  const path = (): void => {
    g.moveTo(x, y - 6.5);
    g.lineTo(x + 6.5, y);
    g.lineTo(x, y + 6.5);
    g.lineTo(x - 6.5, y);
    g.closePath();
  };
  fill(at, of.panel, path);
  stroke(at, [of['ink-2'], 1.4], path);
  stroke(at, [of['ink-2'], 1.5], () => {
    g.moveTo(x - 2.4, y);
    g.lineTo(x + 2.4, y);
  });
};

/** A broken ring with a tick: a verdict that fell. */
const stale = (at: At): void => {
  ring(at);
  tick(at, at.of['ink-2']);
};

const marks: Readonly<Record<VerdictLook, (at: At, colour: string) => void>> = {
  pass: passed,
  fail: failed,
  'no-reference': unreferenced,
  'not-checkable': unchecked,
  stale,
};

/** A ring around a person's own verdict: the same signs mean the same, and it is seen whose it is. */
const persons = (at: At): void => stroke(at, [at.of.accent, 1.2], () => at.g.arc(at.x, at.y, 8, 0, 7));

/** Draws a verdict: this tool's in the colour of what it found, a person's in that of what one does, with a ring. */
export const drawVerdict = (at: At, look: VerdictLook, own: boolean): void => {
  const { of } = at;
  marks[look](at, own ? of.accent : look === 'pass' ? of.pass : of.fault);
  if (own) persons(at);
};
