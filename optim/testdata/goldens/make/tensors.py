"""tensors_keras.json, tensors_torch.json, tensors_optax.json, tensors_optax_muon.json: the rules that see whole tensors.

    v/bin/python tensors.py [keras|torch|optax|optax_muon]

Their streams have tensors of up to three dimensions, matrices wide and tall, gradients
over six decades with zeros and changing signs. The larger matrices of "large" are
multiplied in another order by PyTorch and averaged in windows by JAX.
"""
import sys

import numpy as np

import paths
from paths import keras_path, optax_path, torch_path


def shapes_stream(shapes, steps, seed):
    r = np.random.default_rng(seed)
    sizes = [int(np.prod(s)) for s in shapes.values()]
    n = sum(sizes)
    size = 10.0 ** r.uniform(-4, 2, n)
    size[r.random(n) < 0.1] = 0  # parameters without any gradient
    grads = []
    for _ in range(steps):
        g = size * r.normal(size=n)
        g[r.random(n) < 0.1] = 0
        grads.append([float(x) for x in g])
    x = r.normal(size=n)
    x[r.random(n) < 0.1] = 0
    return {"tensors": [{"name": k, "shape": list(s)} for k, s in shapes.items()],
            "params": [float(e) for e in x], "grads": grads}


STREAMS = {
    "shapes": shapes_stream({"wide": (3, 5), "tall": (6, 2), "cube": (2, 3, 4), "bias": (3,), "scalar": ()}, 16, 1),
    "axes": shapes_stream({"wide": (3, 5), "tall": (6, 2), "cube": (2, 4, 3), "equal": (3, 3, 3), "bias": (3,)}, 10, 2),
    "matrices": shapes_stream({"wide": (3, 5), "tall": (6, 2), "square": (4, 4), "row": (1, 6)}, 16, 3),
    "large": shapes_stream({"tall": (40, 12), "wide": (3, 35)}, 3, 5),
    "embedding": shapes_stream({"my_Embedding": (4, 2), "output": (2, 3), "kernel": (3, 2)}, 12, 4),
}


def keras_cases():
    import keras
    k = keras.optimizers

    def case(spec, stream, cls, **args):
        return spec, stream, lambda s: keras_path(s, lambda: cls(**args))

    cosine = dict(spec="cosine(0.02,decay_steps=20,alpha=0.1)",
                  make=lambda: k.schedules.CosineDecay(0.02, 20, alpha=0.1))
    return [
        case("lamb:lr=0.02,beta1=0.8,beta2=0.95,eps=0.001,weight_decay=0.05", "shapes", k.Lamb,
             learning_rate=.02, beta_1=.8, beta_2=.95, epsilon=1e-3, weight_decay=.05),
        case("lamb:lr=%s,clipnorm=0.7" % cosine["spec"], "dense", k.Lamb, learning_rate=cosine["make"](), clipnorm=.7),
        case("adafactor:lr=0.3,beta2_decay=-0.6,eps1=1e-05,eps2=0.1,clip_threshold=0.4,weight_decay=0.02", "shapes", k.Adafactor,
             learning_rate=.3, beta_2_decay=-.6, epsilon_1=1e-5, epsilon_2=.1, clip_threshold=.4, weight_decay=.02),
        case("adafactor:lr=0.5,relative_step=false", "shapes", k.Adafactor, learning_rate=.5, relative_step=False),
        case("adafactor:lr=%s,global_clipnorm=2" % cosine["spec"], "dense", k.Adafactor,
             learning_rate=cosine["make"](), global_clipnorm=2),
        case("muon:lr=0.02,momentum=0.8,ns_steps=3,rms_rate=0.3,muon_a=3,muon_b=-4,muon_c=1.8,adam_beta1=0.7,adam_beta2=0.9,"
             "adam_lr_ratio=0.4,adam_weight_decay=0.3,eps=0.001,weight_decay=0.1", "shapes", k.Muon,
             learning_rate=.02, momentum=.8, ns_steps=3, rms_rate=.3, muon_a=3, muon_b=-4, muon_c=1.8, adam_beta_1=.7,
             adam_beta_2=.9, adam_lr_ratio=.4, adam_weight_decay=.3, epsilon=1e-3, weight_decay=.1),
        case("muon:lr=%s,nesterov=false,rms_rate=none,weight_decay=0,clipvalue=0.5" % cosine["spec"], "shapes", k.Muon,
             learning_rate=cosine["make"](), nesterov=False, rms_rate=None, weight_decay=None, clipvalue=.5),
        case("adafactor:lr=0.02", "large", k.Adafactor, learning_rate=.02),
        case("muon:lr=0.02", "large", k.Muon, learning_rate=.02),
        case("muon:lr=0.01,exclude_embeddings=true", "embedding", k.Muon, learning_rate=.01),
        case("muon:lr=0.01,exclude_embeddings=false,exclude_layers=put", "embedding", k.Muon,
             learning_rate=.01, exclude_embeddings=False, exclude_layers=["put"]),
    ]


