"""Paths of SAM over surfaces, by pytorch_optimizer's SAM with autograd in float64, written to sam.json.

    python3 -m venv v && v/bin/pip install torch==2.15.0 pytorch_optimizer==4.1.0
    v/bin/python sam.py

pytorch_optimizer takes the gradient's norm in float32; here it keeps it in float64.
"""
import json
import os

import torch
from pytorch_optimizer import SAM

torch.Tensor.float = torch.Tensor.double

SURFACES = {
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    "saddle": lambda x, y: 5 * x ** 2 - y ** 2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
    "himmelblau": lambda x, y: (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2,
}


def path(surface, start, steps, base, clip=None, **options):
    f = SURFACES[surface]
    p = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
    optimizer = SAM([p], base, **options)

    def loss():
        optimizer.zero_grad()
        value = f(p[0], p[1])
        value.backward()
        return value
    points = [[*p.tolist(), f(*p.detach()).item()]]
    for _ in range(steps):
        loss()
        optimizer.first_step(zero_grad=True)
        loss()
        if clip:
            torch.nn.utils.clip_grad_norm_([p], clip)
        optimizer.second_step()
        points.append([*p.tolist(), f(*p.detach()).item()])
    return points


def case(surface, start, spec, *args, **options):
    return {"surface": surface, "start": start, "spec": spec, "path": path(surface, start, 100, *args, **options)}


SGD, ADAM = torch.optim.SGD, torch.optim.Adam
paths = [
    case("beale", [1.0, 1.6], "sam(sgd:lr=0.001,form=torch)", SGD, lr=0.001),
    case("beale", [1.0, 1.6], "sam(adam:lr=0.05,form=torch):rho=0.2", ADAM, lr=0.05, rho=0.2),
    case("beale", [1.0, 1.6], "sam(adam:lr=0.05,form=torch):rho=0.5,adaptive=true", ADAM, lr=0.05, rho=0.5, adaptive=True),
    case("saddle", [0.25, -0.01], "sam(sgd:lr=0.01,momentum=0.9,form=torch):rho=0.1", SGD, lr=0.01, momentum=0.9, rho=0.1),
    case("saddle", [0.25, -0.01], "sam(sgd:lr=0.01,form=torch):adaptive=true", SGD, lr=0.01, adaptive=True),
    case("rosenbrock", [-1.5, 2.0], "sam(sgd:lr=0.0005,momentum=0.9,nesterov=true,form=torch):rho=0.01", SGD,
         lr=0.0005, momentum=0.9, nesterov=True, rho=0.01),
    case("rosenbrock", [-1.5, 2.0], "sam(adam:lr=0.05,weight_decay=0.1,form=torch)", ADAM, lr=0.05, weight_decay=0.1),
    case("himmelblau", [0.0, 0.0], "sam(sgd:lr=0.01,global_clipnorm=2,form=torch):rho=0.3", SGD, 2.0, lr=0.01, rho=0.3),
    case("himmelblau", [0.0, 0.5], "sam(adam:lr=0.05,form=torch):adaptive=true,rho=2,eps=0.5", ADAM, lr=0.05, adaptive=True, rho=2.0,
         perturb_eps=0.5),
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "sam.json"), "w") as f:
    f.write('{"framework": "pytorch_optimizer 4.1.0", "paths": [\n' + ",\n".join(json.dumps(p) for p in paths) + "\n]}\n")
print(len(paths), "paths")
