// Which texts are schedules, and the dates they mean.
import { describe, expect, it } from 'vitest';
import { nextDates, parseCron } from '../../../src/core/spec/cron';

const why = (text: string): string => {
  const cron = parseCron(text);
  return cron.ok ? 'ok' : cron.error.message;
};

describe('reading', () => {
  it.each([
    '* * * * *',
    '0 3 * * 1',
    '*/15 0-6,22,23 1,15 jan-mar MON',
    '0 0 * * 7',
    '0 0 * * fri-sun',
    '5/15 * * * *',
    '0 0 29 2 *',
    ' 0  3 * * 1 ',
    '@daily',
    '@Hourly',
  ])('accepts %s', (text) => {
    expect(why(text)).toBe('ok');
  });

  it.each([
    ['', 'it has 0 fields instead of five'],
    ['0 3 * *', 'it has 4 fields instead of five'],
    ['0 0 3 * * 1', 'it has 6 fields instead of five'],
    ['60 * * * *', "the minute '60' is not between 0 and 59"],
    ['0 0 0 * *', "the day '0' is not between 1 and 31"],
    ['0 0 * 13 *', "the month '13' is not between 1 and 12"],
    ['0 0 * * 8', "the weekday '8' is not between 0 and 7"],
    ['0 0 * * mo', "'mo' is no weekday, which is a number or one of sun, mon, tue, wed, thu, fri, sat"],
    ['0 5-3 * * *', "the range '5-3' runs backwards"],
    ['*/0 * * * *', "the step of '*/0' is 0"],
    ['1,,2 * * * *', "'' is no minute: write a number, a range 1-5, a list 1,3 or a step */2"],
    ['0 0 L * *', "'L' is no day"],
    ['0 0 30 2 *', 'no month has such a day, so it never comes'],
    ['@sometimes', "'@sometimes' is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly"],
  ])('refuses %s', (text, message) => {
    expect(why(text)).toBe(message);
  });
});

describe('next dates', () => {
  /** Local time, written as `2026-02-28 03:00`. */
  const after = (from: string, schedule: string, count = 3): readonly string[] =>
    nextDates(schedule, new Date(from), count).map((date) => {
      const two = (value: number): string => String(value).padStart(2, '0');
      const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
      return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
    });

  it('come after the moment itself, in order', () => {
    expect(after('2026-01-05T03:00', '0 3 * * 1')).toEqual([
      '2026-01-12 03:00',
      '2026-01-19 03:00',
      '2026-01-26 03:00',
    ]);
    expect(after('2026-01-31T23:50', '*/20 * * * *')).toEqual([
      '2026-02-01 00:00',
      '2026-02-01 00:20',
      '2026-02-01 00:40',
    ]);
    expect(after('2026-12-31T23:59:59', '@yearly', 1)).toEqual(['2027-01-01 00:00']);
  });

  it('of days and weekdays fit either, when both are restricted', () => {
    expect(after('2026-01-01T12:00', '0 0 13 * fri')).toEqual([
      '2026-01-02 00:00',
      '2026-01-09 00:00',
      '2026-01-13 00:00',
    ]);
    expect(after('2026-01-01T12:00', '0 0 13 * *')).toEqual([
      '2026-01-13 00:00',
      '2026-02-13 00:00',
      '2026-03-13 00:00',
    ]);
  });

  it('wait for leap years, and for months that have the day', () => {
    expect(after('2026-01-01T00:00', '0 0 29 2 *', 2)).toEqual(['2028-02-29 00:00', '2032-02-29 00:00']);
    expect(after('2026-02-01T00:00', '0 0 31 * *', 2)).toEqual(['2026-03-31 00:00', '2026-05-31 00:00']);
  });

  it('of no schedule are none', () => {
    expect(after('2026-01-01T00:00', '0 25 * * *')).toEqual([]);
  });
});
