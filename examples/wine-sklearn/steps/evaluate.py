"""The picked model on the test rows, beside always naming the most common wine."""

import argparse
import json

import joblib
import pandas
from sklearn.metrics import accuracy_score, f1_score


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["model", "test", "predictions", "metrics"]:
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    table = pandas.read_csv(arguments.test)
    features, kinds = table.drop(columns="target"), table["target"]
    predicted = joblib.load(arguments.model).predict(features)
    metrics = {
        "accuracy": round(accuracy_score(kinds, predicted), 6),
        "f1_macro": round(f1_score(kinds, predicted, average="macro"), 6),
        "baseline": {"accuracy": round(float(kinds.value_counts(normalize=True).max()), 6)},
    }
    pandas.DataFrame({"target": kinds, "predicted": predicted}).to_csv(arguments.predictions, index=False)
    with open(arguments.metrics, "w", encoding="utf-8") as file:
        json.dump(metrics, file, indent=1)
    print(f"accuracy {metrics['accuracy']:.4f} on {len(table)} rows; the most common wine alone: {metrics['baseline']['accuracy']:.4f}")


if __name__ == "__main__":
    main()
