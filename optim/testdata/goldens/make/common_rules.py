"""Goldens of the rules that the frameworks share, with every key away from its default at least once:
rules_keras.json, rules_torch.json, rules_optax.json, rules_pytorch_optimizer.json and rules_paper.json.

    v/bin/python common_rules.py [keras | torch | optax | pytorch_optimizer | paper]
"""
import sys

import numpy as np

import paths

DECAY = "lr=exponential(0.1,decay_steps=10,decay_rate=0.5)"


def keras_cases():
    import keras
    k = keras.optimizers
    falling = lambda: k.schedules.ExponentialDecay(0.1, 10, 0.5)

    def case(spec, make, stream="flat"):
        return spec, stream, lambda s: paths.keras_path(s, make)

    return [
        case("sgd:momentum=0.9", lambda: k.SGD(momentum=0.9)),
        case("sgd:lr=0.05,momentum=0.8,nesterov=true,weight_decay=0.1,clipnorm=0.7",
             lambda: k.SGD(0.05, momentum=0.8, nesterov=True, weight_decay=0.1, clipnorm=0.7), "dense"),
        case("sgd:" + DECAY + ",momentum=0.9", lambda: k.SGD(falling(), momentum=0.9)),
        case("nesterov:" + DECAY, lambda: k.SGD(falling(), momentum=0.9, nesterov=True)),
        case("adagrad", lambda: k.Adagrad()),
        case("adagrad:" + DECAY + ",initial_accumulator=0.3,eps=0.01,weight_decay=0.1",
             lambda: k.Adagrad(falling(), initial_accumulator_value=0.3, epsilon=0.01, weight_decay=0.1)),
        case("adadelta", lambda: k.Adadelta()),
        case("adadelta:" + DECAY + ",rho=0.8,eps=0.001,weight_decay=0.1",
             lambda: k.Adadelta(falling(), rho=0.8, epsilon=0.001, weight_decay=0.1)),
        case("rmsprop", lambda: k.RMSprop()),
        case("rmsprop:" + DECAY + ",rho=0.8,momentum=0.7,eps=0.001,weight_decay=0.1",
             lambda: k.RMSprop(falling(), rho=0.8, momentum=0.7, epsilon=0.001, weight_decay=0.1)),
        case("rmsprop:lr=0.01,rho=0.7,eps=0.01,centered=true,global_clipnorm=0.6",
             lambda: k.RMSprop(0.01, rho=0.7, epsilon=0.01, centered=True, global_clipnorm=0.6), "dense"),
        case("adam:" + DECAY + ",beta1=0.8,beta2=0.95,eps=0.001,weight_decay=0.1",
             lambda: k.Adam(falling(), beta_1=0.8, beta_2=0.95, epsilon=0.001, weight_decay=0.1)),
        case("amsgrad:lr=0.01,beta1=0.5,beta2=0.8,eps=0.01,clipvalue=0.3",
             lambda: k.Adam(0.01, beta_1=0.5, beta_2=0.8, epsilon=0.01, amsgrad=True, clipvalue=0.3)),
        case("adamw", lambda: k.AdamW()),
        case("adamw:" + DECAY + ",beta1=0.7,beta2=0.9,eps=0.001,amsgrad=true,weight_decay=0.3",
             lambda: k.AdamW(falling(), beta_1=0.7, beta_2=0.9, epsilon=0.001, amsgrad=True, weight_decay=0.3)),
        case("adamax", lambda: k.Adamax()),
        case("adamax:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.1",
             lambda: k.Adamax(falling(), beta_1=0.8, beta_2=0.9, epsilon=0.01, weight_decay=0.1)),
        case("nadam", lambda: k.Nadam()),
        case("nadam:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.1",
             lambda: k.Nadam(falling(), beta_1=0.8, beta_2=0.9, epsilon=0.01, weight_decay=0.1)),
        case("ftrl", lambda: k.Ftrl()),
        case("ftrl:lr=0.1,lr_power=-0.7,initial_accumulator=0.3,l1=0.05,l2=0.02,l2_shrinkage=0.03,beta=0.5,weight_decay=0.1",
             lambda: k.Ftrl(0.1, learning_rate_power=-0.7, initial_accumulator_value=0.3, l1_regularization_strength=0.05,
                            l2_regularization_strength=0.02, l2_shrinkage_regularization_strength=0.03, beta=0.5,
                            weight_decay=0.1)),
        case("ftrl:" + DECAY + ",lr_power=0,l1=0.1,beta=0.2,clipnorm=0.5",
             lambda: k.Ftrl(falling(), learning_rate_power=0.0, l1_regularization_strength=0.1, beta=0.2, clipnorm=0.5), "dense"),
        case("ftrl:" + DECAY + ",lr_power=-1,l2_shrinkage=0.1",
             lambda: k.Ftrl(falling(), learning_rate_power=-1.0, l2_shrinkage_regularization_strength=0.1)),
        case("ftrl:lr=0.5,initial_accumulator=0,beta=1",
             lambda: k.Ftrl(0.5, initial_accumulator_value=0.0, beta=1.0)),
        case("lion", lambda: k.Lion()),
        case("lion:" + DECAY + ",beta1=0.8,beta2=0.7,weight_decay=0.1",
             lambda: k.Lion(falling(), beta_1=0.8, beta_2=0.7, weight_decay=0.1)),
        case("sgd:" + DECAY + ",momentum=0.9,nesterov=true,weight_decay=0.1,clipnorm=0.5,gradient_accumulation_steps=3",
             lambda: k.SGD(falling(), momentum=0.9, nesterov=True, weight_decay=0.1, clipnorm=0.5,
                           gradient_accumulation_steps=3), "dense"),
        case("adam:lr=0.01,global_clipnorm=0.4,gradient_accumulation_steps=4",
             lambda: k.Adam(0.01, global_clipnorm=0.4, gradient_accumulation_steps=4), "dense"),
        case("adam:lr=0.01,clipnorm=0.3,loss_scale_factor=12", lambda: k.Adam(0.01, clipnorm=0.3, loss_scale_factor=12.0), "dense"),
        case("sgd:lr=0.1,momentum=0.5,loss_scale_factor=0.7,gradient_accumulation_steps=2",
             lambda: k.SGD(0.1, momentum=0.5, loss_scale_factor=0.7, gradient_accumulation_steps=2)),
        case("ema(rmsprop:lr=0.01,momentum=0.5):momentum=0.8,overwrite_every=7",
             lambda: k.RMSprop(0.01, momentum=0.5, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=7)),
    ]


