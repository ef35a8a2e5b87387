// Rules about what should not stand in a file that is shared.
import type { Rule } from './rule';

const train = 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n';

/** FL080 and FL081. */
export const safetyRules: readonly Rule[] = [
  {
    code: 'FL080',
    title: 'Secret in plain text',
    severity: 'warning',
    why: 'A spec belongs in Git: a secret in it is in every clone, for ever. Reported are variables whose name says that they are secret (`…TOKEN`, `…PASSWORD`, `…SECRET`, `…API_KEY`) with a value written out, tokens in the forms of well-known services, and passwords in addresses.',
    bad: `${train}    env: { DB_PASSWORD: tr0ub4dor-and-3 }\n`,
    good: `${train}    secrets: [DB_PASSWORD]\n`,
    fix: "Name it under `secrets`: its value then comes from the editor's secret store or from the environment, and never gets into a fingerprint or a log. A secret that was shared has to be replaced.",
  },
  {
    code: 'FL081',
    title: 'Absolute path',
    severity: 'information',
    why: 'A path from the root of one machine means nothing on another, nor in a container. `~` is not filled in at all.',
    bad: `${train}    inputs: [/home/me/flights/data/flights.csv]\n`,
    good: `${train}    inputs: [data/flights.csv]\n`,
    fix: 'Write the path from the folder of the spec. For data that lies elsewhere on each machine, use a param.',
    files: { 'data/flights.csv': 'late\n' },
  },
];
