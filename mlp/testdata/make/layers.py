"""Writes ../keras.json and ../summary.txt: what Keras on JAX gives in float64 for single
losses (value and gradient), activations, batch normalization, initializers and
summaries. As in parity.py float64 stays float64.

    python layers.py      (Keras 3.15.1)
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np
from keras.src.backend.common import dtypes

dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"
keras.config.set_floatx("float64")
here = pathlib.Path(__file__).resolve().parent
rng = np.random.default_rng(7)
L = keras.losses


def plain(a):
    """Nested lists, with words for what JSON lacks."""
    a = np.asarray(a, np.float64)
    if a.ndim:
        return [plain(e) for e in a]
    v = float(a)
    return v if np.isfinite(v) else str(v)


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


n, k = 6, 5
z = rng.normal(size=(n, k)) * 2
p = softmax(z)
classes = rng.integers(0, k, n)
onehot = np.eye(k)[classes]
mixed = softmax(rng.normal(size=(n, k)))
unit = 1 / (1 + np.exp(-z))
bits = (rng.random((n, k)) < 0.5).astype(np.float64)
edge = np.array([[0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1e-9, 1 - 1e-9, 0, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.2],
                 [5e-8, 0.5, 0.5 - 5e-8, 0, 0], [0.3, 0.3, 0.1, 0.1, 0.1]])
rows = np.array([[0.2, 0.5, 0.4, 0.3, 0.1], [0.1] * 5, [2, 1, 1, 1, 1], [0.7, 0.2, 0.1, 0, 0], [1, 1, 1, 1, 1e-9], [3, 0, 0, 0, 0]])
wide = z * 40
broken = p.copy()
broken[2, 3] = np.nan
reals = rng.normal(size=(n, k)) * 3
far = reals * 300
positive = np.abs(reals)

losses = []


def loss(spec, make, y, t):
    y, t = np.asarray(y, np.float64), np.asarray(t)
    f = lambda y: make(t, y)
    value, gradient = jax.value_and_grad(f)(jnp.asarray(y))
    losses.append({"loss": spec, "y": plain(y), "t": plain(t), "value": plain(value), "gradient": plain(gradient)})


for logits in (False, True):
    o = ":from_logits=true" if logits else ""
    for y in ([z, wide] if logits else [p, edge, rows, broken]):
        loss("sparse_categorical_crossentropy" + o, L.SparseCategoricalCrossentropy(from_logits=logits), y, classes)
        for smoothing in (0, 0.1, 1):
            options = ",".join((["from_logits=true"] if logits else []) + ([f"label_smoothing={smoothing}"] if smoothing else []))
            s = ":" + options if options else ""
            for t in (onehot, mixed):
                loss("categorical_crossentropy" + s, L.CategoricalCrossentropy(from_logits=logits, label_smoothing=smoothing), y, t)
    for y in ([z, wide] if logits else [unit, edge, broken]):
        for smoothing in (0, 0.2, 1):
            options = ",".join((["from_logits=true"] if logits else []) + ([f"label_smoothing={smoothing}"] if smoothing else []))
            s = ":" + options if options else ""
            for t in (bits, mixed):
                loss("binary_crossentropy" + s, L.BinaryCrossentropy(from_logits=logits, label_smoothing=smoothing), y, t)
for y, t in [(reals, z), (far, z), (z, z + 0.3), (broken, z), (positive, unit * 20)]:
    loss("mse", L.MeanSquaredError(), y, t)
    loss("mean_absolute_error", L.MeanAbsoluteError(), y, t)
    loss("msle", L.MeanSquaredLogarithmicError(), y, t)
    for delta in (1, 0.3, 2):
        loss("huber" + ("" if delta == 1 else f":delta={delta}"), L.Huber(delta=float(delta)), y, t)
    loss("log_cosh", L.LogCosh(), y, t)
    loss("categorical_hinge", L.CategoricalHinge(), y, onehot)
for y, t in [(positive, bits * 3), (p, mixed), (broken, bits), (np.zeros((n, k)), bits)]:
    loss("poisson", L.Poisson(), y, t)
for y, t in [(p, mixed), (p, onehot), (edge, mixed), (broken, mixed), (rows[:2], mixed[:2])]:
    loss("kld", L.KLDivergence(), y, t)
loss("categorical_hinge", L.CategoricalHinge(), np.maximum(z, 0), onehot)
loss("categorical_hinge", L.CategoricalHinge(), np.round(unit * 2), onehot)  # ties for the largest
loss("categorical_hinge", L.CategoricalHinge(), 2 * onehot + 0.5, onehot)  # ahead by more than 1
loss("categorical_hinge", L.CategoricalHinge(), p, mixed)

x = np.concatenate([rng.normal(size=24) * 3, [0, 1e-8, -1e-8, 20, -20, 40, -40, 300, -300, np.nan, np.inf, -np.inf]]).reshape(9, 4)
activations = []
for name in ["linear", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "sigmoid", "tanh", "softmax"]:
    f = keras.activations.get(name)
    rowsOf = x[:8] if name == "softmax" else x
    if name == "softmax":
        rowsOf = np.nan_to_num(rowsOf, nan=1.0)
    w = rng.normal(size=rowsOf.shape)
    gradient = jax.grad(lambda a: jnp.sum(f(a) * w))(jnp.asarray(rowsOf))
    activations.append({"name": name, "x": plain(rowsOf), "w": plain(w), "y": plain(f(jnp.asarray(rowsOf))), "gradient": plain(gradient)})

steps = []
layer = keras.layers.BatchNormalization(momentum=0.9, epsilon=0.01)
layer.build((None, 3))
layer.gamma.assign([1.5, -0.5, 2.0])
layer.beta.assign([0.1, 0.2, -0.3])
for i in range(4):
    a = rng.normal(size=(5, 3)) * [1, 10, 0.1] + [0, 100, -1]
    if i == 3:
        a[:, 2] = 7  # without variance
    y = layer(a, training=True)
    steps.append({"x": plain(a), "y": plain(y), "mean": plain(layer.moving_mean), "variance": plain(layer.moving_variance),
                  "inference": plain(layer(a, training=False))})

initializers = []
for name in ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "zeros", "ones"]:
    for shape in [(784, 300), (40, 500)]:
        a = np.concatenate([np.asarray(keras.initializers.get({"class_name": name, "config": {} if name in ("zeros", "ones") else {"seed": s}})(shape, "float64")).ravel()
                            for s in range(8)])
        initializers.append({"name": name, "shape": shape, "draws": a.size, "min": a.min(), "max": a.max(), "mean": a.mean(), "std": a.std(),
                             "kurtosis": float((a**4).mean() / max((a**2).mean() ** 2, 1e-300)) if name not in ("zeros",) else 0})

with open(here.parent / "keras.json", "w") as f:
    f.write('{"framework": "keras %s on jax, float64 kept",\n' % keras.__version__)
    parts = []
    for key, values in [("losses", losses), ("activations", activations), ("batch_normalization", steps), ("initializers", initializers)]:
        parts.append('"%s": [\n%s\n]' % (key, ",\n".join(json.dumps(v) for v in values)))
    f.write(",\n".join(parts) + "}\n")

D, B, A, F, O = keras.layers.Dense, keras.layers.BatchNormalization, keras.layers.Activation, keras.layers.Flatten, keras.layers.Dropout
keras.config.set_floatx("float32")
keras.config.set_dtype_policy("float32")
with open(here.parent / "summary.txt", "w") as out:
    for words, layers in [
        ("dense:300,relu dense:200,relu dense:100,relu dense:10,softmax", lambda: [F(), D(300), D(200), D(100), D(10)]),
        ("dense:512,linear batchnorm activation:relu dropout:0.2 dense:512,relu batchnorm dropout:0.2 dense:10,softmax",
         lambda: [F(), D(512), B(), A("relu"), O(0.2), D(512), B(), O(0.2), D(10)]),
        ("batchnorm dense:1,sigmoid", lambda: [F(), B(), D(1)]),
        ("dense:100000,relu dense:784,sigmoid", lambda: [F(), D(100000), D(784)]),
    ]:
        keras.backend.clear_session()
        model = keras.Sequential([keras.Input((28, 28))] + layers(), name="sequential")
        out.write(words + "\n")
        model.summary(print_fn=lambda s, **_: out.write(s.rstrip("\n") + "\n"))
        out.write("\n")
