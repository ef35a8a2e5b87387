"""How good chances are against what happened. Definitions as in scikit-learn's metrics of the same names."""

import math


def auc(labels, chances):
    """The chance that a late flight gets a higher score than a punctual one; ties count half (Mann-Whitney)."""
    ordered = sorted(zip(chances, labels))
    positives = sum(labels)
    negatives = len(labels) - positives
    if positives == 0 or negatives == 0:
        return 0.5
    rank_sum, index = 0.0, 0
    while index < len(ordered):
        end = index
        while end < len(ordered) and ordered[end][0] == ordered[index][0]:
            end += 1
        middle = (index + end + 1) / 2
        rank_sum += middle * sum(label for _, label in ordered[index:end])
        index = end
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def log_loss(labels, chances):
    """The mean surprise, in nats."""
    tiny = 1e-15
    clipped = [min(max(chance, tiny), 1 - tiny) for chance in chances]
    return -sum(math.log(chance if label else 1 - chance) for label, chance in zip(labels, clipped)) / len(labels)


def brier(labels, chances):
    """The mean squared distance between chance and outcome."""
    return sum((chance - label) ** 2 for label, chance in zip(labels, chances)) / len(labels)


def at_threshold(labels, chances, threshold):
    """Precision, recall, F1 and accuracy when every chance of at least `threshold` is called late."""
    called = [chance >= threshold for chance in chances]
    hits = sum(1 for label, call in zip(labels, called) if label and call)
    alarms, late = sum(called), sum(labels)
    right = sum(1 for label, call in zip(labels, called) if bool(label) == call)
    precision = hits / alarms if alarms else 0.0
    recall = hits / late if late else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "accuracy": right / len(labels)}


def calibration(labels, chances, bins):
    """Ten groups of equal width: the mean chance in each, how often it came true, how many flights."""
    groups = [[] for _ in range(bins)]
    for label, chance in zip(labels, chances):
        groups[min(int(chance * bins), bins - 1)].append((label, chance))
    return [
        {
            "chance": sum(chance for _, chance in group) / len(group),
            "late": sum(label for label, _ in group) / len(group),
            "flights": len(group),
        }
        for group in groups
        if group
    ]


def calibration_error(groups):
    """The mean distance between chance and outcome over the groups, weighted by their size (ECE)."""
    total = sum(group["flights"] for group in groups)
    return sum(abs(group["chance"] - group["late"]) * group["flights"] for group in groups) / total
