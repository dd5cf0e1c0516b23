/** What the command line says about itself. The shapes of its JSON are promised here: they only grow. */

const usage = `lockstep: device trust of Linux machines from the command line

usage: lockstep COMMAND [options]

  targets [--json]                          targets there are, and those opened lately
  snapshot --target T [--json]              devices of a target with level, driver and locks
  write --target T PATH VALUE [--json]      writes VALUE and a newline to PATH, and says what came of it
        [--dry-run] [--arm [--elevate sudo|pkexec]] [--own-branch]
  watch --target T [--json] [--seconds N]   events of a target as they come, until Ctrl+C
  requirements [--json]                     each row of the proposal: covered by which tests, or planned
  run                                       reserved: not built yet
  help [COMMAND]

targets: sim:[NAME]  local:[/sysroot]  ssh://[user@]host[:port][?config=FILE]
         serial:/dev/X?baud=N  unix:/path  replay:FILE
exit codes: 0 done; 1 refused, or a check failed; 2 bad usage; 3 target lost
`;

const details: Readonly<Record<string, string>> = {
  targets: `lockstep targets [--json]

JSON: {"targets": [{"uri", "title", "line", "kind", "notYet"}], "recent": [URI]}
notYet is null for what can be opened, else one sentence that says what is missing.
`,
  snapshot: `lockstep snapshot --target T [--json]

JSON: {"target", "dialect", "role", "devices": [{"id", "bus", "path", "parent", "driver", "level", "inferred"?,
"levelUnknown"?, "authorized", "locked", "connected", "tdisp", "link", "kind", "name", "ids"}]}
bus is as sysfs names it; parent is the id of the nearest device above, or null. level is measured, or null: beside it
stands inferred {"level", "because", "rule"} or levelUnknown, one phrase. In the table, ~2 is inferred and ? unknown.
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
  requirements: `lockstep requirements [--json]

JSON: [{"row", "gist", "state": "covered" | "planned", "tests": ["file: title"]}]
`,
};

/** The whole usage, or that of one command. */
export const help = (command?: string): string => (command === undefined ? usage : (details[command] ?? usage));
