#!/usr/bin/env python3
"""The tutorial's ensemble of bidirectional LSTMs by PyTorch, timed in the ways that its users have.

    sequential    one member after the other, as the tutorial's baseline
    torchscript   the same, compiled by TorchScript
    fork          TorchScript with forked members and directions, as the tutorial ends
    streams       each direction of each member on a CUDA stream of its own, by hand
    graph         the streams, captured once as a CUDA graph

each in fp32 (IEEE) and in tf32, which PyTorch uses for LSTMs unless told otherwise. Times are the host's,
from an idle device until it is idle again. With --ours FILE.json the times of `anabranch ensemble` stand
in the same table. On the CPU there are neither streams nor tf32.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from typing import List

import torch


class Bidirectional(torch.nn.Module):
    def __init__(self, hidden: int):
        super().__init__()
        self.cell_f = torch.nn.LSTM(input_size=hidden, hidden_size=hidden)
        self.cell_b = torch.nn.LSTM(input_size=hidden, hidden_size=hidden)

    def ahead(self, x: torch.Tensor) -> torch.Tensor:
        return self.cell_f(x)[0]

    def back(self, x: torch.Tensor) -> torch.Tensor:
        return torch.flip(self.cell_b(torch.flip(x, dims=[0]))[0], dims=[0])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat((self.ahead(x), self.back(x)), dim=2)


class ForkedBidirectional(torch.nn.Module):
    def __init__(self, plain: Bidirectional):
        super().__init__()
        self.cell_f = plain.cell_f
        self.cell_b = plain.cell_b

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        ahead = torch.jit.fork(self.cell_f, x)
        back = torch.flip(self.cell_b(torch.flip(x, dims=[0]))[0], dims=[0])
        return torch.cat((torch.jit.wait(ahead)[0], back), dim=2)


class Ensemble(torch.nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = torch.nn.ModuleList(members)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        results = []
        for member in self.members:
            results.append(member(x))
        return torch.stack(results).sum(dim=0)


class ForkedEnsemble(torch.nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = torch.nn.ModuleList([ForkedBidirectional(m) for m in members])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        futures = torch.jit.annotate(List[torch.jit.Future[torch.Tensor]], [])
        for member in self.members:
            futures.append(torch.jit.fork(member, x))
        results = torch.jit.annotate(List[torch.Tensor], [])
        for future in futures:
            results.append(torch.jit.wait(future))
        return torch.stack(results).sum(dim=0)


class Streams:
    """Two streams a member, made once; they leave the current stream and come back to it."""

    def __init__(self, ensemble: Ensemble):
        self.members = ensemble.members
        self.streams = [torch.cuda.Stream() for _ in range(2 * len(self.members))]

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        here = torch.cuda.current_stream()
        halves = []
        for i, stream in enumerate(self.streams):
            member = self.members[i // 2]
            stream.wait_stream(here)
            with torch.cuda.stream(stream):
                halves.append(member.ahead(x) if i % 2 == 0 else member.back(x))
            x.record_stream(stream)
        for half, stream in zip(halves, self.streams):
            here.wait_stream(stream)
            half.record_stream(here)
        pairs = [torch.cat(halves[i : i + 2], dim=2) for i in range(0, len(halves), 2)]
        return torch.stack(pairs).sum(dim=0)


class Graph:
    """A CUDA graph of `body` on x; replays into the same output."""

    def __init__(self, body, x: torch.Tensor):
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                body(x)
        torch.cuda.current_stream().wait_stream(side)
        torch.cuda.synchronize()
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.output = body(x)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        self.graph.replay()
        return self.output


def allow_tf32(allowed: bool) -> None:
    if hasattr(torch.backends.cudnn, "rnn"):  # PyTorch 2.9; it refuses a mixture of old and new
        word = "tf32" if allowed else "ieee"
        torch.backends.cudnn.rnn.fp32_precision = word
        torch.backends.cuda.matmul.fp32_precision = word
    else:
        torch.backends.cudnn.allow_tf32 = allowed
        torch.backends.cuda.matmul.allow_tf32 = allowed


def ways(ensemble: Ensemble, x: torch.Tensor, cuda: bool):
    """name -> a function that makes what is timed."""
    found = {
        "sequential": lambda: ensemble,
        "torchscript": lambda: torch.jit.script(ensemble),
        "fork": lambda: torch.jit.script(ForkedEnsemble(ensemble.members)),
    }
    if cuda:
        found["streams"] = lambda: Streams(ensemble)
        found["graph"] = lambda: Graph(Streams(ensemble), x)
    return found


def timed(body, x: torch.Tensor, repeat: int, synchronize) -> list:
    for _ in range(5):
        body(x)
    synchronize()
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        body(x)
        synchronize()
        seconds.append(time.perf_counter() - start)
    return seconds


def measure(make, name: str, precision: str, x, expected, repeat: int, synchronize) -> dict:
    result = {"way": name, "precision": precision}
    try:
        body = make()
        seconds = timed(body, x, repeat, synchronize)
        result["median_s"] = statistics.median(seconds)
        result["min_s"] = min(seconds)
        result["runs"] = len(seconds)
        result["max_abs_diff"] = (body(x) - expected).abs().max().item()
    except (RuntimeError, AttributeError, TypeError) as error:
        result["error"] = str(error).strip().splitlines()[-1] if str(error) else repr(error)
    return result


def all_runs(args, device: torch.device, synchronize) -> list:
    torch.manual_seed(args.seed)
    members = [Bidirectional(args.hidden) for _ in range(args.members)]
    ensemble = Ensemble(members).to(device).eval()
    x = torch.rand(args.steps, args.batch, args.hidden, device=device)
    cuda = device.type == "cuda"
    results = []
    allow_tf32(False)
    expected = ensemble(x)
    for precision in ("fp32", "tf32") if cuda else ("fp32",):
        allow_tf32(precision == "tf32")
        for name, make in ways(ensemble, x, cuda).items():
            print(f"{precision} {name} ...", file=sys.stderr)
            results.append(measure(make, name, precision, x, expected, args.repeat, synchronize))
    return results


def rows_of_ours(path: str) -> list:
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)
    rows = []
    for run in runs if isinstance(runs, list) else [runs]:
        for mode in run["modes"]:
            who = "anabranch " + mode["mode"] + (" " + run["blas"] if "blas" in run else "")
            rows.append((run["precision"], who, mode["median_s"], mode["min_s"], ""))
    return rows


def print_table(result: dict, ours: list) -> None:
    print(f"PyTorch {result['torch']}, CUDA {result['cuda']}, cuDNN {result['cudnn']}, {result['device']}")
    print(f"{'precision':<10} {'way':<34} {'median':>12} {'min':>12} {'GFLOP/s':>10}")
    rows = [
        (r["precision"], "torch " + r["way"], r.get("median_s"), r.get("min_s"), r.get("error", ""))
        for r in result["runs"]
    ]
    for precision, who, median, least, error in sorted(rows + ours, key=lambda row: row[0]):
        if median is None:
            print(f"{precision:<10} {who:<34} {error}")
        else:
            rate = result["gflop"] / median
            print(
                f"{precision:<10} {who:<34} {median * 1e3:>9.3f} ms {least * 1e3:>9.3f} ms {rate:>10.0f}"
            )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cuda", choices=("cuda", "cpu"))
    parser.add_argument("--members", type=int, default=4)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--hidden", type=int, default=1024)
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    parser.add_argument("--json", metavar="FILE", help="write the result there too")
    parser.add_argument("--ours", metavar="FILE", help="what `anabranch ensemble --json` wrote, or a list of it")
    args = parser.parse_args()
    if args.quick:
        args.members, args.steps, args.batch, args.hidden, args.repeat = 2, 5, 4, 16, 3
    return args


def main() -> int:
    args = arguments()
    if args.device == "cuda" and not torch.cuda.is_available():
        print("ensemble_peers.py: this PyTorch sees no CUDA device", file=sys.stderr)
        return 1
    cuda = args.device == "cuda"
    with torch.no_grad():
        runs = all_runs(args, torch.device(args.device), torch.cuda.synchronize if cuda else lambda: None)
    result = {
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "cudnn": torch.backends.cudnn.version() if cuda else None,
        "device": torch.cuda.get_device_name() if cuda else platform.machine() + " CPU",
        "python": platform.python_version(),
        "threads": torch.get_num_threads(),
        "shape": {name: getattr(args, name) for name in ("members", "steps", "batch", "hidden")},
        "gflop": args.members * 2 * args.steps * args.batch * 16 * args.hidden**2 / 1e9,
        "runs": runs,
    }
    print_table(result, rows_of_ours(args.ours) if args.ours else [])
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2)
            file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
