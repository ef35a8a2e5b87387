"""data/flights.csv -> train, validation and test tables, split by time: a model is judged on days that it has not seen."""

import argparse
import collections
import csv
import datetime
import os

from features import FEATURES, KEYS, LABEL, write_table

FOLDS = 5


def main():
    arguments = parse_arguments()
    with open(arguments.data, encoding="utf-8", newline="") as file:
        flights = [to_row(flight, arguments.late_after) for flight in csv.DictReader(file)]
    train = [row for row in flights if row["date"] < arguments.train_until]
    validation = [row for row in flights if arguments.train_until <= row["date"] < arguments.validate_until]
    test = [row for row in flights if row["date"] >= arguments.validate_until]
    add_rates(train, [train, validation, test], arguments.smoothing)
    os.makedirs(arguments.out, exist_ok=True)
    for name, rows in [("train", train), ("validation", validation), ("test", test)]:
        if not rows:
            raise SystemExit(f"No flight is left for {name}: check prepare.train_until and prepare.validate_until.")
        write_table(os.path.join(arguments.out, f"{name}.csv"), KEYS + FEATURES + [LABEL], rows)
        late = sum(row[LABEL] for row in rows) / len(rows)
        print(f"{name}: {len(rows)} flights, {late:.1%} late")


def to_row(flight, late_after):
    time = datetime.datetime.fromisoformat(flight["date"])
    return {
        "date": flight["date"],
        "origin": flight["origin"],
        "destination": flight["destination"],
        "route": flight["origin"] + flight["destination"],
        # The hour alone: the minute would give the delay away for some flights (data/PROVENANCE.md).
        # A day of flying ends after midnight, so 00:30 counts as hour 24.
        "hour": float(time.hour + 24 if time.hour < 4 else time.hour),
        "weekday": float(time.weekday()),
        "distance": float(flight["distance"]),
        LABEL: int(float(flight["delay"]) > late_after),
    }


def add_rates(train, tables, smoothing):
    """How often flights of an airport or a route were late in the training days.

    A training row sees the rates of the other folds of days only: had it a part in its own rate, the model could read the label there.
    """
    for key in ["origin", "destination", "route"]:
        for table in tables:
            folds = range(FOLDS) if table is train else [None]
            for fold in folds:
                rates = count_rates([row for row in train if fold is None or fold_of(row) != fold], key, smoothing)
                for row in table:
                    if fold is None or fold_of(row) == fold:
                        row[f"{key}_rate"] = rates(row[key])


def fold_of(row):
    return int(row["date"][8:10]) % FOLDS


def count_rates(rows, key, smoothing):
    """The share of late flights by `key`, drawn towards the overall share where flights are few."""
    overall = sum(row[LABEL] for row in rows) / max(1, len(rows))
    late, total = collections.Counter(), collections.Counter()
    for row in rows:
        total[row[key]] += 1
        late[row[key]] += row[LABEL]
    return lambda value: (late[value] + smoothing * overall) / (total[value] + smoothing)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--late-after", type=float, required=True, help="minutes")
    parser.add_argument("--train-until", required=True, help="the first day of validation")
    parser.add_argument("--validate-until", required=True, help="the first day of the test")
    parser.add_argument("--smoothing", type=float, required=True, help="flights of average lateness added to each rate")
    return parser.parse_args()


if __name__ == "__main__":
    main()