def torch_cases():
    import torch
    t = torch.optim
    falling = lambda o: t.lr_scheduler.ExponentialLR(o, 0.5 ** 0.1)

    def case(spec, make, schedule=None, stream="flat"):
        return spec, stream, lambda s: paths.torch_path(s, make, schedule)

    def sparse(spec, make):
        def run(stream):
            params = [torch.nn.Parameter(torch.tensor(a, dtype=torch.float64)) for a in paths.tensors(stream, stream["params"])]
            optimizer, path = make(params), []
            for g in stream["grads"]:
                for p, a in zip(params, paths.tensors(stream, g)):
                    p.grad = torch.tensor(a, dtype=torch.float64).to_sparse()
                optimizer.step()
                path.append(paths.join([p.detach().numpy() for p in params]))
            return path, None
        return spec, "flat", run

    def averaged(spec, make, schedule=None, stream="flat"):
        def run(stream):
            kept = []

            def keep(params):
                kept.append(make(params))
                return kept[0]
            eval_path = []

            class After:  # what is stepped after each step looks at the average
                def __init__(self, optimizer):
                    self.inner = schedule(optimizer) if schedule else None

                def step(self):
                    state = [kept[0].state[p]["ax"] for p in kept[0].param_groups[0]["params"]]
                    eval_path.append(paths.join([a.numpy() for a in state]))
                    if self.inner:
                        self.inner.step()
            path, _ = paths.torch_path(stream, keep, After)
            return path, eval_path
        return spec, stream, run

    return [
        case("sgd:momentum=0.9", lambda p: t.SGD(p, momentum=0.9)),
        case("sgd:" + DECAY + ",momentum=0.8,dampening=0.3,weight_decay=0.1,maximize=true",
             lambda p: t.SGD(p, 0.1, momentum=0.8, dampening=0.3, weight_decay=0.1, maximize=True), falling),
        case("nesterov:" + DECAY + ",weight_decay=0.1",
             lambda p: t.SGD(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.1), falling),
        case("adagrad", lambda p: t.Adagrad(p)),
        case("adagrad:" + DECAY + ",lr_decay=0.05,initial_accumulator=0.2,eps=0.01,weight_decay=0.1,maximize=true",
             lambda p: t.Adagrad(p, 0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.2, eps=0.01, maximize=True),
             falling),
        case("adadelta", lambda p: t.Adadelta(p)),
        case("adadelta:" + DECAY + ",rho=0.8,eps=0.001,weight_decay=0.1,maximize=true",
             lambda p: t.Adadelta(p, 0.1, rho=0.8, eps=0.001, weight_decay=0.1, maximize=True), falling),
        case("rmsprop", lambda p: t.RMSprop(p)),
        case("rmsprop:" + DECAY + ",alpha=0.8,momentum=0.7,eps=0.001,weight_decay=0.1,maximize=true",
             lambda p: t.RMSprop(p, 0.1, alpha=0.8, momentum=0.7, eps=0.001, weight_decay=0.1, maximize=True), falling),
        case("rmsprop:lr=0.01,rho=0.7,eps=0.01,centered=true",
             lambda p: t.RMSprop(p, 0.01, alpha=0.7, eps=0.01, centered=True), None, "dense"),
        case("adam:" + DECAY + ",beta1=0.8,beta2=0.95,eps=0.001,amsgrad=true,weight_decay=0.1,maximize=true",
             lambda p: t.Adam(p, 0.1, (0.8, 0.95), 0.001, 0.1, True, maximize=True), falling),
        case("adam:" + DECAY + ",decoupled_weight_decay=true,weight_decay=0.3",
             lambda p: t.Adam(p, 0.1, weight_decay=0.3, decoupled_weight_decay=True), falling),
        case("adamw", lambda p: t.AdamW(p)),
        case("adamw:" + DECAY + ",beta1=0.7,beta2=0.9,eps=0.001,amsgrad=true,weight_decay=0.3,maximize=true",
             lambda p: t.AdamW(p, 0.1, (0.7, 0.9), 0.001, 0.3, True, maximize=True), falling),
        case("adamax", lambda p: t.Adamax(p)),
        case("adamax:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.1,maximize=true",
             lambda p: t.Adamax(p, 0.1, (0.8, 0.9), 0.01, 0.1, maximize=True), falling),
        case("nadam", lambda p: t.NAdam(p)),
        case("nadam:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,momentum_decay=0.1,weight_decay=0.1,maximize=true",
             lambda p: t.NAdam(p, 0.1, (0.8, 0.9), 0.01, 0.1, 0.1, maximize=True), falling),
        case("nadam:lr=0.01,decoupled_weight_decay=true,weight_decay=0.3",
             lambda p: t.NAdam(p, 0.01, weight_decay=0.3, decoupled_weight_decay=True)),
        case("radam", lambda p: t.RAdam(p)),
        case("radam:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.1,maximize=true",
             lambda p: t.RAdam(p, 0.1, (0.8, 0.9), 0.01, 0.1, maximize=True), falling),
        case("radam:lr=0.01,decoupled_weight_decay=true,weight_decay=0.3",
             lambda p: t.RAdam(p, 0.01, weight_decay=0.3, decoupled_weight_decay=True)),
        case("radam:lr=0.01,beta2=0.6", lambda p: t.RAdam(p, 0.01, (0.9, 0.6))),
        sparse("sparse_adam", lambda p: t.SparseAdam(p)),
        sparse("sparse_adam:lr=0.02,beta1=0.8,beta2=0.9,eps=0.01,maximize=true",
               lambda p: t.SparseAdam(p, 0.02, (0.8, 0.9), 0.01, maximize=True)),
        case("rprop", lambda p: t.Rprop(p)),
        case("rprop:lr=0.3,eta_minus=0.4,eta_plus=1.5,step_min=0.01,step_max=0.2,maximize=true",
             lambda p: t.Rprop(p, 0.3, (0.4, 1.5), (0.01, 0.2), maximize=True)),
        case("rprop:" + DECAY, lambda p: t.Rprop(p, 0.1), falling, "dense"),
        averaged("asgd", lambda p: t.ASGD(p)),
        averaged("asgd:" + DECAY + ",lambda=0.1,alpha=0.6,t0=5,weight_decay=0.1,maximize=true",
                 lambda p: t.ASGD(p, 0.1, 0.1, 0.6, 5, 0.1, maximize=True), falling),
        averaged("asgd:lr=0.2,lambda=0.5,alpha=1,t0=0", lambda p: t.ASGD(p, 0.2, 0.5, 1, 0), None, "dense"),
    ]


