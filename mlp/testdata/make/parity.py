"""Writes ../parity/float64.json: the cases of ../parity/parity.json, trained by Keras
on JAX in float64 throughout.

parity.json came from Keras as it is, whose JAX backend makes float32 of float64 in
keras.backend.result_type. So ops.mean (the losses that are a mean over outputs),
ops.tanh and BatchNormalization compute in float32 even where floatx is float64, and
those cases are rounded to about 1e-8. Here that one entry of Keras's table is
float64 instead, and further cases follow that parity.json has none of.

    python parity.py      (Keras 3.15.1)
"""

import gzip
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import keras
import numpy as np
from keras.src.backend.common import dtypes

dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"
keras.config.set_floatx("float64")
assert keras.ops.tanh(np.zeros(1)).dtype == "float64"

here = pathlib.Path(__file__).resolve().parent
parity = here.parent / "parity"
mnist = here.parent.parent / "mnist"


def idx(name, header):
    return np.frombuffer(gzip.open(mnist / name).read()[header:], np.uint8)


pixels = idx("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)
digits = idx("train-labels-idx1-ubyte.gz", 8)
given = json.load(open(parity / "parity.json"))
order = np.fromfile(parity / given["order"], "<i4").reshape(given["steps"], given["batch"])

DENSE = lambda units, activation, **more: {"type": "dense", "units": units, "activation": activation, **more}
SMALL = {"weights": "weights1.f32", "tensors": [[784, 32], [32], [32, 10], [10]]}
ONE = {"weights": "weights2.f32", "tensors": [[784, 32], [32], [32, 1], [1]]}
IMAGE = {"weights": "weights3.f32", "tensors": [[784, 32], [32], [32, 784], [784]]}
DEEP = {"weights": "weights5.f32", "tensors": [[784, 32], [32], [32, 32], [32], [32, 10], [10]]}
NORMAL = {"weights": "weights4.f32", "tensors": [[784, 32], [32], [32], [32], [32], [32], [32, 10], [10]]}
SOFTMAX = [DENSE(32, "relu"), DENSE(10, "softmax")]


def case(name, layers, loss, target, optimizer, weights, **more):
    return {"name": name, "layers": layers, "loss": loss, "target": target, "optimizer": optimizer, **weights, **more}


cases = given["cases"][10:]
for activation in ["leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "sigmoid", "tanh", "linear"]:
    cases.append(case(activation, [DENSE(32, activation), DENSE(32, activation), DENSE(10, "softmax")],
                      "sparse_categorical_crossentropy", "label", "sgd:lr=0.1", DEEP))
for loss in ["mean_squared_error", "mean_absolute_error", "huber", "log_cosh", "mean_squared_logarithmic_error", "poisson"]:
    cases.append(case(f"{loss}, the digit as a number", [DENSE(32, "relu"), DENSE(1, "softplus")], loss, "label", "sgd:lr=0.01", ONE))
cases += [
    case("huber with delta", [DENSE(32, "relu"), DENSE(1, "linear")], "huber", "label", "sgd:lr=0.01", ONE, delta=0.4),
    case("binary cross-entropy, autoencoder", [DENSE(32, "relu"), DENSE(784, "sigmoid")], "binary_crossentropy", "image", "sgd:lr=0.5", IMAGE),
    case("mean squared error, autoencoder", [DENSE(32, "relu"), DENSE(784, "sigmoid")], "mean_squared_error", "image", "adam", IMAGE),
    case("binary cross-entropy from logits, smoothed", [DENSE(32, "relu"), DENSE(1, "linear")], "binary_crossentropy", "odd",
         "sgd:lr=0.1", ONE, from_logits=True, label_smoothing=0.1),
    case("binary cross-entropy, smoothed", [DENSE(32, "relu"), DENSE(1, "sigmoid")], "binary_crossentropy", "odd", "sgd:lr=0.1", ONE,
         label_smoothing=0.2),
    case("categorical cross-entropy, smoothed", SOFTMAX, "categorical_crossentropy", "onehot", "sgd:lr=0.1", SMALL, label_smoothing=0.1),
    case("categorical cross-entropy from logits", [DENSE(32, "relu"), DENSE(10, "linear")], "categorical_crossentropy", "onehot",
         "sgd:lr=0.1", SMALL, from_logits=True, label_smoothing=0.1),
    case("sparse categorical cross-entropy from logits", [DENSE(32, "relu"), DENSE(10, "linear")], "sparse_categorical_crossentropy",
         "label", "sgd:lr=0.1", SMALL, from_logits=True),
    case("Kullback-Leibler divergence", SOFTMAX, "kl_divergence", "onehot", "sgd:lr=0.1", SMALL),
    case("categorical hinge", [DENSE(32, "relu"), DENSE(10, "linear")], "categorical_hinge", "onehot", "sgd:lr=0.05", SMALL),
    case("categorical hinge of probabilities", SOFTMAX, "categorical_hinge", "onehot", "sgd:lr=0.1", SMALL),
    case("penalties", [DENSE(32, "relu", kernel_regularizer={"l1": 1e-5, "l2": 1e-3}, bias_regularizer={"l2": 0.01}),
                       DENSE(10, "softmax", kernel_regularizer={"l1": 1e-4})],
         "sparse_categorical_crossentropy", "label", "sgd:lr=0.1", SMALL),
    case("without biases", [DENSE(32, "relu", use_bias=False), DENSE(10, "softmax", use_bias=False)],  # SMALL's numbers as far as they are needed
         "sparse_categorical_crossentropy", "label", "adam", {"weights": "weights1.f32", "tensors": [[784, 32], [32, 10]]}),
    case("a leaky layer", [DENSE(32, "linear"), {"type": "leaky_relu", "negative_slope": 0.3}, DENSE(10, "softmax")],
         "sparse_categorical_crossentropy", "label", "sgd:lr=0.1", SMALL),
    case("batch normalization behind the activation", [DENSE(32, "gelu"), {"type": "batchnorm", "activation": "linear", "momentum": 0.9, "epsilon": 1e-5},
                                                      DENSE(10, "softmax", kernel_regularizer={"l2": 1e-3})],
         "sparse_categorical_crossentropy", "label", "sgd:lr=0.1", NORMAL),
]


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def make_loss(c):
    name = {"kl_divergence": "KLDivergence"}.get(c["loss"], camel(c["loss"]))
    options = {k: c[k] for k in ("from_logits", "label_smoothing", "delta") if k in c}
    return getattr(keras.losses, name)(**options)


def make_optimizer(spec):
    name, _, arguments = spec.partition(":")
    values = dict(a.split("=") for a in arguments.split(",") if a)
    return {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[name](
        **({"learning_rate": float(values.pop("lr"))} if "lr" in values else {}), **values)


def train(c):
    keras.backend.clear_session()
    layers = [keras.Input((784,))]
    for l in c["layers"]:
        if l["type"] == "dense":
            options = {k: keras.regularizers.L1L2(**l[k]) for k in ("kernel_regularizer", "bias_regularizer") if k in l}
            options["use_bias"] = l.get("use_bias", True)
            layers.append(keras.layers.Dense(l["units"], activation=l["activation"], **options))
        elif l["type"] == "leaky_relu":
            layers.append(keras.layers.LeakyReLU(negative_slope=l["negative_slope"]))
        else:
            options = {k: l[k] for k in ("momentum", "epsilon") if k in l}
            layers += [keras.layers.BatchNormalization(**options), keras.layers.Activation(l["activation"])]
    model = keras.Sequential(layers)
    flat, weights = np.fromfile(parity / c["weights"], "<f4").astype(np.float64), []
    for shape in c["tensors"]:
        n = int(np.prod(shape))
        weights.append(flat[:n].reshape(shape))
        flat = flat[n:]
    model.set_weights(weights)
    model.compile(make_optimizer(c["optimizer"]), make_loss(c))
    losses = []
    for rows in order:
        x, d = pixels[rows] / 255.0, digits[rows]
        t = {"label": d.astype("int32") if c["loss"].startswith("sparse") else d.astype(np.float64)[:, None],
             "onehot": np.eye(10)[d], "odd": (d % 2)[:, None].astype(np.float64), "image": x}[c["target"]]
        losses.append(float(model.train_on_batch(x, t)))
        model.reset_metrics()
    after = [np.asarray(w) for w in model.get_weights()]
    return {**c, "losses": losses, "sum": [float(w.sum()) for w in after], "norm": [float(np.sqrt((w * w).sum())) for w in after]}


header = {"framework": f"keras {keras.__version__} on jax, float64 kept", "batch": given["batch"], "steps": given["steps"], "order": given["order"]}
done = [train(c) for c in cases]
for c in done:
    print(c["name"], c["losses"][0], c["losses"][-1])
with open(parity / "float64.json", "w") as f:
    f.write(json.dumps(header)[:-1] + ', "cases": [\n' + ",\n".join(json.dumps(c) for c in done) + "\n]}\n")
