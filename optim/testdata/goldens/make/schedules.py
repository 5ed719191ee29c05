"""Rates of the frameworks' own schedules at steps 0, 1, 2, ..., written to ../../rates.json.

Run as paths.py says. What PyTorch's schedulers multiply up step by step is recorded as it comes out.
"""
import json
import os

import paths

STEPS = 60


def keras_rates(make):
    import keras
    keras.backend.set_floatx("float64")
    optimizer = keras.optimizers.SGD(make(keras.optimizers.schedules))
    optimizer.build([keras.Variable(1.0)])
    rates = []
    for step in range(STEPS):
        optimizer.iterations.assign(step)
        rates.append(float(optimizer.learning_rate))
    return rates


def torch_rates(lr, make, steps=STEPS):
    import torch
    import warnings
    warnings.simplefilter("ignore")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    scheduler = make(optimizer, torch.optim.lr_scheduler)
    rates = []
    for step in range(steps):
        if step:
            optimizer.step()
            scheduler.step()
        rates.append(float(optimizer.param_groups[0]["lr"]))
    return rates


def optax_rates(make):
    import jax.numpy as jnp
    import optax
    schedule = make(optax)
    # optax's optimizers count in int32, which makes its schedules float32.
    return [float(schedule(jnp.asarray(step, jnp.float64))) for step in range(STEPS)]


def keras_cases():
    def add(spec, make):
        return spec, keras_rates(make)
    yield add("exponential(0.3,decay_steps=7,decay_rate=0.8)", lambda s: s.ExponentialDecay(0.3, 7, 0.8))
    yield add("exponential(0.3,decay_steps=7,decay_rate=1.2,staircase=true)", lambda s: s.ExponentialDecay(0.3, 7, 1.2, staircase=True))
    yield add("inverse_time(0.3,decay_steps=7,decay_rate=0.8)", lambda s: s.InverseTimeDecay(0.3, 7, 0.8))
    yield add("inverse_time(0.3,decay_steps=7,decay_rate=0.8,staircase=true)", lambda s: s.InverseTimeDecay(0.3, 7, 0.8, staircase=True))
    yield add("polynomial(0.3,decay_steps=20)", lambda s: s.PolynomialDecay(0.3, 20))
    yield add("polynomial(0.3,decay_steps=13,end_learning_rate=0.02,power=0.5,cycle=true)",
              lambda s: s.PolynomialDecay(0.3, 13, 0.02, power=0.5, cycle=True))
    yield add("polynomial(0.01,decay_steps=33,end=0.2,power=3)", lambda s: s.PolynomialDecay(0.01, 33, 0.2, power=3.0))
    yield add("polynomial(0.3,decay_steps=20,power=0)", lambda s: s.PolynomialDecay(0.3, 20, power=0.0))
    for T in (20, 37, 50):
        for a in (0.0, 0.05, 0.3):
            yield add(f"cosine(0.3,decay_steps={T},alpha={a})", lambda s: s.CosineDecay(0.3, T, alpha=a))
            yield add(f"cosine(0.01,decay_steps={T},alpha={a},warmup_target=0.25,warmup_steps=7)",
                      lambda s: s.CosineDecay(0.01, T, alpha=a, warmup_target=0.25, warmup_steps=7))
    yield add("cosine(0.01,decay_steps=30,warmup_target=0.25)", lambda s: s.CosineDecay(0.01, 30, warmup_target=0.25))
    yield add("cosine(0.01,decay_steps=30,warmup_steps=9)", lambda s: s.CosineDecay(0.01, 30, warmup_steps=9))
    yield add("cosine(0.1,decay_steps=30,alpha=0.1,warmup_target=0.01,warmup_steps=11)",
              lambda s: s.CosineDecay(0.1, 30, alpha=0.1, warmup_target=0.01, warmup_steps=11))
    for T, t, m, a in ((8, 2.0, 1.0, 0.0), (5, 2.0, 0.7, 0.1), (10, 1.0, 0.5, 0.01), (7, 1.0, 1.0, 0.0), (4, 1.5, 0.9, 0.2),
                       (6, 3.0, 1.2, 0.0), (9, 1.1, 0.95, 0.05), (10, 1.25, 1.0, 0.0), (3, 2.0, 0.5, 0.0)):
        yield add(f"cosine_restarts(0.3,first_decay_steps={T},t_mul={t},m_mul={m},alpha={a})",
                  lambda s: s.CosineDecayRestarts(0.3, T, t_mul=t, m_mul=m, alpha=a))
    yield add("piecewise(0.3,5=0.1,20=0.2,21=0.05)", lambda s: s.PiecewiseConstantDecay([5, 20, 21], [0.3, 0.1, 0.2, 0.05]))
    yield add("piecewise(0.3,0=0.1)", lambda s: s.PiecewiseConstantDecay([0], [0.3, 0.1]))


