/** Module policy: may a module's driver bind by itself (R2)? */
import type { MachineState } from '../machine.js';

/** A module's folder spells `-` as `_`, whatever its driver is called. */
export const moduleFolder = (driver: string): string => driver.replaceAll('-', '_');

/** The key under which the machine keeps a module, by driver name or module name; undefined when it is not loaded. */
export const moduleKey = (machine: MachineState, name: string): string | undefined =>
  machine.drivers[name] === undefined
    ? Object.keys(machine.drivers).find((key) => moduleFolder(key) === moduleFolder(name))
    : name;

/** The module of a driver, or undefined when it is not loaded. */
export const moduleOf = (machine: MachineState, name: string): MachineState['drivers'][string] | undefined =>
  machine.drivers[moduleKey(machine, name) ?? name];

/** May the driver bind by itself? Built-in drivers are exempt from the policy; a module not loaded yet gets the default. */
export const mayAutoprobe = (machine: MachineState, driver: string): boolean => {
  const module = moduleOf(machine, driver);
  return module === undefined ? machine.modulesAutoprobe : module.builtIn || module.autoprobe;
};
