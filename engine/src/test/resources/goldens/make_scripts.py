"""Make the archives of script/ that PyTorch 1.13.1 writes, beside those of make_goldens.py: NAME.pt, its inputs and its result.

Run in this folder: python3 make_scripts.py [NAME...]. Everything is seeded. The archives of script-2.7 are the same,
loaded and saved again by libtorch 2.7.1 (DJL's JniUtils.loadModule and writeModule), which writes another format.
"""
import math
import sys
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import stio
from make_goldens import flat, path

PROGRAMS = {}


def program(**inputs):
    """Registers a module class (made without arguments) with its inputs."""

    def register(cls):
        PROGRAMS[cls.__name__] = (cls, inputs)
        return cls

    return register


def r(*s):
    return torch.randn(*s)


torch.manual_seed(7)


def foo(x):
    return torch.neg(x)


def scaled(x: Tensor, by: float = 2.0, plus: int = 1) -> Tensor:
    return x * by + plus


# --- semantics 1-3: what may be forked, and what comes back ---------------------------------------------------
@program(x=r(3))
class fork_defaults(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        a = torch.jit.fork(scaled, x)
        b = torch.jit.fork(scaled, x, 3.0)
        c = torch.jit.fork(scaled, x, plus=5)
        return torch.jit.wait(a), torch.jit.wait(b), torch.jit.wait(c)


@program(x=r(2, 3))
class fork_method(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(r(3))

    @torch.jit.export
    def mine(self, x: Tensor, times: int) -> Tensor:
        for _ in range(times):
            x = x * self.weight
        return x

    def forward(self, x: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(self.mine, x, 2)) + self.mine(x, 1)


@program(x=r(2, 4))
class fork_module(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        f = torch.jit.fork(self.inner, x)
        return torch.jit.wait(f) - self.inner(x) * 0.5


@program(x=r(4))
class fork_results(nn.Module):
    def many(self, x: Tensor) -> Tuple[Tensor, List[Tensor], Dict[str, Tensor], int, float, bool, str]:
        return x + 1, [x, x * 2], {"k": x * 3}, 4, 0.5, True, "text"

    def nothing(self, x: Tensor) -> None:
        x.add_(1)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor, int, float, bool, int, Tensor]:
        y = x.clone()
        torch.jit.wait(torch.jit.fork(self.nothing, y))
        t, l, d, i, f, b, s = torch.jit.wait(torch.jit.fork(self.many, x))
        return t, l[1], d["k"], i, f, b, len(s), y


# --- semantics 4, 5: futures are values -----------------------------------------------------------------------
def plus(f: torch.jit.Future[Tensor], x: Tensor) -> Tensor:
    return torch.jit.wait(f) + x


@program(x=r(3))
class future_argument(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        f = torch.jit.fork(foo, x)
        for _ in range(5):
            f = torch.jit.fork(plus, f, x)
        return torch.jit.wait(f)


def launch(x: Tensor) -> torch.jit.Future[Tensor]:
    return torch.jit.fork(foo, x)


@program(x=r(3))
class future_result(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        f = torch.jit.fork(launch, x)
        g = torch.jit.wait(f)
        return torch.jit.wait(g) + torch.jit.wait(g)


@program(x=r(3, 2))
class future_dict(nn.Module):
    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        futures: Dict[str, torch.jit.Future[Tensor]] = {}
        for name, i in [("a", 0), ("b", 1), ("c", 2)]:
            futures[name] = torch.jit.fork(foo, x[i])
        out: Dict[str, Tensor] = {}
        for name in futures.keys():
            out[name] = torch.jit.wait(futures[name])
        return out


@program(x=r(3))
class future_tuple(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pairs: List[Tuple[int, torch.jit.Future[Tensor]]] = []
        for i in range(4):
            pairs.append((i, torch.jit.fork(scaled, x, float(i))))
        total = torch.zeros_like(x)
        for weight, f in pairs:
            total += weight * torch.jit.wait(f)
        return total


# --- semantics 6-8: loops and nesting -------------------------------------------------------------------------
@program(x=torch.ones(2))
class comprehension(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        futures = [torch.jit.fork(scaled, x, float(i)) for i in range(7)]
        results = [torch.jit.wait(f) for f in futures]
        return torch.stack(results)


@program(x=r(3))
class snapshot(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        futures: List[torch.jit.Future[Tensor]] = []
        y = x
        for i in range(4):
            y = y + i
            futures.append(torch.jit.fork(foo, y))
            y = y * 2
        out: List[Tensor] = []
        for f in futures:
            out.append(torch.jit.wait(f))
        return torch.stack(out)


def leaf(x: Tensor, i: int) -> Tensor:
    return x * i


def branch(x: Tensor, n: int) -> Tensor:
    futures = [torch.jit.fork(leaf, x, i) for i in range(n)]
    total = torch.zeros_like(x)
    for f in futures:
        total = total + torch.jit.wait(f)
    return total


@program(x=r(2))
class nested(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        futures = [torch.jit.fork(branch, x, n) for n in range(30)]
        total = torch.zeros_like(x)
        for f in futures:
            total = total + torch.jit.wait(f)
        return total


def early(x: Tensor, limit: int) -> Tensor:
    i = 0
    while True:
        x = x * 1.5
        if bool(x.abs().max() > limit):
            return x
        i += 1
        if i > 20:
            break
    for j in range(10):
        if j == 3:
            continue
        x = x + j
    return -x


@program(x=r(3))
class early_return(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        a = torch.jit.fork(early, x, 10)
        b = torch.jit.fork(early, x * 0.0001, 100)
        return torch.stack([torch.jit.wait(a), torch.jit.wait(b)])


@program(n=torch.tensor(27))
class while_in_fork(nn.Module):
    def collatz(self, n: int) -> Tuple[int, int]:
        steps = 0
        top = n
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            top = max(top, n)
            steps += 1
        return steps, top

    def forward(self, n: Tensor) -> Tuple[int, int]:
        return torch.jit.wait(torch.jit.fork(self.collatz, int(n)))


# --- numbers ---------------------------------------------------------------------------------------------------
@program(x=torch.tensor([7, -7, 3, -3]))
class integers(nn.Module):
    def forward(self, x: Tensor) -> List[int]:
        a: List[int] = []
        for i in range(len(x)):
            for d in [2, -2]:
                n = int(x[i])
                a.append(n // d)
                a.append(n % d)
                a.append(n * d - n)
                a.append(int(n ** 2))
                a.append(abs(n) & 5 | 8 ^ 3)
                a.append(min(n, d) + max(n, d))
                a.append(int(n / d))
                a.append(int(math.floor(n / 3)))
        return a


@program(x=torch.tensor([0.5, -2.75]))
class floats(nn.Module):
    def forward(self, x: Tensor) -> List[float]:
        out: List[float] = []
        for i in range(x.size(0)):
            v = float(x[i])
            out.append(v // 0.3)
            out.append(v % 0.3)
            out.append(v ** 2.0)
            out.append(math.sqrt(abs(v)) + math.exp(v) + math.log(abs(v)))
            out.append(max(v, 0.25) * float("inf") if v > 5 else round(v))
            out.append(float(v < 0) + float(bool(v)))
            out.append(math.ceil(v) / 7)
        return out


# --- containers ------------------------------------------------------------------------------------------------
@program(x=r(3))
class lists(nn.Module):
    def forward(self, x: Tensor) -> Tuple[List[int], List[Tensor], int, bool]:
        a = [5, 3, 9, 1]
        a.append(7)
        a.extend([2, 2])
        a.insert(1, 100)
        last = a.pop()
        a.sort()
        b = a[1:5:2] + [last] * 3
        b[0] = -1
        b.reverse()
        del a[0]
        t = [x, x + 1]
        t[1] = t[0] * 2
        u, v = t
        t.append(u - v)
        return b + a, t, len(a), 9 in a


@program(x=r(2))
class dicts(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Dict[str, Tensor], List[str], int, bool]:
        d = {"one": x, "two": x * 2}
        d["three"] = d["one"] + d["two"]
        gone = d.pop("two")
        d.update({"four": gone * 4})
        n = 0
        for k, v in d.items():
            n += len(k)
        keys = list(d.keys())
        counts: Dict[int, int] = {}
        for i in range(10):
            counts[i % 3] = counts.get(i % 3, 0) + 1
        return d, keys, n + counts[0], "two" in d


@program(x=r(2, 2))
class strings(nn.Module):
    def forward(self, x: Tensor) -> Tuple[List[str], int]:
        s = "Hello, " + "World"
        words = s.lower().split(", ")
        text = "{}-{}".format(len(words), words[0])
        out = [text, s[0:5], s[-1], "-".join(words), s.replace("l", "L"), str(3), s.upper().strip()]
        hits = 0
        for c in s:
            if c == "o" or c in "HW":
                hits += 1
        return out, hits + int("42") + int(s.startswith("He")) + s.find("W")


class Pair(NamedTuple):
    first: Tensor
    second: Optional[Tensor]


@program(x=r(3))
class optionals(nn.Module):
    def maybe(self, x: Tensor, give: bool) -> Optional[Tensor]:
        if give:
            return x * 2
        return None

    def pair(self, x: Tensor) -> Pair:
        return Pair(x, None)

    def forward(self, x: Tensor, y: Optional[Tensor] = None) -> Tensor:
        a = self.maybe(x, True)
        b = self.maybe(x, False)
        assert a is not None
        p = self.pair(x)
        total = p.first + a
        if b is not None:
            total = total * b
        if y is None and p.second is None:
            y = x
        return total + (y if y is not None else x)


# --- tensors ---------------------------------------------------------------------------------------------------
@program(x=r(4, 5))
class slice_assignment(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        y = torch.zeros(4, 5)
        y[0] = x[1]
        y[1:3, ::2] = x[1:3, ::2] * 10
        y[3, 4] = 7.0
        y[:, 1] += 1
        row = y[2]
        row.mul_(2)
        y[y > 5] = 5.0
        y[-1].fill_(3)
        y.t()[0].add_(x[0, 0])
        return y


@program(x=r(6, 4))
class indexing(nn.Module):
    def forward(self, x: Tensor) -> List[Tensor]:
        i = torch.tensor([3, 0, 3])
        return [x[i], x[:, i], x[x[:, 0] > 0], x[..., -1], x[None, 1:, 2], x[i, torch.tensor([0, 1, 2])],
                x[2, 1:3].unsqueeze(0), x.index_select(1, i), x.gather(1, torch.tensor([[1], [0]]))]


@program(x=r(2, 3, 4))
class shapes(nn.Module):
    def forward(self, x: Tensor) -> List[Tensor]:
        b, t, c = x.shape
        n = x.size(0) * x.size(-1)
        return [x.view(b, -1), x.reshape(-1), x.permute(2, 0, 1), x.transpose(0, 1).contiguous(), x.flatten(1),
                x.unsqueeze(1).squeeze(1), x.expand(5, 2, 3, 4)[4], x.repeat(1, 2, 1), x.view(b, n // b, t),
                torch.cat([x, x], dim=1), torch.stack([x[0], x[1]], dim=-1), torch.flip(x, [0, 2]),
                torch.roll(x, 1, 2), x.chunk(2, dim=2)[1], x.split(2, dim=1)[0], torch.narrow(x, 2, 1, 2),
                x.select(1, 2), x.mT, torch.tensor(x.dim()), torch.tensor(x.numel())]


@program(x=r(4, 6))
class reductions(nn.Module):
    def forward(self, x: Tensor) -> List[Tensor]:
        m, i = x.max(dim=1)
        v, k = torch.topk(x, 2, dim=1)
        s, o = torch.sort(x, dim=0, descending=True)
        return [x.sum(), x.mean(1), x.sum(dim=[0, 1], keepdim=True), m, i, x.argmax(dim=0), x.min(), x.std(), x.var(0),
                x.prod(1), x.norm(), torch.norm(x, dim=1), v, k, s, o, x.cumsum(1), (x > 0).any(), (x > 0).all(dim=0),
                x.amax(1), x.softmax(-1), torch.log_softmax(x, 0), torch.logsumexp(x, 1), x.max(), x.argmin()]


@program(x=r(3, 4), y=r(4))
class elementwise(nn.Module):
    def forward(self, x: Tensor, y: Tensor) -> List[Tensor]:
        return [x + y, x - 2, 2 - x, x * y, x / 3, 1 / y, x ** 2, 2 ** x, -x, x.abs().sqrt(), x.exp(), torch.sin(x),
                x.clamp(-0.5, 0.5), x.clamp(min=0), torch.where(x > y, x, y), x.masked_fill(x < 0, 0.0), x.sigmoid(),
                torch.tanh(x), F.relu(x), F.gelu(x), F.silu(x), F.leaky_relu(x, 0.1), F.elu(x), F.softplus(x), x.round(),
                x.floor(), x.sign(), torch.maximum(x, y), x.add(y, alpha=3), x // 0.7, x % 0.7, F.hardtanh(x), x.rsqrt(),
                torch.pow(x, 2), x.log1p(), x.erf(), torch.addcmul(x, x, y, value=0.5), torch.lerp(x, x * 2, 0.3)]


@program(x=torch.tensor([1, 2, 3, 4]))
class types(nn.Module):
    def forward(self, x: Tensor) -> List[Tensor]:
        f = x.float()
        mask = (x > 1) & ~(x == 3) | (x < 0)
        if x.dtype == torch.int64 and f.is_floating_point():
            f = f / 2
        return [f, mask, x.to(torch.float64), x.to(f), f.long(), mask.to(torch.int32), x.to(torch.bool), f.half().float(),
                torch.arange(3), torch.arange(1, 7, 2), torch.ones(2, dtype=torch.int64), torch.full([2], 3.5),
                torch.zeros([2, 2]), torch.eye(2), torch.linspace(0, 1, 5), torch.tensor([1.0, 2.0]), torch.tensor([[1], [2]]),
                torch.tensor(True), x.type_as(f), torch.ones_like(f), torch.full_like(f, 2), x.new_zeros([3])]


@program(a=r(3, 4), b=r(4, 5), v=r(4))
class products(nn.Module):
    def forward(self, a: Tensor, b: Tensor, v: Tensor) -> List[Tensor]:
        return [a @ b, torch.mm(a, b), torch.matmul(a, v), a.mv(v), v.dot(v), torch.bmm(a[None], b[None]),
                torch.addmm(torch.ones(5), a, b), F.linear(a, b.t()), torch.einsum("ij,jk->ik", a, b),
                torch.baddbmm(torch.ones(1, 3, 5), a[None], b[None]), torch.outer(v, v)]


# --- state -----------------------------------------------------------------------------------------------------
@program(x=r(3))
class buffers(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("total", torch.zeros(3))
        self.count = 0
        self.names: Dict[str, int] = {"a": 1}
        self.steps: List[float] = [0.5, 0.25]
        self.scale = 2.0

    def forward(self, x: Tensor) -> Tuple[Tensor, int]:
        for step in self.steps:
            self.total = self.total + x * step
            self.count += 1
        self.total.mul_(self.scale)
        self.names["b"] = 5
        return self.total, self.count + self.names["a"] + self.names["b"]


class Block(nn.Module):
    def __init__(self, c: int):
        super().__init__()
        self.norm = nn.LayerNorm(c)
        self.up = nn.Linear(c, 2 * c)
        self.down = nn.Linear(2 * c, c)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.drop(self.down(F.gelu(self.up(self.norm(x)))))


@program(x=r(2, 8))
class sequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), Block(8), nn.Tanh(), nn.Identity(), nn.Linear(8, 2), nn.Softmax(-1))

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)


@program(x=r(3, 8))
class module_list(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(8) for _ in range(3)])
        self.heads = nn.ModuleDict({"a": nn.Linear(8, 2), "b": nn.Linear(8, 3)})

    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        for block in self.blocks:
            x = block(x)
        out: Dict[str, Tensor] = {}
        for name, head in self.heads.items():
            out[name] = head(x)
        return out


# --- recurrent networks ----------------------------------------------------------------------------------------
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20, 6)
        self.lstm = nn.LSTM(6, 5, num_layers=2, bidirectional=True, batch_first=True)
        self.norm = nn.LayerNorm(10)
        self.linear = nn.Linear(10, 3)

    def forward(self, tokens: Tensor) -> Tensor:
        y, _ = self.lstm(self.embedding(tokens))
        return F.log_softmax(self.linear(self.norm(y[:, -1])), dim=-1)


tokens = torch.randint(0, 20, (4, 7))
PROGRAMS["classifier"] = (Classifier, dict(tokens=tokens))
PROGRAMS["classifier_traced"] = (lambda: torch.jit.trace(Classifier().eval(), tokens), dict(tokens=tokens))
PROGRAMS["classifier_frozen"] = (lambda: torch.jit.freeze(torch.jit.script(Classifier().eval())), dict(tokens=tokens))


@program(x=r(5, 2, 4))
class stacked_gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(4, 6, num_layers=3)
        self.both = nn.GRU(6, 3, bidirectional=True)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        y, h = self.gru(x)
        z, _ = self.both(y)
        return y, h, z


@program(x=r(5, 2, 4), h=r(1, 2, 3), c=r(1, 2, 3))
class lstm_state(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 3)

    def forward(self, x: Tensor, h: Tensor, c: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        y, (hn, cn) = self.lstm(x, (h, c))
        return y, hn, cn


@program(x=r(4, 2, 3))
class cells(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTMCell(3, 4)
        self.gru = nn.GRUCell(3, 4)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        h = torch.zeros(2, 4)
        c = torch.zeros(2, 4)
        g = torch.zeros(2, 4)
        out: List[Tensor] = []
        for t in range(x.size(0)):
            h, c = self.lstm(x[t], (h, c))
            g = self.gru(x[t], g)
            out.append(h + g)
        return torch.stack(out), c


@program(x=r(7, 3, 4), w=r(8, 4), u=r(8, 2), b=r(8))
class written_lstm(nn.Module):
    def forward(self, x: Tensor, w: Tensor, u: Tensor, b: Tensor) -> Tensor:
        h = torch.zeros(x.size(1), 2, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
        for step in x.unbind(0):
            gates = torch.mm(step, w.t()) + torch.mm(h, u.t()) + b
            i, f, g, o = gates.chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        return h


@program(x=r(2, 5, 8))
class attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(8, 24)
        self.out = nn.Linear(8, 8)

    def forward(self, x: Tensor) -> Tensor:
        b, t, c = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, 2, 4).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-2, -1) / math.sqrt(4)
        mask = torch.ones(t, t, dtype=torch.bool).tril()
        weights = scores.masked_fill(~mask, float("-inf")).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(b, t, c))


@program(x=r(2, 5, 8))
class transformer_encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 2)
        self.heads = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        y = self.layers(x)
        return y, self.heads(y, y, y, need_weights=False)[0]


@program(x=r(4, 2, 3))
class elman(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(3, 4, num_layers=2, bidirectional=True)
        self.relu = nn.RNN(8, 3, nonlinearity="relu")

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        y, h = self.rnn(x)
        return self.relu(y)[0], h


@program(x=r(2, 5, 8))
class activations(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(8, 8), nn.BatchNorm1d(5), nn.GLU(), nn.LeakyReLU(), nn.ELU(), nn.Hardswish(), nn.LogSoftmax(-1),
            nn.Softplus(), nn.Mish(), nn.SELU(), nn.CELU(), nn.Softsign(), nn.Tanhshrink(), nn.Hardshrink(),
            nn.Threshold(0.1, 0.2), nn.ReLU6(), nn.Flatten(), nn.PReLU())

    def forward(self, x: Tensor) -> List[Tensor]:
        return [self.net(x), F.pad(x, [1, 2]), F.normalize(x, dim=-1), F.cosine_similarity(x[0], x[1], dim=-1),
                F.logsigmoid(x), F.softmin(x, dim=-1), torch.vstack([x, x]), F.one_hot(torch.tensor([1, 0, 2]))]


class Direction(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell_f = nn.LSTM(4, 4)
        self.cell_b = nn.LSTM(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        f = torch.jit.fork(self.cell_f, x)
        back, _ = self.cell_b(torch.flip(x, dims=[0]))
        ahead, _ = torch.jit.wait(f)
        return torch.cat((ahead, torch.flip(back, dims=[0])), dim=2)


@program(x=r(3, 2, 4))
class ensemble_comprehension(nn.Module):
    def __init__(self):
        super().__init__()
        self.models = nn.ModuleList([Direction() for _ in range(2)])

    def forward(self, x: Tensor) -> Tensor:
        futures = [torch.jit.fork(model, x) for model in self.models]
        results = [torch.jit.wait(future) for future in futures]
        return torch.stack(results).sum(dim=0)


# --- errors ----------------------------------------------------------------------------------------------------
class raises(nn.Module):
    def check(self, x: Tensor) -> Tensor:
        if x.size(0) > 2:
            raise RuntimeError("too many rows: {}".format(x.size(0)))
        return x

    def forward(self, x: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(self.check, x))


def two(x: Tensor, y: Tensor) -> Tensor:
    return x + y


def outer_fork(x: Tensor, y: Tensor) -> Tensor:
    return torch.jit.wait(torch.jit.fork(two, x, y))


class failing_deep(nn.Module):
    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(outer_fork, x, y))


class missing_key(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        d = {"a": x}
        return d["b"]


ERRORS = {
    "raises": (raises, dict(x=r(3, 2)), "too many rows: 3"),
    "failing_deep": (failing_deep, dict(x=r(2, 3), y=r(2, 4)),
                     "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1"),
    "missing_key": (missing_key, dict(x=r(2)), "KeyError"),
}


# --- classes that are no modules, interfaces, contexts ------------------------------------------------------------
@torch.jit.script
class Counter:
    def __init__(self, start: int, by: float):
        self.n = start
        self.by = by

    def up(self, x: Tensor) -> Tensor:
        self.n += 1
        return x * self.by + self.n


@program(x=r(2, 3))
class plain_classes(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, int]:
        counter = Counter(2, 0.5)
        y = counter.up(counter.up(x))
        future = torch.jit.fork(counter.up, y)
        return torch.jit.wait(future), counter.n


@torch.jit.interface
class Activation(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Doubled(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.tanh(x) * 2


class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.shift = nn.Parameter(r(3))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.shift


@program(x=r(2, 3))
class interfaces(nn.Module):
    first: Activation
    second: Activation

    def __init__(self):
        super().__init__()
        self.first = Doubled()
        self.second = Shifted()

    def forward(self, x: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(self.first, x)) + self.second.forward(x)


@program(x=r(6, 2))
class without_gradients(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, List[int]]:
        seen: List[int] = []
        with torch.no_grad():
            y = torch.zeros(2)
            for i in range(5, 0, -2):
                y = y + x[i] * i
                seen.append(i)
            for i in range(1, x.size(0), 2):
                y -= x[i]
                seen.append(i)
        return y, seen


@program(x=r(4, 6, 3), lengths=torch.tensor([3, 6, 3, 1]))
class packed_sequences(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, 2, bidirectional=True, batch_first=True)
        self.gru = nn.GRU(8, 5)
        self.rnn = nn.RNN(5, 2)

    def forward(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        ahead, (h, c) = self.lstm(packed)
        y, n = nn.utils.rnn.pad_packed_sequence(ahead, batch_first=True, padding_value=-1.0)
        gated, g = self.gru(ahead)
        plain, p = self.rnn(gated)
        z, _ = nn.utils.rnn.pad_packed_sequence(plain, total_length=7)
        return y, n, h, c, g, z, p


def save(name, make, inputs, error=None):
    torch.manual_seed(sum(map(ord, name)))
    m = make().eval()
    if not isinstance(m, torch.jit.ScriptModule):
        m = torch.jit.script(m)
    m.save(path("script", name + ".pt"))
    stio.save(path("script", name + ".in.safetensors"), {k: v.numpy() for k, v in inputs.items()}, {"made_by": "make_scripts.py"})
    try:
        with torch.no_grad():
            result = m(**{k: v.clone() for k, v in inputs.items()})
        assert error is None, name
        out = flat("output", result, {})
        stio.save(path("script", name + ".out.safetensors"), {k: v for k, v in out.items()}, {"made_by": "make_scripts.py"})
    except RuntimeError as e:
        assert error and error in str(e), (name, str(e))
        with open(path("script", name + ".error.txt"), "w") as f:
            f.write(error + "\n")


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(PROGRAMS) + list(ERRORS)
    for name, case in {**PROGRAMS, **ERRORS}.items():
        if name in chosen:
            save(name, *case)
