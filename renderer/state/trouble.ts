/** The last command of the session in front that came to nothing: a fault of ours or of the line, never a refusal by a kernel (that is data). */
import { create } from 'zustand';
import type { Millis } from '../../shared/facts/reading.js';
import type { CommandName } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { keepPerSession } from './perSession.js';

export interface Trouble {
  readonly command: CommandName;
  readonly fault: Fault;
  readonly at: Millis;
}

export const useTrouble = create<{ readonly trouble: Trouble | null }>()(() => ({ trouble: null }));

export const troublePerSession = keepPerSession(useTrouble, ['trouble']);

/** The person has read it. */
export const dismissTrouble = (): void => useTrouble.setState({ trouble: null });

/** What the window itself did not do, of the session in front. */
export const tellTrouble = (command: CommandName, fault: Fault): void =>
  useTrouble.setState({ trouble: { command, fault, at: Date.now() } });
