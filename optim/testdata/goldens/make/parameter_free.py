"""Rules without a learning rate, with every key away from its default. Run as paths.py says."""
from paths import optax_path, write  # first: it sets float64

import jax.numpy as jnp
from optax import contrib


def halving(lr):
    """exponential(lr,decay_steps=10,decay_rate=0.5) in float64; optax's own schedules are float32."""
    return lambda count: lr * 0.5 ** (jnp.asarray(count, jnp.float64) / 10)


HALVING = "exponential({},decay_steps=10,decay_rate=0.5)"


def cases():
    def case(spec, stream, make):
        return spec, stream, lambda s: optax_path(s, make)
    dog, dowg, cocob, prodigy, dadapt = contrib.dog, contrib.dowg, contrib.cocob, contrib.prodigy, contrib.dadapt_adamw
    yield case("dog", "dense", lambda: dog())
    yield case("dog:lr=0.5,init_value=0.01,eps=0.1,weight_decay=0.1", "flat", lambda: dog(0.5, ("heuristic", 0.01), 0.1, 0.1))
    yield case("dog:init_step=distance,init_value=0.001", "flat", lambda: dog(init_step=("distance", 0.001)))
    yield case(f"dog:lr={HALVING.format(2)},init_step=learning_rate,init_value=0.01,weight_decay=0.3", "dense",
               lambda: dog(halving(2.0), ("learning_rate", 0.01), weight_decay=0.3))
    yield case("dowg", "dense", lambda: dowg())
    yield case("dowg:lr=0.5,init_estim_sq_dist=0.01,eps=0.001,weight_decay=0.1", "flat", lambda: dowg(0.5, 0.01, 1e-3, 0.1))
    yield case(f"dowg:lr={HALVING.format(2)},eps=1e-06", "dense", lambda: dowg(halving(2.0), eps=1e-6))
    yield case("cocob", "dense", lambda: cocob())
    yield case("cocob:lr=0.3,alpha=10,eps=0.5,weight_decay=0.1", "flat", lambda: cocob(0.3, 10.0, 0.5, 0.1))
    yield case(f"cocob:lr={HALVING.format(1)},alpha=30", "dense", lambda: cocob(halving(1.0), 30.0))
    yield case("prodigy", "dense", lambda: prodigy())
    yield case("prodigy:lr=0.5,beta1=0.8,beta2=0.95,beta3=0.9,eps=0.001,estim_lr0=0.0001,estim_lr_coef=2,weight_decay=0.1", "flat",
               lambda: prodigy(0.5, (0.8, 0.95), 0.9, 1e-3, 1e-4, 2.0, 0.1))
    yield case("prodigy:estim_lr0=0.01,safeguard_warmup=true,weight_decay=0.2", "dense",
               lambda: prodigy(estim_lr0=0.01, safeguard_warmup=True, weight_decay=0.2))
    yield case(f"prodigy:lr={HALVING.format(2)},beta3=0,estim_lr0=0.001", "flat", lambda: prodigy(halving(2.0), beta3=0.0, estim_lr0=1e-3))
    yield case("dadapt_adamw", "dense", lambda: dadapt())
    yield case("dadapt_adamw:lr=0.5,beta1=0.8,beta2=0.95,eps=0.001,estim_lr0=0.0001,weight_decay=0.1", "flat",
               lambda: dadapt(0.5, (0.8, 0.95), 1e-3, 1e-4, 0.1))
    yield case(f"dadapt_adamw:lr={HALVING.format(2)},estim_lr0=0.01,weight_decay=0.3", "dense",
               lambda: dadapt(halving(2.0), estim_lr0=0.01, weight_decay=0.3))


write("parameter_free_optax", "optax 0.2.8", "optax", list(cases()))
