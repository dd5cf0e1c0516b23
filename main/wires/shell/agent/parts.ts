/** What runs on the far side, put together from its parts: the agent of POSIX `sh`, and the faster readers that say the same. */
import carry from './carry.sh?raw';
import carryPerl from './carry.pl?raw';
import carryPython from './carry.py?raw';
import dump from './dump.sh?raw';
import dumpPerl from './dump.pl?raw';
import dumpPython from './dump.py?raw';
import elevate from './elevate.sh?raw';
import end from './end.sh?raw';
import frame from './frame.sh?raw';
import hear from './hear.sh?raw';
import keep from './keep.sh?raw';
import keepPerl from './keep.pl?raw';
import keepPython from './keep.py?raw';
import listenPerl from './listen.pl?raw';
import listenPython from './listen.py?raw';
import look from './look.sh?raw';
import lookPerl from './look.pl?raw';
import lookPython from './look.py?raw';
import path from './path.sh?raw';
import readerPerl from './reader.pl?raw';
import readerPython from './reader.py?raw';
import serve from './serve.sh?raw';
import servePerl from './serve.pl?raw';
import servePython from './serve.py?raw';
import sweep from './sweep.sh?raw';
import value from './value.sh?raw';

/** Functions first; the last part begins to serve. */
export const agent = [frame, value, sweep, path, look, carry, dump, keep, hear, end, elevate, serve].join('\n');
export const perl = [readerPerl, lookPerl, carryPerl, listenPerl, dumpPerl, keepPerl, servePerl].join('\n');
export const python = [readerPython, lookPython, carryPython, listenPython, dumpPython, keepPython, servePython].join(
  '\n\n\n',
);