def torch_cases():
    def add(spec, make, lr=0.3, steps=STEPS):
        return spec, torch_rates(lr, make, steps)
    yield add("step(0.3,step_size=7,gamma=0.6)", lambda o, s: s.StepLR(o, 7, gamma=0.6))
    yield add("step(0.3,step_size=20)", lambda o, s: s.StepLR(o, 20))
    yield add("multistep(0.3,milestones=30;4;11;30)", lambda o, s: s.MultiStepLR(o, [30, 4, 11, 30]))
    yield add("multistep(0.3,milestones=12,gamma=0.7)", lambda o, s: s.MultiStepLR(o, [12], gamma=0.7))
    yield add("constant(0.3)", lambda o, s: s.ConstantLR(o))
    yield add("constant(0.3,factor=0.2,total_iters=12)", lambda o, s: s.ConstantLR(o, 0.2, 12))
    yield add("linear(0.3)", lambda o, s: s.LinearLR(o))
    yield add("linear(0.3,start_factor=0.9,end_factor=0.1,total_iters=22)", lambda o, s: s.LinearLR(o, 0.9, 0.1, 22))
    yield add("linear(0.3,start_factor=1,end_factor=0,total_steps=30)", lambda o, s: s.LinearLR(o, 1.0, 0.0, 30))
    yield add("exponential_lr(0.3,gamma=0.93)", lambda o, s: s.ExponentialLR(o, 0.93))
    yield add("polynomial_lr(0.3)", lambda o, s: s.PolynomialLR(o))
    yield add("polynomial_lr(0.3,total_iters=40,power=2.5)", lambda o, s: s.PolynomialLR(o, 40, 2.5))
    yield add("cosine_annealing(0.3,t_max=20)", lambda o, s: s.CosineAnnealingLR(o, 20))
    yield add("cosine_annealing(0.3,t_max=13,eta_min=0.02)", lambda o, s: s.CosineAnnealingLR(o, 13, 0.02))
    yield add("cosine_warm_restarts(0.3,t_0=7)", lambda o, s: s.CosineAnnealingWarmRestarts(o, 7))
    yield add("cosine_warm_restarts(0.3,t_0=5,t_mult=2,eta_min=0.01)", lambda o, s: s.CosineAnnealingWarmRestarts(o, 5, 2, 0.01))
    for args, kw in (("", {}), (",pct_start=0.4,anneal_strategy=linear", dict(pct_start=0.4, anneal_strategy="linear")),
                     (",div_factor=10,final_div_factor=50,three_phase=true", dict(div_factor=10.0, final_div_factor=50.0, three_phase=True)),
                     (",pct_start=0.2,anneal_strategy=linear,three_phase=true", dict(pct_start=0.2, anneal_strategy="linear", three_phase=True)),
                     (",pct_start=0", dict(pct_start=0.0)), (",pct_start=1", dict(pct_start=1.0))):
        yield add("one_cycle(0.3,total_steps=60" + args + ")", lambda o, s: s.OneCycleLR(o, 0.3, total_steps=60, cycle_momentum=False, **kw))
    yield add("one_cycle(0.3,total_steps=41)", lambda o, s: s.OneCycleLR(o, 0.3, total_steps=41, cycle_momentum=False), steps=41)
    for args, kw in ((",step_size_up=7", dict(step_size_up=7)),
                     (",step_size_up=5,step_size_down=9,mode=triangular2", dict(step_size_up=5, step_size_down=9, mode="triangular2")),
                     (",step_size_up=8,mode=exp_range,gamma=0.97", dict(step_size_up=8, mode="exp_range", gamma=0.97)),
                     (",step_size_up=6,step_size_down=0", dict(step_size_up=6, step_size_down=0)),
                     ("", {})):
        yield add("cyclic(0.01,max_lr=0.3" + args + ")", lambda o, s: s.CyclicLR(o, 0.01, 0.3, cycle_momentum=False, **kw))


def optax_cases():
    def add(spec, make):
        return spec, optax_rates(make)
    yield add("warmup_constant(0.01,peak=0.3,warmup_steps=14)", lambda o: o.warmup_constant_schedule(0.01, 0.3, 14))
    yield add("warmup_cosine(0.01,peak=0.3,warmup_steps=10,decay_steps=40)", lambda o: o.warmup_cosine_decay_schedule(0.01, 0.3, 10, 40))
    yield add("warmup_cosine(0,peak_value=0.3,warmup_steps=0,decay_steps=33,end_value=0.03,exponent=1.7)",
              lambda o: o.warmup_cosine_decay_schedule(0.0, 0.3, 0, 33, 0.03, 1.7))


def main():
    cases = [{"framework": f, "schedule": spec, "rates": rates}
             for f, all in (("keras 3.15.1", keras_cases()), ("torch 2.15.0", torch_cases()), ("optax 0.2.8", optax_cases()))
             for spec, rates in all]
    with open(os.path.join(os.path.dirname(paths.GOLDENS), "rates.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    print(len(cases), "schedules")


if __name__ == "__main__":
    main()
