"""The training table -> one model, measured on the validation days (by which the best is picked; the test stays unseen)."""

import argparse
import json
import os

import boosting
import measure
from features import FEATURES, LABEL, read_table


def main():
    arguments = parse_arguments()
    train, validation = read_table(arguments.train), read_table(arguments.validation)
    columns = [[row[name] for row in train] for name in FEATURES]
    model = boosting.fit(
        columns,
        [row[LABEL] for row in train],
        rate=arguments.rate,
        depth=arguments.depth,
        rounds=arguments.rounds,
        bins=arguments.bins,
        minimum=arguments.minimum,
        penalty=arguments.penalty,
    )
    labels = [row[LABEL] for row in validation]
    chances = [boosting.score(model, [row[name] for name in FEATURES]) for row in validation]
    metrics = {"auc": measure.auc(labels, chances), "log_loss": measure.log_loss(labels, chances)}
    os.makedirs(os.path.dirname(arguments.out), exist_ok=True)
    write_json(arguments.out, {"features": FEATURES, **model})
    write_json(arguments.metrics, {name: round(value, 6) for name, value in metrics.items()})
    print(f"rate {arguments.rate}, depth {arguments.depth}: validation AUC {metrics['auc']:.4f}, log loss {metrics['log_loss']:.4f}")


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.write("\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", required=True)
    parser.add_argument("--validation", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--metrics", required=True)
    parser.add_argument("--rate", type=float, required=True, help="how much of each tree is believed")
    parser.add_argument("--depth", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True, help="number of trees")
    parser.add_argument("--bins", type=int, default=32)
    parser.add_argument("--minimum", type=float, default=8.0, help="least weight (sum of hessians) of a leaf")
    parser.add_argument("--penalty", type=float, default=1.0, help="L2 penalty of leaf weights")
    return parser.parse_args()


if __name__ == "__main__":
    main()
