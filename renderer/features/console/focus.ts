/** The two places in the console that commands bring the focus to. */
import { createRef } from 'react';

export const filterField = createRef<HTMLInputElement>();
export const list = createRef<HTMLDivElement>();
