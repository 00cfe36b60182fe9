part_peers() {
  if ! python3 -c 'import torch' 2>/dev/null; then
    echo "not compared: no python3 with torch on the PATH"
    return 0
  fi
  local ours=()
  [[ ! -e $out/ensemble.json ]] || ours=(--ours "$out/ensemble.json")
  timeout "$limit" python3 "$home/parts/ensemble_peers.py" --json "$out/peers.json" "${ours[@]}" ${GPU_CHECK_PEERS:-}
}
