"""Adaptive and Schedule-Free rules with every key away from its default. Run as paths.py says."""
from paths import keras_path, optax_path, torch_path, write  # first: it sets float64

import jax.numpy as jnp
import optax
from optax import contrib


def halving(lr):
    """exponential(lr,decay_steps=10,decay_rate=0.5) in float64; optax's own schedules are float32."""
    return lambda count: lr * 0.5 ** (jnp.asarray(count, jnp.float64) / 10)


HALVING = "exponential({},decay_steps=10,decay_rate=0.5)"


def optax_case(spec, stream, make, evaluate=None):
    return spec, stream, lambda s: optax_path(s, make, evaluate)


def yogi(lr, b1, b2, eps, eps_root, initial):
    return optax.chain(optax.scale_by_yogi(b1, b2, eps, eps_root, initial), optax.scale_by_learning_rate(lr))


def adaptive():
    case = optax_case
    yield case("adabelief:lr=0.02,beta1=0.8,beta2=0.95,eps=0.0001,eps_root=1e-06", "flat",
               lambda: optax.adabelief(0.02, 0.8, 0.95, 1e-4, 1e-6))
    yield case("adabelief:lr=0.02,beta1=0.7,beta2=0.9,nesterov=true", "dense",
               lambda: optax.adabelief(0.02, 0.7, 0.9, nesterov=True))
    yield case(f"adabelief:lr={HALVING.format(0.05)},beta2=0.9", "flat", lambda: optax.adabelief(halving(0.05), b2=0.9))
    yield case("yogi:lr=0.05,beta1=0.8,beta2=0.95,eps=0.01", "dense", lambda: optax.yogi(0.05, 0.8, 0.95, 0.01))
    yield case("yogi:lr=0.05,beta1=0.7,beta2=0.9,eps=0.01,eps_root=0.001,initial_accumulator=0.1", "flat",
               lambda: yogi(0.05, 0.7, 0.9, 0.01, 0.001, 0.1))
    yield case(f"yogi:lr={HALVING.format(0.05)}", "flat", lambda: optax.yogi(halving(0.05)))
    yield case("adan:lr=0.05,beta1=0.9,beta2=0.8,beta3=0.95,eps=0.0001,eps_root=0.001,weight_decay=0.1", "flat",
               lambda: optax.adan(0.05, 0.9, 0.8, 0.95, 1e-4, 1e-3, 0.1))
    yield case(f"adan:lr={HALVING.format(0.05)},beta2=0.6,eps_root=0,weight_decay=0.3", "dense",
               lambda: optax.adan(halving(0.05), b2=0.6, eps_root=0.0, weight_decay=0.3))
    yield case("ademamix:lr=0.02,beta1=0.8,beta2=0.95,beta3=0.99,alpha=3,eps=0.001,eps_root=0.0001,weight_decay=0.1", "flat",
               lambda: contrib.ademamix(0.02, 0.8, 0.95, 0.99, 3.0, 1e-3, 1e-4, weight_decay=0.1))
    yield case(f"ademamix:lr={HALVING.format(0.05)},beta3=0.9,weight_decay=0.3", "dense",
               lambda: contrib.ademamix(halving(0.05), b3=0.9, weight_decay=0.3))
    yield case("adopt:lr=0.05,beta1=0.7,beta2=0.9,eps=0.3", "flat", lambda: contrib.adopt(0.05, 0.7, 0.9, 0.3))
    yield case("adopt:lr=0.05,beta2=0.5,eps=0.001,nesterov=true", "dense", lambda: contrib.adopt(0.05, b2=0.5, eps=1e-3, nesterov=True))
    yield case("adopt:lr=0.05,eps=0.1,use_clipping=false", "flat", lambda: contrib.adopt(0.05, eps=0.1, use_clipping=False))
    yield case(f"adopt:lr={HALVING.format(0.05)},beta1=0.5,nesterov=true,use_clipping=false,eps=0.01", "flat",
               lambda: contrib.adopt(halving(0.05), b1=0.5, nesterov=True, use_clipping=False, eps=0.01))
    yield case("optimistic:lr=0.05,alpha=0.7,beta=1.3", "dense", lambda: optax.optimistic_gradient_descent(0.05, 0.7, 1.3))
    yield case(f"optimistic:lr={HALVING.format(0.1)},alpha=1.5,beta=0.2", "flat",
               lambda: optax.optimistic_gradient_descent(halving(0.1), 1.5, 0.2))
    yield case("madgrad:lr=0.05,momentum=0.5,eps=0.001,weight_decay=0.1", "flat", lambda: contrib.madgrad(0.05, 0.5, 0.1, 1e-3))
    yield case("madgrad:momentum=0,weight_decay=0.01,lr=0.1", "dense", lambda: contrib.madgrad(0.1, 0.0, 0.01))
    yield case(f"madgrad:lr={HALVING.format(0.05)}", "flat", lambda: contrib.madgrad(halving(0.05)))


