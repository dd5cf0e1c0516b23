/** Rows, fields and lanes as the evidence page shows them. */
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../shared/evidence/bytes/field.js';
import type { CertificateView, CheckView, RangeView } from '../../../shared/evidence/view/model.js';
import { chainRows } from './chainRows.js';
import { checkRows } from './checkRows.js';
import { fieldAt, fieldOf, flatten, stepFrom } from './fields.js';
import { lanesOf } from './lanes.js';

const check = (id: string, about: CheckView['about']): CheckView => ({
  id,
  title: id,
  about,
  verdict: 'pass',
  expected: '',
  found: '',
  spot: null,
});

const field = (name: string, [offset, length]: readonly [number, number], fields: readonly Field[] = []): Field => ({
  name,
  offset,
  length,
  text: '',
  fields,
});

const range = (bar: number, start: string, bytes: number): RangeView => ({
  bar,
  start,
  end: '',
  bytes,
  what: 'private',
  private: true,
  spot: { piece: 'report-0', offset: 0, length: 16 },
});

describe('the evidence page', () => {
  it('has checks under what they are about, and no heading without one', () => {
    const rows = checkRows([check('signature', 'binding'), check('chain.anchor', 'identity')]);
    expect(rows.map((row) => ('check' in row ? row.check.id : row.about))).toEqual([
      'identity',
      'chain.anchor',
      'binding',
      'signature',
    ]);
  });

  it('has each check of a chain once: under its certificate, or above all', () => {
    const certificate = { subject: 'CN=x' } as CertificateView;
    const ids = ['chain.form', 'chain.0.validity', 'chain.1.validity', 'chain.leaf.usage', 'chain.anchor'];
    const rows = chainRows(
      [certificate, certificate],
      ids.map((id) => check(id, 'identity')),
    );
    expect(rows.map(({ key }) => key)).toEqual([
      'chain.form',
      'certificate 0',
      'chain.0.validity',
      'chain.anchor',
      'certificate 1',
      'chain.1.validity',
      'chain.leaf.usage',
    ]);
  });

  it('finds the innermost field of a byte, and goes to the next that has no parts', () => {
    const parts = [field('index', [4, 1]), field('value', [5, 7])];
    const fields = flatten([field('header', [0, 4]), field('block', [4, 8], parts)]);
    expect(fieldAt(fields, 6)?.field.name).toBe('value');
    expect(fieldAt(fields, 99)).toBeNull();
    expect(fieldOf(fields, { offset: 4, length: 8 })?.field.name).toBe('block');
    expect(stepFrom(fields, 0, 1)?.field.name).toBe('index');
    expect(stepFrom(fields, 4, -1)?.field.name).toBe('header');
    expect(stepFrom(fields, 5, 1)).toBeNull();
  });

  it('draws ranges in the room of their BAR, at addresses no number holds', () => {
    const [low, high] = lanesOf([
      range(2, '0xfffffffffffff000', 4096),
      range(0, '0x1000', 4096),
      range(0, '0x2000', 12_288),
    ]);
    expect([low?.bar, high?.bar]).toEqual([0, 2]);
    expect(low?.ranges.map(({ left, width }) => [left, width])).toEqual([
      [0, 25],
      [25, 75],
    ]);
    expect(high?.ranges[0]?.width).toBe(100);
  });
});
