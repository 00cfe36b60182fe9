part_ensemble() {
  local way precision trace status=0 separator="["
  : >"$work/ensemble.json"
  for way in "${blas[@]}"; do
    for precision in fp32 tf32 bf16; do
      echo
      echo "precision $precision, cuBLAS by $way"
      trace=()
      if [[ $way == "${blas[0]}" && $precision != bf16 ]]; then
        trace=(--trace "$out/trace-$precision.json.gz")
      fi
      if with_blas "$way" timeout $((limit / 6)) "$home/anabranch" ensemble --device cuda \
        --precision "$precision" --json "$work/run.json" "${trace[@]}" ${GPU_CHECK_ENSEMBLE:---repeat 20}; then
        printf '%s\n' "$separator" >>"$work/ensemble.json"
        sed "1s/^{/{ \"blas\": \"$way\",/" "$work/run.json" >>"$work/ensemble.json"
        separator=","
        { cat "$work/ensemble.json" && echo "]"; } >"$out/ensemble.json"
      else
        status=1
      fi
    done
  done
  return "$status"
}
