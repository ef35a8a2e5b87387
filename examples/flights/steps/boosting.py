"""Gradient-boosted trees for a yes-or-no label, by hand: binned features, second-order splits (Chen and Guestrin 2016), no library."""

import bisect
import math


def sigmoid(value):
    return 1 / (1 + math.exp(-value)) if value >= 0 else 1 - 1 / (1 + math.exp(value))


def make_edges(values, bins):
    """Where a feature is cut: its quantiles, without repetition."""
    ordered = sorted(values)
    return sorted({ordered[len(ordered) * part // bins] for part in range(1, bins)})


def fit(columns, labels, rate, depth, rounds, bins, minimum, penalty):
    """Trains on `columns` (a list of values for each feature). Returns plain data that `score` reads."""
    edges = [make_edges(column, bins) for column in columns]
    binned = [[bisect.bisect_left(cuts, value) for value in column] for cuts, column in zip(edges, columns)]
    mean = sum(labels) / len(labels)
    base = math.log(mean / (1 - mean))
    scores = [base] * len(labels)
    trees = []
    for _ in range(rounds):
        chances = [sigmoid(score) for score in scores]
        gradients = [chance - label for chance, label in zip(chances, labels)]
        hessians = [chance * (1 - chance) for chance in chances]
        options = {"depth": depth, "rate": rate, "minimum": minimum, "penalty": penalty}
        tree = grow(binned, edges, gradients, hessians, range(len(labels)), options, scores)
        trees.append(tree)
    return {"base": base, "edges": edges, "trees": trees}


def grow(binned, edges, gradients, hessians, rows, options, scores):
    """One tree, as nested lists: [feature, bin, left, right], or a leaf's weight. Adds each leaf's weight to the scores of its rows."""
    total_gradient = sum(gradients[row] for row in rows)
    total_hessian = sum(hessians[row] for row in rows)
    split = None
    if options["depth"] > 0:
        split = best_split(binned, edges, gradients, hessians, rows, total_gradient, total_hessian, options)
    if split is None:
        weight = -options["rate"] * total_gradient / (total_hessian + options["penalty"])
        for row in rows:
            scores[row] += weight
        return weight
    feature, cut = split
    column = binned[feature]
    left = [row for row in rows if column[row] <= cut]
    right = [row for row in rows if column[row] > cut]
    below = {**options, "depth": options["depth"] - 1}
    return [
        feature,
        cut,
        grow(binned, edges, gradients, hessians, left, below, scores),
        grow(binned, edges, gradients, hessians, right, below, scores),
    ]


def best_split(binned, edges, gradients, hessians, rows, total_gradient, total_hessian, options):
    """The cut with the largest gain; ties go to the first feature, so that a seedless run repeats itself."""
    penalty, minimum = options["penalty"], options["minimum"]
    best, best_gain = None, 1e-9
    whole = total_gradient**2 / (total_hessian + penalty)
    for feature, column in enumerate(binned):
        size = len(edges[feature]) + 1
        gradient_sums, hessian_sums = [0.0] * size, [0.0] * size
        for row in rows:
            place = column[row]
            gradient_sums[place] += gradients[row]
            hessian_sums[place] += hessians[row]
        gradient, hessian = 0.0, 0.0
        for cut in range(size - 1):
            gradient += gradient_sums[cut]
            hessian += hessian_sums[cut]
            if hessian < minimum or total_hessian - hessian < minimum:
                continue
            rest = total_gradient - gradient
            gain = gradient**2 / (hessian + penalty) + rest**2 / (total_hessian - hessian + penalty) - whole
            if gain > best_gain:
                best, best_gain = (feature, cut), gain
    return best


def score(model, values):
    """The chance of yes for one row of features."""
    places = [bisect.bisect_left(cuts, value) for cuts, value in zip(model["edges"], values)]
    total = model["base"]
    for tree in model["trees"]:
        while isinstance(tree, list):
            feature, cut, left, right = tree
            tree = left if places[feature] <= cut else right
        total += tree
    return sigmoid(total)
