/** Which tests cover which row, by their titles. Written by coverage.test.ts, which fails when titles and data disagree. */
// biome-ignore-all lint/style/noExcessiveLinesPerFile: a list that is written, not kept by hand

export interface RowCoverage {
  readonly row: string;
  /** `file: title` of each test. */
  readonly tests: readonly string[];
}

export const coverage: readonly RowCoverage[] = [
  {
    row: 'R1',
    tests: [
      'shared/model/rows/rows.test.ts: R1 Thunderbolt and USB have authorized, PCI has none',
      'main/session/session.test.ts: R1 sees a device leave with what is behind it, and come back',
      'main/wires/simulator/wire.test.ts: R1 de-authorizing a dock takes away what is behind its tunnel, and authorizing brings it back',
      'main/wires/simulator/wire.test.ts: R1 USB sends no change event for authorized, only those of drivers and interfaces',
      'shared/journey/journey.test.ts: R1 on USB there is only authorize',
    ],
  },
  {
    row: 'R2',
    tests: [
      'shared/model/rows/rows.test.ts: R2 module autoprobe keeps a driver off a new device, per module and for all; an explicit bind works; built-in is exempt',
      'main/wires/simulator/wire.test.ts: R2 has no autoprobe for built-in drivers, and one per module and one for all',
    ],
  },
  {
    row: 'R4',
    tests: [
      'shared/model/rows/rows.test.ts: R4 at 0 the IOMMU blocks the device too',
      'main/wires/simulator/wire.test.ts: R4 blocks a device at 0 in the IOMMU too',
    ],
  },
  {
    row: 'R5',
    tests: [
      'shared/model/rows/rows.test.ts: R5 0 is a level like any other: the device stays there, and says that it is at 0',
      'shared/journey/journey.test.ts: R5 a kernel without levels says that the path ends before one',
    ],
  },
  {
    row: 'R6',
    tests: [
      'shared/model/rows/rows.test.ts: R6 in a guest autoprobe=0 makes a hot-plugged device start at 0, else it starts at 1',
      'main/wires/simulator/wire.test.ts: R6 a device plugged in while its module has autoprobe=0 starts at 0, unbound',
      'renderer/features/faults/inject.test.ts: R6 what left and is not back can arrive again',
    ],
  },
  {
    row: 'R7',
    tests: [
      'shared/model/rows/rows.test.ts: R7 one switch distrusts every device whose module is not loaded yet, without a device filter',
      'shared/journey/journey.test.ts: R7 a refused lock leaves unbinding as the next step',
    ],
  },
  {
    row: 'R8',
    tests: [
      'shared/model/rows/rows.test.ts: R8 one thing per device says whether it reaches private memory: only at 4',
      'renderer/features/inspector/inspector.test.ts: R8 private memory and the T bit are never better known than inferred',
    ],
  },
  {
    row: 'R9',
    tests: [
      'shared/model/rows/rows.test.ts: R9 trusted to reach private memory and able to do so never disagree',
      'shared/journey/compare.test.ts: R9 what could not be foretold is not called as predicted',
    ],
  },
  {
    row: 'R10',
    tests: [
      'shared/model/rows/rows.test.ts: R10 a write is a check of reality, not a grant',
      'main/session/session.test.ts: R10 records a write, then its outcome, then what changed, each with its cause, in the frame the answer names',
      'main/target/snapshot.test.ts: R10 never lets a conclusion stand as a measured level: stock kernels have none',
      'shared/journey/compare.test.ts: R10 a refusal that was not foretold differs, one that was does not',
      'shared/journey/journey.test.ts: R10 without SPDM there is no evidence, and that does not hold up level 2',
    ],
  },
  {
    row: 'R11',
    tests: [
      'shared/model/rows/rows.test.ts: R11 asking for private memory fails when the device cannot have it',
      'main/session/session.test.ts: R11 takes a refusal as an outcome, and changes nothing',
    ],
  },
  {
    row: 'R12',
    tests: [
      'shared/model/rows/rows.test.ts: R12 levels 1 to 3 are refused in RUN, EBUSY; unbind and unlock come first',
    ],
  },
  {
    row: 'R13',
    tests: [
      'shared/model/rows/rows.test.ts: R13 in a guest the path is lock, evidence, then the TCB level',
      'renderer/features/console/line.test.ts: R13 a write is the command that does the same, and its result stands below it',
      'renderer/features/tree/mark.test.ts: R13 evidence is only gathered until a person gives a verdict, and the verdict is shown as that person’s',
      'shared/journey/journey.test.ts: R13 unbinds first, then locks, gathers, verifies, asks for the TCB level and binds',
      'shared/journey/journey.test.ts: R13 writes the name of the devsec TSM to lock',
      'shared/journey/journey.test.ts: R13 evidence comes after the lock, and the level after the verdict',
      'shared/shell/command.test.ts: R13 a lock reads as a person would type it',
      'shared/timeline/words.test.ts: R13 R14 name a write by what it asks for',
      'test/golden/scenarios.test.ts: R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered',
    ],
  },
  {
    row: 'R14',
    tests: [
      'shared/model/rows/rows.test.ts: R14 trust 4 moves the interface to RUN and opens private memory; a TSM error is passed through',
      'main/wires/simulator/wire.test.ts: R14 passes the TSM’s error through, and takes it back',
      'renderer/features/faults/inject.test.ts: R14 names the error of the TSM, and none takes it back',
      'shared/journey/compare.test.ts: R14 all that was foretold was seen: as predicted',
      'shared/journey/compare.test.ts: R14 names the one thing that differs',
      'shared/journey/compare.test.ts: R14 a driver released and bound again is one row that ends where it began',
      'shared/journey/journey.test.ts: R14 in RUN the driver is bound last; what was not seen here is skipped, not done',
      'shared/journey/journey.test.ts: R14 a step the TSM refused, with nothing open before it, stays the next one',
      'shared/timeline/chart.test.ts: R14 puts a write into the lane of the person and, as a span with its end, into that of the TSM',
      'shared/timeline/words.test.ts: R13 R14 name a write by what it asks for',
      'test/golden/scenarios.test.ts: R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered',
    ],
  },
  {
    row: 'R15',
    tests: [
      'shared/model/rows/rows.test.ts: R15 what a level permits is the same on every bus',
      'renderer/features/inspector/inspector.test.ts: R15 what a level permits does not depend on the device',
    ],
  },
  {
    row: 'R16',
    tests: [
      'shared/model/rows/rows.test.ts: R16 where the last step is generic, an interface that broke after the TSM’s part is not accepted',
    ],
  },
  {
    row: 'R17',
    tests: [
      'shared/model/rows/rows.test.ts: R17 the core asks the TSM at the write: trusted by the user now, by you too?',
    ],
  },
  {
    row: 'R18',
    tests: [
      'shared/model/rows/rows.test.ts: R18 under acknowledge RUN comes first and the level is taken without a further check',
    ],
  },
  {
    row: 'R19',
    tests: [
      'shared/model/rows/rows.test.ts: R19 under kick the write itself makes T=1; when that fails the write fails, and nothing moved',
    ],
  },
  {
    row: 'R20',
    tests: [
      'shared/model/rows/rows.test.ts: R20 under kick nothing is T=1 before its level says so; under acknowledge it is',
    ],
  },
  {
    row: 'R21',
    tests: [
      'shared/model/rows/rows.test.ts: R21 leaving RUN resets the level to 0 by itself, and user space starts over',
      'main/target/events.test.ts: R21 R23 tells of a fall, with its reason',
      'main/target/events.test.ts: R21 a level that goes down by %s is no fall',
      'renderer/features/tree/mark.test.ts: R21 a fall makes the verdict stale and marks the device, until it is raised again',
      'shared/journey/journey.test.ts: R21 starts over: out of ERROR only by unlock',
      'shared/timeline/chart.test.ts: R21 draws the level down at the fall',
      'shared/timeline/words.test.ts: R21 mark a uevent that tells of a loss, and not one that was asked for',
      'test/golden/scenarios.test.ts: R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered',
    ],
  },
  {
    row: 'R22',
    tests: ['shared/model/rows/rows.test.ts: R22 a reset leaves a level that rests on nothing, and its driver, alone'],
  },
  {
    row: 'R23',
    tests: [
      'shared/model/rows/rows.test.ts: R23 loss of session, loss of the link and TDISP ERROR each downgrade and notify',
      'main/session/faults.test.ts: R23 R24 gives a fall nobody caused the notice as its cause, and reads the device again',
      'main/target/events.test.ts: R21 R23 tells of a fall, with its reason',
      'renderer/features/faults/inject.test.ts: R23 names the fault and the device',
      'shared/journey/journey.test.ts: R23 a level written since ends the fallen state',
      'shared/journey/journey.test.ts: R23 a host that lost its link disconnects and starts over',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
    ],
  },
  {
    row: 'R24',
    tests: [
      'shared/model/rows/rows.test.ts: R24 cause comes before detection, detection before the level moves',
      'main/session/faults.test.ts: R23 R24 gives a fall nobody caused the notice as its cause, and reads the device again',
      'main/session/session.test.ts: R24 tells a fault, its detection and the fall apart, and joins them by cause',
      'shared/journey/compare.test.ts: R24 follows causes of causes, and nothing else',
      'shared/journey/journey.test.ts: R24 keeps the cause and its detection as two times',
      'shared/journey/journey.test.ts: R24 a cause the target did not name is inferred',
      'shared/timeline/chart.test.ts: R24 keeps cause and detection apart, and finds the fault behind a fall',
    ],
  },
  {
    row: 'R25',
    tests: [
      'shared/model/rows/rows.test.ts: R25 a fall is told over netlink, with level, reason and interface state',
      'main/target/events.test.ts: R25 the netlink notice of the same fall makes no second one',
      'main/wires/simulator/wire.test.ts: R25 numbers uevents and netlink messages, and marks them with their write',
      'shared/journey/compare.test.ts: R25 a notice may still come; when it has had its time, that it did not is the difference',
      'shared/journey/compare.test.ts: R25 a line of the journal reads back as its row',
    ],
  },
  {
    row: 'R28',
    tests: ['shared/journey/journey.test.ts: R28 a rejected device goes back, not on'],
  },
  {
    row: 'R31',
    tests: [
      'shared/model/rows/rows.test.ts: R31 the lock guards the time between check and use: what broke since cannot go to RUN',
      'renderer/features/tree/mark.test.ts: R31 an unlock and a relock make it stale, new evidence does not stay stale',
      'shared/journey/journey.test.ts: R31 a new lock makes evidence and verdict stale',
      'shared/journey/journey.test.ts: R31 unlocking undoes a lock; locking again does not bring evidence back',
    ],
  },
  {
    row: 'R32',
    tests: [
      'shared/model/rows/rows.test.ts: R32 what could never be validated is never accepted: not after the host locked it again',
    ],
  },
  {
    row: 'R33',
    tests: [
      'shared/model/rows/rows.test.ts: R33 a relock between evidence and trust goes through, and the evidence generation shows it',
    ],
  },
  {
    row: 'R34',
    tests: [
      'shared/model/rows/rows.test.ts: R34 the host cannot drop and lock again without the guest being told',
      'renderer/features/tree/mark.test.ts: R34 a relock by the host makes it stale though the lock reads the same',
      'shared/journey/journey.test.ts: R34 a host that drops and relocks makes them stale too, though tsm/lock reads the same',
      'test/golden/scenarios.test.ts: R34 guest: the host drops the lock and locks again',
    ],
  },
  {
    row: 'R37',
    tests: [
      'shared/model/rows/rows.test.ts: R37 whatever the bus, the level is the last word, and told in the same terms',
    ],
  },
  {
    row: 'R38',
    tests: [
      'shared/model/rows/rows.test.ts: R38 on Thunderbolt trust adds ATS to authorized; private memory stays out of reach',
      'renderer/features/inspector/inspector.test.ts: R38 a Thunderbolt 2 is a key challenge, not a level',
      'shared/journey/journey.test.ts: R38 on Thunderbolt: authorize, then trust 2',
      'test/golden/scenarios.test.ts: R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows',
    ],
  },
  {
    row: 'R40',
    tests: [
      'shared/model/rows/rows.test.ts: R40 the acknowledgement is synchronous: what it means is true when the write returns',
    ],
  },
  {
    row: 'R41',
    tests: [
      'shared/model/rows/rows.test.ts: R41 trust 1 and authorized 1 are one, whichever is written',
      'main/wires/simulator/wire.test.ts: R41 R42 trust and authorized of a new device are one',
      'test/golden/scenarios.test.ts: R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows',
    ],
  },
  {
    row: 'R42',
    tests: [
      'shared/model/rows/rows.test.ts: R42 after one is written the other reads the same, down as well as up',
      'main/wires/simulator/wire.test.ts: R41 R42 trust and authorized of a new device are one',
      'test/golden/scenarios.test.ts: R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows',
    ],
  },
  {
    row: 'R43',
    tests: ['shared/model/rows/rows.test.ts: R43 of four, 2 is authorized and ATS'],
  },
  {
    row: 'R44',
    tests: [
      'shared/model/rows/rows.test.ts: R44 on bare metal: connect, then 3 where the TSM secures the link, else 2 (2 of four means both)',
      'shared/journey/journey.test.ts: R44 connects, gathers, verifies, and asks for level 3',
      'shared/journey/journey.test.ts: R44 where the TSM does not secure the link, level 2 is what there is to ask for',
      'shared/journey/journey.test.ts: R44 ends when the level is reached',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
    ],
  },
  {
    row: 'R45',
    tests: [
      'shared/model/rows/rows.test.ts: R45 five or four levels: 4 of five is 3 of four, in writes and in notices',
      'renderer/features/tree/filter.test.ts: R45 %s compares levels, inferred ones too, never unknown ones: %s',
    ],
  },
  {
    row: 'R46',
    tests: [
      'shared/model/rows/rows.test.ts: R46 level 3 wants an IDE stream or the TSM’s word for the link, else EPERM',
      'main/wires/simulator/wire.test.ts: R46 functions of a connected device share its link, and lose it with it',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
      'test/golden/scenarios.test.ts: R46 host: a link asserted by the security manager above is enough for level 3, until that is gone',
    ],
  },
  {
    row: 'R47',
    tests: [
      'shared/model/rows/rows.test.ts: R47 at 0 no driver is bound, and none attaches',
      'main/session/session.test.ts: R47 follows a driver that is unbound',
      'main/wires/simulator/wire.test.ts: R47 binds nothing at level 0',
    ],
  },
  {
    row: 'R48',
    tests: [
      'shared/model/rows/rows.test.ts: R48 at 1 ATS is off and DMA is bounced',
      'main/target/config.test.ts: R48 tells ATS that is there from ATS that is on',
      'main/wires/simulator/wire.test.ts: R48 shows ATS going on and off in configuration space',
    ],
  },
  {
    row: 'R49',
    tests: ['shared/model/rows/rows.test.ts: R49 at 2 DMA goes straight to shared memory'],
  },
  {
    row: 'R50',
    tests: ['shared/model/rows/rows.test.ts: R50 level 3 rests on the link: without it 3 is neither given nor kept'],
  },
  {
    row: 'R51',
    tests: [
      'shared/model/rows/rows.test.ts: R51 at 4 the interface is in RUN and private memory is reachable',
      'renderer/features/inspector/inspector.test.ts: R51 from 1 to 4 everything but the driver changes',
    ],
  },
  {
    row: 'R52',
    tests: [
      'shared/model/rows/rows.test.ts: R52 ceilings: nobody or native SPDM 2, a bare-metal TSM 3, a TSM in a guest 4',
      'renderer/features/inspector/inspector.test.ts: R52 who vouches comes with the ceiling',
      'shared/journey/journey.test.ts: R52 without a devsec TSM there is no lock, and the path ends there',
      'shared/journey/journey.test.ts: R52 a device that only knows SPDM is gathered from and reaches level 2',
      'test/wires/simulatedFacts.test.ts: R52 has a drive whose ceiling is that of native SPDM',
    ],
  },
  {
    row: 'R53',
    tests: ['shared/model/rows/rows.test.ts: R53 squashed, 2 stands for DMA and for link, and reads 2 either way'],
  },
  {
    row: 'O1',
    tests: [
      'shared/model/rows/rows.test.ts: O1 a fall ends at 0, or in the lenient design at a level that still works',
    ],
  },
  {
    row: 'O2',
    tests: [
      'shared/model/rows/rows.test.ts: O2 from 4 down only by 0, by unlock, or by a fall',
      'shared/journey/journey.test.ts: O2 the ways back from 4 are 0 and unlock, and unlock needs the driver gone',
      'shared/journey/journey.test.ts: O2 after level 4 only 0 is left, and that is said',
    ],
  },
  {
    row: 'O3',
    tests: ['shared/model/rows/rows.test.ts: O3 kick and acknowledge can be switched'],
  },
  {
    row: 'O4',
    tests: ['shared/model/rows/rows.test.ts: O4 after trust 2 authorized reads 1; after authorized 2 trust reads 2'],
  },
  {
    row: 'O5',
    tests: [
      'shared/model/rows/rows.test.ts: O5 trust 0 de-authorizes where the domain can; else it is refused, or (another design) moves the level only',
    ],
  },
  {
    row: 'O7',
    tests: [
      'shared/model/rows/rows.test.ts: O7 a bound driver is released and bound again around 0 and 4; the strict design says EBUSY',
    ],
  },
  {
    row: 'O8',
    tests: ['shared/model/rows/rows.test.ts: O8 the level a device starts at is the design’s: 0, 1 or 2'],
  },
  {
    row: 'S2',
    tests: [
      'shared/model/rows/rows.test.ts: S2 0 to 2 need nobody; 3 needs a secured link, and goes when the link does',
    ],
  },
  {
    row: 'S4',
    tests: [
      'shared/journey/journey.test.ts: S4 a verdict on older evidence says nothing about what was gathered since',
    ],
  },
  {
    row: 'S8',
    tests: ['main/wires/simulator/wire.test.ts: S8 connect and disconnect refuse as the kernel does'],
  },
  {
    row: 'B1',
    tests: [
      'shared/model/rows/rows.test.ts: B1 lock then unlock leaves the device as it was, and it can be locked again',
    ],
  },
  {
    row: 'B2',
    tests: ['shared/model/rows/rows.test.ts: B2 a second accept is refused, EBUSY'],
  },
];
