/** Keys as they are shown, from key events as browsers send them. */
import { describe, expect, it } from 'vitest';
import { beyondTyping, keysPressed } from './keys.js';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
): string => keysPressed({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keysPressed', () => {
  it('names letters in capitals and shows shift only where the character does not', () => {
    expect(press('a')).toBe('A');
    expect(press('A', { shiftKey: true })).toBe('Shift A');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('A', { ctrlKey: true, shiftKey: true })).toBe('Ctrl Shift A');
    expect(press('F6', { shiftKey: true })).toBe('Shift F6');
  });
  it('takes the command key for Ctrl, and names the rest', () => {
    expect(press('k', { metaKey: true })).toBe('Ctrl K');
    expect(press('Enter', { ctrlKey: true })).toBe('Ctrl Enter');
    expect(press('Escape')).toBe('Esc');
    expect(press(' ')).toBe('Space');
    expect(press('ArrowUp', { altKey: true })).toBe('Alt Up');
  });
  it('knows what would write into a field', () => {
    expect(['Ctrl K', 'F6', 'Shift F6', 'Alt Up'].every(beyondTyping)).toBe(true);
    expect(['/', '4', 'Esc', 'Shift A', 'Enter', 'F'].some(beyondTyping)).toBe(false);
  });
});
