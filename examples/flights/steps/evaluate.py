"""The picked model on the test days, beside what one gets without a model."""

import argparse
import json

import boosting
import measure
from features import FEATURES, KEYS, LABEL, read_table, write_table


def main():
    arguments = parse_arguments()
    with open(arguments.model, encoding="utf-8") as file:
        model = json.load(file)
    train, test = read_table(arguments.train), read_table(arguments.test)
    labels = [row[LABEL] for row in test]
    chances = [boosting.score(model, [row[name] for name in FEATURES]) for row in test]
    groups = measure.calibration(labels, chances, bins=10)
    metrics = {
        **describe(labels, chances, arguments.threshold),
        "calibration_error": measure.calibration_error(groups),
        # Without a model: the share of late flights in the training days, and the same for each hour of the day.
        "baseline": describe(labels, constant_chances(train, test), arguments.threshold),
        "baseline_by_hour": describe(labels, hourly_chances(train, test), arguments.threshold),
    }
    write_json(arguments.metrics, rounded(metrics))
    predictions = [{**row, "p_late": chance} for row, chance in zip(test, chances)]
    write_table(arguments.predictions, KEYS + [LABEL, "p_late"], predictions)
    write_table(arguments.calibration, ["chance", "late", "flights"], groups)
    report(metrics, len(test))


def describe(labels, chances, threshold):
    return {
        "auc": measure.auc(labels, chances),
        "log_loss": measure.log_loss(labels, chances),
        "brier": measure.brier(labels, chances),
        **measure.at_threshold(labels, chances, threshold),
    }


def constant_chances(train, test):
    overall = sum(row[LABEL] for row in train) / len(train)
    return [overall for _ in test]


def hourly_chances(train, test):
    overall = sum(row[LABEL] for row in train) / len(train)
    late, total = {}, {}
    for row in train:
        total[row["hour"]] = total.get(row["hour"], 0) + 1
        late[row["hour"]] = late.get(row["hour"], 0) + row[LABEL]
    return [late.get(row["hour"], overall) / total[row["hour"]] if row["hour"] in total else overall for row in test]


def report(metrics, flights):
    print(f"{flights} flights of the test days")
    print(f"{'':18}{'AUC':>8}{'log loss':>10}{'F1':>8}{'recall':>8}{'precision':>11}")
    rows = [("model", metrics), ("rate by hour", metrics["baseline_by_hour"]), ("overall rate", metrics["baseline"])]
    for name, values in rows:
        figures = [values["auc"], values["log_loss"], values["f1"], values["recall"], values["precision"]]
        print(f"{name:18}" + "".join(f"{figure:>{width}.4f}" for figure, width in zip(figures, [8, 10, 8, 8, 11])))


def rounded(value):
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    return round(value, 6)


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.write("\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["model", "train", "test", "metrics", "predictions", "calibration"]:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--threshold", type=float, required=True, help="the least chance that is called late")
    return parser.parse_args()


if __name__ == "__main__":
    main()