def optax_cases():
    import optax as o
    # optax.exponential_decay divides the int32 count in float32, also where all else is float64.
    falling = lambda: lambda count: 0.1 * 0.5 ** (count.astype("float64") / 10)

    def case(spec, make, stream="flat"):
        return spec, stream, lambda s: paths.optax_path(s, make)

    return [
        case("sgd:lr=0.05", lambda: o.sgd(0.05)),
        case("momentum:" + DECAY, lambda: o.sgd(falling(), 0.9)),
        case("sgd:" + DECAY + ",momentum=0.8,nesterov=true", lambda: o.sgd(falling(), 0.8, True)),
        case("adagrad:lr=0.1", lambda: o.adagrad(0.1)),
        case("adagrad:" + DECAY + ",initial_accumulator=0.3,eps=0.01", lambda: o.adagrad(falling(), 0.3, 0.01)),
        case("adagrad:lr=0.1,initial_accumulator=0,eps=0", lambda: o.adagrad(0.1, 0.0, 0.0)),
        case("adadelta:lr=1", lambda: o.adadelta(1.0)),
        case("adadelta:" + DECAY + ",rho=0.8,eps=0.001,weight_decay=0.1", lambda: o.adadelta(falling(), 0.8, 0.001, 0.1)),
        case("rmsprop:lr=0.01", lambda: o.rmsprop(0.01)),
        case("rmsprop:" + DECAY + ",decay=0.8,eps=0.001,eps_in_sqrt=false,initial_scale=0.3,momentum=0.7",
             lambda: o.rmsprop(falling(), 0.8, 0.001, 0.3, False, False, 0.7)),
        case("rmsprop:" + DECAY + ",rho=0.7,centered=true,momentum=0.6,nesterov=true,initial_scale=0.1",
             lambda: o.rmsprop(falling(), 0.7, initial_scale=0.1, centered=True, momentum=0.6, nesterov=True)),
        case("rmsprop:lr=0.01,bias_correction=true,nesterov=true,momentum=0.5",
             lambda: o.rmsprop(0.01, bias_correction=True, nesterov=True, momentum=0.5)),
        case("rmsprop:lr=0.01,bias_correction=true,eps_in_sqrt=false,eps=0.01",
             lambda: o.rmsprop(0.01, bias_correction=True, eps_in_sqrt=False, eps=0.01)),
        case("rmsprop:lr=0.01,rho=0.8,bias_correction=true,centered=true,initial_scale=0.2",
             lambda: o.rmsprop(0.01, 0.8, bias_correction=True, centered=True, initial_scale=0.2)),
        case("rmsprop:lr=0.01,rho=0.8,eps=0.01,bias_correction=true,centered=true",
             lambda: o.rmsprop(0.01, 0.8, 0.01, bias_correction=True, centered=True)),
        case("adam:lr=0.01", lambda: o.adam(0.01)),
        case("adam:" + DECAY + ",beta1=0.8,beta2=0.95,eps=0.001,eps_root=0.01,nesterov=true",
             lambda: o.adam(falling(), 0.8, 0.95, 0.001, 0.01, nesterov=True)),
        case("amsgrad:" + DECAY + ",beta1=0.8,beta2=0.7,eps=0.001,eps_root=0.01",
             lambda: o.amsgrad(falling(), 0.8, 0.7, 0.001, 0.01)),
        case("amsgrad:lr=0.01,bias_correction_mu=false", lambda: o.amsgrad(0.01, bias_correction_mu=False)),
        case("amsgrad:lr=0.01,beta2=0.8,bias_correction_nu=false", lambda: o.amsgrad(0.01, b2=0.8, bias_correction_nu=False)),
        case("adamw:lr=0.01", lambda: o.adamw(0.01)),
        case("adamw:" + DECAY + ",beta1=0.7,beta2=0.9,eps=0.001,eps_root=0.01,weight_decay=0.3,nesterov=true",
             lambda: o.adamw(falling(), 0.7, 0.9, 0.001, 0.01, weight_decay=0.3, nesterov=True)),
        case("adamax:lr=0.01", lambda: o.adamax(0.01)),
        case("adamax:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.1",
             lambda: o.adamaxw(falling(), 0.8, 0.9, 0.01, 0.1)),
        case("nadam:lr=0.01", lambda: o.nadam(0.01)),
        case("nadam:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,eps_root=0.001,weight_decay=0.1",
             lambda: o.nadamw(falling(), 0.8, 0.9, 0.01, 0.001, weight_decay=0.1)),
        case("radam:" + DECAY + ",beta1=0.8,beta2=0.9,eps=0.01,eps_root=0.001,threshold=9,nesterov=true",
             lambda: o.radam(falling(), 0.8, 0.9, 0.01, 0.001, 9.0, nesterov=True)),
        case("radam:lr=0.01,threshold=4", lambda: o.radam(0.01, threshold=4.0)),
        case("rprop:lr=0.01", lambda: o.rprop(0.01)),
        case("rprop:lr=0.3,eta_minus=0.4,eta_plus=1.5,step_min=0.01,step_max=0.2",
             lambda: o.rprop(0.3, 0.4, 1.5, 0.01, 0.2)),
        case("lion:lr=0.01", lambda: o.lion(0.01)),
        case("lion:" + DECAY + ",beta1=0.8,beta2=0.7,weight_decay=0.1", lambda: o.lion(falling(), 0.8, 0.7, weight_decay=0.1)),
        case("signsgd:" + DECAY, lambda: o.sign_sgd(falling())),
        case("signum:" + DECAY + ",beta=0.6", lambda: o.signum(falling(), 0.6)),
    ]


