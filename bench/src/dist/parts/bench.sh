part_bench() {
  timeout "$limit" "$home/anabranch" bench record "$out/bench.json" --device cuda:0 --threads 8 \
    ${GPU_CHECK_BENCH:-}
}
