// The grammar of entries of `datasets` and `evaluations`.
import * as z from 'zod';
import {
  count,
  duration,
  key,
  listOf,
  number,
  oneOf,
  path,
  pathTemplate,
  scalar,
  share,
  text,
  nameOf,
} from './scalars';

const columnName = nameOf('column', 'a column');

const column = z
  .strictObject({
    type: key(
      oneOf(['number', 'integer', 'category', 'text', 'boolean', 'date', 'datetime']),
      'What the column holds.',
      'number',
    ).optional(),
    description: key(text, 'What the column means.').optional(),
    min: key(number, 'Smallest value allowed.', '0').optional(),
    max: key(number, 'Largest value allowed.', '6000').optional(),
    max_missing: key(share, 'Largest share of missing values allowed.', '0.01').optional(),
    values: key(listOf(scalar, 'values'), 'The values allowed.', '[A, B]').optional(),
    values_in: key(path, 'A file that lists the values allowed.', 'codes/airports.csv').optional(),
  })
  .meta({ words: 'a mapping that describes a column', typeName: 'column' });

const expectation = z
  .union([
    z.strictObject({
      rows: key(
        z.strictObject({
          min: key(count, 'At least so many rows.', '1000').optional(),
          max: key(count, 'At most so many rows.').optional(),
        }),
        'How many rows there are.',
        '{ min: 1000 }',
      ),
    }),
    z.strictObject({
      unique: key(listOf(columnName, 'columns'), 'No two rows agree in all of these columns.', '[date, origin]'),
    }),
    z.strictObject({
      freshness: key(
        z.strictObject({
          column: key(columnName, 'The column that holds the time.', 'date'),
          max_age: key(duration, 'How old the newest row may be.', '45d'),
        }),
        'The newest row is not older than this.',
        '{ column: date, max_age: 45d }',
      ),
    }),
  ])
  .meta({ words: 'an expectation: rows, unique or freshness', typeName: 'expectation' });

/** A dataset: where it is and what is expected of it. */
export const datasetSchema = z
  .strictObject({
    path: key(
      z
        .union([pathTemplate, listOf(pathTemplate, 'paths')])
        .meta({ words: 'a path or a list of paths', typeName: 'path', path: true, template: true }),
      'CSV, Parquet or JSON lines: a file, a glob or a list.',
      'data/flights.csv',
    ),
    description: key(text, 'What the data is and where it comes from.').optional(),
    target: key(columnName, 'The column to predict.', 'late').optional(),
    segments: key(
      listOf(columnName, 'columns'),
      'Columns by which metrics, drift and fairness are also computed.',
      '[origin]',
    ).optional(),
    columns: key(
      z.record(z.string(), column).meta({ words: 'a mapping of columns', typeName: 'mapping of columns' }),
      'What each column holds.',
      '{ distance: { type: number, min: 0 } }',
    ).optional(),
    expect: key(
      listOf(expectation, 'expectations'),
      'Expectations of the whole dataset.',
      '[{ rows: { min: 1000 } }]',
    ).optional(),
  })
  .meta({ words: 'a mapping that describes a dataset', typeName: 'dataset' });

/** An evaluation: predictions judged against labels. */
export const evaluationSchema = z
  .strictObject({
    predictions: key(path, 'The file with predictions and labels.', 'build/predictions.csv'),
    description: key(text, 'What is judged here.').optional(),
    task: key(oneOf(['binary', 'multiclass', 'regression']), 'What kind of prediction it is.', 'binary'),
    label: key(columnName, 'The column with the truth.', 'late'),
    score: key(columnName, 'The column with the score or probability.', 'p_late').optional(),
    prediction: key(columnName, 'The column with the predicted class or value.', 'predicted').optional(),
    threshold: key(number, 'The score from which a case counts as positive.', '0.5').optional(),
    cost: key(
      z.strictObject({
        false_positive: key(number, 'What a false alarm costs.', '1').optional(),
        false_negative: key(number, 'What a miss costs.', '5').optional(),
      }),
      'What the two kinds of error cost, in any one unit.',
      '{ false_positive: 1, false_negative: 5 }',
    ).optional(),
    segments: key(listOf(columnName, 'columns'), 'Columns by which metrics are also computed.', '[origin]').optional(),
  })
  .meta({ words: 'a mapping that describes an evaluation', typeName: 'evaluation' });
