/** A button that opens a list of acts. Arrows go, letters find, Escape goes back; each act shows its key. */
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import './button.css';
import { Icon, type IconName } from './Icon.js';
import { Kbd } from './Kbd.js';
import './overlay.css';
import { classes } from './tone.js';

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly onRun: () => void;
  /** A second, grey line: what it means. */
  readonly line?: string;
  readonly icon?: IconName;
  readonly keys?: string;
  /** A mark before it; leave out where nothing is switched. */
  readonly checked?: boolean;
  /** Why it cannot work now. */
  readonly waits?: string | null;
  /** A line above it. */
  readonly parted?: boolean;
  /** How many things it stands for. */
  readonly count?: number;
}

export interface MenuProps {
  /** Names the button and the list. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** A sign alone, or with `text` a button with words. */
  readonly icon?: IconName;
  readonly text?: string;
  readonly size?: 24 | 28;
  /** With `text`: drawn as a chip, solid when something in it is chosen. */
  readonly chip?: 'on' | 'off';
  /** Of its items exactly one is checked. */
  readonly one?: boolean;
  /** It stays open when an item is run, to choose several. */
  readonly stays?: boolean;
  /** Told when it opens, before it is drawn, and when it has closed: items that cost something can wait for it. */
  readonly onOpen?: (open: boolean) => void;
  readonly tip?: string;
  /** The key that opens it. */
  readonly keys?: string;
  /** The button: a click on it opens the list. */
  readonly ref?: Ref<HTMLButtonElement>;
  /** Opens the list at a place of the window instead; it goes back to where the focus was. */
  readonly at?: Ref<OpenAt>;
}

/** In pixels of the window. */
export type OpenAt = (x: number, y: number) => void;

const place = (list: HTMLElement, box: DOMRect): void => {
  const left = Math.min(box.left, innerWidth - list.offsetWidth - 8);
  const below = box.bottom + 4;
  const top = below + list.offsetHeight > innerHeight - 8 ? Math.max(8, box.top - list.offsetHeight - 4) : below;
  list.style.left = `${Math.max(8, left)}px`;
  list.style.top = `${top}px`;
};

export function Menu(props: MenuProps) {
  const {
    label,
    items,
    icon = 'more',
    text,
    size = 24,
    chip,
    one = false,
    stays = false,
    onOpen,
    tip,
    keys,
    ref,
    at,
  } = props;
  const button = useRef<HTMLButtonElement>(null);
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => button.current, []);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();

  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const focusAt = (index: number): void => {
    const all = entries();
    all[(index + all.length) % all.length]?.focus();
  };
  const home = useRef<HTMLElement | null>(null);
  const showBy = (box: DOMRect, from: HTMLElement | null): void => {
    if (!list.current) return;
    home.current = from;
    if (onOpen) flushSync(() => onOpen(true));
    list.current.showPopover();
    place(list.current, box);
    focusAt(0);
  };
  const show = (): void => {
    if (button.current) showBy(button.current.getBoundingClientRect(), button.current);
  };
  useImperativeHandle(at, () => (x: number, y: number) => {
    const { activeElement } = document;
    showBy(new DOMRect(x, y), activeElement instanceof HTMLElement ? activeElement : null);
  });
  const hide = (): void => {
    list.current?.hidePopover();
    home.current?.focus();
  };
  const find = (letter: string, from: number): void => {
    const all = entries();
    const order = [...all.slice(from + 1), ...all.slice(0, from + 1)];
    order.find((entry) => entry.textContent?.toLowerCase().startsWith(letter))?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const at = entries().indexOf(document.activeElement as HTMLElement);
    const by = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (by !== undefined) focusAt(by);
    else if (event.key === 'Escape' || event.key === 'Tab') hide();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey) find(event.key.toLowerCase(), at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const look = (): string => {
    if (chip !== undefined) return classes('ui-chip is-menu', chip === 'off' && 'is-off');
    return text ? 'ui-button is-plain' : classes('ui-icon-button', size === 28 && 'is-large', open && 'is-on');
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={look()}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        {...(text ? {} : { 'aria-label': label, 'data-tip': label })}
        {...(tip === undefined ? {} : { 'data-tip': tip })}
        {...(keys === undefined ? {} : { 'data-tip-keys': keys })}
        onClick={show}
      >
        {(!text || icon !== 'more') && <Icon name={icon} />}
        {text}
        {text && chip === undefined && <Icon name="chevron-down" size={12} />}
      </button>
      <div
        ref={list}
        id={id}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        className="ui-menu"
        onKeyDown={onKey}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState !== 'open') onOpen?.(false);
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            tabIndex={-1}
            className={classes('ui-menu-item', item.parted && 'is-parted')}
            {...(item.checked === undefined
              ? { role: 'menuitem' }
              : { role: one ? 'menuitemradio' : 'menuitemcheckbox', 'aria-checked': item.checked })}
            aria-disabled={item.waits ? true : undefined}
            onClick={() => {
              if (item.waits) return;
              if (!stays) hide();
              item.onRun();
            }}
          >
            <span className="ui-menu-sign">
              {item.checked ? <Icon name="check" /> : item.icon && <Icon name={item.icon} />}
            </span>
            <span className="grow">
              {item.title}
              {(item.waits ?? item.line) && <small>{item.waits ?? item.line}</small>}
            </span>
            {item.count !== undefined && <span className="ui-menu-count">{item.count.toLocaleString('en')}</span>}
            {item.keys && <Kbd>{item.keys}</Kbd>}
          </button>
        ))}
      </div>
    </>
  );
}