def pytorch_optimizer_cases():
    import torch
    import pytorch_optimizer as po

    class QHAdam(po.QHAdam):
        """With the corrections' weights in float64 too, which the package keeps in float32."""

        def init_group(self, group, **kwargs):
            super().init_group(group, **kwargs)
            for p in group["params"]:
                for name in ("beta1_weight", "beta2_weight"):
                    self.state[p][name] = self.state[p][name].double()

    falling = lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.5 ** 0.1)

    def case(spec, make, schedule=None):
        return spec, "flat", lambda s: paths.torch_path(s, make, schedule)

    return [
        case("qhadam:lr=0.01", lambda p: QHAdam(p, 0.01, foreach=False)),
        case("qhadam:" + DECAY + ",beta1=0.8,beta2=0.9,nu1=0.7,nu2=0.6,eps=0.01,weight_decay=0.1,maximize=true",
             lambda p: QHAdam(p, 0.1, (0.8, 0.9), (0.7, 0.6), 0.1, eps=0.01, maximize=True, foreach=False), falling),
        case("qhadam:lr=0.01,nu1=0.7,beta1=0.995,decoupled_weight_decay=true,weight_decay=0.3",
             lambda p: QHAdam(p, 0.01, (0.995, 0.999), (0.7, 1.0), 0.3, True, foreach=False)),
        case("aggmo:lr=0.01", lambda p: po.AggMo(p, 0.01, foreach=False)),
        case("aggmo:" + DECAY + ",beta1=0.3,beta2=0.6,beta3=0.95,weight_decay=0.1,maximize=true",
             lambda p: po.AggMo(p, 0.1, (0.3, 0.6, 0.95), 0.1, maximize=True, foreach=False), falling),
        case("aggmo:lr=0.01,decoupled_weight_decay=true,weight_decay=0.3",
             lambda p: po.AggMo(p, 0.01, weight_decay=0.3, weight_decouple=True, foreach=False)),
    ]


