"""One logistic regression, cross-validated and logged to MLflow (MLFLOW_TRACKING_URI, else the folder mlruns)."""

import argparse
import json
import os

import joblib
import mlflow
import pandas
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

SCALINGS = {"none": FunctionTransformer, "standard": StandardScaler}


def main():
    arguments = parse_arguments()
    table = pandas.read_csv(arguments.train)
    features, kinds = table.drop(columns="target"), table["target"]
    model = make_pipeline(
        SCALINGS[arguments.scaling](),
        LogisticRegression(C=arguments.strength, max_iter=10_000),
    )
    accuracy = float(cross_val_score(model, features, kinds, cv=5).mean())
    model.fit(features, kinds)
    joblib.dump(model, arguments.model)
    with open(arguments.metrics, "w", encoding="utf-8") as file:
        json.dump({"accuracy": round(accuracy, 6)}, file)
    log({"strength": arguments.strength, "scaling": arguments.scaling}, {"accuracy": accuracy})
    print(f"strength {arguments.strength}, scaling {arguments.scaling}: accuracy {accuracy:.4f} in cross-validation")


def log(params, metrics):
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI", "mlruns"))
    mlflow.set_experiment(os.environ.get("MLFLOW_EXPERIMENT_NAME", "wine"))
    with mlflow.start_run():
        mlflow.log_params(params)
        mlflow.log_metrics(metrics)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", required=True)
    parser.add_argument("--strength", type=float, required=True, help="the inverse of the penalty")
    parser.add_argument("--scaling", choices=sorted(SCALINGS), required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--metrics", required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
