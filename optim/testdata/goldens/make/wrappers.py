"""Paths of Lookahead (optax), and of EMA and SWA (torch.optim.swa_utils), written to
../wrappers_optax.json and ../wrappers_torch.json. Run as paths.py says."""
from paths import join, tensors, write


def lookahead_path(make, k, alpha, reset_state=False):
    def run(stream):
        import jax.numpy as jnp
        import optax
        fast = [jnp.asarray(t) for t in tensors(stream, stream["params"])]
        params = optax.LookaheadParams.init_synced(fast)
        optimizer = optax.lookahead(make(), k, alpha, reset_state)
        state = optimizer.init(params)
        path, eval_path = [], []
        for g in stream["grads"]:
            updates, state = optimizer.update([jnp.asarray(t) for t in tensors(stream, g)], state, params)
            params = optax.apply_updates(params, updates)
            path.append(join(params.fast))
            eval_path.append(join(params.slow))
        return path, eval_path
    return run


class Module:
    """The parameters as the torch module that AveragedModel wants."""
    def __new__(cls, params):
        import torch
        module = torch.nn.Module()
        module.p = torch.nn.ParameterList(params)
        return module


def averaged_path(make, average, counts=lambda step: True):
    """average(swa_utils) returns AveragedModel's options; counts tells after which steps, from 1, it is updated."""
    def run(stream):
        import torch
        from torch.optim import swa_utils
        torch.set_default_dtype(torch.float64)
        params = [torch.nn.Parameter(torch.tensor(t)) for t in tensors(stream, stream["params"])]
        optimizer = make(params)
        module = Module(params)
        averaged = swa_utils.AveragedModel(module, **average(swa_utils))
        path, eval_path = [], []
        for step, g in enumerate(stream["grads"], 1):
            for p, t in zip(params, tensors(stream, g)):
                p.grad = torch.tensor(t)
            optimizer.step()
            if counts(step):
                averaged.update_parameters(module)
            path.append(join([p.detach().numpy() for p in params]))
            point = averaged.module.p if averaged.n_averaged > 0 else params
            eval_path.append(join([p.detach().numpy() for p in point]))
        return path, eval_path
    return run


def optax_cases():
    import optax
    yield "lookahead(sgd:lr=0.05):k=3,alpha=0.8", "flat", lookahead_path(lambda: optax.sgd(0.05), 3, 0.8)
    yield "lookahead(adam:lr=0.01)", "flat", lookahead_path(lambda: optax.adam(0.01), 5, 0.5)
    yield ("lookahead(adam:lr=0.01,beta1=0.8):k=4,alpha=0.3,reset_state=true", "dense",
           lookahead_path(lambda: optax.adam(0.01, b1=0.8), 4, 0.3, True))
    yield ("lookahead(sgd:lr=0.05,momentum=0.9):sync_period=7,slow_step_size=1,reset_state=true", "flat",
           lookahead_path(lambda: optax.sgd(0.05, momentum=0.9), 7, 1.0, True))
    yield "lookahead(adam:lr=0.01):k=1,alpha=0", "flat", lookahead_path(lambda: optax.adam(0.01), 1, 0.0)
    # What starts from the parameters, and decays.
    yield ("lookahead(adamw:lr=0.01,weight_decay=0.1):k=6,reset_state=true", "flat",
           lookahead_path(lambda: optax.adamw(0.01, weight_decay=0.1), 6, 0.5, True))
    yield ("lookahead(prodigy:lr=1):k=6,reset_state=true", "flat",
           lookahead_path(lambda: optax.contrib.prodigy(1.0), 6, 0.5, True))


def torch_cases():
    import torch
    sgd = lambda ps: torch.optim.SGD(ps, lr=0.05, momentum=0.9)
    adam = lambda ps: torch.optim.Adam(ps, lr=0.01)

    def ema(decay):
        return lambda u: {"multi_avg_fn": u.get_ema_multi_avg_fn(decay)}
    swa = lambda u: {}
    yield "ema(adam:lr=0.01)", "flat", averaged_path(adam, ema(0.999))
    yield "ema(sgd:lr=0.05,momentum=0.9):momentum=0.8", "dense", averaged_path(sgd, ema(0.8))
    yield "swa(adam:lr=0.01)", "flat", averaged_path(adam, swa)
    yield "swa(sgd:lr=0.05,momentum=0.9):start=10,every=4", "flat", averaged_path(sgd, swa, lambda t: t > 10 and (t - 10) % 4 == 0)
    yield "swa(adam:lr=0.01):start=7", "dense", averaged_path(adam, swa, lambda t: t > 7)


if __name__ == "__main__":
    write("wrappers_torch", "torch 2.15.0", "torch", list(torch_cases()))
    write("wrappers_optax", "optax 0.2.8", "optax", list(optax_cases()))