def schedule_free():
    def case(spec, stream, make):
        return optax_case(spec, stream, make, contrib.schedule_free_eval_params)
    sgd, adamw = contrib.schedule_free_sgd, contrib.schedule_free_adamw

    def scheduled(base, lr, **more):
        return contrib.schedule_free(base, lr, **more)
    yield case("schedulefree_sgd", "flat", lambda: sgd())
    yield case("schedulefree_sgd:lr=0.3,warmup_steps=7,beta1=0.7,weight_decay=0.1,weight_lr_power=1", "dense",
               lambda: sgd(0.3, 7, 0.7, 0.1, 1.0))
    yield case("schedulefree_sgd:lr=0.3,weight_lr_power=0,beta1=0.95", "flat", lambda: sgd(0.3, b1=0.95, weight_lr_power=0.0))
    yield case("schedulefree_sgd:lr=0.3,weight_lr_power=0,warmup_steps=3", "flat", lambda: sgd(0.3, 3, weight_lr_power=0.0))
    yield case(f"schedulefree_sgd:lr={HALVING.format(0.3)},weight_lr_power=1.5", "flat",
               lambda: scheduled(optax.sgd(halving(0.3)), halving(0.3), weight_lr_power=1.5))
    yield case("schedulefree_sgd:lr=piecewise(0.05,5=0.3,20=0.1)", "flat",
               lambda: scheduled(optax.sgd(rising), rising))
    yield case("schedulefree_adamw:lr=0.05,warmup_steps=5,beta1=0.8,beta2=0.95,eps=0.001,weight_decay=0.1,weight_lr_power=1", "flat",
               lambda: adamw(0.05, 5, 0.8, 0.95, 1e-3, 0.1, 1.0))
    yield case("schedulefree_adamw", "dense", lambda: adamw())
    yield case("schedulefree_adamw:lr=0.05,beta1=1,weight_decay=0.5", "dense", lambda: adamw(0.05, b1=1.0, weight_decay=0.5))
    yield case(f"schedulefree_adamw:lr={HALVING.format(0.05)},weight_decay=0.1", "flat",
               lambda: scheduled(optax.chain(optax.scale_by_rms(0.999, 1e-8, eps_in_sqrt=False, bias_correction=True),
                                             optax.add_decayed_weights(0.1), optax.scale_by_learning_rate(halving(0.05))), halving(0.05)))


def rising(count):
    """piecewise(0.05,5=0.3,20=0.1)."""
    return jnp.where(count <= 5, jnp.float64(0.05), jnp.where(count <= 20, jnp.float64(0.3), jnp.float64(0.1)))


def keras_free():
    import keras

    def case(spec, stream, **keys):
        return spec, stream, lambda s: keras_path(s, lambda: keras.optimizers.ScheduleFreeAdamW(**{
            k: v() if callable(v) else v for k, v in keys.items()}))
    yield case("schedulefree_adamw", "dense")
    yield case("schedulefree_adamw:lr=0.05,beta1=0.8,beta2=0.95,eps=0.001,warmup_steps=7,weight_decay=0.1", "flat",
               learning_rate=0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-3, warmup_steps=7, weight_decay=0.1)
    yield case("schedulefree_adamw:lr=0.05,weight_decay=0.5,clipnorm=0.5", "dense", learning_rate=0.05, weight_decay=0.5, clipnorm=0.5)
    yield case("schedulefree_adamw:lr=0.05,beta1=0.3,weight_decay=0.3,global_clipnorm=0.5", "dense",
               learning_rate=0.05, beta_1=0.3, weight_decay=0.3, global_clipnorm=0.5)
    yield case(f"schedulefree_adamw:lr={HALVING.format(0.05)},weight_decay=0.2,warmup_steps=4,clipvalue=0.3", "flat",
               learning_rate=lambda: keras.optimizers.schedules.ExponentialDecay(0.05, 10, 0.5), weight_decay=0.2, warmup_steps=4, clipvalue=0.3)


def paper():
    from pytorch_optimizer import AdaBelief, Adan

    def case(spec, stream, **keys):
        return spec, stream, lambda s: torch_path(s, lambda params: Adan(params, **keys))
    yield case("adan", "flat")
    yield case("adan:lr=0.05,beta1=0.9,beta2=0.8,beta3=0.95,eps=0.001,weight_decay=0.1", "flat",
               lr=0.05, betas=(0.9, 0.8, 0.95), eps=1e-3, weight_decay=0.1)
    yield case("adan:lr=0.05,beta2=0.5,weight_decay=0.5", "dense", lr=0.05, betas=(0.98, 0.5, 0.99), weight_decay=0.5)
    yield "adabelief", "flat", lambda s: torch_path(s, AdaBelief)
    yield ("adabelief:lr=0.02,beta1=0.8,beta2=0.95,eps=1e-05,weight_decay=0.1", "dense",
           lambda s: torch_path(s, lambda params: AdaBelief(params, 0.02, (0.8, 0.95), 0.1, eps=1e-5)))


write("adaptive_optax", "optax 0.2.8", "optax", list(adaptive()))
write("schedulefree_optax", "optax 0.2.8", "optax", list(schedule_free()))
write("schedulefree_keras", "keras 3.15.1", "keras", list(keras_free()))
write("adaptive_paper", "pytorch_optimizer 4.1.0", "paper", list(paper()))