def torch_cases():
    import torch
    o = torch.optim

    def case(spec, stream, cls, schedule=None, **args):
        return spec, stream, lambda s: torch_path(s, lambda p: cls(p, **args), schedule)

    step = lambda opt: o.lr_scheduler.StepLR(opt, 10, gamma=.5)
    return [
        case("adafactor:lr=0.3,beta2_decay=-0.6,eps1=0.01,eps2=0.1,clip_threshold=1.5,weight_decay=0.3", "shapes", o.Adafactor,
             lr=.3, beta2_decay=-.6, eps=(1e-2, .1), d=1.5, weight_decay=.3),
        case("adafactor:maximize=true,lr=step(0.5,step_size=10,gamma=0.5)", "shapes", o.Adafactor, step, lr=.5, maximize=True),
        case("muon:lr=0.02,weight_decay=0.3,momentum=0.8,nesterov=false,ns_steps=3,muon_a=3,muon_b=-4,muon_c=1.8,eps=0.5",
             "matrices", o.Muon, lr=.02, weight_decay=.3, momentum=.8, nesterov=False, ns_steps=3, ns_coefficients=(3, -4, 1.8), eps=.5),
        case("muon:adjust_lr_fn=match_rms_adamw", "matrices", o.Muon, adjust_lr_fn="match_rms_adamw"),
        case("muon:adjust_lr_fn=spectral_unclamped,lr=step(0.05,step_size=10,gamma=0.5)", "matrices", o.Muon, step,
             lr=.05, adjust_lr_fn="spectral_unclamped"),
        case("muon:lr=0.02", "large", o.Muon, lr=.02),
        case("muon:adjust_lr_fn=original,momentum=0,weight_decay=0", "matrices", o.Muon, adjust_lr_fn="original", momentum=0, weight_decay=0),
    ]


