// Rules about `${{ expressions }}`.
import type { Rule } from './rule';

const head = 'fairlead: 1\nparams: { rate: 0.1 }\nsteps:\n  train:\n    params: [rate]\n';

/** FL050 to FL052. */
export const expressionRules: readonly Rule[] = [
  {
    code: 'FL050',
    title: 'Expression that cannot be read',
    severity: 'error',
    why: 'The expression is not complete, or holds something that is not part of the language.',
    bad: `${head}    run: python train.py \${{ params. }}\n`,
    good: `${head}    run: python train.py \${{ params.rate }}\n`,
    fix: 'Expressions hold paths (`params.rate`), literals, comparisons, `&&`, `||`, `!` and parentheses.',
  },
  {
    code: 'FL051',
    title: 'Unknown name in an expression',
    severity: 'error',
    why: 'Nothing of this name is known where the expression stands.',
    bad: `${head}    run: python train.py \${{ params.rte }}\n`,
    good: `${head}    run: python train.py \${{ params.rate }}\n`,
    fix: 'Correct the name. Steps can name `params`, `matrix`, `inputs`, `outputs`, `steps`, `datasets` and `env`.',
  },
  {
    code: 'FL052',
    title: 'Wrong type in an expression',
    severity: 'error',
    why: 'The two sides do not go together, so that the result would always be the same.',
    bad: `${head}    run: python train.py \${{ params.rate > 'low' }}\n`,
    good: `${head}    run: python train.py \${{ params.rate > 0.05 }}\n`,
    fix: 'Compare numbers with numbers and texts with texts.',
  },
];
