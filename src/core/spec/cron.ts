// Schedules in cron's five fields (POSIX crontab, with the names, ranges and steps that every cron since Vixie's knows): reading them, and
// the dates they mean, in the machine's own time as cron does.
import { err, ok } from '../base/result';
import type { Result } from '../base/result';

/** A schedule: the values that each field allows. */
interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** With a restriction of both days and weekdays, a date that fits one of them fits: POSIX says so. */
  readonly eitherDay: boolean;
}

/** Why a text is no schedule, and which part of it says so. */
interface CronProblem {
  /** A part of a sentence: `the hour '25' is not between 0 and 23`. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: ['', ...months] },
  // Sunday is 0 and 7.
  { name: 'weekday', min: 0, max: 7, words: weekdays },
];

const shorthands: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Reads a schedule. */
export function parseCron(text: string): Result<Cron, CronProblem> {
  const written = shorthands[text.trim().toLowerCase()] ?? text;
  const parts = [...written.matchAll(/\S+/g)];
  const whole = { start: 0, end: text.length };
  if (text.trim().startsWith('@') && written === text)
    return err({ message: `'${text.trim()}' is none of ${Object.keys(shorthands).join(', ')}`, ...whole });
  if (parts.length !== fields.length)
    return err({
      message: `it has ${String(parts.length)} ${parts.length === 1 ? 'field' : 'fields'} instead of five`,
      ...whole,
    });
  const sets: Set<number>[] = [];
  for (const [index, part] of parts.entries()) {
    const field = fields[index];
    const values = field && readField(part[0], field);
    if (typeof values === 'string')
      return err({ message: values, start: part.index, end: part.index + part[0].length });
    sets.push(values ?? new Set());
  }
  const [minutes, hours, days, monthSet, weekdaySet] = sets.map((set) => set as ReadonlySet<number>);
  // Each field has given its set, or the loop has returned.
  if (!minutes || !hours || !days || !monthSet || !weekdaySet) throw new Error('a field without values');
  const stars = [parts[2]?.[0], parts[4]?.[0]].some((part) => part?.startsWith('*'));
  const cron = { minutes, hours, days, months: monthSet, weekdays: weekdaySet, eitherDay: !stars };
  return fitsSomeDate(cron) ? ok(cron) : err({ message: 'no month has such a day, so it never comes', ...whole });
}

// The values, or what is wrong.
function readField(text: string, field: Field): Set<number> | string {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const found = readItem(item, field);
    if (typeof found === 'string') return found;
    for (const value of found) values.add(field.max === 7 ? value % 7 : value);
  }
  return values;
}

function readItem(item: string, field: Field): readonly number[] | string {
  const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/i.exec(item);
  if (!match) return `'${item}' is no ${field.name}: write a number, a range 1-5, a list 1,3 or a step */2`;
  const [, first = '', last, step] = match;
  if (first === '*' && last !== undefined) return `'${item}' is no ${field.name}: a range is written 1-5`;
  const from = first === '*' ? field.min : numberOf(first, field);
  // `sat-sun`: the Sunday that ends a week is 7.
  const end = field.max === 7 && /^(?:sun|0)$/i.test(last ?? '') && from !== 0 ? '7' : last;
  const to = end !== undefined ? numberOf(end, field) : first === '*' || step !== undefined ? lastOf(field) : from;
  if (typeof from === 'string') return from;
  if (typeof to === 'string') return to;
  const by = step === undefined ? 1 : Number(step);
  if (by === 0) return `the step of '${item}' is 0`;
  if (from > to) return `the range '${item}' runs backwards`;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

const lastOf = (field: Field): number => (field.max === 7 ? 6 : field.max);

function numberOf(text: string, field: Field): number | string {
  const word = text === '' ? -1 : (field.words?.indexOf(text.toLowerCase()) ?? -1);
  if (word >= 0) return word;
  if (!/^\d+$/.test(text))
    return `'${text}' is no ${field.name}${field.words ? `, which is a number or one of ${field.words.filter(Boolean).join(', ')}` : ''}`;
  const value = Number(text);
  return value < field.min || value > field.max
    ? `the ${field.name} '${text}' is not between ${String(field.min)} and ${String(field.max)}`
    : value;
}

// A leap year has every date that there is.
function fitsSomeDate(cron: Cron): boolean {
  if (cron.eitherDay) return true;
  return [...cron.months].some((month) => {
    const last = new Date(2024, month, 0).getDate();
    return [...cron.days].some((day) => day <= last);
  });
}

/** The next `count` dates after `from`; fewer only when there are no more within the next 40 years, none of a text that is no schedule. */
export function nextDates(schedule: string, from: Date, count: number): readonly Date[] {
  const cron = parseCron(schedule);
  if (!cron.ok) return [];
  const dates: Date[] = [];
  const horizon = from.getFullYear() + 40;
  const times = timesOf(cron.value);
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  while (dates.length < count && day.getFullYear() < horizon) {
    if (!cron.value.months.has(day.getMonth() + 1)) {
      day.setMonth(day.getMonth() + 1, 1);
      continue;
    }
    if (fitsDay(cron.value, day)) dates.push(...datesOn(day, times, from).slice(0, count - dates.length));
    day.setDate(day.getDate() + 1);
  }
  return dates;
}

function timesOf({ hours, minutes }: Cron): readonly (readonly [number, number])[] {
  const ascending = (values: ReadonlySet<number>): readonly number[] => [...values].sort((a, b) => a - b);
  return ascending(hours).flatMap((hour) => ascending(minutes).map((minute) => [hour, minute] as const));
}

function fitsDay(cron: Cron, day: Date): boolean {
  const byDay = cron.days.has(day.getDate());
  const byWeekday = cron.weekdays.has(day.getDay());
  return cron.eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

// An hour that is skipped in spring comes as the hour after it; two times may then be one.
function datesOn(day: Date, times: readonly (readonly [number, number])[], from: Date): readonly Date[] {
  const found = new Map<number, Date>();
  for (const [hour, minute] of times) {
    const date = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute);
    if (date > from) found.set(date.getTime(), date);
  }
  return [...found.values()].sort((a, b) => a.getTime() - b.getTime());
}
