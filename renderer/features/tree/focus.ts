/** The places in the tree that commands bring the focus to. */
import { createRef } from 'react';
import type { OpenAt } from '../../ui/Menu.js';

export const filterField = createRef<HTMLInputElement>();
export const grid = createRef<HTMLDivElement>();
export const sortButton = createRef<HTMLButtonElement>();
/** Opens the menu of the selected devices at a place of the window. */
export const menuAt = createRef<OpenAt>();
