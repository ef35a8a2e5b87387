// Texts that the properties are tried on: small and whole, each with features of its own.
import { readFileSync } from 'node:fs';
import { rules } from '../../../src/core/spec/rules/registry';

export interface Sample {
  readonly name: string;
  readonly text: string;
}

const mixed = `# a comment
fairlead: 1
name: "mixed"
x-common: &common
  env: { A: "1" }
  timeout: 10m
include: [specs/more.yaml]
params: params.yaml

datasets:
  flights:
    path: data/flights.csv
    columns:
      distance: { type: number, min: 0 }

steps:
  prepare:
    run: |
      set -e
      python prepare.py \${{ params.train.rate }}
      # not a comment: of YAML
    inputs: [data/flights.csv]
    outputs:
      - build/train.csv
  # between two steps
  train:
    <<: *common
    run: >-
      python train.py
      --rate \${{ matrix.rate }} --out "\${{ outputs.model }}"
    matrix: { rate: [0.01, 0.1], depth: "\${{ params.train.depths }}" }
    inputs: ["build/train.csv", 'steps/train.py']
    outputs: { model: build/\${{ matrix.key }}/model.json }
  select:
    pick: { from: train, by: metrics.auc, best: max, as: build/model.json }
  validate:
    run: python validate.py \${{ steps.select.outputs }}
    needs:
      - select
      - train

models:
  flights: { from: train.model, alias: challenger }
`;

/** A spec with every construct that matters to cutting and places. */
export const mixedSample: Sample = { name: 'mixed', text: mixed };

/** The spec of the first example. */
export const flightsSample: Sample = {
  name: 'examples/flights',
  text: readFileSync('examples/flights/fairlead.yaml', 'utf8'),
};

/** All of them. */
export const corpus: readonly Sample[] = [
  mixedSample,
  { name: 'mixed with CRLF', text: mixed.replaceAll('\n', '\r\n') },
  flightsSample,
];

/** The examples of the rules, good and bad. */
export const ruleSamples: readonly Sample[] = rules.flatMap((rule) => [
  { name: `${rule.code} bad`, text: rule.bad },
  { name: `${rule.code} good`, text: rule.good },
]);
