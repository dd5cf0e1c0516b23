/** Local times for the axis and the tooltip: as much of them as the zoom can tell apart. */

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `14:02:07`, with milliseconds when `fine` is below a second, without seconds from a minute on, with the date from a day on. */
export const clock = (time: number, fine: number): string => {
  const date = new Date(time);
  const minutes = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (fine >= 86_400_000) return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  if (fine >= 60_000) return minutes;
  const seconds = `${minutes}:${pad(date.getSeconds())}`;
  if (fine >= 1000) return seconds;
  return `${seconds}.${pad(date.getMilliseconds(), 3)}`;
};

/** `14:02:07.128, UTC+01:00`: for a tooltip, where the offset belongs. */
export const clockWithOffset = (time: number): string => {
  const offset = -new Date(time).getTimezoneOffset();
  const size = Math.abs(offset);
  return `${clock(time, 1)}, UTC${offset < 0 ? '−' : '+'}${pad(Math.trunc(size / 60))}:${pad(size % 60)}`;
};
