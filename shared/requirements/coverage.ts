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
      'main/target/stock.test.ts: R1 the level is no fact there: it stays inferred, with its rule',
      'main/target/stock.test.ts: R1 %s turns on no level',
      'main/target/stock.test.ts: R1 R38 Thunderbolt de-authorizes what is behind first, and refuses what is unchanged',
      'main/target/stock.test.ts: R1 USB takes 0 and 1, and says nothing of it',
      'main/wires/simulator/buses.test.ts: R1 de-authorizing a dock takes away what is behind its tunnel, and authorizing brings it back',
      'main/wires/simulator/buses.test.ts: R1 USB sends no change event for authorized, only those of drivers and interfaces',
      'shared/journey/driver.test.ts: R1 is walked while a driver is bound; unbind is the way back',
      'shared/journey/journey.test.ts: R1 on USB there is only authorize',
      'shared/model/bus/authorized.test.ts: R1 authorized is a truth value; 2 is none',
      'shared/model/bus/authorized.test.ts: R1 has no authorized and no key',
      'shared/model/march.test.ts: R1 every write to it is refused, ENODEV',
      'shared/model/rules/driver.test.ts: R1 what hangs behind a device leaves first',
      'shared/model/rules/driver.test.ts: R1 what is there cannot arrive',
      'test/e2e/robust.test.ts: R1 R6 a device that leaves while it is chosen stays readable, and can come back',
      'test/wires/localBuses.test.ts: R1 are to the field what their files say',
      'test/wires/localBuses.test.ts: R1 are so on this machine too, where it has them',
      'test/wires/localBuses.test.ts: R1 have names, parents and their own authorization',
    ],
  },
  {
    row: 'R2',
    tests: [
      'shared/model/rows/rows.test.ts: R2 module autoprobe keeps a driver off a new device, per module and for all; an explicit bind works; built-in is exempt',
      'main/target/stock.test.ts: R2 drivers_autoprobe is the policy of a whole bus',
      'main/wires/simulator/drivers.test.ts: R2 has no autoprobe for built-in drivers, and one per module and one for all',
      'shared/model/rules/driver.test.ts: R2 an override alone decides who may bind; an empty line clears it',
      'shared/model/rules/driver.test.ts: R2 a probe succeeds even when nothing binds',
      'shared/model/rules/driver.test.ts: R2 takes truth values only, and only of modules that are loaded',
      'shared/model/rules/driver.test.ts: R2 a module is found by the name of its folder too',
      'shared/predict/predict.test.ts: R2 foretells module policy',
      'shared/predict/predict.test.ts: R2 is read back from its folder, whichever way it is asked for',
    ],
  },
  {
    row: 'R4',
    tests: [
      'shared/model/rows/rows.test.ts: R4 at 0 the IOMMU blocks the device too',
      'main/target/stock.test.ts: R4 the type of an IOMMU group moves only while no driver is bound, but for lazy flushing',
      'main/wires/simulator/files.test.ts: R4 blocks a device at 0 in the IOMMU too',
      'shared/journey/driver.test.ts: R4 confines the device by its IOMMU group before a driver is bound, where that is not so already',
    ],
  },
  {
    row: 'R5',
    tests: [
      'shared/model/rows/rows.test.ts: R5 0 is a level like any other: the device stays there, and says that it is at 0',
      'renderer/features/stepper/offer.test.ts: R5 a kernel without levels takes no aim',
      'shared/journey/journey.test.ts: R5 a kernel without levels says that the path ends before one',
    ],
  },
  {
    row: 'R6',
    tests: [
      'shared/model/rows/rows.test.ts: R6 in a guest autoprobe=0 makes a hot-plugged device start at 0, else it starts at 1',
      'main/wires/simulator/drivers.test.ts: R6 a device plugged in while its module has autoprobe=0 starts at 0, unbound',
      'renderer/features/faults/inject.test.ts: R6 what left and is not back can arrive again',
      'shared/model/bus/authorized.test.ts: R6 a new device waits for authorization, but under security none it is in at once',
      'shared/model/rules/driver.test.ts: R6 arrival says its level in the add uevent, then binds',
      'test/e2e/robust.test.ts: R1 R6 a device that leaves while it is chosen stays readable, and can come back',
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
      'renderer/features/stepper/offer.test.ts: R9 what is not measured is named, not guessed',
      'shared/journey/compare.test.ts: R9 what could not be foretold is not called as predicted',
    ],
  },
  {
    row: 'R10',
    tests: [
      'shared/model/rows/rows.test.ts: R10 a write is a check of reality, not a grant',
      'main/cli/cli.test.ts: R10 says what was written, how it ended and what it led to',
      'main/session/session.test.ts: R10 records a write, then its outcome, then what changed, each with its cause, in the frame the answer names',
      'main/target/snapshot.test.ts: R10 never lets a conclusion stand as a measured level: stock kernels have none',
      'renderer/features/stepper/offer.test.ts: R10 an aim shows that write and what the model says of it, in place of the next step',
      'shared/journey/compare.test.ts: R10 a refusal that was not foretold differs, one that was does not',
      'shared/journey/journey.test.ts: R10 without SPDM there is no evidence, and that does not hold up level 2',
      'shared/model/dialects/dialects.test.ts: R10 every precondition of the rules has an error in the March table, and none is left over',
      'shared/model/march.test.ts: R10 the present level succeeds without a notice',
      'shared/predict/predict.test.ts: R10 gives the same machine back',
      'shared/predict/predict.test.ts: R10 names the fact the outcome turns on, and no other',
      'shared/predict/predict.test.ts: R10 an inferred fact counts as not measured',
      'shared/predict/predict.test.ts: R10 foretells all the same what does not turn on them',
      'shared/predict/predict.test.ts: R10 promises no notice that may not come',
      'shared/predict/predict.test.ts: R10 whatever is hidden, what is foretold is what happens',
    ],
  },
  {
    row: 'R11',
    tests: [
      'shared/model/rows/rows.test.ts: R11 asking for private memory fails when the device cannot have it',
      'main/cli/cli.test.ts: R11 explains a refusal: error, who, why, and the nearest path',
      'main/session/session.test.ts: R11 takes a refusal as an outcome, and changes nothing',
      'shared/model/manager.test.ts: R46 R11 level 3 before that is refused, and the nearest path goes over the manager',
      'shared/model/march.test.ts: R11 4 when not LOCKED is refused, EPERM, and the path unbinds and locks',
      'shared/predict/predict.test.ts: R11 foretells a refusal, with who, why and the nearest path',
    ],
  },
  {
    row: 'R12',
    tests: [
      'shared/model/rows/rows.test.ts: R12 levels 1 to 3 are refused in RUN, EBUSY; unbind and unlock come first',
      'shared/model/march.test.ts: R12 %s in RUN is refused, EBUSY',
      'test/e2e/robust.test.ts: R12 R46 R52 a level out of reach is foretold as refused, and refused as foretold',
    ],
  },
  {
    row: 'R13',
    tests: [
      'shared/model/rows/rows.test.ts: R13 in a guest the path is lock, evidence, then the TCB level',
      'renderer/features/console/line.test.ts: R13 a write is the command that does the same, and its result stands below it',
      'renderer/features/stepper/offer.test.ts: R13 the next step of the path, as the exact write',
      'renderer/features/stepper/offer.test.ts: R13 gathering and the verdict are offered as what they are: no write',
      'renderer/features/stepper/running.test.ts: R13 a running write is named by its device, from the path or from the value',
      'renderer/features/tree/mark.test.ts: R13 evidence is only gathered until a person gives a verdict, and the verdict is shown as that person’s',
      'renderer/state/foreign.test.ts: R13 a reason cannot turn our own words round, nor break the line',
      'shared/journey/journey.test.ts: R13 unbinds first, then locks, gathers, verifies, asks for the TCB level and binds',
      'shared/journey/journey.test.ts: R13 writes the name of the devsec TSM to lock',
      'shared/journey/journey.test.ts: R13 evidence comes after the lock, and the level after the verdict',
      'shared/model/dialects/dialects.test.ts: R13 a write has one path and value',
      'shared/model/dialects/dialects.test.ts: R13 and the path and value give the action back',
      'shared/model/dialects/dialects.test.ts: R13 the device’s own folder is its address too, and one newline is dropped',
      'shared/model/march.test.ts: R13 one kernel does one of them: the other role has no such file',
      'shared/model/march.test.ts: R13 lock: its errors in the kernel’s order',
      'shared/model/march.test.ts: R13 lock sends no uevent, secures the link and starts new evidence',
      'shared/model/march.test.ts: R13 unlock: its errors',
      'shared/shell/command.test.ts: R13 a lock reads as a person would type it',
      'shared/timeline/words.test.ts: R13 R14 name a write by what it asks for',
      'test/e2e/fastHand.test.ts: R13 what is typed right after the first Ctrl+K is all in its field, and runs nothing else',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by mouse: refusal, nearest path, verdict, level 4, fall, and back',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by keyboard alone: the same',
      'test/golden/scenarios.test.ts: R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered',
    ],
  },
  {
    row: 'R14',
    tests: [
      'shared/model/rows/rows.test.ts: R14 trust 4 moves the interface to RUN and opens private memory; a TSM error is passed through',
      'main/wires/simulator/links.test.ts: R14 passes the TSM’s error through, and takes it back',
      'renderer/features/faults/inject.test.ts: R14 names the error of the TSM, and none takes it back',
      'renderer/features/stepper/offer.test.ts: R14 stops at the one who refused; those behind were never asked',
      'renderer/features/stepper/offer.test.ts: R14 without a word from the model nobody knows how far it went',
      'shared/journey/compare.test.ts: R14 all that was foretold was seen: as predicted',
      'shared/journey/compare.test.ts: R14 names the one thing that differs',
      'shared/journey/compare.test.ts: R14 a driver released and bound again is one row that ends where it began',
      'shared/journey/journey.test.ts: R14 in RUN the driver is bound last; what was not seen here is skipped, not done',
      'shared/journey/journey.test.ts: R14 a step the TSM refused, with nothing open before it, stays the next one',
      'shared/model/march.test.ts: R14 R19 4 when LOCKED kicks, in the kernel’s order',
      'shared/model/march.test.ts: R14 an error of the TSM is passed through; level and driver stay as they were',
      'shared/predict/predict.test.ts: R14 foretells the kick with its effects in order',
      'shared/predict/predict.test.ts: R14 has a row and a text for every effect of the kick',
      'shared/timeline/chart.test.ts: R14 puts a write into the lane of the person and, as a span with its end, into that of the TSM',
      'shared/timeline/words.test.ts: R13 R14 name a write by what it asks for',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by mouse: refusal, nearest path, verdict, level 4, fall, and back',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by keyboard alone: the same',
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
      'shared/predict/predict.test.ts: R17 says who refused, and why',
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
      'shared/model/march.test.ts: R14 R19 4 when LOCKED kicks, in the kernel’s order',
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
      'renderer/features/stepper/offer.test.ts: R21 out of ERROR there is one way, and it is offered first',
      'renderer/features/tree/mark.test.ts: R21 a fall makes the verdict stale and marks the device, until it is raised again',
      'shared/journey/journey.test.ts: R21 starts over: out of ERROR only by unlock',
      'shared/model/manager.test.ts: R21 R23 falls with its manager: %s',
      'shared/model/rules/driver.test.ts: R21 a device that leaves in RUN comes back with nothing of it',
      'shared/model/rules/driver.test.ts: R21 TDISP stays in ERROR until unlock',
      'shared/timeline/chart.test.ts: R21 draws the level down at the fall',
      'shared/timeline/words.test.ts: R21 mark a uevent that tells of a loss, and not one that was asked for',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by mouse: refusal, nearest path, verdict, level 4, fall, and back',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by keyboard alone: the same',
      'test/golden/scenarios.test.ts: R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered',
    ],
  },
  {
    row: 'R22',
    tests: [
      'shared/model/rows/rows.test.ts: R22 a reset leaves a level that rests on nothing, and its driver, alone',
      'shared/model/rules/driver.test.ts: R22 a reset in RUN falls, since session and link end with it',
    ],
  },
  {
    row: 'R23',
    tests: [
      'shared/model/rows/rows.test.ts: R23 loss of session, loss of the link and TDISP ERROR each downgrade and notify',
      'main/session/faults.test.ts: R23 R24 gives a fall nobody caused the notice as its cause, and reads the device again',
      'main/target/events.test.ts: R21 R23 tells of a fall, with its reason',
      'main/wires/simulator/detection.test.ts: R23 what cannot happen is refused at once',
      'renderer/features/faults/inject.test.ts: R23 names the fault and the device',
      'shared/journey/journey.test.ts: R23 a level written since ends the fallen state',
      'shared/journey/journey.test.ts: R23 a write that went through since ends it too; an injected fault is no such write',
      'shared/journey/journey.test.ts: R23 a host that lost its link disconnects and starts over',
      'shared/journey/manager.test.ts: R23 R46 a link lost with its manager leads back over the manager',
      'shared/model/dialects/dialects.test.ts: R23 an injected line reads back as its action',
      'shared/model/dialects/dialects.test.ts: R23 "%s" is no line',
      'shared/model/manager.test.ts: R21 R23 falls with its manager: %s',
      'shared/model/rules/driver.test.ts: R23 cleared bus mastering and new firmware break a guarded interface',
      'shared/model/rules/driver.test.ts: R23 an interface that breaks under a level that stays is told, with TRUST as TRUST_OLD',
      'shared/model/rules/driver.test.ts: R23 the session takes the IDE link with it, but not the TSM’s word',
      'shared/model/rules/driver.test.ts: R23 what is not there cannot be lost',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
    ],
  },
  {
    row: 'R24',
    tests: [
      'shared/model/rows/rows.test.ts: R24 cause comes before detection, detection before the level moves',
      'main/session/faults.test.ts: R23 R24 gives a fall nobody caused the notice as its cause, and reads the device again',
      'main/session/session.test.ts: R24 tells a fault, its detection and the fall apart, and joins them by cause',
      'main/session/session.test.ts: R24 a detection that comes later still names its cause, and stands apart from it in time',
      'main/wires/simulator/detection.test.ts: R24 the write returns at once; until the detection everything reads as before, and nothing is said',
      'main/wires/simulator/detection.test.ts: R24 R25 notices carry the time of the detection, and name the write that was the cause',
      'main/wires/simulator/detection.test.ts: R24 the delay is a file: 0 detects at once, and what is no number is refused',
      'main/wires/simulator/detection.test.ts: R24 what is connected anew before the detection is another session, and stands',
      'main/wires/simulator/detection.test.ts: R24 what is no matter of detection happens at once',
      'shared/journey/compare.test.ts: R24 follows causes of causes, and nothing else',
      'shared/journey/journey.test.ts: R24 keeps the cause and its detection as two times',
      'shared/journey/journey.test.ts: R24 a cause the target did not name is inferred',
      'shared/journey/refused.test.ts: R24 an injected fault is nobody’s step',
      'shared/timeline/chart.test.ts: R24 keeps cause and detection apart, and finds the fault behind a fall',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by mouse: refusal, nearest path, verdict, level 4, fall, and back',
      'test/e2e/mainJob.test.ts: R13 R14 R21 R24 guest, by keyboard alone: the same',
    ],
  },
  {
    row: 'R25',
    tests: [
      'shared/model/rows/rows.test.ts: R25 a fall is told over netlink, with level, reason and interface state',
      'main/target/events.test.ts: R25 the netlink notice of the same fall makes no second one',
      'main/wires/local/uevents.test.ts: R25 an event carries its environment, and its folder without a slash',
      'main/wires/simulator/detection.test.ts: R24 R25 notices carry the time of the detection, and name the write that was the cause',
      'main/wires/simulator/notices.test.ts: R25 numbers uevents and netlink messages, and marks them with their write',
      'shared/journey/compare.test.ts: R25 a notice may still come; when it has had its time, that it did not is the difference',
      'shared/journey/compare.test.ts: R25 a line of the journal reads back as its row',
      'shared/model/march.test.ts: R25 a move is told by uevent and netlink in the same facts',
    ],
  },
  {
    row: 'R28',
    tests: [
      'shared/journey/journey.test.ts: R28 a rejected device goes back, not on',
      'shared/journey/refused.test.ts: R28 whoever does something else has left the path',
    ],
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
      'main/target/stock.test.ts: R1 R38 Thunderbolt de-authorizes what is behind first, and refuses what is unchanged',
      'renderer/features/inspector/inspector.test.ts: R38 a Thunderbolt 2 is a key challenge, not a level',
      'shared/journey/journey.test.ts: R38 on Thunderbolt: authorize, then trust 2',
      'shared/model/bus/authorized.test.ts: R38 the device before it is authorized first, and the path says so',
      'shared/model/bus/authorized.test.ts: R38 under %s nothing can be authorized',
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
      'main/wires/simulator/buses.test.ts: R41 R42 trust and authorized of a new device are one',
      'shared/model/bus/authorized.test.ts: R41 R42 authorized and trust are one, and the driver goes with them',
      'shared/predict/predict.test.ts: R41 foretells Thunderbolt by the policy of its domain',
      'test/golden/scenarios.test.ts: R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows',
    ],
  },
  {
    row: 'R42',
    tests: [
      'shared/model/rows/rows.test.ts: R42 after one is written the other reads the same, down as well as up',
      'main/wires/simulator/buses.test.ts: R41 R42 trust and authorized of a new device are one',
      'shared/model/bus/authorized.test.ts: R42 the bus says AUTHORIZED before the core says TRUST, and not when only ATS changes',
      'shared/model/bus/authorized.test.ts: R41 R42 authorized and trust are one, and the driver goes with them',
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
      'renderer/features/stepper/offer.test.ts: R44 every path fills its width and keeps its steps in order',
      'shared/journey/journey.test.ts: R44 a lost link still leads to level 3, by connecting anew',
      'shared/journey/journey.test.ts: R44 connects, gathers, verifies, and asks for level 3',
      'shared/journey/journey.test.ts: R44 where the TSM does not secure the link, level 2 is what there is to ask for',
      'shared/journey/journey.test.ts: R44 ends when the level is reached',
      'shared/journey/manager.test.ts: R44 R46 connects the manager, not the device',
      'shared/model/march.test.ts: R44 connect: its errors, and no uevent',
      'shared/model/march.test.ts: R44 disconnect: its errors; 3 falls with the link, 2 stays',
      'test/e2e/mainJob.test.ts: R44 R46 host, by mouse: connect, gather, verdict, level 3',
      'test/e2e/mainJob.test.ts: R44 R46 host, by keyboard alone: the same',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
    ],
  },
  {
    row: 'R45',
    tests: [
      'shared/model/rows/rows.test.ts: R45 five or four levels: 4 of five is 3 of four, in writes and in notices',
      'renderer/features/tree/filter.test.ts: R45 %s compares levels, inferred ones too, never unknown ones: %s',
      'shared/model/dialects/dialects.test.ts: R45 March and stock kernels are stepped, and every error has a name',
      'shared/model/dialects/dialects.test.ts: R45 a file stands once in each table',
      'shared/model/march.test.ts: R45 reads its number',
      'shared/model/march.test.ts: R45 "%s" is no level, EINVAL',
      'shared/model/march.test.ts: R45 "%s" is read as the kernel reads numbers',
      'shared/predict/predict.test.ts: R45 foretells nothing in a dialect the model does not step',
    ],
  },
  {
    row: 'R46',
    tests: [
      'shared/model/rows/rows.test.ts: R46 level 3 wants an IDE stream or the TSM’s word for the link, else EPERM',
      'main/target/snapshot.test.ts: R46 measures who speaks for a function, keeps it while that one is not connected, and else concludes it',
      'main/wires/simulator/links.test.ts: R46 functions of a connected device share its link, and lose it with it',
      'main/wires/simulator/links.test.ts: R46 a device below a switch has its link asserted by the switch’s security manager, and falls when that disconnects',
      'renderer/features/stepper/offer.test.ts: R46 sends the person to the security manager: nothing is written from here',
      'shared/journey/manager.test.ts: R44 R46 connects the manager, not the device',
      'shared/journey/manager.test.ts: R46 a connected manager is the device’s connection, and its way back is there too',
      'shared/journey/manager.test.ts: R23 R46 a link lost with its manager leads back over the manager',
      'shared/journey/manager.test.ts: R46 a manager that is not here stops the path, and is named',
      'shared/journey/manager.test.ts: R46 the model foretells the refusal of a connect here, and where to go',
      'shared/journey/manager.test.ts: R46 a step done on the manager counts, and what else is done there strays nobody',
      'shared/model/manager.test.ts: R46 has no tsm/connect: the refusal names the security manager, and the path leads there',
      'shared/model/manager.test.ts: R46 gets its link by the connection of its manager: asserted below a switch, IDE on the same port',
      'shared/model/manager.test.ts: R46 R11 level 3 before that is refused, and the nearest path goes over the manager',
      'shared/model/manager.test.ts: R46 after a loss the path disconnects the manager first',
      'shared/model/manager.test.ts: R46 one that arrives under a connected manager is secured at once',
      'shared/model/manager.test.ts: R46 when nobody knows who speaks for it, connect is refused all the same, without a path',
      'shared/model/march.test.ts: R46 level 3 without a secured link is refused, EPERM, and the path secures it',
      'shared/model/march.test.ts: R46 after the link is lost, the path connects anew',
      'shared/model/march.test.ts: R46 without IDE a connect secures no link',
      'test/e2e/mainJob.test.ts: R44 R46 host, by mouse: connect, gather, verdict, level 3',
      'test/e2e/mainJob.test.ts: R44 R46 host, by keyboard alone: the same',
      'test/e2e/robust.test.ts: R12 R46 R52 a level out of reach is foretold as refused, and refused as foretold',
      'test/golden/scenarios.test.ts: R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost',
      'test/golden/scenarios.test.ts: R46 host: a link asserted by the security manager above is enough for level 3, until that is gone',
    ],
  },
  {
    row: 'R47',
    tests: [
      'shared/model/rows/rows.test.ts: R47 at 0 no driver is bound, and none attaches',
      'main/session/session.test.ts: R47 follows a driver that is unbound',
      'main/wires/simulator/drivers.test.ts: R47 binds nothing at level 0',
      'main/wires/simulator/storm.test.ts: R47 leaves no driver at 0, counts streams right, and numbers every event once',
      'shared/model/march.test.ts: R47 0 succeeds from every level and state, driver released and DMA blocked',
      'shared/model/march.test.ts: R47 0 in RUN stops the interface and gives the TSM back; in LOCKED the lock stays',
      'shared/model/rules/driver.test.ts: R47 bind: no match ENODEV, bound EBUSY, level 0 EPERM',
      'shared/model/rules/driver.test.ts: R47 unbind of what is not bound, ENODEV',
    ],
  },
  {
    row: 'R48',
    tests: [
      'shared/model/rows/rows.test.ts: R48 at 1 ATS is off and DMA is bounced',
      'main/target/config.test.ts: R48 tells ATS that is there from ATS that is on',
      'main/wires/simulator/files.test.ts: R48 shows ATS going on and off in configuration space',
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
      'renderer/features/stepper/noPath.test.ts: R52 above the ceiling no path leads there, and it does not pass by itself',
      'renderer/features/stepper/offer.test.ts: R52 a write that is foretold as refused promises no ways back after it',
      'shared/journey/journey.test.ts: R52 without a devsec TSM there is no lock, and the path ends there',
      'shared/journey/journey.test.ts: R52 a device that only knows SPDM is gathered from and reaches level 2',
      'shared/model/march.test.ts: R52 above the ceiling, EOPNOTSUPP, before anything else is asked',
      'test/e2e/fastHand.test.ts: R52 above the ceiling there is no second try, only Put aside',
      'test/e2e/robust.test.ts: R12 R46 R52 a level out of reach is foretold as refused, and refused as foretold',
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
      'shared/model/dialects/dialects.test.ts: O1 O3 O5 O7 O8 each open point says what the March design answers',
    ],
  },
  {
    row: 'O2',
    tests: [
      'shared/model/rows/rows.test.ts: O2 from 4 down only by 0, by unlock, or by a fall',
      'renderer/features/stepper/offer.test.ts: O2 a person’s choice wins over aim and path, for its own device only',
      'shared/journey/journey.test.ts: O2 the ways back from 4 are 0 and unlock, and unlock needs the driver gone',
      'shared/journey/journey.test.ts: O2 after level 4 only 0 is left, and that is said',
      'shared/model/march.test.ts: O2 0 in RUN succeeds though the TSM fails: the interface counts as broken, and unlock is still due',
      'shared/model/march.test.ts: O2 unlock from RUN leads to 0, from LOCKED and ERROR the level stays',
    ],
  },
  {
    row: 'O3',
    tests: [
      'shared/model/rows/rows.test.ts: O3 kick and acknowledge can be switched',
      'shared/model/dialects/dialects.test.ts: O1 O3 O5 O7 O8 each open point says what the March design answers',
    ],
  },
  {
    row: 'O4',
    tests: [
      'shared/model/rows/rows.test.ts: O4 after trust 2 authorized reads 1; after authorized 2 trust reads 2',
      'shared/model/bus/authorized.test.ts: O4 authorized takes 0, 1 and 2, and nothing that changes nothing',
      'shared/model/bus/authorized.test.ts: O4 2 is a key challenge: it needs security secure, a key, and the right one',
      'shared/model/bus/authorized.test.ts: O4 a key is 64 hexadecimal digits, stored before the device is authorized',
    ],
  },
  {
    row: 'O5',
    tests: [
      'shared/model/rows/rows.test.ts: O5 trust 0 de-authorizes where the domain can; else it is refused, or (another design) moves the level only',
      'shared/model/bus/authorized.test.ts: O5 0 de-authorizes what hangs behind it first',
      'shared/model/bus/authorized.test.ts: O5 without deauthorization neither trust 0 nor authorized 0 works',
      'shared/model/dialects/dialects.test.ts: O1 O3 O5 O7 O8 each open point says what the March design answers',
    ],
  },
  {
    row: 'O7',
    tests: [
      'shared/model/rows/rows.test.ts: O7 a bound driver is released and bound again around 0 and 4; the strict design says EBUSY',
      'shared/model/dialects/dialects.test.ts: O1 O3 O5 O7 O8 each open point says what the March design answers',
      'shared/model/march.test.ts: O7 a bound driver is left alone between 1 and 3',
      'shared/model/march.test.ts: O7 leaving 0 binds the driver that matches',
    ],
  },
  {
    row: 'O8',
    tests: [
      'shared/model/rows/rows.test.ts: O8 the level a device starts at is the design’s: 0, 1 or 2',
      'shared/model/dialects/dialects.test.ts: O1 O3 O5 O7 O8 each open point says what the March design answers',
    ],
  },
  {
    row: 'S1',
    tests: ['shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset'],
  },
  {
    row: 'S2',
    tests: [
      'shared/model/rows/rows.test.ts: S2 0 to 2 need nobody; 3 needs a secured link, and goes when the link does',
      'shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset',
    ],
  },
  {
    row: 'S3',
    tests: ['shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset'],
  },
  {
    row: 'S4',
    tests: [
      'shared/journey/journey.test.ts: S4 a verdict on older evidence says nothing about what was gathered since',
      'shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset',
    ],
  },
  {
    row: 'S5',
    tests: ['shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset'],
  },
  {
    row: 'S6',
    tests: ['shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset'],
  },
  {
    row: 'S7',
    tests: ['shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset'],
  },
  {
    row: 'S8',
    tests: [
      'main/cli/cli.test.ts: S8 a lock with a driver bound is refused by the PCI core',
      'main/target/stock.test.ts: S8 connect and disconnect take a link TSM, and answer as the kernel does',
      'main/wires/simulator/links.test.ts: S8 connect and disconnect refuse as the kernel does',
      'renderer/features/stepper/offer.test.ts: S8 a lock with a driver bound stops at the PCI core: it is the bus code that asks',
      'shared/journey/refused.test.ts: S8 finds the refused lock with its error',
      'shared/journey/refused.test.ts: S8 lights one step after the other',
      'shared/journey/refused.test.ts: S8 a write that was refused is no step taken',
      'shared/model/dialects/dialects.test.ts: S8 what a dialect does not have is no action there',
      'shared/model/dialects/dialects.test.ts: S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset',
    ],
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
