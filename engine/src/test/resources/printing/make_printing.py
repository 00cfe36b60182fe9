"""Make cases.txt beside this script: tensors and how PyTorch prints them (1.13.1 made the committed file).

Each case is a line "case NAME", a line with the type, a line with the sizes, a line with the elements (or "affine SCALE OFFSET"
for i * SCALE + OFFSET, computed in float64), the printed lines, and a line "end".
"""
import os
import sys

import torch

CASES = []


def case(name, dtype, sizes, data):
    CASES.append((name, dtype, sizes, data))


nan, inf = float("nan"), float("inf")
case("whole", "float32", [2, 2], [1, 2, 3, 4])
case("fractions", "float32", [2, 2], [1.5, -2.25, 3.125, 4])
case("scalar_real", "float32", [], [3.14159265])
case("scalar_whole_real", "float32", [], [-100])
case("scalar_long", "int64", [], [7])
case("scalar_bool", "bool", [], [1])
case("scalar_small", "float32", [], [1e-7])
case("scalar_zero", "float32", [], [0])
case("scalar_negative_zero", "float32", [], [-0.0])
case("vector_one", "float32", [1], [0.1])
case("ratio_scientific", "float32", [3], [1e-3, 1, 1000.5])
case("small_scientific", "float32", [2], [0.00001, 0.5])
case("large_scientific", "float32", [2], [1e9, 1.5])
case("whole_scientific", "float32", [3], [1, 2000, 3])
case("whole_large", "float32", [2], [123456789.0, 987654321.0])
case("whole_below_limit", "float32", [2], [99999999.0, 200000.0])
case("huge_exponent", "float64", [2], [1e200, -1e-200])
case("nan_and_inf", "float32", [4], [1.5, nan, inf, -inf])
case("nan_and_inf_whole", "float32", [4], [1, nan, inf, -inf])
case("nan_only", "float32", [2], [nan, nan])
case("inf_scientific", "float32", [4], [1e10, nan, -inf, 0])
case("zeros", "float32", [2, 3], [0] * 6)
case("negative_zeros", "float32", [3], [-0.0, 0.0, 1.5])
case("ties", "float64", [6], [0.00005, 0.00015, 1.00025, 2.00035, 0.03125, 0.15625])
case("ties_exact", "float64", [3], [0.00003051757812, 1.000030517578125, 2.03125])
case("mixed_width", "float32", [2, 3], [1.5, -10.25, 100.125, 0, -0.5, 7])
case("doubles", "float64", [2], [0.1, 0.2])
case("halves", "float16", [3], [0.1, 1.5, 65504])
case("bfloats", "bfloat16", [3], [0.1, 1.5, 3e38])
case("longs", "int64", [2, 3], [1, -20, 300, -4000, 50000, 6])
case("ints", "int32", [3], [-1, 22, 333])
case("bytes", "uint8", [3], [0, 200, 255])
case("bools", "bool", [2, 2], [1, 0, 0, 1])
case("empty_vector", "float32", [0], [])
case("empty_matrix", "float32", [0, 3], [])
case("empty_longs", "int64", [0], [])
case("empty_cube_doubles", "float64", [2, 0, 4], [])
case("cube", "float32", [2, 2, 3], [i / 4 for i in range(12)])
case("four_dimensions", "int64", [2, 1, 2, 2], list(range(8)))
case("ones_of_size", "float32", [1, 1, 1], [2.5])
case("wrapped_lines", "float32", [30], [i * 1.25 for i in range(30)])
case("wrapped_matrix", "int64", [2, 40], [i * 37 for i in range(80)])
case("wrapped_with_suffix", "float64", [18], [i * 1.25 for i in range(18)])
case("long_suffix_moves_down", "int32", [15], [10 ** 4 + i for i in range(15)])
case("exactly_thousand", "float32", [1000], (0.5, 0.0))
case("summarised_vector", "float32", [1001], (1.0, 0.0))
case("summarised_fractions", "float32", [5000], (0.25, -100.0))
case("summarised_matrix", "float32", [100, 50], (0.125, 0.0))
case("summarised_tall", "int64", [600, 2], (3.0, -7.0))
case("summarised_wide", "int64", [2, 600], (1.0, 0.0))
case("summarised_cube", "float64", [10, 20, 30], (0.001, 1.0))
case("summarised_thin_cube", "float32", [3, 1000, 4], (1.0, 0.0))
case("summarised_bytes", "uint8", [40, 40], (0.1, 0.0))

here = os.path.dirname(os.path.abspath(sys.argv[0]))
with open(os.path.join(here, "cases.txt"), "w") as f:
    for name, dtype, sizes, data in CASES:
        n = 1
        for s in sizes:
            n *= s
        if isinstance(data, tuple):
            flat = torch.arange(n, dtype=torch.float64) * data[0] + data[1]
            line = f"affine {data[0]} {data[1]}"
        else:
            assert len(data) == n, name
            flat = torch.tensor([float(v) for v in data], dtype=torch.float64)
            line = " ".join(repr(float(v)) for v in data)
        t = flat.to(getattr(torch, dtype)).reshape(sizes)
        f.write(f"case {name}\n{dtype}\n{' '.join(map(str, sizes))}\n{line}\n{str(t)}\nend\n")
