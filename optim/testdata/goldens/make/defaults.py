"""The hyperparameters of the frameworks' constructors with their defaults, read off the
classes themselves, under the names of the spec strings: ../../defaults.json."""
import inspect
import json
import os

from paths import GOLDENS

import keras
import optax
import torch

# Arguments that say how to compute and not what, or that another part of a spec says.
SKIP = {
    "name", "kwargs", "self", "params", "foreach", "fused", "capturable", "differentiable", "use_ema", "ema_momentum",
    "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps", "clipnorm", "clipvalue",
    "global_clipnorm", "mu_dtype", "accumulator_dtype", "mask", "weight_decay_mask", "trust_ratio_mask", "dtype_momentum", "state_dtype",
    "muon_weight_dimension_numbers", "layer_names",
}
RENAME = {
    "learning_rate": "lr", "epsilon": "eps", "epsilon_1": "eps1", "epsilon_2": "eps2", "initial_accumulator_value": "initial_accumulator",
    "beta_1": "beta1", "beta_2": "beta2", "beta_2_decay": "beta2_decay", "b1": "beta1", "b2": "beta2", "b3": "beta3", "lambd": "lambda",
    "learning_rate_power": "lr_power", "l1_regularization_strength": "l1", "l2_regularization_strength": "l2",
    "l2_shrinkage_regularization_strength": "l2_shrinkage", "adam_beta_1": "adam_beta1", "adam_beta_2": "adam_beta2",
}


def plain(v):
    return v is None or isinstance(v, (bool, int, float, str))


def of(f, rename={}, split={}):
    """The defaults of a callable's arguments; split names the parts of a tuple."""
    out = {}
    for name, p in inspect.signature(f).parameters.items():
        if name in SKIP or p.default is inspect.Parameter.empty:
            continue
        if name in split:
            for key, v in zip(split[name], p.default):
                if key:
                    out[key] = v
        elif plain(p.default):
            out[{**RENAME, **rename}.get(name, name)] = p.default
    return out


K, T, O = keras.optimizers, torch.optim, optax
betas = {"betas": ("beta1", "beta2")}
tables = {
    "keras": {
        "sgd": of(K.SGD.__init__), "rmsprop": of(K.RMSprop.__init__), "adam": of(K.Adam.__init__), "adamw": of(K.AdamW.__init__),
        "adadelta": of(K.Adadelta.__init__), "adagrad": of(K.Adagrad.__init__), "adamax": of(K.Adamax.__init__),
        "adafactor": of(K.Adafactor.__init__), "nadam": of(K.Nadam.__init__), "ftrl": of(K.Ftrl.__init__), "lion": of(K.Lion.__init__),
        "lamb": of(K.Lamb.__init__), "muon": of(K.Muon.__init__), "schedulefree_adamw": of(K.ScheduleFreeAdamW.__init__),
    },
    "torch": {
        "sgd": of(T.SGD.__init__), "adam": of(T.Adam.__init__, split=betas), "adamw": of(T.AdamW.__init__, split=betas),
        "adamax": of(T.Adamax.__init__, split=betas), "nadam": of(T.NAdam.__init__, split=betas), "radam": of(T.RAdam.__init__, split=betas),
        "sparse_adam": of(T.SparseAdam.__init__, split=betas), "adagrad": of(T.Adagrad.__init__), "adadelta": of(T.Adadelta.__init__),
        "rmsprop": of(T.RMSprop.__init__, {"alpha": "rho"}), "asgd": of(T.ASGD.__init__),
        "rprop": of(T.Rprop.__init__, split={"etas": ("eta_minus", "eta_plus"), "step_sizes": ("step_min", "step_max")}),
        "adafactor": of(T.Adafactor.__init__, {"d": "clip_threshold"}, {"eps": ("eps1", "eps2")}),
        # adjust_lr_fn=None means "original" there.
        "muon": {**of(T.Muon.__init__, split={"ns_coefficients": ("muon_a", "muon_b", "muon_c")}), "adjust_lr_fn": "original"},
        "lbfgs": of(T.LBFGS.__init__, {"line_search_fn": "line_search"}),
    },
    "optax": {
        "sgd": of(O.sgd), "adam": of(O.adam), "adamw": of(O.adamw), "amsgrad": of(O.amsgrad), "adamax": of(O.adamax), "adagrad": of(O.adagrad),
        "rmsprop": of(O.rmsprop, {"decay": "rho"}), "nadam": {k: v for k, v in of(O.nadam).items() if k != "nesterov"},
        "radam": of(O.radam), "lion": of(O.lion), "adabelief": of(O.adabelief), "yogi": of(O.yogi), "lamb": of(O.lamb), "lars": of(O.lars),
        "novograd": of(O.novograd), "adan": of(O.adan), "sm3": of(O.sm3), "fromage": of(O.fromage), "optimistic": of(O.optimistic_gradient_descent),
        "rprop": of(O.rprop, {"min_step_size": "step_min", "max_step_size": "step_max"}),
        "adadelta": {k: v for k, v in of(O.adadelta).items() if k != "lr"},
        "ademamix": of(O.contrib.ademamix), "adopt": of(O.contrib.adopt), "madgrad": of(O.contrib.madgrad), "dog": of(O.contrib.dog),
        "dowg": of(O.contrib.dowg), "cocob": of(O.contrib.cocob), "dadapt_adamw": of(O.contrib.dadapt_adamw),
        "prodigy": of(O.contrib.prodigy),
    },
}
with open(os.path.join(os.path.dirname(GOLDENS), "defaults.json"), "w") as f:
    json.dump(tables, f, indent=1, sort_keys=True)
print({form: len(t) for form, t in tables.items()})
