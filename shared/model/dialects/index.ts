/** Every dialect the tool knows, as tables (paths, values, errors). March is stepped; the others are there to be read and detected. */
import type { Dialect, DialectId } from './dialect.js';
import { july } from './july.js';
import { march } from './march.js';
import { september } from './september.js';
import { stock } from './stock.js';
import { v2 } from './v2.js';

export const dialects: Readonly<Record<DialectId, Dialect>> = { 'stock-7.3': stock, v2, march, july, september };
