/** A time of day, local; its date and offset stand in the tooltip. */
import { memo } from 'react';

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:02:21`, or with `fine` `14:02:21.318`, in local time. `at` in milliseconds since the epoch. */
export const clockText = (at: number, fine = false): string => {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return fine ? `${time}.${String(date.getMilliseconds()).padStart(3, '0')}` : time;
};

/** `2026-03-26 14:02:21.318, UTC+01:00`. */
export const fullTimeText = (at: number): string => {
  const date = new Date(at);
  const minutes = -date.getTimezoneOffset();
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockText(at, true)}, UTC${offset}`;
};

export const Time = memo(function Time({ at, fine = false }: { readonly at: number; readonly fine?: boolean }) {
  return (
    <time className="tnum" dateTime={new Date(at).toISOString()} data-tip={fullTimeText(at)}>
      {clockText(at, fine)}
    </time>
  );
});
