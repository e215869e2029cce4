# Holds our out-of-fold areas against scikit-learn's on the same features and folds.
# Run: node tests/reference/write-landmarks.mjs FOLDER && python3 tests/reference/compare-sklearn.py FOLDER
# Each scikit-learn model is tuned on the four other folds for every fold, by their log loss.
import glob
import itertools
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

LOGISTIC = [{"C": c} for c in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)]
BOOSTING = [
    dict(zip(("learning_rate", "max_leaf_nodes", "min_samples_leaf"), values))
    for values in itertools.product((0.05, 0.1), (4, 8), (10, 30))
]
TREES = (10, 20, 30, 45, 60, 80, 110, 150)


def logistic(x, y, fold):
    def fit(rows, settings):
        return LogisticRegression(max_iter=2000, **settings).fit(x[rows], y[rows])

    score = np.zeros(len(y))
    for k in range(5):
        rest = [j for j in range(5) if j != k]
        losses = [
            sum(log_loss(y[fold == j], fit(np.isin(fold, [i for i in rest if i != j]), s).predict_proba(x[fold == j])[:, 1],
                         labels=[0, 1]) * np.sum(fold == j) for j in rest)
            for s in LOGISTIC
        ]
        score[fold == k] = fit(fold != k, LOGISTIC[int(np.argmin(losses))]).decision_function(x[fold == k])
    return score


def boosting(x, y, fold):
    def fit(rows, settings, trees):
        return HistGradientBoostingClassifier(max_iter=trees, early_stopping=False, random_state=1, **settings).fit(x[rows], y[rows])

    score = np.zeros(len(y))
    for k in range(5):
        rest = [j for j in range(5) if j != k]
        losses = np.zeros((len(BOOSTING), len(TREES)))
        for j in rest:
            inner = np.isin(fold, [i for i in rest if i != j])
            for s, settings in enumerate(BOOSTING):
                model = fit(inner, settings, max(TREES))
                for count, p in enumerate(model.staged_predict_proba(x[fold == j]), 1):
                    if count in TREES:
                        losses[s, TREES.index(count)] += log_loss(y[fold == j], p[:, 1], labels=[0, 1]) * np.sum(fold == j)
        s, t = np.unravel_index(np.argmin(losses), losses.shape)
        score[fold == k] = fit(fold != k, BOOSTING[s], TREES[t]).decision_function(x[fold == k])
    return score


print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}, Python {sys.version.split()[0]}")
print("| set | users | converted | ours: linear | ours: trees | ours: both | LogisticRegression | HistGradientBoosting | both less the best |")
print("|---|---|---|---|---|---|---|---|---|")
for path in sorted(glob.glob(f"{sys.argv[1]}/*.json")):
    with open(path) as file:
        data = json.load(file)
    y, fold = np.array(data["outcome"]), np.array(data["fold"])
    sparse = data["linear"]
    linear = csr_matrix((sparse["value"], sparse["index"], sparse["offset"]), shape=(len(y), sparse["columns"])).toarray()
    trees = np.array([[np.nan if v is None else v for v in feature["value"]] for feature in data["trees"]]).T
    ours = {name: np.array(score) for name, score in data["ours"].items()}
    areas = [roc_auc_score(y, ours[name]) for name in ("linear", "trees", "both")]
    theirs = [roc_auc_score(y, logistic(linear, y, fold)), roc_auc_score(y, boosting(trees, y, fold))]
    cells = [f"{value:.4f}" for value in areas + theirs] + [f"{areas[2] - max(theirs):+.4f}"]
    print("|", " | ".join([data["name"], str(len(y)), str(y.sum()), *cells]), "|", flush=True)
