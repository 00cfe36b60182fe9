"""Makes the files beside it, with PyTorch 1.13: python3 make_archives.py FOLDER.

Those whose names end with -2.7 are the same, loaded and saved again by libtorch 2.7.1 (DJL's
JniUtils.loadModule and writeModule).
"""
import enum
import sys
from typing import Dict, List, Optional, Tuple

import torch
from torch import Tensor, nn

out = sys.argv[1]
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class Sub(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.arange(6.).reshape(2, 3))
        self.register_buffer("view", self.weight.detach()[1])
        self.register_buffer("column", self.weight.detach()[:, 1])
        self.register_buffer("expanded", torch.tensor([7.]).expand(2, 4))
    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.view + self.column.sum() + self.expanded.sum()
class Kinds(nn.Module):
    ints: List[int]
    floats: List[float]
    bools: List[bool]
    tensors: List[Tensor]
    names: List[str]
    table: Dict[str, int]
    lookup: Dict[int, Tensor]
    pair: Tuple[int, str]
    maybe: Optional[Tensor]
    def __init__(self):
        super().__init__()
        self.ints = [1, -2, 3_000_000_000, 2**62]
        self.floats = [0.5, float("inf")]
        self.bools = [True, False]
        self.tensors = [torch.ones(2), torch.zeros(3, dtype=torch.int64)]
        self.names = ["a", "\u00fc"]
        self.table = {"x": 1, "y": 2}
        self.lookup = {3: torch.tensor([True, False])}
        self.pair = (4, "five")
        self.maybe = None
        self.color = Color.BLUE
        self.device = torch.device("cuda:1")
        self.sub = Sub()
        self.same = self.sub
        for i, t in enumerate((torch.float64, torch.float16, torch.bfloat16, torch.int32, torch.uint8)):
            self.register_buffer("t%d" % i, torch.tensor([1, 2, 3], dtype=t))
        self.register_buffer("empty", torch.zeros(0, 5))
        self.register_buffer("scalar", torch.tensor(2.5))
    def forward(self, x: Tensor) -> Tensor:
        y = self.sub(x) + self.ints[0] + torch.tensor([[1., 2., 3.]])
        if self.color == Color.RED:
            y = -y
        return y.to(self.device)
m = torch.jit.script(Kinds())
m.save(out + "/kinds.pt")
net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
torch.save(net.state_dict(), out + "/state_dict.pth")
torch.save({"epoch": 3, "model": net.state_dict(), "optimizer": torch.optim.Adam(net.parameters()).state_dict(), "p": nn.Parameter(torch.ones(2)), "best": 0.25, "tags": ["a", ("b", None)]}, out + "/checkpoint.pth")
torch.save(torch.zeros(2, dtype=torch.int8), out + "/int8.pth")
torch.save(net, out + "/module.pth")
torch.save(net.state_dict(), out + "/legacy.pth", _use_new_zipfile_serialization=False)
fr = torch.jit.freeze(torch.jit.script(nn.Sequential(nn.Linear(3, 4), nn.ReLU()).eval()))
fr.save(out + "/frozen.pt")
torch.jit.trace(nn.Linear(3, 4), torch.ones(1, 3)).save(out + "/traced.pt")
torch.jit.save(m, out + "/extra.pt", _extra_files={"note.txt": b"hi"})
