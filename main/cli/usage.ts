/** What the command line says about itself. The shapes of its JSON are promised here: they only grow. */

import { faults } from '../../shared/evidence/responder/faults.js';

const usage = `lockstep: device trust of Linux machines from the command line

usage: lockstep COMMAND [options]

  targets [--json]                          targets there are, and those opened lately
  snapshot --target T [--json]              devices of a target with level, driver and locks
  write --target T PATH VALUE [--json]      writes VALUE and a newline to PATH, and says what came of it
        [--dry-run] [--arm [--elevate sudo|pkexec]] [--own-branch]
  watch --target T [--json] [--seconds N]   events of a target as they come, until Ctrl+C
  requirements [--json]                     each row of the proposal: covered by which tests, or planned
  verify FILE.pcap [--trust ROOT]… [--reference FILE] [--messages FILE] [--at TIME] [--nonce HEX] [--bundle FOLDER] [--json]
  verify --chain F --response F [--request F] [--vca F] [--spdm V] …
                                            judges signed device evidence (SPDM), each check in a row
  collect FOLDER [--socket PORT] [--until STEP] [--fault F]… [--json]
                                            gathers a device's evidence into files, and judges it
  evidence FOLDER --target T --device ADDRESS [--gather --arm] [--trust ROOT]… [--nonce HEX] [--json]
                                            fetches what a target's kernel keeps of a device's evidence, and judges it
  policy RECORD… [--policy FILE] [--device V:D] [--level N] [--json]
                                            which levels a policy allows on verdicts that were recorded, and why not
  device [--port N] [--fault F]… [--json]   a simulated device on QEMU's SPDM socket, until Ctrl+C
  run SCENARIO --target T [--json] [--arm]  a scenario, step by step, each held against what must come of it
  run --all --target T [--json] [--arm]     every scenario that the target can be asked for, one after the other
  run --list [--target T] [--json]          the scenarios, and which can be run on a target
  help [COMMAND]

targets: sim:[NAME]  local:[/sysroot]  ssh://[user@]host[:port][?config=FILE]
         serial:/dev/X?baud=N  unix:/path[?user=NAME]
         of a serial line also: &data=5-8 &parity=none|even|odd &stop=1|2 &flow=none|hardware|software &user=NAME
exit codes: 0 done; 1 refused, or a check failed; 2 bad usage; 3 target lost or not reached; 4 verify: not all could be checked
`;

