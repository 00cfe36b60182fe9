part_bench() {
  timeout "$limit" "$home/anabranch" bench -p device=cuda:0 -p threads=8 -foe true \
    -rf json -rff "$out/bench.json" ${GPU_CHECK_JMH:-} 2>&1 >"$work/jmh.txt" | cat >&2
  local status=${PIPESTATUS[0]}
  cat "$work/jmh.txt" >>"$out/log.txt"
  sed -n '/^benchmark  /,$p' "$work/jmh.txt"
  return "$status"
}