def optax_cases():
    import optax
    import jax.numpy as jnp

    def case(spec, stream, make):
        return spec, stream, lambda s: optax_path(s, make)

    # optax's own schedules compute in float32
    decay = lambda: lambda count: 0.05 * 0.5 ** (jnp.asarray(count, jnp.float64) / 10)
    spec = "exponential(0.05,decay_steps=10,decay_rate=0.5)"
    return [
        case("lamb:lr=0.02,beta1=0.8,beta2=0.95,eps=0.001,eps_root=0.0001,weight_decay=0.3", "shapes",
             lambda: optax.lamb(.02, b1=.8, b2=.95, eps=1e-3, eps_root=1e-4, weight_decay=.3)),
        case("lamb:lr=%s" % spec, "dense", lambda: optax.lamb(decay())),
        case("lars:lr=2,weight_decay=0.3,trust_coefficient=0.02,eps=0.5,momentum=0.8,nesterov=true", "shapes",
             lambda: optax.lars(2., weight_decay=.3, trust_coefficient=.02, eps=.5, momentum=.8, nesterov=True)),
        case("lars:lr=%s,trust_coefficient=0.1,momentum=0" % spec, "shapes",
             lambda: optax.lars(decay(), trust_coefficient=.1, momentum=0.)),
        case("novograd:lr=0.02,beta1=0.8,beta2=0.9,eps=0.01,eps_root=0.1,weight_decay=0.3", "shapes",
             lambda: optax.novograd(.02, b1=.8, b2=.9, eps=.01, eps_root=.1, weight_decay=.3)),
        case("novograd:lr=%s" % spec, "shapes", lambda: optax.novograd(decay())),
        case("fromage:lr=0.3,min_norm=0.9", "shapes", lambda: optax.fromage(.3, min_norm=.9)),
        case("fromage:lr=0.1,min_norm=0", "shapes", lambda: optax.fromage(.1, min_norm=0.)),
        case("fromage:lr=%s" % spec, "dense", lambda: optax.fromage(decay())),
        case("sm3:lr=0.3,momentum=0.7", "axes", lambda: optax.sm3(.3, momentum=.7)),
        case("adafactor:lr=0.3,min_dim_size_to_factor=3,decay_rate=0.6,decay_offset=-4,clipping_threshold=0.5,momentum=0.7,"
             "weight_decay_rate=0.02,eps=1e-05", "axes",
             lambda: optax.adafactor(.3, min_dim_size_to_factor=3, decay_rate=.6, decay_offset=-4, clipping_threshold=.5,
                                     momentum=.7, weight_decay_rate=.02, eps=1e-5)),
        case("adafactor:lr=0.1,min_dim_size_to_factor=2,multiply_by_parameter_scale=false,clipping_threshold=none", "axes",
             lambda: optax.adafactor(.1, min_dim_size_to_factor=2, multiply_by_parameter_scale=False, clipping_threshold=None)),
        case("adafactor:lr=%s,min_dim_size_to_factor=0,factored=false" % spec, "axes",
             lambda: optax.adafactor(decay(), min_dim_size_to_factor=0, factored=False)),
        case("adafactor:lr=0.1", "dense", lambda: optax.adafactor(.1)),
        case("adafactor", "dense", lambda: optax.adafactor()),
    ]


def optax_muon_cases():
    import jax.numpy as jnp
    from optax import contrib

    def case(spec, stream, make):
        return spec, stream, lambda s: optax_path(s, make)

    return [
        case("muon:lr=0.02", "shapes", lambda: contrib.muon(.02)),
        case("muon:lr=0.02,beta=0.8,nesterov=false,ns_steps=3,muon_a=3,muon_b=-4,muon_c=1.8,eps=0.001,weight_decay=0.3,adaptive=true,"
             "adam_beta1=0.7,adam_beta2=0.9,adam_eps_root=0.01,adam_weight_decay=0.2,adam_learning_rate=0.05,consistent_rms=0.3", "shapes",
             lambda: contrib.muon(.02, beta=.8, nesterov=False, ns_steps=3, ns_coeffs=(3., -4., 1.8), eps=1e-3, weight_decay=.3,
                                  adaptive=True, adam_b1=.7, adam_b2=.9, adam_eps_root=.01, adam_weight_decay=.2,
                                  adam_learning_rate=.05, consistent_rms=.3)),
        case("muon:lr=exponential(0.05,decay_steps=10,decay_rate=0.5),ns_coeffs=dion,preconditioning=spectral", "matrices",
             lambda: contrib.muon(lambda count: 0.05 * 0.5 ** (jnp.asarray(count, jnp.float64) / 10),
                                  ns_coeffs="dion", preconditioning="spectral")),
        case("muon:lr=0.01,preconditioning=aol", "matrices", lambda: contrib.muon(.01, preconditioning="aol")),
        case("muon:lr=0.01,preconditioning=schatten", "matrices", lambda: contrib.muon(.01, preconditioning="schatten")),
    ]


if __name__ == "__main__":
    FRAMEWORKS = {"keras": "keras 3.15.1", "torch": "torch 2.15.0", "optax": "optax 0.2.8"}
    for name in sys.argv[1:] or ["keras", "torch", "optax", "optax_muon"]:
        form = name.split("_")[0]
        paths.write("tensors_" + name, FRAMEWORKS[form], form, globals()[name + "_cases"](), STREAMS)
