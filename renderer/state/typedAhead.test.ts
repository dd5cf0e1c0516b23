import { expect, it } from 'vitest';
import { forgetTyped, holdKey, typedAhead } from './typedAhead.js';

it('keys typed before the dialog is there are kept as a field would take them', () => {
  for (const key of ['l', 'o', 'x', 'Shift', 'Backspace', 'ArrowDown', 'c', 'k']) holdKey(key);
  expect(typedAhead()).toEqual({ text: 'lock', entered: false });
  for (const key of ['Enter', 'z']) holdKey(key);
  expect(typedAhead()).toEqual({ text: 'lock', entered: true });
  forgetTyped();
  expect(typedAhead()).toEqual({ text: '', entered: false });
});
