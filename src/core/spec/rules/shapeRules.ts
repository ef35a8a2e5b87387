// Rules about the shape of the document: what the grammar says.
import type { Rule } from './rule';

/** FL009 to FL015. */
export const shapeRules: readonly Rule[] = [
  {
    code: 'FL009',
    title: 'Missing version',
    severity: 'error',
    why: 'The first line says which version of the grammar the file is written in, so that later versions can read it as it was meant.',
    bad: 'name: flights\n',
    good: 'fairlead: 1\nname: flights\n',
    fix: 'Begin the file with `fairlead: 1`.',
  },
  {
    code: 'FL010',
    title: 'Unknown key',
    severity: 'error',
    why: 'A key that is not known would be passed over in silence: a misspelt `timout` would never end a step.',
    bad: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    timout: 10m\n',
    good: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    timeout: 10m\n',
    fix: 'Correct the name. A key of your own begins with `x-`.',
  },
  {
    code: 'FL011',
    title: 'Missing key',
    severity: 'error',
    why: 'Without this key the entry means nothing.',
    bad: 'fairlead: 1\ndatasets:\n  flights:\n    target: late\n',
    good: 'fairlead: 1\ndatasets:\n  flights:\n    path: "https://example.com/flights.csv"\n    target: late\n',
    fix: 'Add the key.',
  },
  {
    code: 'FL012',
    title: 'Wrong type',
    severity: 'error',
    why: 'The value is of another kind than the key expects, e.g. a text where a list is expected.',
    bad: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    secrets: HF_TOKEN\n',
    good: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    secrets: [HF_TOKEN]\n',
    fix: 'Write the value as the message says. A number that is meant as text goes in quotes.',
  },
  {
    code: 'FL013',
    title: 'Wrong or missing unit',
    severity: 'error',
    why: 'A figure without its unit can be read in two ways: nobody can tell whether `timeout: 10` means seconds or minutes.',
    bad: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    timeout: 10\n',
    good: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    timeout: 10m\n',
    fix: 'Durations: `ms`, `s`, `m`, `h`, `d`, `w`. Sizes: `MB`, `GB`, `MiB`, `GiB` …. Money: an amount and a currency such as `5 USD`.',
  },
  {
    code: 'FL014',
    title: 'Run or pick',
    severity: 'error',
    why: 'A step does one thing: it runs a command (`run`), or it chooses the best task of a matrix step (`pick`).',
    bad: 'fairlead: 1\nsteps:\n  train:\n    timeout: 10m\n',
    good: 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    timeout: 10m\n',
    fix: 'Add `run` or `pick`; of both keep one.',
  },
  {
    code: 'FL015',
    title: 'Unknown word',
    severity: 'error',
    why: 'Only a few words have a meaning here.',
    bad: 'fairlead: 1\nsteps:\n  train:\n    phase: trian\n    run: python train.py\n',
    good: 'fairlead: 1\nsteps:\n  train:\n    phase: train\n    run: python train.py\n',
    fix: 'Use one of the words that the message names.',
  },
];