def paper_cases():
    """The papers' algorithms, written down once more with numpy as the papers have them."""

    def case(spec, algorithm):
        return spec, "flat", lambda s: algorithm(np.array(s["params"]), [np.array(g) for g in s["grads"]])

    def nesterov(x, grads, lr=0.05, mu=0.8):
        v, path, eval_path = np.zeros_like(x), [], []
        for g in grads:  # g is the gradient at x + mu*v
            v = mu * v - lr * g
            x = x + v
            path.append(list(x + mu * v))
            eval_path.append(list(x))
        return path, eval_path

    def amsgrad(x, grads, lr=0.01, b1=0.8, b2=0.7, eps=0.001):
        m, v, top, path = 0 * x, 0 * x, 0 * x, []
        for g in grads:
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g * g
            top = np.maximum(top, v)
            x = x - lr * m / (np.sqrt(top) + eps)
            path.append(list(x))
        return path, None

    def radam(x, grads, lr=0.01, b1=0.8, b2=0.9, eps=0.001):
        m, v, path = 0 * x, 0 * x, []
        longest = 2 / (1 - b2) - 1
        for t, g in enumerate(grads, 1):
            v = b2 * v + (1 - b2) * g * g
            m = b1 * m + (1 - b1) * g
            hat = m / (1 - b1 ** t)
            length = longest - 2 * t * b2 ** t / (1 - b2 ** t)
            if length > 4:
                r = np.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
                x = x - lr * r * hat / (np.sqrt(v / (1 - b2 ** t)) + eps)
            else:
                x = x - lr * hat
            path.append(list(x))
        return path, None

    def rprop(x, grads, size0=0.1, down=0.5, up=1.3, low=0.02, high=0.2):
        x, size, before, step, path = x.copy(), np.full_like(x, size0), 0 * x, 0 * x, []
        for g in grads:
            for i in range(len(x)):
                if g[i] * before[i] < 0:
                    size[i] = max(down * size[i], low)
                    x[i] -= step[i]
                    before[i] = 0
                    continue
                if g[i] * before[i] > 0:
                    size[i] = min(up * size[i], high)
                step[i] = -np.sign(g[i]) * size[i]
                x[i] += step[i]
                before[i] = g[i]
            path.append(list(x))
        return path, None

    return [
        case("nesterov:lr=0.05,momentum=0.8", nesterov),
        case("amsgrad:lr=0.01,beta1=0.8,beta2=0.7,eps=0.001", amsgrad),
        case("radam:lr=0.01,beta1=0.8,beta2=0.9,eps=0.001", radam),
        case("rprop:eta_plus=1.3,step_min=0.02,step_max=0.2", rprop),
    ]


for name, framework, form, cases in [
    ("keras", "keras 3.15.1", "keras", keras_cases),
    ("torch", "torch 2.15.0", "torch", torch_cases),
    ("optax", "optax 0.2.8", "optax", optax_cases),
    ("pytorch_optimizer", "pytorch_optimizer 4.1.0", "paper", pytorch_optimizer_cases),
    ("paper", "numpy", "paper", paper_cases),
]:
    if not sys.argv[1:] or name in sys.argv[1:]:
        paths.write("rules_" + name, framework, form, cases())
