/** Local times for the axis and the tooltip: as much of them as the zoom can tell apart. */

/** Numbers of today’s size are this far apart, in milliseconds: a time that is cut off must not lose a digit to it. */
const hair = 2 ** -12;

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `14:02:07`, with milliseconds when `fine` is below a second and more digits when it is below one, without seconds from a minute on, with the date from a day on. */
export const clock = (time: number, fine: number): string => {
  const parts = fine < 1;
  const at = parts ? time + hair : time;
  const date = new Date(at);
  const minutes = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (fine >= 86_400_000) return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  if (fine >= 60_000) return minutes;
  const seconds = `${minutes}:${pad(date.getSeconds())}`;
  if (fine >= 1000) return seconds;
  if (!parts) return `${seconds}.${pad(date.getMilliseconds(), 3)}`;
  const more = Math.min(3, Math.ceil(-Math.log10(fine) - 1e-9));
  return `${seconds}.${pad(Math.floor((at - Math.floor(at / 1000) * 1000) * 10 ** more), 3 + more)}`;
};

/** `14:02:07.128, UTC+01:00`: for a tooltip, where the offset belongs. */
export const clockWithOffset = (time: number): string => {
  const offset = -new Date(time).getTimezoneOffset();
  const size = Math.abs(offset);
  return `${clock(time, 1)}, UTC${offset < 0 ? '−' : '+'}${pad(Math.trunc(size / 60))}:${pad(size % 60)}`;
};

/** `14:02:07 to 14:02:21`: as fine as its length can tell, with the dates where they differ. */
export const rangeText = (from: number, to: number): string => {
  const size = to - from;
  const fine = size >= 10_000 ? 1000 : Math.max(0.001, Math.min(1, size / 100));
  const days = [clock(from, 86_400_000), clock(to, 86_400_000)];
  const [first, last] = [clock(from, fine), clock(to, fine)];
  return days[0] === days[1] ? `${first} to ${last}` : `${days[0]} ${first} to ${days[1]} ${last}`;
};
