/** A program that asks for more rights and makes writes with them; says on stdout, as JSON, how each ended. Bundled by localElevation.test.ts. */
import { elevatedWriter } from '../../main/wires/local/elevated.js';

const [root = '', how = '', ...writes] = process.argv.slice(2);
const writer = await elevatedWriter(root, how === 'pkexec' ? 'pkexec' : 'sudo');
const told: unknown[] = [];
if (typeof writer === 'string') told.push(writer);
else {
  for (const one of writes) {
    const [path = '', value = ''] = one.split('=');
    const signal = new AbortController().signal;
    told.push(await writer.write({ path, value, limitMs: 1500, signal }), writer.gone);
  }
  writer[Symbol.dispose]();
}
process.stdout.write(JSON.stringify(told));
