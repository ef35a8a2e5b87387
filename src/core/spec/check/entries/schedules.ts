// Schedules of triggers that are no cron expressions: such a trigger would never fire.
import type { Json } from '../../../base/json';
import { parseCron } from '../../cron';
import { mapping } from '../../read/readJson';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { partOf, textPlace } from './places';

/** FL064 for each event of a trigger. */
export function schedules(look: Look, entry: EntryFacts): readonly Problem[] {
  const events = mapping(entry.value).on;
  if (!Array.isArray(events)) return [];
  return (events as readonly Json[]).flatMap((event, index): readonly Problem[] => {
    const { schedule } = mapping(event);
    const extent = textPlace(look, entry, ['on', index, 'schedule']);
    if (typeof schedule !== 'string' || !extent) return [];
    const cron = parseCron(schedule);
    if (cron.ok) return [];
    const { message, start, end } = cron.error;
    const marked = schedule.trim() === '' ? extent : partOf(look, extent, schedule, start, end);
    return [
      {
        code: 'FL064',
        message: `The schedule is no cron expression: ${message}. Its five fields are minute, hour, day, month, weekday: \`0 3 * * 1\` is Mondays at 3.`,
        ...marked,
      },
    ];
  });
}
