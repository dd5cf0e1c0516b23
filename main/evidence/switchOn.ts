/** A simulated device that was just switched on: its state is kept here, and nowhere else. */
import type { SimulatedDevice } from '../../shared/evidence/responder/device.js';
import { respond } from '../../shared/evidence/responder/respond.js';
import { initialState } from '../../shared/evidence/responder/state.js';
import { nodeSecrets } from './secrets.js';

/** Takes a DOE object, answers with one; null where a mailbox would report an error. */
export const switchOn = (device: SimulatedDevice): ((object: Uint8Array) => Uint8Array | null) => {
  const responder = { device, secrets: nodeSecrets };
  let state = initialState();
  return (object) => {
    const answered = respond(responder, state, object);
    ({ state } = answered);
    return answered.response;
  };
};
