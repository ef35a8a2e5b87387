"""scikit-learn's wine table -> training and test rows, each kind of wine in the same share."""

import argparse

from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test-share", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--test", required=True)
    arguments = parser.parse_args()
    table = load_wine(as_frame=True).frame
    train, test = train_test_split(
        table, test_size=arguments.test_share, random_state=arguments.seed, stratify=table["target"]
    )
    train.to_csv(arguments.train, index=False)
    test.to_csv(arguments.test, index=False)
    print(f"{len(train)} rows to train on, {len(test)} to test on")


if __name__ == "__main__":
    main()
