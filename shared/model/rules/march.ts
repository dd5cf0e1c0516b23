/** The March dialect's rules in one record (the March table). `step` runs on it; tests plant wrong ones. */
import { authorizedRule, keyRule } from '../bus/authorized.js';
import { ceilings } from '../ceiling.js';
import { marchErrors } from '../dialects/errors.js';
import { grounds } from '../fall.js';
import { marchNotices } from '../notices.js';
import { settings } from '../privileges.js';
import { arriveRule, leaveRule, startLevel } from './arrival.js';
import { autoprobeRule, bindRule, modulesAutoprobeRule, overrideRule, probeRule, unbindRule } from './driver.js';
import { driversAutoprobeRule, iommuTypeRule } from './policy.js';
import type { Rules } from './rule.js';
import { trustRule } from './trust.js';
import { acceptRule, connectRule, disconnectRule, lockRule, unlockRule } from './tsm.js';
import {
  busMasterRule,
  dropAndRelockRule,
  firmwareRule,
  ideLossRule,
  resetRule,
  spdmLossRule,
  tdispErrorRule,
  tsmFailsRule,
} from './world.js';

export const marchRules: Rules = {
  device: {
    trust: trustRule,
    lock: lockRule,
    unlock: unlockRule,
    accept: acceptRule,
    connect: connectRule,
    disconnect: disconnectRule,
    authorized: authorizedRule,
    key: keyRule,
    driver_override: overrideRule,
    bind: bindRule,
    unbind: unbindRule,
    drivers_probe: probeRule,
    leave: leaveRule,
    reset: resetRule,
    spdm_loss: spdmLossRule,
    ide_loss: ideLossRule,
    tdisp_error: tdispErrorRule,
    bus_master_cleared: busMasterRule,
    firmware_updated: firmwareRule,
    tsm_fails: tsmFailsRule,
    drop_and_relock: dropAndRelockRule,
  },
  machine: {
    arrive: arriveRule,
    autoprobe: autoprobeRule,
    modules_autoprobe: modulesAutoprobeRule,
    drivers_autoprobe: driversAutoprobeRule,
    iommu_type: iommuTypeRule,
  },
  errors: marchErrors,
  ceilings,
  settings,
  grounds,
  releasing: [0, 4],
  fallTo: (design) => (design.fall === 'zero' ? 0 : 1),
  startLevel,
  notices: marchNotices,
};
