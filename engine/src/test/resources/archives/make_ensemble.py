"""Makes the tutorial's ensemble in full size, 4 x bidirectional LSTM of 1024, 268 MB, with PyTorch:
python3 make_ensemble.py FILE [MODELS] [C]. The file is too large to be kept here.
"""
import sys

import torch
from torch import Tensor, nn


class BidirectionalLstm(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.cell_f = nn.LSTM(c, c)
        self.cell_b = nn.LSTM(c, c)

    def forward(self, x: Tensor) -> Tensor:
        ahead = torch.jit.fork(self.cell_f, x)
        back, _ = self.cell_b(torch.flip(x, [0]))
        there, _ = torch.jit.wait(ahead)
        return torch.cat([there, torch.flip(back, [0])], dim=2)


class Ensemble(nn.Module):
    def __init__(self, n, c):
        super().__init__()
        self.models = nn.ModuleList([BidirectionalLstm(c) for _ in range(n)])

    def forward(self, x: Tensor) -> Tensor:
        futures = [torch.jit.fork(model, x) for model in self.models]
        return torch.stack([torch.jit.wait(future) for future in futures]).mean(0)


n = int(sys.argv[2]) if len(sys.argv) > 2 else 4
c = int(sys.argv[3]) if len(sys.argv) > 3 else 1024
torch.manual_seed(0)
torch.jit.script(Ensemble(n, c)).save(sys.argv[1])
