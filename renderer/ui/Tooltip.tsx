/** One tooltip for the whole window: it follows the pointer and the focus to whatever carries `data-tip`, so a thousand tips cost nothing. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Kbd } from './Kbd.js';
import './overlay.css';

export interface TooltipProps {
  readonly text: string;
  readonly keys?: string;
  readonly children: ReactNode;
}

/** Gives its child a tip. Kit widgets take a tip of their own; this is for the rest. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <span className="ui-tipped" data-tip={text} {...(keys ? { 'data-tip-keys': keys } : {})}>
      {children}
    </span>
  );
}

interface Shown {
  readonly target: Element;
  readonly text: string;
  readonly keys: string | null;
}

const delayMs = 450;
const tipId = 'ui-tip';

const tippedAt = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('[data-tip]') : null;

const boxOf = (element: Element): DOMRect =>
  getComputedStyle(element).display === 'contents' && element.firstElementChild
    ? element.firstElementChild.getBoundingClientRect()
    : element.getBoundingClientRect();

/** Puts `tip` under its target, or above where there is no room; always inside the window. */
const place = (tip: HTMLElement, target: Element): void => {
  const box = boxOf(target);
  const { offsetWidth: width, offsetHeight: height } = tip;
  const below = box.bottom + 6;
  const top = below + height > innerHeight - 4 ? box.top - height - 6 : below;
  const left = Math.min(Math.max(4, box.left + box.width / 2 - width / 2), innerWidth - width - 4);
  tip.style.translate = `${Math.round(left)}px ${Math.round(Math.max(4, top))}px`;
};

/** Listens for the whole page and shows the tip. Put it once, at the root. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let at: Element | null = null;
    const show = (target: Element): void => {
      const text = target.getAttribute('data-tip');
      if (text) setShown({ target, text, keys: target.getAttribute('data-tip-keys') });
    };
    const leave = (): void => {
      clearTimeout(timer);
      at = null;
      setShown(null);
    };
    const enter = (target: Element | null, wait: number): void => {
      if (target === at) return;
      leave();
      if (!target) return;
      at = target;
      timer = setTimeout(() => show(target), wait);
    };
    const over = (event: PointerEvent): void => enter(tippedAt(event.target), delayMs);
    const focused = (event: FocusEvent): void => {
      const target = tippedAt(event.target);
      if (target?.matches(':focus-visible')) enter(target, delayMs);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' || event.key === 'Enter') leave();
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    document.addEventListener('pointerover', over, { signal });
    document.addEventListener('pointerdown', leave, { signal });
    document.addEventListener('focusin', focused, { signal });
    document.addEventListener('focusout', leave, { signal });
    document.addEventListener('keydown', key, { signal });
    document.addEventListener('scroll', leave, { signal, capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      listeners.abort();
    };
  }, []);

  useEffect(() => {
    const element = tip.current;
    if (!shown || !element) return undefined;
    element.showPopover();
    place(element, shown.target);
    shown.target.setAttribute('aria-describedby', tipId);
    return () => {
      shown.target.removeAttribute('aria-describedby');
      if (element.isConnected) element.hidePopover();
    };
  }, [shown]);

  return (
    <div ref={tip} id={tipId} role="tooltip" popover="manual" className="ui-tip">
      {shown?.text}
      {shown?.keys && <Kbd>{shown.keys}</Kbd>}
    </div>
  );
}
