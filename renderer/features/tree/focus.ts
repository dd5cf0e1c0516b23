/** The places in the tree that commands bring the focus to. */
import { createRef } from 'react';

export const filterField = createRef<HTMLInputElement>();
export const grid = createRef<HTMLDivElement>();
export const sortButton = createRef<HTMLButtonElement>();