const details: Readonly<Record<string, string>> = {
  targets: `lockstep targets [--json]

JSON: {"targets": [{"uri", "title", "line", "kind", "notYet"}], "recent": [URI]}
notYet is null for what can be opened, else one sentence that says what is missing.
`,
  snapshot: `lockstep snapshot --target T [--json]

JSON: {"target", "dialect", "role", "devices": [{"id", "bus", "path", "parent", "driver", "level", "inferred"?,
"levelUnknown"?, "authorized", "locked", "connected", "tdisp", "link", "asserted"?, "kind", "name", "ids"}]}
bus is as sysfs names it; parent is the id of the nearest device above, or null. level is measured, or null: beside it
stands inferred {"level", "because", "rule"} or levelUnknown, one phrase. asserted names the facts that the kernel
says and by its own word does not enforce; the table marks them with !. In the table, ~2 is inferred and ? unknown.
What could not be read, and why, is told on standard error.
`,
  write: `lockstep write --target T PATH VALUE [--json] [--dry-run] [--arm [--elevate sudo|pkexec]] [--own-branch]

PATH is below the target's sysfs, with or without /sys/ before it, and leads nowhere else. VALUE gets one newline.
A real machine needs --arm; a write to the disk of / or to the own network needs --own-branch too.
--dry-run writes nothing: it tells which devices the write touches and what stands on them; exit code 1 when that is
the disk of / or the own network. JSON: {"target", "path", "value", "touched": [PATH], "stakes": [{"kind", "text", "own"}], "unseen": [TEXT]}
Every write to sim: meets a freshly booted machine, which is gone when the command ends.
JSON: {"target", "path" (below sysfs), "value", "outcome": {"kind", "ms", "errno"?}, "refusal", "events": [EVENT]}
outcome.kind: done, refused, timeout, cancelled, lost. refusal is null, or what the model says of a refusal it foresaw:
{"errno", "by", "precondition": {"id", "text"}, "rows", "path": [{"path", "value"}]}: the writes that lead there.
`,
  watch: `lockstep watch --target T [--json] [--seconds N]

JSON: one event a line: {"id", "kind", "seenAt", "happenedAt", "device", "cause", …}; times in milliseconds since the epoch.
`,
  verify: `lockstep verify FILE.pcap [--trust ROOT]… [--reference FILE] [--messages FILE] [--at TIME] [--nonce HEX] [--json]
lockstep verify --chain F --response F [--request F] [--vca F] [--spdm 1.0 to 1.4] [--trust ROOT]… …

Judges every signed exchange of a capture (pcap or pcapng; SPDM over DOE or MCTP), or of loose files; every check runs. A capture
that breaks off is judged up to there, and "troubles" say where; a break behind the last exchange changes no exit code.
--transport doe or mctp: what it is of, where that is not seen.
--trust takes a root as PEM or DER, again for each; --revoked a revocation list in DER. --reference compares measurements with JSON {"name"?, "measurements":
[{"index", "value": hex, "label"?}]} or with a CoRIM or CoMID. --messages adds the plaintext of a secured session: JSON
[{"n", "secured": true, "hex", "session"?: number}]. --at judges validity at another time than now. --nonce is the one the verifier issued.
--chain takes PEM, DER or a slot's blob; --response and the others binary or hex, and a request may stand before its response.
--bundle writes a new folder that others can check without this tool: the files, what was signed, keys and chains,
manifest.json with every SHA-256, and check.sh, which makes the main checks again with openssl.
JSON: {"exchanges": [{"kind": "challenge" | "measurements", "version", "slot", "inSession", "signature", "chain", "verdict",
"nonce", "checks": [{"id", "about": "identity" | "binding" | "content", "verdict", "expected", "found", "bytes": {"source",
"offset", "length"} | null}]}], "sessions": [{"kind": "key-exchange" | "psk-exchange", "version", "slot", "session", "chain",
"verdict", "checks"}], "troubles": [TEXT]}. Of "sessions", how each was opened: who signed for it, and its hash over
measurements; one by a pre-shared key is never a pass. What these leave open changes no exit code; what fails in them is a fail.
Verdicts: pass, fail, not-checkable (something is missing: found says what), no-reference (nothing to compare with).
Exit codes: 1 when anything failed; else 4 when anything is not a pass, or no exchange was found; else 0.
`,
  collect: `lockstep collect FOLDER [--socket PORT] [--until STEP] [--nonce HEX] [--fault F]… [--serial S] [--json]

Drives a device that answers SPDM 1.2 or 1.3 over DOE, and judges what it brought under this installation's own root.
Without --socket it is a simulated NVMe controller; with it, whatever listens on 127.0.0.1:PORT as QEMU's SPDM socket.
Steps: measurements, session, lock, start (the default); each includes those before it. An interface that was started
is stopped again. --nonce is the verifier's; else it is drawn. --serial and --fault say which simulated device, and
what is wrong with it: ${faults.join(', ')}.
Files: capture.pcap, messages.json (the session in the clear), root.pem, references.json (what a simulated device without
faults measures), and report.bin once it was read. JSON: {"folder", "nonce", "stopped": {"at", "why"} | null, "verdict",
"exchanges", "checks"}, the last two as of verify. Exit codes as of verify; 3 when nobody listens, or the line is lost.
`,
  evidence: `lockstep evidence FOLDER --target T --device ADDRESS [--gather --arm] [--trust ROOT]… [--reference FILE] [--nonce HEX] [--json]

Asks the kernel there by netlink (family lockstep-trust of our test module, evidence-read), over perl or python3, as root.
--gather first gathers it through the device's mailbox, as the verify step does; --arm with it lets it be handed down to the module.
Files, as far as they are kept: chain-N.bin of slot N, vca.bin, measurements.bin (the request and its signed response) and
report.bin. Device, generation and nonce are told on standard error. Then it judges them as verify does: its options, JSON
and exit codes. Without --nonce nothing shows that the evidence is no older than the question. Exit code 1 when the
kernel keeps none, has no such family, or the evidence changed meanwhile (EAGAIN); the reason is told.
`,
  policy: `lockstep policy RECORD… [--policy FILE] [--device VENDOR:DEVICE] [--level 2|3|4] [--json]
lockstep policy --print [--policy FILE]

Rehearses a policy: what it would have said to each recorded verdict. RECORD is what verify or collect say with --json.
Without --policy it is Lockstep's own, which --print prints, to begin one from. A policy is JSON {"name", "holds"?,
"rules": [{"devices": ["144d:*"], "require": [{"level": 2 to 4, "checks": ["chain.*"], "accept"?: [VERDICT], "present"?,
"reason"}]}]}: the first rule that names the device decides, a requirement holds from its level on, * stands for any run of
characters, accept is ["pass"] unless said, and "present": false asks only for checks that were made. "holds": false tells
a no, and leaves the step to the person. JSON: {"policy", "holds", "device", "records": [{"record", "levels": [{"level",
"allowed", "rule", "why", "unmet": [{"pattern", "checks", "reason"}]}]}]}; rule counts from 0, null when none names it.
Exit codes: 0 when each record is allowed --level (4 unless said); 1 when one is not; 2 for what is no policy or record.
`,
  device: `lockstep device [--port N] [--once] [--address A] [--bar INDEX:BASE:SIZE]… [--fault F]… [--serial S] [--json]

Serves a simulated device on 127.0.0.1:N as QEMU's SPDM socket (its NVMe option spdm_port=N), until Ctrl+C. Without
--port any free one is taken. Each line meets a device that was just switched on. --fault and --serial as of collect.
--once serves one line and ends with it, or when nobody comes within five minutes. --address (0000:02:00.0) and --bar (hex)
say where the device sits, so that its interface report fits the machine it is given to.
JSON, one line: {"port", "serial", "root": PEM}.
`,
  run: `lockstep run SCENARIO --target T [--json] [--arm [--elevate sudo|pkexec]]
lockstep run --all --target T [--json] [--arm [--elevate sudo|pkexec]]
lockstep run --list [--target T] [--json]

Finds the device by what it is, makes each write of the scenario, and holds what comes against what must come; then
brings the device back. A real machine needs --arm. Exit code 0 when every check held, 1 when one did not or the
scenario does not fit the target, 3 when the target was lost. Faults are written to debugfs of our test kernel module,
or of the simulator; nothing else takes them. Evidence is gathered by a step of its own, and what it comes to held against what
must come; a write that the policy on evidence holds is the outcome "held", and reaches no kernel.
JSON: {"target", "scenario", "device", "ok", "why", "steps": [{"say", "path", "value", "outcome", "ok", "checks":
[{"what", "expected", "found", "ok"}]}], "after": [{"say", "path", "value", "outcome"}]}; value is null for a gathering; steps not reached
are missing. --all JSON: {"target", "ok", "runs": [the same, without target]}.
--list JSON: [{"name", "title", "rows", "role", "dialect", "why"}]; why is null where it can be run.
`,
  requirements: `lockstep requirements [--json]

JSON: [{"row", "gist", "state": "covered" | "planned", "tests": ["file: title"]}]
`,
};

/** The whole usage, or that of one command. */
export const help = (command?: string): string => (command === undefined ? usage : (details[command] ?? usage));
