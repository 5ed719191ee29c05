"""Paths of the frameworks' own optimizers along the recorded gradients, as goldens.

    python3 -m venv v && v/bin/pip install keras==3.15.1 jax optax==0.2.8 torch==2.15.0 pytorch_optimizer
    v/bin/python SCRIPT.py          # each script here writes its own files beside the folder

Everything runs in float64. keras.json, torch.json and optax.json were made in the
same way; the streams (tensors, initial values, gradients) are read from them.
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDENS = os.path.dirname(HERE)


def streams(form):
    """The recorded streams of keras.json, torch.json or optax.json: dense (a 4x3 kernel and a bias),
    flat (7 numbers) and, in torch.json, matrix (4x3)."""
    with open(os.path.join(GOLDENS, form + ".json")) as f:
        return json.load(f)["streams"]


def tensors(stream, flat):
    """Cuts a flat list into the stream's tensors."""
    out, i = [], 0
    for t in stream["tensors"]:
        n = int(np.prod(t["shape"]))
        out.append(np.array(flat[i:i + n], np.float64).reshape(t["shape"]))
        i += n
    return out


def join(arrays):
    return [float(x) for a in arrays for x in np.asarray(a, np.float64).ravel()]


def keras_path(stream, make):
    """make() returns a Keras optimizer."""
    import keras
    keras.backend.set_floatx("float64")
    variables = [keras.Variable(t, name=d["name"]) for t, d in zip(tensors(stream, stream["params"]), stream["tensors"])]
    optimizer = make()
    optimizer.build(variables)
    path = []
    for g in stream["grads"]:
        optimizer.apply([keras.ops.convert_to_tensor(t) for t in tensors(stream, g)], variables)
        path.append(join([keras.ops.convert_to_numpy(v) for v in variables]))
    return path, None


def torch_path(stream, make, schedule=None):
    """make(params) returns a torch optimizer; schedule(optimizer), if given, its scheduler."""
    import torch
    torch.set_default_dtype(torch.float64)  # the optimizers keep their own scalars in it
    params = [torch.nn.Parameter(torch.tensor(t, dtype=torch.float64)) for t in tensors(stream, stream["params"])]
    optimizer = make(params)
    scheduler = schedule(optimizer) if schedule else None
    path = []
    for g in stream["grads"]:
        for p, t in zip(params, tensors(stream, g)):
            p.grad = torch.tensor(t, dtype=torch.float64)
        optimizer.step()
        if scheduler:
            scheduler.step()
        path.append(join([p.detach().numpy() for p in params]))
    return path, None


def optax_path(stream, make, evaluate=None):
    """make() returns a gradient transformation; evaluate(state, params), if given, the point to evaluate at."""
    import jax.numpy as jnp
    import optax
    params = [jnp.asarray(t) for t in tensors(stream, stream["params"])]
    optimizer = make()
    state = optimizer.init(params)
    path, eval_path = [], []
    for g in stream["grads"]:
        updates, state = optimizer.update([jnp.asarray(t) for t in tensors(stream, g)], state, params)
        params = optax.apply_updates(params, updates)
        path.append(join(params))
        if evaluate:
            eval_path.append(join(evaluate(state, params)))
    return path, eval_path or None


def write(name, framework, form, cases, own={}):
    """Writes GOLDENS/name.json. A case is (spec, stream's name, function of the stream to its path).
    own has streams beside the recorded ones."""
    known = streams(form if form in ("keras", "torch", "optax") else "torch") | own
    out = {"framework": framework, "form": form, "streams": {}, "cases": []}
    for spec, stream, run in cases:
        path, eval_path = run(known[stream])
        case = {"spec": spec, "stream": stream, "path": path}
        if eval_path:
            case["eval_path"] = eval_path
        out["streams"][stream] = known[stream]
        out["cases"].append(case)
    with open(os.path.join(GOLDENS, name + ".json"), "w") as f:
        json.dump(out, f, separators=(",", ":"))
    print(name, len(cases), "cases")
