"""Writes cases.json: metrics of Keras 3.15.1 over outputs and targets that come
in two batches. Floats are multiples of 1/8, for ties, or of 1/256: exact, as are
their means over 2, 4 or 8 outputs, also where Keras has them as float32.

    python mlp/testdata/metrics/make.py     # from the top folder
"""
import json
import os

os.environ["KERAS_BACKEND"], os.environ["JAX_ENABLE_X64"] = "jax", "1"
import keras
import numpy as np

keras.config.set_floatx("float64")
M = keras.metrics
rng = np.random.default_rng(3)


def outputs(n, k, steps=8):
    return rng.integers(0, steps + 1, (n, k)) / steps


def numbers(n, k):
    return np.round(rng.normal(size=(n, k)) * 256) / 256


def batches(metric, t, y):
    for rows in [slice(0, 5), slice(5, None)]:
        metric.update_state(t[rows], y[rows])
    return float(metric.result())


cases = []


def add(word, metric, form, t, y):
    cases.append({"metric": word, "form": form, "outputs": y.tolist(), "targets": np.asarray(t, float).tolist(),
                  "value": batches(metric, t, y)})


for seed in range(3):
    n = 12
    for k in [2, 4, 8]:
        y = outputs(n, k)
        labels = rng.integers(0, k, n)
        onehot = np.eye(k)[labels]
        soft = rng.dirichlet(np.ones(k), n).round(3)
        for name in ["accuracy", "sparse_categorical_accuracy"]:
            add(name, M.SparseCategoricalAccuracy(), "labels", labels, y)
        for name in ["accuracy", "categorical_accuracy"]:
            add(name, M.CategoricalAccuracy(), "values", onehot, y)
            add(name, M.CategoricalAccuracy(), "values", soft, y)
        for top in [1, 3, 5, 20]:
            word = "" if top == 5 else ":k=%d" % top
            add("top_k_categorical_accuracy" + word, M.TopKCategoricalAccuracy(k=top), "values", onehot, y)
            add("sparse_top_k_categorical_accuracy" + word, M.SparseTopKCategoricalAccuracy(k=top), "labels", labels, y)
        for name, make in [("mean_squared_error", M.MeanSquaredError), ("mse", M.MeanSquaredError),
                           ("mean_absolute_error", M.MeanAbsoluteError), ("mae", M.MeanAbsoluteError)]:
            add(name, make(), "values", numbers(n, k), numbers(n, k))
        several = rng.integers(0, 2, (n, k))
        for threshold in [0.5, 0.25, 0.875]:
            word = "" if threshold == 0.5 else ":threshold=%g" % threshold
            add("binary_accuracy" + word, M.BinaryAccuracy(threshold=threshold), "values", several.astype(float), y)
            add("precision" + word, M.Precision(thresholds=threshold), "values", several, y)
            add("recall" + word, M.Recall(thresholds=threshold), "values", several, y)
    y = outputs(n, 1)
    yes = rng.integers(0, 2, (n, 1)).astype(float)
    for name in ["accuracy", "binary_accuracy"]:
        add(name, M.BinaryAccuracy(), "values", yes, y)
    add("precision", M.Precision(), "values", yes, y)
    add("recall", M.Recall(), "values", yes, y)
    add("mse", M.MeanSquaredError(), "values", yes, y)

# Ties in every place, nothing said, nothing there, exactly the threshold.
tied = np.full((12, 4), 0.25)
labels = np.arange(12) % 4
add("accuracy", M.SparseCategoricalAccuracy(), "labels", labels, tied)
add("categorical_accuracy", M.CategoricalAccuracy(), "values", np.eye(4)[labels], tied)
add("sparse_top_k_categorical_accuracy:k=1", M.SparseTopKCategoricalAccuracy(k=1), "labels", labels, tied)
add("top_k_categorical_accuracy:k=2", M.TopKCategoricalAccuracy(k=2), "values", np.eye(4)[labels], np.tile([0.5, 0.25, 0.25, 0.125], (12, 1)))
zeros, ones, half = np.zeros((12, 1)), np.ones((12, 1)), np.full((12, 1), 0.5)
for t in [zeros, ones]:
    for y in [zeros, ones, half]:
        add("precision", M.Precision(), "values", t, y)
        add("recall", M.Recall(), "values", t, y)
        add("binary_accuracy", M.BinaryAccuracy(), "values", t, y)
# Precision is of all examples: the mean of the batches' would be (1 + 1/7)/2.
y = np.concatenate([[[1]], np.zeros((4, 1)), np.ones((7, 1))]).astype(float)
t = np.concatenate([[[1]], np.zeros((4, 1)), [[1]], np.zeros((6, 1))]).astype(float)
add("precision", M.Precision(), "values", t, y)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
print(len(cases), "cases")
