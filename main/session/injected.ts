/** Recognises a write that injects a fault: the cause, which is one event, apart from its detection, which is another (R24). */
import { faultWords, parseEvidenceFault } from '../../shared/evidence/responder/faults.js';
import { faultFiles, worldActions } from '../../shared/model/world.js';

/** The fault's kind and what it means; null for any other write. */
export const injectedBy = (path: string, value: string): { readonly fault: string; readonly text: string } | null => {
  if (path === faultFiles.evidence) {
    const { fault = null } = parseEvidenceFault(value) ?? {};
    return {
      fault: fault ?? 'none',
      text: fault === null ? 'What the device signs is sound again.' : faultWords[fault].sentence,
    };
  }
  if (path !== faultFiles.inject) return null;
  const fault = value.trim().split(/\s+/)[0] ?? '';
  const entry = worldActions.find(({ kind }) => kind === fault);
  return { fault, text: entry === undefined ? value.trim() : entry.sentence };
};
