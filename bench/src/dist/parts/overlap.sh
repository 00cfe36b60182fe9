part_overlap() {
  with_blas "${blas[0]}" timeout "$limit" "$home/anabranch" bench overlap --device cuda:0 --budget 360 \
    --json "$out/overlap.json" --html "$out/overlap.html" ${GPU_CHECK_OVERLAP:-}
}
