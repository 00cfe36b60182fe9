part_bench() {
  local status
  timeout "$limit" "$home/anabranch" bench '.*' -p device=cuda:0 -p threads=8 -foe true \
    -rf json -rff "$work/bench.json" ${GPU_CHECK_BENCH:-} >"$work/jmh.txt"
  status=$?
  cat "$work/jmh.txt" >>"$out/log.txt"
  [[ ! -s $work/bench.json ]] || cp "$work/bench.json" "$out"
  sed -n '/^benchmark  /,$p' "$work/jmh.txt"
  return "$status"
}
