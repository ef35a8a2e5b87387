// Rules about what the data can hold and who may see it.
import type { Rule } from './rule';

const split =
  'fairlead: 1\nsteps:\n  prepare:\n    phase: prepare\n    run: python prepare.py\n    outputs: { train: build/train.csv, test: build/test.csv }\n';

/** FL070 and FL071. */
export const dataRules: readonly Rule[] = [
  {
    code: 'FL070',
    title: 'Column that the data does not have',
    severity: 'error',
    why: 'The header of the file does not name this column. Only CSV and TSV files that lie on this disk, have a header (a first line with at least one of the names, or nearly) and are made by no step are looked at; capitals and small letters are the same.',
    bad: 'fairlead: 1\ndatasets:\n  flights:\n    path: data/flights.csv\n    target: layt\n    segments: [origin]\n',
    good: 'fairlead: 1\ndatasets:\n  flights:\n    path: data/flights.csv\n    target: late\n    segments: [origin]\n',
    fix: 'Correct the name, or the path of the data.',
    files: { 'data/flights.csv': 'date,origin,distance,late\n2001-01-01,BNA,491,0\n' },
  },
  {
    code: 'FL071',
    title: 'Test data in training',
    severity: 'hint',
    why: 'A model that has seen the test data scores well on it whatever it is worth on new data. Reported is a step of `phase: train` that reads an output named `test`, by its key or by the name of its file.',
    bad: `${split}  train:\n    phase: train\n    run: python train.py\n    inputs: [build/train.csv, build/test.csv]\n`,
    good: `${split}  train:\n    phase: train\n    run: python train.py\n    inputs: [build/train.csv]\n  validate:\n    phase: validate\n    run: python validate.py\n    inputs: [build/test.csv]\n`,
    fix: 'Read the test data only in the step that validates; to stop training early or to choose, split off validation data.',
  },
];
