/** Policies of a whole bus or IOMMU group, as every kernel has them: `drivers_autoprobe`, and the type of a group's default domain. */
import type { DevicePath } from '../device.js';
import type { IommuGroup, MachineState } from '../machine.js';
import { parseBool } from '../parse.js';
import type { ActionOf, Ask, Rule } from './rule.js';

type Autoprobe = Ask<ActionOf<'drivers_autoprobe'>>;
type IommuType = Ask<ActionOf<'iommu_type'>>;

/** The kernel takes the first letter for true or false, and leaves the rest be (drivers/base/bus.c): nothing is refused. */
export const driversAutoprobeRule: Rule<Autoprobe> = {
  gates: [
    {
      id: 'no-such-bus',
      by: 'core',
      rows: [],
      when: ({ machine, action }) => machine.busAutoprobe !== undefined && !(action.bus in machine.busAutoprobe),
      text: ({ action }) => `this machine has no bus ${action.bus}`,
    },
  ],
  does: (draft, { machine, action }) => {
    const on = parseBool(action.value) !== false;
    draft.patchMachine({ busAutoprobe: { ...machine.busAutoprobe, [action.bus]: on } });
  },
};

const types = ['DMA', 'DMA-FQ', 'identity', 'auto'];

/** Drivers that leave the DMA of their device alone, and so do not hold its group (`driver_managed_dma`). */
const idle: readonly (string | null)[] = ['pcieport', 'pci-stub', null];

const groupOf = ({ machine, action }: IommuType): IommuGroup | undefined => machine.iommuGroups?.[action.group];

const holders = (machine: MachineState, group: IommuGroup | undefined): readonly DevicePath[] =>
  (group?.devices ?? []).filter((path) => !idle.includes(machine.devices[path]?.driver ?? null));

/** Strict to lazy flushing is the one change a bound driver survives (drivers/iommu/iommu.c). */
const isLazier = (ask: IommuType): boolean => groupOf(ask)?.type === 'DMA' && ask.action.value === 'DMA-FQ';

export const iommuTypeRule: Rule<IommuType> = {
  gates: [
    {
      id: 'no-such-group',
      by: 'iommu',
      rows: [],
      when: (ask) => ask.machine.iommuGroups !== undefined && groupOf(ask) === undefined,
      text: ({ action }) => `there is no IOMMU group ${action.group}`,
    },
    {
      id: 'not-a-domain-type',
      by: 'iommu',
      rows: ['R4'],
      when: ({ action }) => !types.includes(action.value),
      text: ({ action }) => `"${action.value}" is none of ${types.join(', ')}`,
    },
    {
      id: 'group-in-use',
      by: 'iommu',
      rows: ['R4'],
      when: (ask) => !isLazier(ask) && holders(ask.machine, groupOf(ask)).length > 0,
      text: (ask) => {
        const [path] = holders(ask.machine, groupOf(ask));
        const device = path === undefined ? undefined : ask.machine.devices[path];
        return `driver ${device?.driver ?? ''} is bound to ${device?.id ?? ''}, which is in the group`;
      },
      remedy: (ask) => {
        const [path] = holders(ask.machine, groupOf(ask));
        const driver = path === undefined ? null : (ask.machine.devices[path]?.driver ?? null);
        return path === undefined || driver === null ? null : { kind: 'unbind', device: path, driver };
      },
    },
  ],
  does: (draft, ask) => {
    const { machine, action } = ask;
    const group = groupOf(ask) ?? { type: '', devices: [] };
    // `auto` leaves the choice to the kernel: what it then reads is known only afterwards.
    const type = action.value === 'auto' ? group.type : action.value;
    draft.patchMachine({ iommuGroups: { ...machine.iommuGroups, [action.group]: { ...group, type } } });
  },
};
