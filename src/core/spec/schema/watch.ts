// The grammar of entries of `monitors` and `triggers`: how a model in use is watched.
import * as z from 'zod';
import type { KeyMeta } from './scalars';
import { duration, key, listOf, nameOf, number, oneOf, path, share, template, text } from './scalars';

const columnName = nameOf('column', 'a column');

const drift = z
  .strictObject({
    method: key(
      nameOf('driftMethod', 'a drift method'),
      'How drift is measured. `auto` chooses by the type of the column.',
      'auto',
    ).optional(),
    columns: key(
      z
        .union([z.literal('all'), listOf(columnName, 'columns')])
        .meta({ words: 'all, or a list of columns', typeName: 'all | list of columns' }),
      'Which columns are compared.',
      'all',
    ).optional(),
    share: key(share, 'The dataset drifts when this share of its columns has drifted.', '0.5').optional(),
    threshold: key(number, "Replaces the method's own threshold.", '0.2').optional(),
  })
  .meta({ words: 'a mapping with method, columns and share', typeName: 'mapping' });

/** A monitor: what is watched, against what, and whom it tells. */
export const monitorSchema = z
  .strictObject({
    watch: key(
      nameOf('deployment', 'a deployment or a dataset'),
      'A deployment (its request log) or a dataset.',
      'prod',
    ),
    description: key(text, 'What it guards against.').optional(),
    reference: key(path, 'The sample that current data is compared with.', 'build/train.csv').optional(),
    drift: key(
      drift,
      'Compares the columns of the two samples.',
      '{ method: auto, columns: all, share: 0.5 }',
    ).optional(),
    labels: key(path, 'The file with the truth that came in later.', 'data/outcomes.csv').optional(),
    kpi: key(
      z.strictObject({
        metric: key(text, 'The metric watched.', 'f1'),
        min: key(number, 'An alert when it falls below.', '0.6').optional(),
        max: key(number, 'An alert when it rises above.').optional(),
      }),
      'A figure that has to hold.',
      '{ metric: f1, min: 0.6 }',
    ).optional(),
    every: key(duration, 'How often it looks.', '1h').optional(),
    alert: key(
      z.strictObject({
        severity: key(oneOf(['info', 'warning', 'critical']), 'How loud the alert is.', 'warning').optional(),
        notify: key(
          listOf(template, 'receivers'),
          '`editor`, or addresses of webhooks.',
          '[editor, "${{ env.ALERT_WEBHOOK }}"]',
        ).optional(),
      }),
      'Whom it tells.',
      '{ severity: warning, notify: [editor] }',
    ).optional(),
  })
  .meta({ words: 'a mapping that describes a monitor', typeName: 'monitor' });

const schedule = text.meta({
  typeName: 'cron expression',
  suggestions: ['0 3 * * *', '0 3 * * 1', '0 3 1 * *', '0 * * * *', '*/15 * * * *', '@daily', '@weekly'],
} satisfies KeyMeta);

const event = z
  .union([
    z.strictObject({ alert: key(nameOf('monitor', 'a monitor'), 'Fires when this monitor alerts.', 'features') }),
    z.strictObject({ changed: key(path, 'Fires when this file changes.', 'data/flights.csv') }),
    z.strictObject({
      schedule: key(schedule, 'Fires at these times (cron: minute, hour, day, month, weekday).', '0 3 * * 1'),
    }),
  ])
  .meta({ words: 'an event: alert, changed or schedule', typeName: 'event' });

/** A trigger: when steps run by themselves. */
export const triggerSchema = z
  .strictObject({
    on: key(listOf(event, 'events'), 'Any of these events fires it.', '[{ alert: features }]'),
    description: key(text, 'Why it exists.').optional(),
    run: key(
      z
        .union([z.literal('all'), nameOf('step', 'a step'), listOf(nameOf('step', 'a step'), 'names of steps')])
        .meta({ words: 'all, or names of steps', typeName: 'all | names of steps', suggestions: ['all'] }),
      'What runs: `all`, a step or a list of steps.',
      'all',
    ),
    simulate: key(duration, 'The editor shows when it would have fired in this time.', '90d').optional(),
  })
  .meta({ words: 'a mapping that describes a trigger', typeName: 'trigger' });
